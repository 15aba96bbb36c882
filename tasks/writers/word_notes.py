"""What a review copy says beside the text: its mark on every page, and after the text what was left out,
what is open, what was settled, and the digests that the comments leave out.
"""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Header

from tasks.model import Document, Finding, Severity
from tasks.model.marks import NOTES_BEGIN
from tasks.writers.lines import Piece, clean
from tasks.writers.sources import Review, period_words, rests_on
from tasks.writers.word_runs import paragraph, run
from tasks.writers.word_style_names import DIGEST, NOTE, NOTES_HEADING, NOTES_TITLE
from tasks.writers.word_xml import w

MARK = "核稿本·不公开"


def mark_pages(section: Section, mark: str = MARK) -> None:
    """核稿本·不公开, or another mark, at the head of every page."""
    for header in (section.header, section.even_page_header):
        _write_mark(header, mark)


def note_paragraphs(document: Document, review: Review, unbound: int) -> Iterator[BaseOxmlElement]:
    """The notes after the text, on a page of their own; `unbound` quantities are highlighted in it."""
    yield paragraph(NOTES_TITLE, run(Piece(NOTES_BEGIN)), properties=[w("pageBreakBefore")])
    yield paragraph(NOTE, run(Piece("正文中每个数据都加了批注，写明数值、来源和计算公式。")))
    if unbound:
        told = f"正文有{unbound}处数量没有数据依据，已用黄色标出，请逐处核对。"
        yield paragraph(NOTE, run(Piece(told)))
    yield from _section("未写入的内容", _omissions(document), "没有略去的内容。")
    yield from _section(
        "待处理问题", [_open(one) for one in _by_severity(review.findings)], "没有待处理的问题。"
    )
    if review.settled:
        yield from _section("已处理问题", [_settled(one) for one in review.settled], "")
    digests = _digests(document, review)
    yield from _section("报送文件和台账的指纹（SHA-256）", digests, "没有引用报送文件。", DIGEST)


def _write_mark(header: _Header, mark: str) -> None:
    header.is_linked_to_previous = False
    header.paragraphs[0]._p.append(run(Piece(mark)))  # noqa: SLF001


def _section(heading: str, notes: Sequence[str], none: str, style: str = NOTE) -> Iterator[BaseOxmlElement]:
    yield paragraph(NOTES_HEADING, run(Piece(heading)))
    for number, note in enumerate(notes, start=1):
        yield paragraph(style, run(Piece(clean(f"{number}. {note}"))))
    if not notes:
        yield paragraph(NOTE, run(Piece(none)))


def _omissions(document: Document) -> list[str]:
    return [
        f"{omission.what}：{omission.text}　原因：没有{'、'.join(omission.missing)}。位置：{omission.where}"
        for omission in document.omissions
    ]


def _by_severity(findings: Sequence[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _open(finding: Finding) -> str:
    return f"{finding.severity.label}　{finding.address}　{finding.observed}{finding.mend}"


def _settled(finding: Finding) -> str:
    return f"已处理　{finding.address}　{finding.observed}{finding.settlement}"


def _digests(document: Document, review: Review) -> list[str]:
    """Each file once, and the rows of each register that a value counts."""
    found: dict[str, None] = {}
    for figure in document.figures.values():
        for value in rests_on(figure, document.values):
            origin = value.origin
            if origin.sha256:
                found[f"{origin.file}　{origin.sha256}"] = None
            if origin.row_hash:
                name = review.indicators.get(value.indicator, value.indicator)
                rows = f"{name}（{period_words(value.period)}）所计{origin.row_count}行"
                found[f"{rows}　{origin.row_hash}"] = None
    return list(found)
