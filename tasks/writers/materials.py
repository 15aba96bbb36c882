"""材料汇编 as a Word file: departments' texts to be copied from, paragraph by paragraph, into the 年度底稿.

Every paragraph begins with the mark of where it is from, and numbers that values stand behind stand as the
placeholders that the draft reads; so what is pasted keeps its origin and stays bound.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

import docx
from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.model import Document, Figure, Finding, Run, Text
from tasks.model.draft import LABELS, DraftRole
from tasks.writers import word_style_names as styles
from tasks.writers.docx import add_comments, set_page
from tasks.writers.lines import Piece, clean, written_on
from tasks.writers.placement import title_lines
from tasks.writers.sources import Review, findings_on, source
from tasks.writers.style import Style
from tasks.writers.word_comments import commented, comments_part
from tasks.writers.word_notes import mark_pages
from tasks.writers.word_properties import twips
from tasks.writers.word_runs import broken_lines, highlight, paragraph, run
from tasks.writers.word_settings import font_table, settings
from tasks.writers.word_styles import style_sheet
from tasks.writers.word_tables import after_table, cell, grid, row
from tasks.writers.word_xml import empty_package, rezipped, w

NAME = "材料汇编"
_MARK = "材料汇编·内部使用，不公开"
_GUIDE = (
    "把要用的段落连同前面的灰色小字“【出自：……】”一起复制到年度底稿里。灰色小字不会印出来，系统凭它记住文字的出处。",
    "【】里是有数据依据的数，批注里写着现在的数值和来源；到了底稿里由系统印出，数据变了自动跟着变，不要改成数字。",
    "标黄的数没有数据依据，或者与采用的数据不一致，批注里写着怎么办；不处理，报告不能定稿。",
)
_ABSENT = "各单位都报了"
_NOBODY = "没有收到"
_HEADINGS = ("栏目", "已报的单位", "没有报的单位")
_WIDTHS = (0.2, 0.42, 0.38)
_ORIGIN_SIZE, _ORIGIN_COLOUR = 9, "808080"
_STYLES = {1: styles.LEVEL1, 2: styles.LEVEL2, 3: styles.LEVEL3, 0: styles.BODY}

_UNBOUND = (
    "没有数据依据",
    "这个数没有报送数据作依据。对得上指标的，改成【指标名】；是文件、活动名称里的数字的，登记到名称表。",
    "对不上、确实要写的，在问题处理单的“补充数据”里写明依据，再写成【名称】；都不是的，请删去。",
)
_ITSELF = "写进底稿后由系统印出，数据变了自动跟着变。"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the contents: a chapter, who sent how many texts, who was asked and sent none."""

    name: str
    sent: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """What is written: the texts as a document (see `tasks.report.materials`), the contents, findings on a
    text by its origin ("department/topic/ordinal"), and how Word spells what an edition writes."""

    document: Document
    contents: tuple[Listed, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    spell: Callable[[str], str]


def write_materials(collected: Collected, review: Review, style: Style) -> bytes:
    """The bytes of a .docx. Equal input, equal bytes: the only date is the first day after the year."""
    document, layout = collected.document, style.layout
    package = empty_package(style_sheet(layout, review=True), settings(layout, ()), font_table(layout))
    word = docx.Document(io.BytesIO(package))
    set_page(word.sections[0], layout)
    mark_pages(word.sections[0], _MARK)
    title = "".join(one.text for one in document.title if isinstance(one, Text))
    writing = _Writing(collected, review)
    end = word.element.body[-1]
    for element in (*_opening(collected, title, style), *writing.paragraphs()):
        end.addprevious(element)
    add_comments(word, comments_part(writing.notes, written_on(document)))
    properties = word.core_properties
    properties.title, properties.language = title, document.language
    properties.created = properties.modified = datetime.combine(written_on(document), time.min, UTC)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _opening(collected: Collected, title: str, style: Style) -> Iterator[BaseOxmlElement]:
    """Title, how to use it, contents."""
    titled = title_lines((Piece(clean(title)),), style.layout)
    yield paragraph(styles.TITLE, *broken_lines(titled))
    for line in _GUIDE:
        yield paragraph(styles.NOTE, run(Piece(f"{LABELS[DraftRole.GUIDE]}{line}")))
    yield paragraph(styles.NOTE)
    width = twips(style.layout.text_width)
    widths = [round(width * share) for share in _WIDTHS]
    head = row(
        [cell(at, _said(styles.TABLE_HEAD, name)) for at, name in zip(widths, _HEADINGS, strict=True)],
        head=True,
    )
    yield grid(widths, style.layout, head, *(_listed(one, widths) for one in collected.contents))
    yield after_table()


def _listed(one: Listed, widths: Sequence[int]) -> BaseOxmlElement:
    sent = "、".join(f"{unit}（{count}条）" if count > 1 else unit for unit, count in one.sent) or _NOBODY
    silent = "、".join(one.silent) or _ABSENT
    told = zip(widths, (one.name, sent, silent), strict=True)
    return row([cell(at, _said(styles.TABLE_TEXT, words)) for at, words in told])


def _said(style: str, words: str) -> BaseOxmlElement:
    return paragraph(style, run(Piece(clean(words))))


def _open(found: Finding) -> str:
    return f"待处理问题（{found.severity.label}）：{found.observed}{found.mend}"


@dataclass(slots=True)
class _Writing:
    """The texts, paragraph by paragraph, with the comments that they refer to."""

    collected: Collected
    review: Review
    notes: list[tuple[str, ...]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # origins whose findings were told

    def paragraphs(self) -> Iterator[BaseOxmlElement]:
        """All chapters, from a new page on."""
        for number, block in enumerate(self.collected.document.blocks):
            words = (*block.heading, *block.body)
            yield paragraph(
                _STYLES[block.level],
                *([run(Piece(block.number))] if block.number else []),
                *self._origin(words),
                *(element for one in words for element in self._run(one)),
                properties=[] if number else [w("pageBreakBefore")],
            )

    def _origin(self, words: Sequence[Run]) -> Iterator[BaseOxmlElement]:
        """The mark of where a paragraph is from, with what is open about the text on the first of them."""
        origin = next((one.narrative for one in words if isinstance(one, Text) and one.narrative), "")
        if not origin:
            return
        department, topic, ordinal = origin.split("/")
        small = run(Piece(self.collected.spell(f'出自("{department}", "{topic}", {ordinal})')))
        size = 2 * _ORIGIN_SIZE
        small.rPr.extend([w("color", val=_ORIGIN_COLOUR), w("sz", val=size), w("szCs", val=size)])
        found = self.collected.findings.get(origin, ()) if origin not in self.told else ()
        self.told.add(origin)
        told = tuple(map(_open, found))
        yield from self._commented(told, small) if told else (small,)

    def _run(self, one: Run) -> Iterator[BaseOxmlElement]:
        if isinstance(one, Text):
            words = run(Piece(clean(one.text)))
            return self._doubtful(_UNBOUND, words) if one.unbound else iter((words,))
        figure = self.collected.document.figures[one.figure]
        said = self.collected.spell(figure.made) if figure.made else figure.text
        words = run(Piece(clean(said)))
        if figure.made and figure.keys:
            return self._commented(tuple(self._behind(figure)), words)
        return self._doubtful(tuple(self._why(figure)), words)

    def _behind(self, figure: Figure) -> Iterator[str]:
        """What a placeholder will print, and where that comes from."""
        document = self.collected.document
        yield f"{figure.text}　{figure.name}"
        if figure.formula:
            yield f"计算：{figure.formula}"
        else:
            yield from dict.fromkeys(one.brief for one in source(document, figure, self.review).entries)
        yield from map(_open, findings_on(figure, document, self.review))
        yield _ITSELF

    def _why(self, figure: Figure) -> Iterator[str]:
        """What is the matter with a placeholder, or with a number that is not as the report prints it."""
        if figure.made:
            yield "现在没有数据"
            yield f"“{figure.name}”还没有采用的数据。写进底稿后没有数据的，这一句略去，并列在核稿本后面。"
        elif figure.keys:
            found = source(self.collected.document, figure, self.review)
            yield "与采用的数据写得不一样"
            yield from (f"{one.name}　{dict(one.facts)['数值']}；{one.brief}" for one in found.entries)
            yield f"以采用的数据为准的，改成【{figure.name}】；文字对、数据不对的，用问题处理单更正数据。"
        else:
            yield "印不出来"
            yield f"{figure.text}：{figure.name}。请改成能印的指标名，或者改写这一句。"

    def _doubtful(self, note: tuple[str, ...], words: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        highlight(words)
        return self._commented(note, words)

    def _commented(self, note: tuple[str, ...], *content: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        self.notes.append(note)
        return commented(len(self.notes) - 1, *content)
