"""Reading an edition (年度底稿): one RegionYear's structure and text, from `templates/editions/`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from tasks.catalogue.contents import load_contents
from tasks.catalogue.load import parsed
from tasks.catalogue.schema import Model, Words
from tasks.model import Frame, RegionYear
from tasks.report.contents import DeclaredContent, Required, required
from tasks.report.declared import AskedAnnex, DeclaredFrame, Plain
from tasks.report.errors import EditionError, nearest
from tasks.settings import Settings


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as written. `file` and `text_file` are how messages name the two files."""

    region_year: RegionYear
    title: str
    addressee: str
    signatory: str
    date: date  # 成文日期
    text: str  # the light markup of docs/decisions/0004-edition-format.md
    file: str
    text_file: str
    contents: tuple[Required, ...] = ()
    annexes: tuple[AskedAnnex, ...] = ()
    frame: Frame | None = None
    lines: Mapping[str, int] = field(default_factory=dict)  # of the keys in `file`, by their path

    @property
    def annex_places(self) -> list[str]:
        """How messages name each annex."""
        return [_place(self.file, self.lines, f"annexes.{n}") for n in range(len(self.annexes))]


FileName = Annotated[str, StringConstraints(pattern=r"^[\w-]+\.md$")]


EDITION = "edition.yaml"
TEXT = "report.md"
UNSET = "待填"
"""成文日期 of an edition that was started from last year's: refused until someone writes the day."""


class _EditionFile(Model):
    title: Words
    addressee: Plain = ""
    signatory: Plain = ""
    date: date
    text: FileName = TEXT
    contents: dict[str, DeclaredContent] = Field(default_factory=dict)
    annexes: tuple[AskedAnnex, ...] = ()
    frame: DeclaredFrame | None = None


def folder_of(region: str, year: int) -> str:
    """Where the edition of a region's year lies, in a site or in the house."""
    return f"templates/editions/{region}/{year}"


def load_edition(
    settings: Settings, region: str, year: int, texts: Mapping[str, str] | None = None
) -> Edition:
    """The edition of a region's year; `texts`, by file name, stand for what lies there, or would be read.

    Raises EditionError where there is none, or where `edition.yaml` is not as it should be: all at once.
    """
    folder = folder_of(region, year)
    file = f"{folder}/{EDITION}"
    source = _text(settings, file, texts)
    declared = _declared(file, source)
    text_file = f"{folder}/{declared.text}"
    text = _text(settings, text_file, texts)
    return Edition(
        region_year=RegionYear(region, year),
        title=declared.title,
        addressee=declared.addressee,
        signatory=declared.signatory,
        date=declared.date,
        text=text,
        file=file,
        text_file=text_file,
        contents=required(declared.contents, load_contents(settings), text, file),
        annexes=declared.annexes,
        frame=declared.frame.frame() if declared.frame else None,
        lines=_lines(source) if declared.annexes else {},
    )


def text_name(file: str, source: str) -> str:
    """The name of the text that an `edition.yaml` goes with, whatever else it says. Raises EditionError."""
    named = content_of(file, source).get("text", TEXT)
    return named if isinstance(named, str) and Path(named).name == named else TEXT


def _text(settings: Settings, file: str, texts: Mapping[str, str] | None) -> str:
    given = (texts or {}).get(file.rpartition("/")[2])
    if given is None:
        return read_text(file, settings.resource(file))
    return given.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


_MOST_BYTES = 1_000_000
_DEEPEST = 20


