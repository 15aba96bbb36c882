"""What there is to say of a base draft that came back, each at its place: as comments in the same file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Block, Document, RegionYear, Run, Text
from tasks.model.draft import HEADINGS, DraftRole
from tasks.report.draft import day_of
from tasks.report.draft_problems import paragraph_problems
from tasks.report.edition import UNSET
from tasks.report.narrative import typed_number
from tasks.report.word_messages import in_word, line_of
from tasks.report.word_names import CodeNames
from tasks.report.word_text import MARK
from tasks.review.annotate import Comment
from tasks.review.numbers import unbound
from tasks.review.reading.draft import ReadDraft, ReadParagraph

WORDED = (DraftRole.TITLE, DraftRole.BODY, *HEADINGS)
"""Paragraphs in which names stand."""
TEXT = (DraftRole.BODY, DraftRole.COMMENT, *HEADINGS)
"""Paragraphs that are blocks of an edition's text."""

_BLANK = "〓"
_AROUND = 12
_TABLE = "底稿里不能放表格和文本框，请把文字移到正文里；附件由系统编制"
_DAY = "成文日期请写成 2024年1月31日 这样；还没有定的写“待填”"
_NUMBER = "没有数据依据，请改为【指标名】；文件、活动等名称里的数字请系统管理员登记到名称表。不改不能定稿"
_NUMBERED = "像是标题的序号。是标题的，请改用样式“标题 1”“标题 2”“标题 3”，序号由系统编排"


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of a paragraph of the file, and what there is to say of them (Chinese)."""

    paragraph: int
    start: int
    end: int
    said: str


def wrong(draft: ReadDraft, names: CodeNames, catalogue: Catalogue) -> list[Remark]:
    """Everything in a draft's own words that keeps it from being taken over."""
    return [
        one
        for at, paragraph in enumerate(draft.paragraphs)
        for one in _wrong(at, paragraph, names, catalogue)
    ]


def _wrong(at: int, one: ReadParagraph, names: CodeNames, catalogue: Catalogue) -> Iterator[Remark]:
    if one.in_table:
        yield Remark(at, 0, len(one.text), _TABLE)
    elif one.role in WORDED:
        found = paragraph_problems(one.said, names, catalogue)
        yield from (Remark(at, one.label + p.start, one.label + p.end, p.message) for p in found)
    elif one.role is DraftRole.DATE and one.said.strip() != UNSET and day_of(one.said) is None:
        yield Remark(at, 0, len(one.text), _DAY)


def to_know(draft: ReadDraft, key: RegionYear, catalogue: Catalogue) -> list[Remark]:
    """What should be looked at, and keeps nothing: typed numbers, paragraphs that look like headings."""
    return [
        remark
        for at, one in enumerate(draft.paragraphs)
        if one.role in WORDED
        for remark in (*_numbers(at, one, key, catalogue.names), *_numbered(at, one))
    ]


def _numbers(at: int, one: ReadParagraph, key: RegionYear, names: Iterable[str]) -> Iterator[Remark]:
    said = _without_number(one)
    skipped = len(one.said) - len(said)
    runs: list[Run] = []
    done = 0
    for mark in MARK.finditer(said):
        runs += [Text(said[done : mark.start()]), Text(_BLANK * len(mark.group()), label=True)]
        done = mark.end()
    block = Block(0, body=(*runs, Text(said[done:])))
    for each in unbound(Document(key.region, key.year, (), (block,)), names):
        begin = one.label + skipped + each.found.start
        yield Remark(at, begin, begin + len(each.found.text), f"“{each.found.text}”{_NUMBER}")


def _without_number(one: ReadParagraph) -> str:
    """A paragraph's words without a typed number before a heading, which is left out."""
    said = one.said.lstrip()
    return said[len(typed_number(said)) :] if one.role in HEADINGS else one.said


def _numbered(at: int, one: ReadParagraph) -> Iterator[Remark]:
    number = typed_number(one.said.lstrip()) if one.role is DraftRole.BODY else ""
    if number:
        yield Remark(at, 0, len(one.text), f"“{number.strip()}”{_NUMBERED}")


def composed_wrong(
    problems: Iterable[str], owners: Sequence[int | None], draft: ReadDraft, names: CodeNames
) -> list[Remark]:
    """What was told of the merged edition, at the paragraph of the file that says it: `owners` has it for
    every line of the text, from 1. What is of no paragraph is told at the first.
    """
    out: list[Remark] = []
    for problem in problems:
        line = line_of(problem)
        at = owners[line] if line is not None and line < len(owners) else None
        if at is None and " 的 title" in problem:
            at = next((n for n, one in enumerate(draft.paragraphs) if one.role is DraftRole.TITLE), None)
        place = at or 0
        out.append(Remark(place, 0, len(draft.paragraphs[place].text), in_word(problem, names)))
    return out


def comments(remarks: Iterable[Remark], head: Sequence[str]) -> list[Comment]:
    """The remarks as comments of a Word file, and at its first paragraph what became of the whole."""
    told = (Comment(one.paragraph, one.start, one.end, (f"{one.said.rstrip('。')}。",)) for one in remarks)
    return [Comment(0, 0, 1, tuple(head)), *told]


def listed(remarks: Iterable[Remark], draft: ReadDraft) -> Iterator[str]:
    """The remarks as sentences, each with the words that it is about."""
    for one in remarks:
        text = draft.paragraphs[one.paragraph].text
        begin = max(0, one.start - _AROUND)
        around = text[begin : min(one.end + _AROUND, begin + 4 * _AROUND)].replace("\n", " ").strip()
        yield f"“{'…' * (begin > 0)}{around}…”：{one.said.rstrip('。')}。"
