"""`fazhi start`: the blank 建档表, and a filled one as a town of this site.

Nothing is written while anything is wrong: then there is a copy of the workbook with a mark at every cell.
What was written is never written over.
"""

import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from pydantic import BaseModel

from tasks.catalogue import Catalogue, load
from tasks.catalogue.load import parsed
from tasks.catalogue.schema import SecrecyFile
from tasks.catalogue.start_wording import StartWords, load_start_words
from tasks.catalogue.starting import Plan, planned
from tasks.catalogue.starting_cells import Given, Wrong
from tasks.forms.copying import copy_of, more_cells_than
from tasks.forms.marks import Mark, set_marks
from tasks.forms.starting import MissingSheetError, given_in, write_start
from tasks.intake import Reader, Workbook
from tasks.intake.cells import Sheet
from tasks.model import FileFormat, Severity
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.wording.secrecy import secret_marks

_REGIONS = "expectations/regions.yaml"
_NOT_OURS = "这个文件不是填好的建档表（.xlsx）。请用 fazhi start 生成一份，填好保存后再试"
_REGIONS_ODD = f"{_REGIONS} 的写法特殊，不能自动添加镇街，请维护人员先整理这个文件"


class NotStartedError(ValueError):
    """A file that is no 建档表, or a site that cannot take it; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Started:
    """What became of a filled workbook: the town and what was written for it (nothing where it is the same
    as before), or what is wrong and the marked copy. `known` indicators were there before.
    """

    region: str = ""
    departments: int = 0
    new: int = 0
    known: int = 0
    written: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    copy: Path | None = None


def write_blank(settings: Settings, folder: Path) -> Path:
    """Write the blank workbook into a folder. Raises FileExistsError where another has its name."""
    words = load_start_words(settings)
    path = folder / f"{words.file}.xlsx"
    data = write_start(load(settings), words)
    if path.exists() and path.read_bytes() != data:
        raise FileExistsError(path)
    write_atomic(path, data)
    return path


def start_town(settings: Settings, path: Path, folder: Path) -> Started:
    """Take a filled workbook; a marked copy, where something is wrong, goes into `folder`.

    Raises NotStartedError, CatalogueError where the site's own files are wrong, OSError.
    """
    words, catalogue = load_start_words(settings), load(settings)
    cells = _cells(settings, catalogue, path)
    try:
        given = given_in({sheet.name: _texts(sheet) for sheet in cells.sheets}, words)
    except MissingSheetError as error:
        raise NotStartedError(words.wrong.missing_sheet.format(sheet=error.sheet)) from error
    again = _as_before(settings, given, catalogue, words)
    if again is not None:
        return again
    plan = planned(given, catalogue, words)
    wrong = [*_secret(given, catalogue.secrecy, words), *(plan if isinstance(plan, list) else ())]
    if wrong or isinstance(plan, list):
        return Started(wrong=tuple(wrong), copy=_marked(settings, path, wrong, folder, words))
    files = _files(settings, plan)
    _try_out(settings, plan, files)
    for name, text in files.items():
        write_atomic(settings.site / name, text.encode())
    return _told(plan, tuple(files))


def _cells(settings: Settings, catalogue: Catalogue, path: Path) -> Workbook:
    with Reader(catalogue, settings.limits) as reader:
        cells = reader.cells(path, path.name)
    if not isinstance(cells, Workbook) or cells.format is not FileFormat.XLSX:
        raise NotStartedError(_NOT_OURS)
    return cells


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[sheet.text(row, column) for column in range(len(cells))] for row, cells in enumerate(sheet.rows)]


def _told(plan: Plan, written: tuple[str, ...]) -> Started:
    return Started(
        region=plan.region.name,
        departments=len(plan.departments),
        new=len(plan.indicators),
        known=sum(len(one.takes) for one in plan.departments),
        written=written,
    )


def _as_before(settings: Settings, given: Given, catalogue: Catalogue, words: StartWords) -> Started | None:
    """What a workbook came to that was taken before and says the same; None for any other."""
    name = given.region[0]["name"] if given.region else ""
    there = catalogue.resolve_region(name) if name else None
    if there is None:
        return None
    others = {code: one for code, one in catalogue.regions.items() if code != there}
    plan = planned(given, replace(catalogue, regions=others), words)
    if isinstance(plan, list) or plan.region != catalogue.regions[there]:
        return None
    files = {name: text for name, text in _files(settings, plan).items() if name != _REGIONS}
    same = all(_read(settings.site / name) == text for name, text in files.items())
    return _told(plan, ()) if same else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _secret(given: Given, declared: SecrecyFile, words: StartWords) -> Iterator[Wrong]:
    for line in (*given.region, *given.departments, *given.indicators):
        for name, text in line.texts.items():
            if secret_marks(text, declared):
                yield Wrong(line.sheet, line.cells[name], words.wrong.secret)


def _files(settings: Settings, plan: Plan) -> dict[str, str]:
    """The files of a new town by their paths, the one that makes it known last."""
    code, name = plan.region.code, plan.region.name
    departments = {"departments": [_plain(one) for one in plan.departments]}
    files = {
        f"expectations/departments/{code}.yaml": _dumped(
            "regional_departments", f"{name}的填报单位，由 fazhi start 写入", departments
        )
    }
    if plan.indicators:
        own = {"indicators": [_plain(one) for one in plan.indicators]}
        files[f"expectations/indicators/{code}.yaml"] = _dumped(
            "indicators", f"{name}自己的指标，由 fazhi start 写入", own
        )
    return files | {_REGIONS: _with_region(_read(settings.resource(_REGIONS)), _plain(plan.region))}


def _plain(model: BaseModel) -> dict[str, object]:
    return model.model_dump(mode="json", exclude_defaults=True)


def _dumped(schema: str, about: str, content: Mapping[str, object]) -> str:
    head = f"# yaml-language-server: $schema=../schema/{schema}.json\n# {about}\n"
    return head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def _with_region(text: str, region: Mapping[str, object]) -> str:
    """The list of towns as it is written, with one more at its end. Raises NotStartedError."""
    item = yaml.safe_dump([region], allow_unicode=True, sort_keys=False, width=1000)
    wanted = {"regions": [*parsed(text)["regions"], region]}
    for indent in ("  ", ""):
        lines = "".join(f"{indent}{line}\n" for line in item.splitlines())
        made = f"{text.rstrip()}\n{lines}"
        if _means(made, wanted):
            return made
    raise NotStartedError(_REGIONS_ODD)


def _means(text: str, wanted: object) -> bool:
    try:
        found: object = parsed(text)
    except yaml.YAMLError:
        return False
    return found == wanted


def _try_out(settings: Settings, plan: Plan, files: Mapping[str, str]) -> None:
    """Load the site as it will be, in a folder of its own. Raises CatalogueError."""
    with TemporaryDirectory(prefix="fazhi-") as folder:
        site = Path(folder)
        if (settings.site / "expectations").is_dir():
            shutil.copytree(settings.site / "expectations", site / "expectations")
        for name, text in files.items():
            write_atomic(site / name, text.encode())
        tried = replace(settings, site=site)
        load(tried)
        load(tried, plan.region.code)


def _marked(settings: Settings, path: Path, wrong: Sequence[Wrong], folder: Path, words: StartWords) -> Path:
    """A copy of the workbook with every cell marked that is wrong. Raises NotStartedError."""
    data = path.read_bytes()
    if more_cells_than(data, settings.limits.annotated_cells):
        raise NotStartedError(_NOT_OURS)
    book = copy_of(data)
    ordered = sorted(wrong, key=lambda one: one.sheet)
    for name, own in groupby(ordered, key=lambda one: one.sheet):
        marks: dict[str, list[Mark]] = {}
        for one in own:
            marks.setdefault(one.cell, []).append(Mark(Severity.CRITICAL, one.text))
        set_marks(book[name], marks, words.author)
    target = io.BytesIO()
    book.save(target)
    copy = folder / f"{words.marked}.xlsx"
    write_atomic(copy, target.getvalue())
    return copy
