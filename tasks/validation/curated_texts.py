"""Numbers in accepted texts beside the values that stand behind them, after all sources are in.

When a text was judged its number agreed with the same file's figure. A register may count another one, or
the office may correct it: then the report would print both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasks.catalogue import Catalogue
from tasks.catalogue.spans import Bounds, written
from tasks.model import Address, NarrativeText, Value
from tasks.quantity import Quantity, bounds, convert, reading
from tasks.validation.checked import Checked
from tasks.validation.curated_rows import checked, shown
from tasks.validation.relations import impossible


def text_rows(
    narrative: Iterable[NarrativeText], values: Sequence[Value], catalogue: Catalogue
) -> Iterator[Checked]:
    """A row for each bound number of the texts whose value counts."""
    counts = {value.key: value for value in values if value.chosen}
    for text in narrative:
        for one in text.bound:
            span, _, key = one.partition("=")
            first, last = map(int, span.split("-"))
            typed = text.text[first - 1 : last]
            said = reading.written(typed)
            if key in counts and said is not None:
                yield _row(text, typed, said, counts[key], catalogue)


def _row(text: NarrativeText, typed: str, said: Quantity, value: Value, catalogue: Catalogue) -> Checked:
    differs = impossible(_range(said, value.unit), written(value.value, value.unit, value.hedge, value.step))
    fields: Mapping[str, object] = {
        "topic": catalogue.topics[text.topic].name,
        "typed": typed,
        "value": shown(value),
        "source": value.source.label,
    }
    at = Address(text.origin.file, text.origin.sheet, text.origin.cell)
    columns = {"text": typed if differs else None}
    return checked(value.indicator, value.period, at, columns, lambda: fields, catalogue)


def _range(said: Quantity, unit: str) -> Bounds:
    """What a written number may mean, in a value's unit."""
    low, high = (None if end is None else convert(end, said.unit, unit) for end in bounds(said))
    return low, high
