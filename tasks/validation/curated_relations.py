"""Relations between values that count and come from different files or registers."""

from collections.abc import Iterator, Mapping, Sequence

from tasks.catalogue import Catalogue, formula
from tasks.catalogue.spans import written
from tasks.model import SourceKind, Value
from tasks.quantity.exact import plain
from tasks.validation.relations import Sides, impossible, sides

_OF_A_FILE = (SourceKind.STATED, SourceKind.NOTIFIED)


def broken_relations(
    values: Sequence[Value], catalogue: Catalogue
) -> Iterator[tuple[Value, Mapping[str, object]]]:
    """The first value of each relation that cannot hold between this year's values, and words for it.

    What stands in one file was judged there (relation.contradiction), and may since have been accepted. A
    computed value out of its bounds tells of its own inputs.
    """
    year = max((value.reported_in for value in values), default=0)
    counts = {v.key: v for v in values if v.chosen and v.reported_in == year}
    told = {frozenset(v.inputs) for v in values if v.source is SourceKind.DERIVED and not v.chosen}
    for one in sides(catalogue):
        keys = one.keys(str(year))
        own = [counts[key] for key in keys if key in counts]
        if len(own) < len(keys) or _of_one_file(own) or frozenset(keys) in told:
            continue
        spans = one.spans(str(year), {v.key: written(v.value, v.unit, v.hedge, v.step) for v in own})
        if spans is not None and impossible(*spans):
            yield own[0], _fields(one, str(year), counts, catalogue)


def _of_one_file(values: Sequence[Value]) -> bool:
    return len({v.origin.sha256 for v in values}) == 1 and all(v.source in _OF_A_FILE for v in values)


def _fields(one: Sides, year: str, counts: Mapping[str, Value], catalogue: Catalogue) -> Mapping[str, object]:
    def name(code: str, role: str) -> str:
        value = counts[formula.keys(code, role, year)[0]]
        named = catalogue.indicators[code].name
        return f"“{named}”{value.hedge}{plain(value.value):f}（{value.source.label}）"

    return {
        "left": formula.describe(one.left, name),
        "right": formula.describe(one.right, name),
        "is": one.is_not,
        "why": one.relation.why,
    }
