"""Comments of a review copy: what stands behind a figure, and the part of the package that holds them."""

from collections.abc import Iterable, Iterator
from datetime import date

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.model import Document, Figure
from tasks.writers.lines import Piece, clean
from tasks.writers.sources import Entry, Review, findings_on, source
from tasks.writers.word_runs import paragraph, run
from tasks.writers.word_style_names import COMMENT_REFERENCE, COMMENT_TEXT, style_id
from tasks.writers.word_xml import w

AUTHOR = "系统"
_INITIALS = "系"
_DIGEST = "SHA-256"  # how a fact that is a digest begins

UNBOUND = (
    "没有数据依据",
    "这个数没有对应的报送数据，系统查不到它的来源。请改为引用指标；确是名称中的数字的，在名称表中登记。",
)


def figure_note(document: Document, figure: Figure, review: Review) -> tuple[str, ...]:
    """The lines of a figure's comment: what it says, formula, all that it rests on, open findings.

    Digests are left to the list of files after the text: nobody compares them in a margin.
    """
    found = source(document, figure, review)
    findings = findings_on(figure, document, review)
    return (
        f"{figure.text}　{figure.name}",
        *([f"计算：{figure.formula}"] if figure.formula else []),
        *map(_in_full, found.entries),
        *_inputs(found.entries),
        *(f"待处理问题（{one.severity.label}）：{one.observed}{one.mend}" for one in findings),
    )


def commented(number: int, *content: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Content with the comment of a number (its id) on it."""
    yield w("commentRangeStart", id=number)
    yield from content
    yield w("commentRangeEnd", id=number)
    reference = w("rPr", w("rStyle", val=style_id(COMMENT_REFERENCE)))
    yield w("r", reference, w("commentReference", id=number))


def comments_part(notes: Iterable[tuple[str, ...]], written: date) -> BaseOxmlElement:
    """`word/comments.xml`: the notes with their places in the list as ids, all of one author and day."""
    return w("comments", *(_comment(number, lines, written) for number, lines in enumerate(notes)))


def _in_full(entry: Entry) -> str:
    facts = [f"{label}：{text.removesuffix('。')}" for label, text in entry.facts if not _is_digest(text)]
    return f"{entry.name}　{'；'.join(facts)}。"


def _inputs(entries: Iterable[Entry]) -> tuple[str, ...]:
    """What the entries were computed from, down to what was reported, each once and in one line."""
    lines = dict.fromkeys(_in_brief(each) for entry in entries for each in _below(entry))
    return ("由以下数据算得：", *lines) if lines else ()


def _below(entry: Entry) -> Iterator[Entry]:
    for each in entry.inputs:
        yield each
        yield from _below(each)


def _in_brief(entry: Entry) -> str:
    return f"{entry.name}　{dict(entry.facts)['数值']}；{entry.brief}"


def _is_digest(text: str) -> bool:
    return text.startswith(_DIGEST)


def _comment(number: int, lines: tuple[str, ...], written: date) -> BaseOxmlElement:
    mark = w("r", w("rPr", w("rStyle", val=style_id(COMMENT_REFERENCE))), w("annotationRef"))
    first, *others = (run(Piece(clean(line))) for line in lines)
    return w(
        "comment",
        paragraph(COMMENT_TEXT, mark, first),
        *(paragraph(COMMENT_TEXT, other) for other in others),
        id=number,
        author=AUTHOR,
        initials=_INITIALS,
        date=f"{written.isoformat()}T00:00:00Z",
    )
