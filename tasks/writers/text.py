"""The document as plain text to paste into a site's editor, which makes a paragraph of every line.

No indents and no empty lines: editors add both, and what is there twice has to be taken out by hand. Cells
stand apart by tabs. UTF-8 with a byte order mark and CRLF, which every Notepad and WPS reads aright.
"""

import codecs
from collections.abc import Iterator

from tasks.model import Document
from tasks.writers.annex_lines import AnnexLines, ChartLines, TableLines, annex_lines
from tasks.writers.lines import Line, lines

_BREAK = "\r\n"
_APART = "\t"


def write_text(document: Document) -> bytes:
    """The bytes of a text file that says exactly `plain_text(document)`, with tabs between cells."""
    told = [line.text for line in lines(document)]
    told += [row for annex in annex_lines(document) for row in _rows(annex)]
    text = "".join(f"{row}{_BREAK}" for row in told if row)
    return codecs.BOM_UTF8 + text.encode()


def _rows(annex: AnnexLines) -> Iterator[str]:
    yield from (annex.mark.text, annex.title.text)
    for part in annex.parts:
        match part:
            case Line():
                yield part.text
            case TableLines():
                yield from (_row(*cells) for cells in (part.columns, *part.rows))
            case ChartLines():
                yield part.caption.text
                yield from (_row(bar.label, bar.figure) for bar in part.bars)


def _row(*cells: Line) -> str:
    return _APART.join(cell.text.replace(_APART, " ") for cell in cells)
