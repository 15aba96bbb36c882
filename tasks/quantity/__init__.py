"""Numbers as people write them: the one reader and the one writer of quantities.

`read` understands a cell exactly or says why not; `write` prints a value as it stands in a report;
`convert` and `round_half_up` are the only conversion and the only rounding; `read_date` reads
days; `scan` finds quantities in running text, `hedged` reads one. Standard library only.
"""

from tasks.quantity.bounds import bounds
from tasks.quantity.dates import read_date
from tasks.quantity.exact import round_half_up
from tasks.quantity.reading import not_applicable, number, read, visible
from tasks.quantity.scan import Found, hedged, lost_dashes, scan
from tasks.quantity.types import Quantity, Reason, Refusal
from tasks.quantity.units import convert, is_unit, same_unit
from tasks.quantity.writing import AUTOMATIC, automatic_unit, write

__all__ = [
    "AUTOMATIC",
    "Found",
    "Quantity",
    "Reason",
    "Refusal",
    "automatic_unit",
    "bounds",
    "convert",
    "hedged",
    "is_unit",
    "lost_dashes",
    "not_applicable",
    "number",
    "read",
    "read_date",
    "round_half_up",
    "same_unit",
    "scan",
    "visible",
    "write",
]
