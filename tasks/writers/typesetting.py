"""Typst as a function: a style's templates and data in, a PDF or pictures out.

Text reaches Typst as JSON data and is never markup. Typst is given exactly the chosen font files, so
equal input gives equal bytes.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tasks.writers.fonts import FontChoice
from tasks.writers.lines import Piece
from tasks.writers.style import Layout, RoleName, Style

_GETA = "〓"  # the printer's mark for a character that no font at hand has


def typeset(
    style: Style,
    main: str,
    fonts: FontChoice,
    data: Mapping[str, Any],
    missing: Iterable[str],
    **options: Any,
) -> Any:
    """What Typst makes of the style's template `main` and `data`; options as `typst.compile` takes them.

    Characters in `missing` are printed as 〓. Raises typst.TypstError where a template is wrong: a fault.
    """
    replaced = str.maketrans(dict.fromkeys(missing, _GETA))
    text = json.dumps({**data, "layout": _layout(style.layout, fonts)}, ensure_ascii=False)
    sources = {"main.typ": style.typst[main], **style.typst}
    return typst.compile(
        {name: source.encode() for name, source in sources.items()},
        font_paths=_load(_paths(fonts)).fonts,
        sys_inputs={"document": text.translate(replaced)},
        **options,
    )


def pairs(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    """Pieces as templates take them: words, and whether they stay on one line."""
    return [(piece.text, piece.keep) for piece in pieces]


def _layout(layout: Layout, fonts: FontChoice) -> dict[str, Any]:
    """The layout's data with the fonts of its roles, and what is computed from it, in points."""
    return {
        **layout.model_dump(exclude={"roles", "typefaces", "grid"}),
        "roles": {role: _role(layout, role, fonts) for role in layout.roles},
        "pitch": layout.pitch,
        "character": layout.character,
        "width": layout.text_width,
        "height": layout.text_height,
    }


def _role(layout: Layout, role: RoleName, fonts: FontChoice) -> dict[str, Any]:
    text = layout.roles[role]
    face = fonts.faces[text.typeface]
    families = list(dict.fromkeys((face.family, fonts.fallback.family)))
    return {"families": families, "size": text.size, "embolden": face.embolden}


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
