"""What 数据说明 says of one figure: rows of a name and paragraphs, as long or as short as there is room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tasks import form_words
from tasks.model import Document, Figure, Value
from tasks.writers.lines import Role, lines
from tasks.writers.sources import (
    Review,
    amount,
    day_words,
    findings_on,
    name_of,
    period_words,
    place_of,
    rests_on,
)
from tasks.writers.standings import Standing

OVERVIEW = "数据出处一览表"
_PEOPLE = (form_words.FILLED_BY, form_words.CHECKED_BY, form_words.LEADER)
_DIGEST = 16  # digits of a SHA-256 that are told


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the document: the version's name, the figure's number in it and where it stands;
    when a file came (by SHA-256, in words); last year's values by key ("2022/cases")."""

    version: str
    number: int
    standing: Sequence[Standing]
    received: Mapping[str, str]
    last_year: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """A row: its name, and paragraphs."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Most:
    """How much is told at most: of each list so many entries, of each text so many characters."""

    entries: int
    characters: int


def note_items(
    document: Document, figure: Figure, review: Review, known: Known, most: Most
) -> tuple[Item, ...]:
    """The rows of a figure's 数据说明. What is left out for want of room is counted and referred to."""
    told = _Teller(document, figure, review, known, most)
    items = (
        Item("数据", (told.cut(f"{figure.name}：{figure.words}{figure.text}"),)),
        Item("所在报告", (told.report(),)),
        Item("报告原文", tuple(told.sentences())),
        Item("准确值", tuple(told.exact())),
        Item("怎样得出", tuple(told.formulas())),
        Item("数据来源", tuple(told.files())),
        Item("口径", tuple(told.scopes())),
        Item("上年数", tuple(told.last_year())),
        Item("处理情况", tuple(told.settled())),
    )
    return tuple(one for one in items if one.texts)


class _Teller:
    """Says each thing of one figure."""

    def __init__(self, document: Document, figure: Figure, review: Review, known: Known, most: Most) -> None:
        self._document, self._figure, self._review = document, figure, review
        self._known, self._most = known, most
        self._printed = tuple(document.values[key] for key in figure.keys if key in document.values)
        self._all = rests_on(figure, document.values)

    def cut(self, text: str) -> str:
        """A text of somebody's, no longer than there is room for."""
        most = self._most.characters
        return text if len(text) <= most else f"{text[:most]}……"

    def report(self) -> str:
        title = next((one.text for one in lines(self._document) if one.role is Role.TITLE), "")
        known, dated = self._known, self._document.date
        when = f"成文日期{dated}，" if dated else ""
        return f"《{self.cut(title)}》，{when}版本 {known.version}，第{known.number}个数据"

    def sentences(self) -> Iterator[str]:
        told = [f"{self.cut(one.section)}：{self.cut(one.sentence)}" for one in self._known.standing]
        return self._listed(told, "处")

    def exact(self) -> Iterator[str]:
        if len(self._printed) == 1:
            return iter((amount(self._printed[0]),))
        return self._listed([f"{self._name(value)}：{amount(value)}" for value in self._printed], "项")

    def formulas(self) -> Iterator[str]:
        """The formula with the numbers put in; of what it was computed from, the formulas in words."""
        figure = self._figure
        told = [figure.formula] if figure.formula else []
        computed = [value for value in self._all if value.formula and not (told and value in self._printed)]
        told += [f"{self._name(value)}：{value.formula}" for value in computed]
        if not told:
            labels = dict.fromkeys(value.source.label for value in self._printed)
            told = [f"{'、'.join(labels)}，没有另作计算"]
        return self._listed([self.cut(one) for one in told], "项")

    def files(self) -> Iterator[str]:
        """Each file with the values that were taken from it."""
        by_file: dict[tuple[str, str, str], list[Value]] = {}
        for value in self._all:
            origin = value.origin
            if origin.file or not value.inputs:
                by_file.setdefault((origin.department, origin.file, origin.sha256), []).append(value)
        return self._listed([self._file(*file, values) for file, values in by_file.items()], "份文件")

    def scopes(self) -> Iterator[str]:
        notes = dict.fromkeys(value.scope_note for value in self._all if value.scope_note)
        days = dict.fromkeys(value.cutoff for value in self._all if value.cutoff)
        told = [*map(self.cut, notes), *(f"统计截至{day_words(day)}" for day in days if day)]
        return self._listed(told, "条")

    def last_year(self) -> Iterator[str]:
        told = [self._before(value) for value in self._printed]
        return self._listed([one for one in told if one] or ["没有上年数"], "项")

    def settled(self) -> Iterator[str]:
        findings = findings_on(self._figure, self._document, self._review)
        told = [f"{self._name(value)}：{value.settlement}" for value in self._all if value.settlement]
        told += [f"待处理（{one.severity.label}）：{one.observed}" for one in findings]
        return self._listed([self.cut(one) for one in told] or ["没有更正，没有待处理的问题"], "条")

    def _listed(self, told: Sequence[str], counter: str) -> Iterator[str]:
        shown, rest = told[: self._most.entries], len(told) - self._most.entries
        many = len(told) > 1
        yield from (f"（{number}）{one}" if many else one for number, one in enumerate(shown, start=1))
        if rest > 0:
            yield f"另有{rest}{counter}，见《{OVERVIEW}》序号 {self._known.number}。"

    def _name(self, value: Value) -> str:
        return self.cut(name_of(value, self._review))

    def _file(self, department: str, file: str, sha256: str, values: Sequence[Value]) -> str:
        people = dict(self._review.people.get(sha256, ()))
        named = self._review.departments.get(department, department)
        head = [
            f"{named}《{self.cut(file)}》" if file else named,
            f"{self._known.received[sha256]}收到" if sha256 in self._known.received else "",
            *(f"{label}{people[label]}" for label in _PEOPLE if label in people),
            f"文件指纹 SHA-256 {sha256[:_DIGEST]}…" if sha256 else "",
        ]
        shown, rest = values[: self._most.entries], len(values) - self._most.entries
        told = "；".join(self._taken(list(alike)) for _, alike in groupby(shown, attrgetter("indicator")))
        more = f"；等{len(values)}项，逐项见《{OVERVIEW}》序号 {self._known.number}" if rest > 0 else ""
        return f"{'，'.join(part for part in head if part) or '来源'}：{told}{more}。"

    def _taken(self, values: Sequence[Value]) -> str:
        """Values of one indicator: one in full, several (months) in short."""
        first = values[0]
        if len(values) == 1:
            raw = f"填写的是“{self.cut(first.origin.raw)}”" if first.origin.raw else ""
            where = (first.source.label, self._place(first), raw)
            return "，".join(part for part in (f"{self._name(first)}{amount(first)}", *where) if part)
        name = self.cut(self._review.indicators.get(first.indicator, first.indicator))
        each = (f"{period_words(one.period)}{amount(one)}（{self._place(one)}）" for one in values)
        return f"{name}，{first.source.label}，{'、'.join(each)}"

    def _place(self, value: Value) -> str:
        return self.cut(place_of(value.origin, self._review))

    def _before(self, value: Value) -> str:
        year, dash, month = value.period.partition("-")
        key = f"{int(year) - 1}{dash}{month}/{value.indicator}"
        before = self._document.values.get(key) or self._known.last_year.get(key)
        if before is None:
            return ""
        return f"{self._name(before)}：{amount(before)}（{before.source.label}）"
