"""Annexes on request: tables and charts composed from curated values, every number a bound figure.

What has no value is — and never 0; what has none at all, or months that do not add up, is left out and
listed. A value stands in a cell with its unit, as the text prints it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tasks.catalogue.schema import Indicator
from tasks.model import Annex, Bar, Block, Chart, Figure, FigureRun, Omission, Run, Table, Text, Value
from tasks.quantity.numerals import parse
from tasks.report.amounts import exceeding, form_of, limits, nothing, told
from tasks.report.book import Book
from tasks.report.declared import AskedAnnex
from tasks.report.errors import EditionError, nearest
from tasks.report.formulas import printed, unit_of, with_values
from tasks.report.numbering import Figures, numbered

NOTHING = Text("—", label=True)
"""In a cell without a value (as statistical tables have it); never 0."""

_NOTE = "注：“—”表示没有数据，或者没有可以比较的上年数。"
_NUMBERS = re.compile("[一二三四五六七八九十]+|[0-9]+")
_MONTHS = range(1, 13)
_FIRST_DIGIT = re.compile(r"(?=\d)")

Cell = tuple[Run, ...]


@dataclass(slots=True)
class _Annexes:
    """Annexes under composition: where they draw from, their figures so far, what was left out."""

    book: Book
    file: str
    figures: Figures
    omissions: list[Omission] = field(default_factory=list)

    @property
    def year(self) -> int:
        return self.book.region_year.year

    def parts(self, asked: AskedAnnex) -> tuple[Block | Table | Chart, ...]:
        """What stands in an annex; nothing where no value is there."""
        named = [self._named(name) for name in asked.indicators]
        made = {"indicators": self._indicators, "growth": self._growth, "months": self._months}
        return tuple(made[asked.kind](named, f"附件《{asked.title}》"))

    def _named(self, name: str) -> Indicator:
        found = self.book.catalogue.named(name)
        if found is None:
            labels = self.book.catalogue.by_label
            raise EditionError(f"{self.file} 的 annexes：没有指标“{name}”。{nearest(name, labels)}")
        return found

    def _indicators(self, named: Sequence[Indicator], where: str) -> Iterator[Table | Block]:
        """A row for each indicator: name, this year, last year, the change."""
        rows: list[tuple[Cell, ...]] = []
        for indicator in named or self._in_order():
            keys = (f"{self.year}/{indicator.code}", f"{self.year - 1}/{indicator.code}")
            if any(key in self.book.values for key in keys):
                values = tuple(self._cell(indicator, key) for key in keys)
                rows.append((_label(indicator.name), *values, self._change(indicator)))
            else:
                self._leave_out("附表一行", indicator.name, where)
        if rows:
            columns = ("指标", f"{self.year}年", f"{self.year - 1}年", "同比增减")
            yield Table(columns, tuple(rows), numeric=(1, 2, 3))
        if any(cell == (NOTHING,) for row in rows for cell in row):
            yield Block(0, body=(Text(_NOTE, label=True),))

    def _in_order(self) -> list[Indicator]:
        """What the report prints, in the order of its chapters."""
        every = self.book.catalogue.indicators.values()
        printed_ones = [one for one in every if one.section and one.frequency == "annual"]
        return sorted(printed_ones, key=lambda one: _order(one.section))

    def _change(self, indicator: Indicator) -> Cell:
        """Growth in percent; of a rate the difference in points."""
        catalogue, code = self.book.catalogue, indicator.code
        compared = catalogue.increase_of(code) if indicator.unit == "%" else catalogue.growth_of(code)
        value = self.book.values.get(f"{self.year}/{compared}")
        return self._cell(catalogue.indicators[compared], value.key) if compared and value else (NOTHING,)

    def _growth(self, named: Sequence[Indicator], where: str) -> Iterator[Chart]:
        """A bar for each indicator that grew or shrank by what is known."""
        bars: list[Bar] = []
        for indicator in named:
            growth = None if indicator.unit == "%" else self.book.catalogue.growth_of(indicator.code)
            if growth is None:
                raise EditionError(
                    f"{self.file} 的 annexes：“{indicator.label}”没有同比增长率（比率、按月填报或没有写明"
                    " section 的指标），不能画在增长图里。"
                )
            bars += self._bars(growth, (f"{self.year}/{growth}",), (indicator.label,), where)
        if bars:
            yield Chart("同比增长率（单位：%）", tuple(bars))

    def _months(self, named: Sequence[Indicator], where: str) -> Iterator[Chart | Table]:
        """For each indicator a chart and a table of the months that were counted."""
        for indicator in named:
            keys = self._months_of(indicator)
            if not keys:
                self._leave_out("附表", f"{indicator.name}（各月）", where)
                continue
            labels = [f"{int(key[5:7])}月" for key in keys]
            if any(self.book.values[key].value for key in keys):
                bars = self._bars(indicator.code, keys, labels, where)
                yield Chart(f"{indicator.name}（单位：{unit_of(indicator)}）", tuple(bars))
            rows = [
                (_label(word), self._cell(indicator, key)) for word, key in zip(labels, keys, strict=True)
            ]
            yield Table(("月份", indicator.name), tuple(rows), numeric=(1,))

    def _months_of(self, indicator: Indicator) -> list[str]:
        """The keys of the months counted, where they add up to the year's number."""
        whole = self.book.values.get(f"{self.year}/{indicator.code}")
        keys = [f"{self.year}-{month:02d}/{indicator.code}" for month in _MONTHS]
        found = [key for key in keys if key in self.book.values]
        adds_up = whole and whole.value == sum((self.book.values[key].value for key in found), Decimal(0))
        return found if adds_up else []

    def _bars(self, code: str, keys: Sequence[str], labels: Sequence[str], where: str) -> Iterator[Bar]:
        indicator = self.book.catalogue.indicators[code]
        for key, label in zip(keys, labels, strict=True):
            value = self.book.values.get(key)
            if value is None:
                self._leave_out("附图一条", indicator.name, where)
            else:
                yield Bar(label, self._figure(indicator, value).figure, value.value)

    def _cell(self, indicator: Indicator, key: str) -> Cell:
        value = self.book.values.get(key)
        return (self._figure(indicator, value),) if value else (NOTHING,)

    def _figure(self, indicator: Indicator, value: Value) -> FigureRun:
        name = indicator.name + _of(value.period, self.year)
        is_change = indicator.code in self.book.catalogue.comparisons
        left_open = _left_open(self.book, indicator, value) if is_change and value.hedge else ""
        text = left_open or _printed(indicator, value, is_change=is_change)
        return numbered(Figure("", (value.key,), name, text, with_values(self.book, value)), self.figures)

    def _leave_out(self, what: str, name: str, where: str) -> None:
        self.omissions.append(Omission(what, f"【{name}】", (name,), where))


