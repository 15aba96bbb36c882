"""Which formulas of a clerk's own file may stay in its copy.

Cells keep values only. Validations, conditional formats and defined names may keep formulas that point
into the same workbook and call nothing but what compares and counts.
"""

import re

_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_CALL = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_REACHES_OUT = re.compile(r"[\[\]|]|://|\\\\")
_RANGE = re.compile(
    r"(?:(?:'(?:[^'\[\]]|'')+'|[^\s'!\[\]()\"|]+)!)?\$?[A-Z]{0,3}\$?\d{0,7}(?::\$?[A-Z]{0,3}\$?\d{0,7})?"
)
_ALLOWED = frozenset(
    (
        "ABS",
        "AND",
        "COLUMN",
        "COUNTA",
        "COUNTBLANK",
        "COUNTIF",
        "DATE",
        "EXACT",
        "FIND",
        "IF",
        "ISBLANK",
        "ISERROR",
        "ISNUMBER",
        "ISTEXT",
        "LEFT",
        "LEN",
        "MAX",
        "MID",
        "MIN",
        "MOD",
        "MONTH",
        "N",
        "NOT",
        "OR",
        "RIGHT",
        "ROUND",
        "ROW",
        "SUM",
        "TODAY",
        "TRIM",
        "VALUE",
        "YEAR",
    )
)


def is_harmless(formula: str | None) -> bool:
    """Whether a validation's or conditional format's formula may stay."""
    bare = _TEXTS.sub('""', formula or "")
    return not _REACHES_OUT.search(bare) and {name.upper() for name in _CALL.findall(bare)} <= _ALLOWED


def is_range(formula: str | None) -> bool:
    """Whether a defined name stands for ranges of this workbook and nothing else."""
    return bool(formula) and all(_RANGE.fullmatch(part) for part in str(formula).split(","))
