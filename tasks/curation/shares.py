"""What a counted value is made of, by the categories of its register."""

from collections.abc import Sequence
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.curation.build import Curated
from tasks.curation.counted import amount_of, keyed
from tasks.model import Value


def by_category(curated: Curated, value: Value, catalogue: Catalogue) -> Sequence[tuple[str, Decimal]]:
    """Category → its part of a value that was counted from a register of this curation.

    By the first column with codes that tells rows apart and by which is not counted anyway; nothing where
    there is none, or where parts do not add up (different values of a column).
    """
    register = catalogue.registers[value.origin.register]
    measure = next(one for one in register.counts if one.indicator == value.indicator)
    if measure.measure == "distinct":
        return []
    own = [t for d, t in curated.registers if d.sha256 == value.origin.sha256 and t.register == register.code]
    rows = keyed([table for table in own if measure.indicator not in table.silent], register)
    for column in register.columns:
        if column.codes and column.code not in measure.where:
            parts = [
                measure.model_copy(update={"where": {**measure.where, column.code: (code,)}})
                for code in column.codes
            ]
            amounts = [amount_of(rows, part, register, value.unit) for part in parts]
            found = [pair for pair in zip(column.codes, amounts, strict=True) if pair[1]]
            if len(found) > 1:
                return found
    return []
