"""Lines as they are laid out → paragraphs: of a PDF's pages, or a text with hard line ends.

A line goes on in the next one unless it ends a sentence, the next one begins with a heading's number, or
either is a table's row: lines in a row that hold a cell of its own, a number with its unit or a dash.
Chinese is set without spaces, so what was parted at a line's end is put together without one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

ENDS = re.compile(r"[。！？；：!?;:]['\"”’）)】》]*$")
_HAN = "[一二三四五六七八九十]"
_BEGINS = re.compile(
    rf"(?:第?{_HAN}{{1,3}}[、章节]|[（(]{_HAN}{{1,3}}[)）]|附件"
    r"|[0-9]{1,2}(?:[.、](?![0-9])|\.(?=20[0-9]{2}年)))"
)
_CELL = rf"(?:[-－约近超]?[0-9][0-9.,]*[^0-9 ，。；：、]{{1,9}}|[—－-]|(?:不到)?{_HAN}成|(?:基本)?持平)"
_ROW = re.compile(rf"\t|\S {_CELL}(?: |$)")
_ANNEX = re.compile(r"附件\s*[0-9０-９]{0,2}$")
_LATIN = re.compile(r"[A-Za-z]$")


def joined(lines: Iterable[str]) -> Iterator[str]:
    """The paragraphs that lines make up; an empty line ends one."""
    open_line = ""
    every = [line.strip() for line in lines]
    for line, row in zip(every, _rows(every), strict=True):
        if open_line and (not line or row or _BEGINS.match(line)):
            yield open_line
            open_line = ""
        gap = " " if _LATIN.search(open_line) and line[:1].isascii() else ""
        open_line += gap + line
        if row or ENDS.search(open_line) or _ANNEX.fullmatch(open_line):
            yield open_line
            open_line = ""
    if open_line:
        yield open_line


def _rows(lines: Sequence[str]) -> list[bool]:
    """Which lines are rows of a table; one alone is none."""
    cells = [False, *(bool(_ROW.search(line)) for line in lines), False]
    return [cells[n] and (cells[n - 1] or cells[n + 1]) for n in range(1, len(lines) + 1)]