def read_text(file: str, path: Path) -> str:
    """A file of an edition; `file` is named in messages. Raises EditionError where it is no UTF-8 text, or
    far longer than any edition.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise EditionError(
                f"{file}：超过 {_MOST_BYTES // 1_000_000} MB，不像一份底稿。请检查是不是放错了文件。"
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise EditionError(f"{file}：没有这个文件。请先建立本年度的底稿。") from error
    except UnicodeDecodeError as error:
        raise EditionError(f"{file}：不是 UTF-8 编码的文本。请另存为 UTF-8 编码后重试。") from error


def _declared(file: str, source: str) -> _EditionFile:
    try:
        return _EditionFile.model_validate(content_of(file, source))
    except ValidationError as error:
        lines = _lines(source)
        raise EditionError("\n".join(_problem(file, lines, each) for each in error.errors())) from error


def content_of(file: str, source: str) -> Mapping[str, object]:
    """What an `edition.yaml` says, before it is checked. Raises EditionError where it is no YAML of ours."""
    try:
        _guard(source)
        content = parsed(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" 第{mark.line + 1}行" if mark else ""
        raise EditionError(
            f"{file}{line}：写法不对，无法读取。请检查冒号、引号和缩进，同一项不能写两次。"
        ) from error
    except ValueError as error:  # 2024-02-30
        raise EditionError(f"{file}：有一个日期不存在。请改成 2024-01-31 这样的日期。") from error
    if not isinstance(content, Mapping):
        raise EditionError(f"{file}：应逐行写“名称: 内容”，必须有 title 和 date 两项。")
    return content


def _guard(source: str) -> None:
    """Raise YAMLError where something refers to another place (*name), which may be without end, or is nested
    deeper than an edition has any use for; told from the parser's events, before anything is built.
    """
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise yaml.MarkedYAMLError(problem_mark=mark if isinstance(mark, yaml.Mark) else None)


def _lines(source: str) -> dict[str, int]:
    """The line of every key, written as its path: contents.leaders.heading, annexes.0.title."""
    found: dict[str, int] = {}
    waiting = [("", yaml.compose(source, Loader=yaml.SafeLoader))]
    while waiting:
        above, node = waiting.pop()
        for name, mark, value in nodes_below(node):
            key = f"{above}.{name}".lstrip(".")
            found[key] = mark.line + 1
            waiting.append((key, value))
    return found


def nodes_below(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Mark, yaml.Node]]:
    """What a node of YAML holds: name or position, where it begins, its own node."""
    if isinstance(node, yaml.MappingNode):
        yield from ((name.value, name.start_mark, value) for name, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((str(n), value.start_mark, value) for n, value in enumerate(node.value))


_PARTS: Mapping[str, type[Model]] = {
    "contents": DeclaredContent,
    "annexes": AskedAnnex,
    "frame": DeclaredFrame,
}
_DATES = ("date", "printed_on")


def _problem(file: str, lines: Mapping[str, int], detail: ErrorDetails) -> str:
    place = tuple(map(str, detail["loc"]))
    key = ".".join(place)
    within = len(place) > 1 or detail["type"] == "model_type"
    model = _PARTS.get(place[0], _EditionFile) if within else _EditionFile
    return f"{_place(file, lines, key)}：{_mend(place[-1], model.model_fields, detail)}"


def _place(file: str, lines: Mapping[str, int], key: str) -> str:
    """A key as messages name it, with its line where that is known."""
    line = f" 第{lines[key]}行" if key in lines else " "
    return f"{file}{line}的 {key}"


def _mend(last: str, known: Iterable[str], detail: ErrorDetails) -> str:
    """What is wrong, and what to do: of pydantic's kinds of errors and of what we say ourselves."""
    if last == "date" and detail["input"] == UNSET:
        return "成文日期还没有填。请写成 2024-01-31 这样的日期；还没有定的先写预计的日期，定稿前再改。"
    listed = "、".join(known)
    kinds = "、".join(get_args(AskedAnnex.model_fields["kind"].annotation))
    mends: dict[str, str] = {
        "missing": "缺少这一项，请补上。",
        "extra_forbidden": f"没有这一项。{nearest(last, known)}可用的有：{listed}。",
        "said": f"{detail['msg']}。",
        "string_pattern_mismatch": "应是同一文件夹中的文件名，如 report.md。",
        "literal_error": f"只能写这几种中的一种：{kinds}。",
        "tuple_type": "应逐行列出，每行以 - 开头。",
        "model_type": f"应逐行写“名称: 内容”，可用的有：{listed}。",
    }
    expected = "应写成 2024-01-31 这样的日期。" if last in _DATES else "应是文字，请加上引号。"
    return mends.get(detail["type"], expected)