def compose_annexes(
    book: Book, asked: Sequence[AskedAnnex], file: str, figures: Figures
) -> tuple[tuple[Annex, ...], tuple[Omission, ...]]:
    """The annexes that an edition (`file`) asks for, and what was left out of them.

    Their figures are numbered on from those in `figures` and added to them. An annex with nothing in it
    is none. Raises EditionError where one names what there is not, or what cannot be shown so.
    """
    making = _Annexes(book, file, figures)
    made = [Annex(one.title, parts) for one in asked if (parts := making.parts(one))]
    return tuple(made), tuple(making.omissions)


def _order(section: str) -> tuple[int, ...]:
    """四（三）1 → (4, 3, 1)."""
    return tuple(int(n) if n.isdigit() else parse(n) or 0 for n in _NUMBERS.findall(section))


def _label(words: str) -> Cell:
    """Words that are declared, not typed into a text."""
    return (Text(words, label=True),)


def _of(period: str, year: int) -> str:
    """（2022年）, （2023年3月）; nothing for the year itself."""
    if period == str(year):
        return ""
    month = f"{int(period[5:])}月" if len(period) > 4 else ""
    return f"（{period[:4]}年{month}）"


def _left_open(book: Book, indicator: Indicator, value: Value) -> str:
    """A change that hedged numbers leave open: 10%以上, 下降17%以上, 增长; "" where they leave none."""
    low, high = limits(book, value)
    if low is not None and low == high:
        return ""
    if low is not None and low > 0:
        return exceeding(told((low, high), form_of(indicator))) or "增长"
    if high is not None and high < 0:
        fallen = exceeding(told((-high, None if low is None else -low), form_of(indicator)))
        return f"下降{fallen}"
    return "增减不定" if value.value else "基本持平"


def _printed(indicator: Indicator, value: Value, *, is_change: bool) -> str:
    """A value with its unit; a change with its sign, 持平 where it is none."""
    if not is_change:
        return printed(indicator, value)
    size = printed(indicator, replace(value, value=abs(value.value)))
    if nothing((value.value, value.value), form_of(indicator)):
        return "持平" if not value.value else "基本持平"
    return _FIRST_DIGIT.sub("-", size, count=1) if value.value < 0 else size  # 约-4%
