"""The fonts of the PDF: the machine's own office fonts first, else the packaged open ones.

Office fonts are not free and cannot be shipped. What stands in for them is said in plain words, and
every character is looked up in the font that would print it before anything is printed.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged_fonts
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from tasks.writers.style import Layout, Typeface

_SUBSTITUTES = {
    "serif": (packaged_fonts.serif_path, "思源宋体"),
    "sans": (packaged_fonts.sans_path, "思源黑体"),
}
_FAMILY_NAMES = (1, 16)  # OpenType name table: family, typographic family
_SUBFAMILY_NAMES = (2, 17)
_SUFFIXES = frozenset((".ttf", ".ttc", ".otf", ".otc"))
# Opening every font of a machine takes seconds; the files of office fonts are named like this.
_LIKELY = re.compile(r"fang|kai|hei|song|sun|fz|biao|^st|仿|楷|黑|宋", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file that prints a typeface. `embolden` is the stroke that tells a substitute apart, in em."""

    family: str
    path: Path
    number: int  # of the font in a collection
    substitute: bool = False
    embolden: float = 0


@dataclass(frozen=True, slots=True)
class FontChoice:
    """What prints each typeface, what prints characters it lacks, and what a reader must be told."""

    faces: Mapping[str, Face]
    fallback: Face
    substitutes: tuple[str, ...]

    def checksums(self) -> dict[str, str]:
        """File name → SHA-256 of every font file used, for the manifest."""
        paths = {face.path for face in (*self.faces.values(), self.fallback)}
        return {path.name: _sha256(path) for path in sorted(paths)}


def choose_fonts(
    layout: Layout, *, packaged: bool = False, folders: Sequence[Path] | None = None
) -> FontChoice:
    """Choose a font for each typeface of a layout.

    `packaged` leaves the machine's fonts aside, for output that is the same everywhere. `folders` are
    searched in place of the system's font folders.
    """
    known = {} if packaged else _installed(tuple(_system_folders() if folders is None else folders))
    faces: dict[str, Face] = {}
    wanting: dict[str, list[str]] = {}
    for name, typeface in layout.typefaces.items():
        own = next((known[alias] for alias in typeface.known_as if alias in known), None)
        faces[name] = own or _substitute(typeface)
        if not own:
            wanting.setdefault(_SUBSTITUTES[typeface.substitute][1], []).append(typeface.office)
    substitutes = tuple(
        f"本机没有这些字体：{'、'.join(names)}。PDF 用{stand_in}代替，字形与机关用字不同；Word 稿不受影响。"
        for stand_in, names in sorted(wanting.items())
    )
    return FontChoice(faces, _packaged_face("serif"), substitutes)


def coverage(face: Face) -> frozenset[int]:
    """The code points that a face can print."""
    return _coverage(face.path, face.number)


def _substitute(typeface: Typeface) -> Face:
    face = _packaged_face(typeface.substitute)
    return Face(face.family, face.path, face.number, substitute=True, embolden=typeface.embolden)


@cache
def _packaged_face(kind: str) -> Face:
    path = _SUBSTITUTES[kind][0]()
    with TTFont(path, lazy=True) as font:
        return Face(font["name"].getBestFamilyName(), path, 0)


@cache
def _installed(folders: tuple[Path, ...]) -> dict[str, Face]:
    """Every name of every likely font file → face, regular weights only, first file of a name first."""
    found: dict[str, Face] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and _LIKELY.search(path.stem):
                for name, face in _faces_of(path):
                    found.setdefault(name, face)
    return found


def _faces_of(path: Path) -> Iterator[tuple[str, Face]]:
    try:
        for number, font in enumerate(_open(path)):
            names = font["name"].names
            style = {str(name) for name in names if name.nameID in _SUBFAMILY_NAMES and name.isUnicode()}
            if style and not style & {"Regular", "常规", "R", "Normal"}:
                continue
            family = font["name"].getBestFamilyName() or path.stem
            for name in names:
                if name.nameID in _FAMILY_NAMES:
                    yield name.toUnicode(errors="replace"), Face(family, path, number)
    except (TTLibError, OSError, KeyError):
        return  # a broken font file on some machine is nobody's fault and no use


def _open(path: Path) -> Sequence[TTFont]:
    if path.suffix.lower() in (".ttc", ".otc"):
        fonts: Sequence[TTFont] = TTCollection(path, lazy=True).fonts
        return fonts
    return [TTFont(path, lazy=True)]


@cache
def _coverage(path: Path, number: int) -> frozenset[int]:
    return frozenset(_open(path)[number].getBestCmap() or {})


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _system_folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield from (home / ".local/share/fonts", home / ".fonts")
        yield from (Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
