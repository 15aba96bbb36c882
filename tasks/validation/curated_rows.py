"""What is judged of curated values: each that counts, and each beside another of the same quantity."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.spans import written
from tasks.model import Address, SourceKind, Unanswered, Value
from tasks.quantity import round_half_up, write
from tasks.quantity.exact import decimals, plain
from tasks.validation.checked import Checked
from tasks.validation.curated_relations import broken_relations
from tasks.validation.relations import impossible

Shares = Callable[[Value], Sequence[tuple[str, Decimal]]]
"""A counted value → category and its part."""

SHOWN_PLACES = 4
NAMED = 4
"""Categories that a finding names."""

_REPORTED = (SourceKind.STATED, SourceKind.NOTIFIED, SourceKind.COUNTED)
_PUBLIC = (SourceKind.PUBLISHED, SourceKind.LAST_REPORT)
_BOUNDED = (SourceKind.DERIVED, SourceKind.CORRECTED)
_NOTHING: dict[str, object] = dict.fromkeys(
    (
        *("counted", "stated", "computed", "minimum", "maximum", "unreported"),
        *("prior_computed", "other_source", "other_result", "published", "relation", "text"),
    )
)


def curated_rows(
    values: Sequence[Value], unanswered: Iterable[Unanswered], shares: Shares, catalogue: Catalogue
) -> Iterator[Checked]:
    """A row for each value that counts or was computed, for each beside another one of the same quantity,
    for each relation that cannot hold, and for each indicator that nothing gives."""
    stated = {v.key: v for v in values if v.source is SourceKind.STATED}
    counts = {v.key: v for v in values if v.chosen}
    for value in values:
        if value.chosen or value.source is SourceKind.DERIVED:
            yield _row(value, stated.get(value.key), shares, catalogue)
        other = counts.get(value.key)
        if other is not None and other is not value:
            yield from _beside(value, other, values, catalogue)
    for value, words in broken_relations(values, catalogue):
        yield _relation(value, words, catalogue)
    yield from (_unanswered(one, catalogue) for one in unanswered)


def _relation(value: Value, words: Mapping[str, object], catalogue: Catalogue) -> Checked:
    columns = {"relation": value.indicator}
    return checked(value.indicator, value.period, _at(value), columns, lambda: words, catalogue)


def _unanswered(one: Unanswered, catalogue: Catalogue) -> Checked:
    columns = {"unreported": one.indicator}
    return checked(one.indicator, one.period, one.address, columns, dict, catalogue)


def _row(value: Value, stated: Value | None, shares: Shares, catalogue: Catalogue) -> Checked:
    declared = catalogue.indicators[value.indicator]
    counted = value.value if value.source is SourceKind.COUNTED else None
    computed = value.value if value.source in _BOUNDED else None
    total = stated if counted is not None else None

    def fields() -> Mapping[str, object]:
        corrected = value.source is SourceKind.CORRECTED
        return {
            "counted": shown(value),
            "shares": _shares(shares(value)) if total else "",
            "stated": shown(total) if total else "",
            "difference": _plain(abs(value.value - total.value)) if total else "",
            "value": _plain(computed),
            "minimum": _plain(declared.minimum),
            "maximum": _plain(declared.maximum),
            "how": "更正为" if corrected else "算得",
            "basis": "问题处理单里的更正" if corrected else f"参与计算的各项数据：{value.formula}",
        }

    columns = {
        "counted": counted,
        "stated": counted if total is None or _agree(value, total) else total.value,
        "computed": computed,
        "minimum": declared.minimum,
        "maximum": declared.maximum,
    }
    return checked(value.indicator, value.period, _at(total or value), columns, fields, catalogue)


def _beside(value: Value, counts: Value, values: Sequence[Value], catalogue: Catalogue) -> Iterator[Checked]:
    """A value beside the one that counts for the same quantity, where that is not told elsewhere."""
    column = _compared(value, counts, values)
    if column:
        at = counts if value.source in _PUBLIC else value
        columns = {column: None if _agree(value, counts) else value.value}
        fields = lambda: {  # noqa: E731
            "value": shown(counts),
            "source": counts.source.label,
            "scope": counts.scope_note or "未注明",
            "formula": counts.formula,
            "other": shown(value),
            "other_source": value.source.label,
            "other_scope": value.scope_note or "未注明",
            "document": value.origin.file,
        }
        yield checked(value.indicator, value.period, _at(at), columns, fields, catalogue)


def _compared(value: Value, counts: Value, values: Sequence[Value]) -> str:
    """The column in which a value is compared with the one that counts; "" where it is not."""
    if value.source in _PUBLIC:
        return "published"
    computed_now = counts.source is SourceKind.DERIVED and counts.reported_in == value.reported_in
    if value.source is SourceKind.PRIOR_STATED:
        return "prior_computed" if computed_now else ""  # else at the cell: value.prior_differs
    if value.source not in _REPORTED or counts.source is SourceKind.CORRECTED:
        return ""
    if computed_now:
        return "" if _file_has_parts(value, counts, values) else "other_result"  # else relation.computed
    is_total = counts.source is SourceKind.COUNTED and value.source is SourceKind.STATED
    return "" if is_total else "other_source"  # else integrity.register_total


def _file_has_parts(value: Value, computed: Value, values: Sequence[Value]) -> bool:
    """Whether the file that states a result states all that it is computed from."""
    there = {v.key for v in values if v.source in _REPORTED[:2] and v.origin.sha256 == value.origin.sha256}
    return there.issuperset(computed.inputs)


def checked(
    indicator: str,
    period: str,
    at: Address,
    columns: Mapping[str, object],
    fields: Callable[[], Mapping[str, object]],
    catalogue: Catalogue,
) -> Checked:
    """A row about an indicator's value of a period; columns that are not given are empty."""
    declared = catalogue.indicators[indicator]
    return Checked(
        submission=0,
        dataset="",
        address=at,
        columns={**_NOTHING, **columns},
        fields=lambda: {
            "label": declared.name,
            "year": period[:4],
            "unit": declared.unit,
            "department": catalogue.departments[catalogue.department_of(declared.owner)].name,
            **fields(),
        },
        indicator=indicator,
        period=period,
    )


def _at(value: Value) -> Address:
    return Address(value.origin.file, value.origin.sheet, value.origin.cell)


def _agree(one: Value, other: Value) -> bool:
    """Whether both may be the same quantity as they were written: 331.86万元 and 约332万元 may."""
    return not impossible(*(written(v.value, v.unit, v.hedge, v.step) for v in (one, other)))


def _shares(parts: Sequence[tuple[str, Decimal]]) -> str:
    named = "、".join(f"{name} {_plain(amount)}" for name, amount in parts[:NAMED])
    return f"（其中{named}{'等' if len(parts) > NAMED else ''}）" if parts else ""


def shown(value: Value) -> str:
    """A value with its hedge as a finding shows it, without its unit."""
    rounded = plain(round_half_up(value.value, SHOWN_PLACES))
    return write(rounded, unit="", hedge=value.hedge, places=decimals(rounded))


def _plain(value: Decimal | None) -> str:
    """A number as a finding shows it: at most four places, no trailing zeros."""
    return "" if value is None else f"{plain(round_half_up(value, SHOWN_PLACES)):f}"
