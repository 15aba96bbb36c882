"""The document as a PDF in GB/T 9704-2012 layout, by Typst: tagged, with bookmarks, for keeping.

PDF/A-2a (archiving) and PDF/UA-1 (accessible) at once. Text reaches Typst as JSON data and is never
markup. Typst is given exactly the chosen font files, so equal input gives equal bytes.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tasks.model import Document
from tasks.writers.fonts import FontChoice, coverage
from tasks.writers.lines import Line, Piece, Role, lines, written_on
from tasks.writers.placement import closing_indents, title_lines
from tasks.writers.style import Layout, RoleName, Style

_GETA = "〓"  # the printer's mark for a character that no font at hand has
_ROLES: dict[Role, RoleName] = {
    Role.TITLE: "title",
    Role.LEVEL1: "level1",
    Role.LEVEL2: "level2",
    Role.LEVEL3: "level3",
}
_CLOSING = (Role.SIGNATORY, Role.DATE)


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
    for role, text in _texts(lines(document)):
        own = coverage(fonts.faces[style.layout.roles[role].typeface])
        lacking = {character for character in text if ord(character) not in own}
        missing |= {character for character in lacking if ord(character) not in rescue}
        fallback |= lacking
    return GlyphReport(tuple(sorted(fallback - missing)), tuple(sorted(missing)))


def write_pdf(document: Document, style: Style, fonts: FontChoice) -> bytes:
    """The bytes of a PDF that says exactly `plain_text(document)`; equal input and fonts, equal bytes.

    A character that no font has is printed as 〓; `check_glyphs` names it. Raises typst.TypstError where
    the style's template is wrong: a fault.
    """
    missing = check_glyphs(document, style, fonts).missing
    replaced = str.maketrans(dict.fromkeys(missing, _GETA))
    data = json.dumps(_data(document, style.layout, fonts), ensure_ascii=False).translate(replaced)
    return typst.compile(
        style.typst.encode(),
        format="pdf",
        font_paths=_load(_paths(fonts)).fonts,
        sys_inputs={"document": data},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(written_on(document), time.min, UTC),
    )


def _texts(text: Sequence[Line]) -> Iterator[tuple[RoleName, str]]:
    yield "page_number", "—0123456789"
    for line in text:
        role = _ROLES.get(line.role, "body")
        yield role, "".join(piece.text for piece in line.heading)
        yield "body", "".join(piece.text for piece in line.body)


def _data(document: Document, layout: Layout, fonts: FontChoice) -> dict[str, Any]:
    """What the template reads: measures in points, page in mm, text as lines of (words, keep)."""
    text = lines(document)
    indents = closing_indents(text, layout)
    title = next((line for line in text if line.role is Role.TITLE), None)
    return {
        "title": title.text if title else "",
        "title_lines": title_lines(title.pieces, layout) if title else (),
        "lines": [_line(line) for line in text if line.role not in (*_CLOSING, Role.TITLE)],
        "closing": [{**_line(line), "indent": indents[line.role]} for line in text if line.role in _CLOSING],
        "layout": {
            **layout.model_dump(include={"page", "title", "signature", "page_number"}),
            "roles": {role: _role(layout, role, fonts) for role in layout.roles},
            "pitch": layout.pitch,
            "character": layout.character,
        },
    }


def _role(layout: Layout, role: RoleName, fonts: FontChoice) -> dict[str, Any]:
    text = layout.roles[role]
    face = fonts.faces[text.typeface]
    families = list(dict.fromkeys((face.family, fonts.fallback.family)))
    return {"families": families, "size": text.size, "embolden": face.embolden}


def _line(line: Line) -> dict[str, Any]:
    return {
        "role": line.role.value,
        "depth": line.depth,
        "heading": _pairs(line.heading),
        "body": _pairs(line.body),
    }


def _pairs(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    return [(piece.text, piece.keep) for piece in pieces]


@dataclass(frozen=True)
class _Loaded:
    """Fonts in memory; Typst reads font folders only, so the chosen files get one of their own."""

    folder: tempfile.TemporaryDirectory[str]
    fonts: typst.Fonts


@lru_cache(maxsize=4)
def _load(paths: tuple[Path, ...]) -> _Loaded:
    folder = tempfile.TemporaryDirectory(prefix="fazhi-fonts-")
    for number, path in enumerate(paths):
        target = Path(folder.name) / f"{number}{path.suffix}"
        try:
            target.symlink_to(path)
        except OSError:  # Windows lets few people make links
            shutil.copyfile(path, target)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name])
    return _Loaded(folder, fonts)


def _paths(fonts: FontChoice) -> tuple[Path, ...]:
    return tuple(sorted({face.path for face in (*fonts.faces.values(), fonts.fallback)}))
