"""Runs and paragraphs of WordprocessingML.

A number and its unit stay on one line without anything added to the text: Word and WPS read the
characters that may not begin a line from the settings; LibreOffice does not, and takes a word joiner
from the fallback of an AlternateContent whose choice, for Word, is empty.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.lines import Piece
from tasks.writers.word_style_names import style_id
from tasks.writers.word_xml import w

Marking = Callable[[Sequence[Piece], Sequence[BaseOxmlElement]], Iterable[BaseOxmlElement]]
"""What stands round the runs of pieces that belong together: nothing, or the marks of a review copy."""

_NO_LANGUAGE = "x-none"
_JOINER = parse_xml(
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing">'
    '<mc:Choice Requires="wp14"/><mc:Fallback><w:t>\u2060</w:t></mc:Fallback></mc:AlternateContent>'
)
_ATOMS = re.compile(r"[!-~]+|[^!-~]")  # what may not be split anyway: ASCII words, single characters
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def unmarked(_: Sequence[Piece], runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
    """The marking of a clean copy: runs and nothing else."""
    return runs


def paragraph(
    style: str, *content: BaseOxmlElement, properties: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """A paragraph in a named style; `properties` in the order of the schema (ECMA-376-1, 17.3.1.26)."""
    return w("p", w("pPr", w("pStyle", val=style_id(style)), *properties), *content)


def runs(pieces: Iterable[Piece], mark: Marking, character_style: str = "") -> Iterator[BaseOxmlElement]:
    """Pieces as runs; what belongs to one figure, or is one unbound quantity, is marked together."""
    for _, group in groupby(pieces, key=lambda piece: (piece.figure, piece.unbound)):
        together = tuple(group)
        yield from mark(together, [run(piece, character_style) for piece in together])


def run(piece: Piece, character_style: str = "") -> BaseOxmlElement:
    """A run; what a piece keeps together is kept together."""
    atoms = _ATOMS.findall(piece.text) if piece.keep else [piece.text]
    properties = w(
        "rPr",
        *([w("rStyle", val=style_id(character_style))] if character_style else []),
        w("rFonts", hint="eastAsia"),  # else “ ” — … may take a Latin shape
        *([w("lang", eastAsia=_NO_LANGUAGE)] if len(atoms) > 1 else []),
    )
    joined = [part for atom in atoms[1:] for part in (deepcopy(_JOINER), text(atom))]
    return w("r", properties, text(atoms[0]), *joined)


def highlight(words: BaseOxmlElement) -> None:
    """Set a run on yellow."""
    words.find(f".//{qn('w:rFonts')}").addnext(w("highlight", val="yellow"))


def text(words: str) -> BaseOxmlElement:
    """`<w:t>` with all its spaces."""
    element = w("t")
    element.text = words
    if words != words.strip():
        element.set(_SPACE, "preserve")
    return element


def broken_lines(words: Sequence[str]) -> Iterator[BaseOxmlElement]:
    """Lines of one paragraph with a break between."""
    for number, line in enumerate(words):
        if number:
            yield w("r", w("br"))
        yield run(Piece(line))
