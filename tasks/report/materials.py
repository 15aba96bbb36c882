"""材料汇编: what departments wrote this year, as one document to pick from, chapter by chapter.

Words are the departments' own. A number that values stand behind is what an edition would say in its place,
so that a paragraph taken over prints it by itself; one that the edition cannot print stays as it was typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.catalogue.schema import Indicator, Topic
from tasks.model import Block, Document, Figure, NarrativeText, Text
from tasks.privacy import hidden
from tasks.quantity.numerals import numeral
from tasks.report.book import Book, resting_on
from tasks.report.narrative import Bound, as_typed, of_all, parted, typed_number, with_placeholders
from tasks.report.numbering import Figures, runs
from tasks.report.phrases import Quantity, figures
from tasks.report.pieces import Piece
from tasks.report.sentences import stopped
from tasks.report.typography import paragraphs

_REFUSED = "【？"
"""How a placeholder begins that nothing can be printed for: a draft that it is pasted into refuses it,
whatever a department wrote there."""
_CLAUSES = str.maketrans("〖〗", "〔〕")  # which are marks of a draft

TITLE = "{region}{year}年法治政府建设年度报告材料汇编"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What there is for a topic: departments with the number of their texts, and those that were asked and
    sent nothing, all by their short names."""

    name: str
    sent: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """The texts as a document: topics at level 1, departments at 2, their own headings at 3.

    Of a figure, `made` is what an edition writes in its place. Without `made` it is no placeholder: words as
    they were typed that values (`keys`) stand behind which the report prints otherwise, or, without `keys`,
    a name that nothing can be printed for; `name` says why.
    """

    document: Document
    chapters: tuple[Chapter, ...]


def gather(book: Book) -> Materials:
    """All accepted texts of a year, topics and departments in the catalogue's order; of a topic that nobody
    sent anything for only the chapter is listed, and not even that where nobody is asked.
    """
    numbered: Figures = {}
    blocks: list[Block] = []
    chapters: list[Chapter] = []
    for topic in book.catalogue.topics.values():
        chapter = _chapter(book, topic)
        chapters += [chapter] if chapter.sent or chapter.silent else []
        if chapter.sent:
            number = f"{numeral(sum(bool(one.sent) for one in chapters))}、"
            blocks += [Block(1, number, (Text(topic.name, label=True),)), *_sections(book, topic, numbered)]
    region = book.catalogue.regions[book.region_year.region].name
    title = TITLE.format(region=region, year=book.region_year.year)
    document = Document(
        region=book.region_year.region,
        year=book.region_year.year,
        title=(Text(title, label=True),),
        blocks=tuple(blocks),
        figures=numbered,
        values=resting_on(book, (key for figure in numbered.values() for key in figure.keys)),
    )
    return Materials(document, tuple(chapters))


def _chapter(book: Book, topic: Topic) -> Chapter:
    units = book.catalogue.departments
    texts = [text.department for text in book.narrative if text.topic == topic.code]
    asked = [code for code in units if topic in book.catalogue.topics_of(code)]
    return Chapter(
        name=topic.name,
        sent=tuple((units[code].short, texts.count(code)) for code in units if code in texts),
        silent=tuple(units[code].short for code in asked if code not in texts),
    )


def _sections(book: Book, topic: Topic, numbered: Figures) -> Iterator[Block]:
    for code, department in book.catalogue.departments.items():
        texts = [one for one in book.narrative if (one.topic, one.department) == (topic.code, code)]
        if texts:
            yield Block(2, heading=(Text(department.short, label=True),))
        for text in texts:
            yield from _blocks(book, text, numbered)


def _blocks(book: Book, text: NarrativeText, numbered: Figures) -> Iterator[Block]:
    source = f"{text.department}/{text.topic}/{text.ordinal}"
    heading = hidden("".join(paragraphs(text.heading)))
    words = heading[len(typed_number(heading)) :]
    if words:
        yield Block(3, heading=runs(tuple(_pieces(book, words, source, {})), numbered))
    written, bound = with_placeholders(text)
    for line in paragraphs(hidden(written)):
        yield Block(0, body=runs(stopped(tuple(_pieces(book, line, source, bound))), numbered))


def _pieces(book: Book, line: str, source: str, bound: Bound) -> Iterator[Piece]:
    for part, is_name in parted(line):
        if is_name and part in bound:
            yield _number(book, bound[part], part.rpartition("＝")[2])
        elif is_name:
            yield _placeholder(book, part)
        elif part:
            yield Text(part.translate(_CLAUSES), narrative=source)


def _number(book: Book, keys: Sequence[str], typed: str) -> Figure:
    """A typed number that values stand behind: as the edition says it, or as it stands."""
    known = tuple(key for key in keys if key in book.values)
    made = _expression(book, keys)
    if made and len(known) == len(keys) and as_typed(book, keys, typed):
        figure = of_all(book, keys)
        if figure.text == typed:
            return replace(figure, made=made)
    return Figure("", known, "、".join(dict.fromkeys(_mend(book, key) for key in keys)), typed)


def _mend(book: Book, key: str) -> str:
    """What may be written, in Word, in the place of a value."""
    period, _, code = key.partition("/")
    indicator = book.catalogue.indicators.get(code)
    compared = book.catalogue.compared(code) if indicator else None
    if compared is not None:
        return f"{compared.label}·{'同比' if book.catalogue.growth_of(compared.code) == code else '增减'}"
    label = indicator.label if indicator else code
    return label if period == str(book.region_year.year) else f"{label}·上年"


def _expression(book: Book, keys: Sequence[str]) -> str:
    """What an edition writes to print values alone; "" where it has no word for it."""
    told = [
        (period, book.catalogue.indicators.get(code)) for period, _, code in (k.partition("/") for k in keys)
    ]
    printable = [(period, one.label) for period, one in told if one and _can_be_printed(book, one)]
    years = {period for period, _ in printable}
    labels = [label for _, label in printable]
    if len(printable) < len(keys) or len(years) > 1:
        return ""
    year = book.region_year.year
    if years == {str(year)}:
        return labels[0] if len(labels) == 1 else f'均达({", ".join(labels)}) | 只印数("均达")'
    return f"{labels[0]} | 上年" if years == {str(year - 1)} and len(labels) == 1 else ""


def _can_be_printed(book: Book, indicator: Indicator) -> bool:
    return indicator.frequency != "monthly" and book.catalogue.compared(indicator.code) is None


def _placeholder(book: Book, name: str) -> Figure:
    """A placeholder that the department wrote itself."""
    indicator = book.catalogue.named(name)
    if indicator is None:
        return Figure("", (), "没有这个指标", f"{_REFUSED}{name}】")
    if not _can_be_printed(book, indicator):
        why = "按月填报，不能直接印出" if indicator.frequency == "monthly" else "与上年的比较由底稿来写"
        return Figure("", (), why, f"{_REFUSED}{name}】")
    (piece,) = figures(book, Quantity(indicator, book.region_year.year))
    if isinstance(piece, Figure):
        return replace(piece, made=indicator.label)
    return Figure("", (), indicator.name, f"【{name}】", made=indicator.label)
