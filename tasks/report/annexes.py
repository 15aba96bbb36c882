"""Annexes on request: tables and charts composed from curated values, every number a bound figure.

What has no value is — and never 0; what has none at all, or months that do not add up, is left out and
listed. A value stands in a cell with its unit, as the text prints it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.catalogue.schema import Indicator
from tasks.model import Annex, Bar, Block, Chart, Figure, FigureRun, Omission, Run, Table, Text, Value
from tasks.quantity.numerals import parse
from tasks.report.annex_figures import of_period, printed_in_annex
from tasks.report.annex_problems import growth_of, problems
from tasks.report.book import Book
from tasks.report.declared import AskedAnnex
from tasks.report.errors import EditionError
from tasks.report.formulas import unit_of, with_values
from tasks.report.numbering import Figures, numbered

NOTHING = Text("—", label=True)
"""In a cell without a value (as statistical tables have it); never 0."""

_NOTE = "注：“—”表示没有数据，或者上年没有数据、上年为零，不能比较。"
_NUMBERS = re.compile("[一二三四五六七八九十]+|[0-9]+")
_MONTHS = range(1, 13)

Cell = tuple[Run, ...]


@dataclass(slots=True)
class _Annexes:
    """Annexes under composition: where they draw from, their figures so far, what was left out."""

    book: Book
    figures: Figures
    omissions: list[Omission] = field(default_factory=list)

    @property
    def year(self) -> int:
        return self.book.region_year.year

    def parts(self, asked: AskedAnnex) -> tuple[Block | Table | Chart, ...]:
        """What stands in an annex; nothing where no value is there."""
        found = (self.book.catalogue.named(name) for name in asked.indicators)
        named = [one for one in found if one is not None]
        made = {"indicators": self._indicators, "growth": self._growth, "months": self._months}
        return tuple(made[asked.kind](named, f"附件《{asked.title}》"))

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
        if compared is None or not self._comparable(indicator):
            return (NOTHING,)
        return self._cell(catalogue.indicators[compared], f"{self.year}/{compared}")

    def _comparable(self, indicator: Indicator) -> bool:
        """Whether both years were counted to the same day; else nothing is compared."""
        values = self.book.values
        found = [values.get(f"{year}/{indicator.code}") for year in (self.year, self.year - 1)]
        return len({one.cutoff and (one.cutoff.month, one.cutoff.day) for one in found if one}) == 1

    def _growth(self, named: Sequence[Indicator], where: str) -> Iterator[Chart]:
        """A bar for each indicator that grew or shrank by what is known."""
        bars: list[Bar] = []
        for indicator in named:
            growth = growth_of(self.book, indicator)
            if growth and not self._comparable(indicator):
                self._leave_out("附图一条", self.book.catalogue.indicators[growth].name, where)
            elif growth:
                bars += self._bars(growth, (f"{self.year}/{growth}",), (indicator.label,), where)
        if bars:
            yield Chart("同比增长率（单位：%）", tuple(bars))

    def _months(self, named: Sequence[Indicator], where: str) -> Iterator[Chart | Table | Block]:
        """A chart of each indicator's months; below them the year, of several a table side by side."""
        counted = {one.code: keys for one in named if (keys := self._months_of(one))}
        for indicator in named:
            if indicator.code not in counted:
                self._leave_out("附图", f"{indicator.name}（各月）", where)
        shown = [one for one in named if one.code in counted]
        for indicator in shown:
            keys = counted[indicator.code]
            if any(self.book.values[key].value for key in keys):
                bars = self._bars(
                    indicator.code, keys, [_month(self.book.values[key]) for key in keys], where
                )
                yield Chart(f"{indicator.name}（单位：{unit_of(indicator)}）", tuple(bars))
        if len(shown) == 1:
            whole = self._cell(shown[0], f"{self.year}/{shown[0].code}")
            yield Block(0, body=(*_label("全年合计"), *whole, *_label("。")))
        elif shown:
            yield self._months_table(shown)

    def _months_table(self, shown: Sequence[Indicator]) -> Table:
        """Months of several indicators side by side, and their years."""
        periods = [(f"{month}月", f"{self.year}-{month:02d}") for month in _MONTHS]
        rows = [
            (_label(word), *(self._cell(one, f"{period}/{one.code}") for one in shown))
            for word, period in (*periods, ("合计", str(self.year)))
        ]
        return Table(("月份", *(one.name for one in shown)), tuple(rows), tuple(range(1, len(shown) + 1)))

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
        name = indicator.name + of_period(value.period, self.year)
        text = printed_in_annex(self.book, indicator, value)
        return numbered(Figure("", (value.key,), name, text, with_values(self.book, value)), self.figures)

    def _leave_out(self, what: str, name: str, where: str) -> None:
        self.omissions.append(Omission(what, f"【{name}】", (name,), where))


def compose_annexes(
    book: Book, asked: Sequence[AskedAnnex], places: Sequence[str], figures: Figures
) -> tuple[tuple[Annex, ...], tuple[Omission, ...]]:
    """The annexes that an edition asks for, and what was left out of them; `places` is where it asks.

    Their figures are numbered on from those in `figures` and added to them. An annex with nothing in it
    is none. Raises EditionError, with all problems at once, where one names what there is not, or what
    cannot be shown so.
    """
    wrong = [
        f"{place}：{problem}"
        for one, place in zip(asked, places, strict=True)
        for problem in problems(book, one)
    ]
    if wrong:
        raise EditionError("\n".join(wrong))
    making = _Annexes(book, figures)
    made = [Annex(one.title, parts) for one in asked if (parts := making.parts(one))]
    return tuple(made), tuple(making.omissions)


def _order(section: str) -> tuple[int, ...]:
    """四（三）1 → (4, 3, 1)."""
    return tuple(int(n) if n.isdigit() else parse(n) or 0 for n in _NUMBERS.findall(section))


def _month(value: Value) -> str:
    """11月; where it was not counted to its end 11月（截至15日）."""
    month = f"{int(value.period[5:])}月"
    return f"{month}（截至{value.cutoff.day}日）" if value.cutoff else month


def _label(words: str) -> Cell:
    """Words that are declared, not typed into a text."""
    return (Text(words, label=True),)
