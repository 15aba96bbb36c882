"""Where a figure comes from, in words for the people who check the review copy.

A figure rests on values; a derived value rests on others, down to cells of submissions or rows of a
register. Everything here is text: the template decides how it looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal

from tasks import quantity
from tasks.model import Document, Figure, Finding, Origin, SourceKind, Value, register_kind

_PLACES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Review:
    """What the review copy shows beside the text: open and settled findings, Chinese names by code, and who
    reported a file (its SHA-256) as (填报人, name), …"""

    findings: tuple[Finding, ...] = ()
    settled: tuple[Finding, ...] = ()
    indicators: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    registers: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value ("period/indicator"): label and text of each thing known of it, and the values it was
    computed from."""

    key: str
    name: str
    brief: str
    facts: tuple[tuple[str, str], ...]
    inputs: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Everything known of one figure."""

    figure: Figure
    entries: tuple[Entry, ...]

    @property
    def brief(self) -> str:
        """One sentence: enough to see at a glance where the figure comes from."""
        if self.figure.formula:
            return f"{SourceKind.DERIVED.label}：{self.figure.formula}"
        return "；".join(dict.fromkeys(entry.brief for entry in self.entries))


def source(document: Document, figure: Figure, review: Review) -> Source:
    """The source of a figure; a key without a value is left out."""
    values = [document.values[key] for key in figure.keys if key in document.values]
    return Source(figure, tuple(entry(value, document.values, review) for value in values))


def rests_on(figure: Figure, values: Mapping[str, Value]) -> tuple[Value, ...]:
    """Every value among `values` (by key) that a figure is printed or computed from, each once."""
    found: dict[str, Value] = {}
    waiting = list(figure.keys)
    while waiting:
        value = values.get(waiting.pop(0))
        if value is not None and value.key not in found:
            found[value.key] = value
            waiting += value.inputs
    return tuple(found.values())


def findings_on(figure: Figure, document: Document, review: Review) -> tuple[Finding, ...]:
    """Open findings on what a figure rests on, in the order of `review`: on its indicators in their periods,
    its cells, its registers' rows. What is said of a whole file is not among them.
    """
    values = rests_on(figure, document.values)
    return tuple(one for one in review.findings if any(_concerns(one, value) for value in values))


def entry(value: Value, values: Mapping[str, Value], review: Review) -> Entry:
    """A value and, below it, everything among `values` (by key) that it was computed from."""
    return _entry(value, values, review, frozenset())


def amount(value: Value) -> str:
    """A value with hedge and unit; of a long fraction the first six places and an ellipsis."""
    shown = value.value.quantize(Decimal(1).scaleb(-_PLACES_SHOWN), ROUND_DOWN)
    unit = value.unit if shown == value.value else f"…{value.unit}"
    return quantity.write(shown, unit=unit, hedge=value.hedge, places=_PLACES_SHOWN)


def name_of(value: Value, review: Review) -> str:
    """What a value is of, and of which period: 办案总数（2023年）."""
    return f"{review.indicators.get(value.indicator, value.indicator)}（{period_words(value.period)}）"


def place_of(origin: Origin, review: Review) -> str:
    """Sheet and cell, or a register with its condition and how many rows meet it; "" for neither."""
    if not origin.register:
        return _place(origin)
    register = review.registers.get(origin.register, origin.register)
    rows = "" if origin.row_count is None else f"{origin.row_count}行"
    return "，".join(part for part in (register, origin.predicate, rows) if part)


def period_words(period: str) -> str:
    """2023 → 2023年; 2023-04 → 2023年4月."""
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def day_words(day: date) -> str:
    """2023年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _concerns(finding: Finding, value: Value) -> bool:
    if finding.indicator:
        periods = ("", value.period, value.period[:4])
        return finding.indicator == value.indicator and finding.period in periods
    origin, at = value.origin, finding.address
    if not origin.file or at.file != origin.file:
        return False
    if origin.register:
        return finding.dataset == register_kind(origin.register)
    return bool(at.cell) and (at.sheet, at.cell) == (origin.sheet, origin.cell)


def _entry(value: Value, values: Mapping[str, Value], review: Review, above: frozenset[str]) -> Entry:
    deeper = above | {value.key}
    inputs = [values[key] for key in value.inputs if key in values and key not in deeper]
    facts = (
        ("数值", amount(value)),
        ("来源", value.source.label),
        ("处理", value.settlement),
        ("计算公式", value.formula),
        *_origin_facts(value.origin, review),
        *review.people.get(value.origin.sha256, ()),
        ("口径", value.scope_note),
        ("统计截至", day_words(value.cutoff) if value.cutoff else ""),
    )
    return Entry(
        key=value.key,
        name=name_of(value, review),
        brief=_brief(value, review),
        facts=tuple((label, text) for label, text in facts if text),
        inputs=tuple(_entry(each, values, review, deeper) for each in inputs),
    )


def _origin_facts(origin: Origin, review: Review) -> tuple[tuple[str, str], ...]:
    return (
        ("填报单位", review.departments.get(origin.department, origin.department)),
        ("文件", origin.file),
        ("位置", _place(origin)),
        ("原文", origin.raw),
        ("文件指纹", _digest(origin.sha256)),
        ("台账", review.registers.get(origin.register, origin.register)),
        ("统计条件", origin.predicate),
        ("符合条件的行数", "" if origin.row_count is None else f"{origin.row_count}行"),
        ("所计各行的指纹", _digest(origin.row_hash)),
    )


def _brief(value: Value, review: Review) -> str:
    origin = value.origin
    label = value.source.label
    if value.settlement:
        return f"{label}：{value.settlement.removeprefix('更正：')}"
    if origin.register:
        return f"{label}：{place_of(origin, review)}"
    if origin.file:
        department = review.departments.get(origin.department, origin.department)
        return f"{label}：{department}，{origin.file}，{_place(origin)}"
    return f"{label}：{value.formula}"


def _place(origin: Origin) -> str:
    return "!".join(part for part in (origin.sheet, origin.cell) if part)


def _digest(digest: str) -> str:
    return f"SHA-256 {digest}" if digest else ""
