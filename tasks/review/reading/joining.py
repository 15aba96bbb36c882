"""Lines as they are laid out → paragraphs: of a PDF's pages, or a text with hard line ends.

A line goes on in the next one unless it ends a sentence or the next one begins with a heading's number.
Chinese is set without spaces, so what was parted at a line's end is put together without one.
"""

import re
from collections.abc import Iterable, Iterator

_ENDS = re.compile(r"[。！？；：!?;:]['\"”’）)】》]*$")
_BEGINS = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、章节]|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、](?![0-9])|附件)"
)
_LATIN = re.compile(r"[A-Za-z]$")


def joined(lines: Iterable[str]) -> Iterator[str]:
    """The paragraphs that lines make up; an empty line ends one."""
    open_line = ""
    for line in map(str.strip, lines):
        if open_line and (not line or _BEGINS.match(line)):
            yield open_line
            open_line = ""
        gap = " " if _LATIN.search(open_line) and line[:1].isascii() else ""
        open_line += gap + line
        if _ENDS.search(open_line):
            yield open_line
            open_line = ""
    if open_line:
        yield open_line
