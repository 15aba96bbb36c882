"""Number formats, as Excel and everything after it writes them."""

import re
from typing import Final

_TEXT: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""Of a number format: text, not format."""


def is_percent(written: str) -> bool:
    """Whether a format shows a fraction as a percentage."""
    return "%" in _TEXT.sub("", written)
