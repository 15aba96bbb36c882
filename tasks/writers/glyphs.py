"""Which characters of a document the chosen fonts cannot print, looked up before anything is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.model import Document
from tasks.writers.annex_lines import AnnexLines, ChartLines, TableLines, annex_lines
from tasks.writers.fonts import FontChoice, coverage
from tasks.writers.lines import Line, Role, lines
from tasks.writers.style import RoleName, Style

_ROLES: dict[Role, RoleName] = {
    Role.TITLE: "title",
    Role.LEVEL1: "level1",
    Role.LEVEL2: "level2",
    Role.LEVEL3: "level3",
}


@dataclass(frozen=True, slots=True)
class GlyphReport:
    """Characters that the fallback font prints, and characters that no font has (printed as 〓)."""

    fallback: tuple[str, ...]
    missing: tuple[str, ...]


def check_glyphs(document: Document, style: Style, fonts: FontChoice) -> GlyphReport:
    """Look up every character of a document in the font that prints it, page numbers included."""
    fallback: set[str] = set()
    missing: set[str] = set()
    rescue = coverage(fonts.fallback)
    for role, text in _texts(document):
        own = coverage(fonts.faces[style.layout.roles[role].typeface])
        lacking = {character for character in text if ord(character) not in own}
        missing |= {character for character in lacking if ord(character) not in rescue}
        fallback |= lacking
    return GlyphReport(tuple(sorted(fallback - missing)), tuple(sorted(missing)))


def _texts(document: Document) -> Iterator[tuple[RoleName, str]]:
    yield "page_number", "—0123456789"
    for line in lines(document):
        yield from _of_line(line)
    for annex in annex_lines(document):
        yield from _of_annex(annex)
    if frame := document.frame:
        yield "organ", frame.organ
        yield "issue_number", f"{frame.number}签发人："
        yield "signer", frame.signer
        yield "imprint", f"抄送：{frame.copies}。{frame.printed_by}{frame.printed_on}印发"


def _of_line(line: Line) -> Iterator[tuple[RoleName, str]]:
    yield _ROLES.get(line.role, "body"), "".join(piece.text for piece in line.heading)
    yield "body", "".join(piece.text for piece in line.body)


def _of_annex(annex: AnnexLines) -> Iterator[tuple[RoleName, str]]:
    yield "annex_mark", annex.mark.text
    yield "annex_title", annex.title.text
    for part in annex.parts:
        match part:
            case Line():
                yield from _of_line(part)
            case TableLines():
                yield from (("table_head", column.text) for column in part.columns)
                yield from (("table", cell.text) for row in part.rows for cell in row)
            case ChartLines():
                yield "caption", part.caption.text
                yield from (("table", bar.label.text + bar.figure.text) for bar in part.bars)
