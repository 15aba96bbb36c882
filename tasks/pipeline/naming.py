"""Names of files that we write."""

import re

_TAKEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def file_name(text: str) -> str:
    """A text as every system can store it as a file's name; it may hold a slash, or be a clerk's own."""
    return _TAKEN.sub("_", text).strip(" .")
