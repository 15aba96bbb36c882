"""Personal numbers that must stay out of logs, findings, tables and documents' side files."""

import re

_PERSONAL = re.compile(
    r"(?<![\d.])(?:"
    r"\d{17}[\dXx]|\d{15}"  # ID card, second and first generation
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # mobile
    r"|0\d{2,3}[ -]?[2-9]\d{6,7}"  # landline with area code
    r")(?!\d)"
)


def masked(text: str) -> str:
    """The text in one line, its personal numbers cut down to their first three digits."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _PERSONAL.sub(lambda match: match[0][:3] + "*" * (len(match[0]) - 3), line)
