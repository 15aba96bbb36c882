"""Which formulas of a clerk's own file may stay in its copy.

Cells keep values only. Validations, conditional formats and defined names may keep formulas that point
into the same workbook and call nothing but what compares and counts.
"""

import re

_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_CALL = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_REACHES_OUT = re.compile(r"[\[\]|]|://|\\\\")
_PATH = re.compile(r"[\[\]|/\\#:]")
_RANGE = re.compile(
    r"(?:(?:'(?:[^'\[\]]|'')+'|[^\s'!\[\]()\"|#]+)!)?\$?[A-Z]{0,3}\$?\d{0,7}(?::\$?[A-Z]{0,3}\$?\d{0,7})?"
)
_ALLOWED = re.compile(
    "ABS|AND|AVERAGE|CHOOSE|CODE|COLUMN|COLUMNS|COUNT|COUNTA|COUNTBLANK|COUNTIF|COUNTIFS|DATE|"
    "DATEVALUE|DAY|EXACT|FALSE|FIND|IF|IFERROR|INDEX|INDIRECT|INT|ISBLANK|ISERROR|ISNA|ISNONTEXT|"
    "ISNUMBER|ISTEXT|LARGE|LEFT|LEN|LENB|LOWER|MATCH|MAX|MID|MIN|MOD|MONTH|N|NOT|OFFSET|OR|RANK|"
    "RIGHT|ROUND|ROUNDDOWN|ROUNDUP|ROW|ROWS|SEARCH|SMALL|SUBSTITUTE|SUM|SUMIF|SUMIFS|SUMPRODUCT|"
    "TEXT|TODAY|TRIM|TRUE|UPPER|VALUE|VLOOKUP|WEEKDAY|YEAR"
)


def is_harmless(formula: str | None) -> bool:
    """Whether a validation's or conditional format's formula may stay."""
    bare = _TEXTS.sub('""', formula or "")
    calls = {name.upper() for name in _CALL.findall(bare)}
    if "INDIRECT" in calls and any(map(_PATH.search, _TEXTS.findall(formula or ""))):
        return False  # its texts are places, in other files too
    return not _REACHES_OUT.search(bare) and all(map(_ALLOWED.fullmatch, calls))


def is_range(formula: str | None) -> bool:
    """Whether a defined name stands for ranges of this workbook and nothing else."""
    return bool(formula) and all(_RANGE.fullmatch(part) for part in str(formula).split(","))


def runs_by_name(name: str) -> bool:
    """Whether a defined name is one that programs run when the workbook opens or closes."""
    return name.upper().removeprefix("_XLNM.").startswith("AUTO_")
