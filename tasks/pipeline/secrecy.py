"""密级: a file that is marked with a level of secrecy is stopped before anything of it is kept.

Looked at are the names and, in the reading process, every part of a new file's bytes; what is in the
archive already is not looked at again. See docs/decisions/0028.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tasks.catalogue import Catalogue, load
from tasks.catalogue.schema import SecrecyFile
from tasks.intake import NoReaderError, Reader, Workbook
from tasks.intake.cells import a1
from tasks.intake.looking import CELL, NAME, SHEET
from tasks.intake.looking_texts import Line, Wanted
from tasks.pipeline import faultlog
from tasks.pipeline.purged import purged
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import ActKind, SeenFile
from tasks.store.registry import Registry
from tasks.wording.secrecy import bare_level, levels_marked, needles

log = logging.getLogger(__name__)

PURGED = "已清除"
"""The word of a file whose bytes were purged: they do not come in again."""

IN_NAME = "文件名"
_UNSAID = "（名称带密级标志，不显示）"
_PARTED = re.compile(r"[\s_\-—–+.·]+")
_CHOICES = 3
_APART = 3
"""Cells from one choice to the next: another list may stand beside it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The declared word of a mark, and where it stands (Chinese, without any content)."""

    word: str
    where: str


class MarkedError(ValueError):
    """A file that somebody named bears a mark of secrecy: nothing is done with it. The message is Chinese."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(f"{mark.where}有密级标志（{mark.word}），不处理这份文件；涉密文件请按规定渠道办理。")


@dataclass(frozen=True, slots=True)
class Stop:
    """A file that is not taken in. `sha256` is of its bytes."""

    seen: SeenFile
    sha256: str
    mark: Mark


@dataclass(frozen=True)
class Guard:
    """Looks at files before they are kept. `known` are the SHA-256 of bytes that are kept already, `gone`
    those that were purged; `reader` gives the reading process."""

    settings: Settings
    declared: SecrecyFile
    reader: Callable[[], Reader]
    known: Collection[str] = ()
    gone: Collection[str] = ()
    _read: dict[str, Mark | None] = field(default_factory=dict)

    def stop(self, seen: SeenFile, sha256: str) -> Stop | None:
        """Why a file of landing with these bytes is not to be taken in; None where it is."""
        if sha256 in self.gone:
            return Stop(seen, sha256, Mark(PURGED, ""))
        mark = self.of_name(seen.path)
        if mark is None and sha256 not in self.known:
            if sha256 not in self._read:
                self._read[sha256] = self.of_bytes(seen.source, seen.path.rpartition("/")[2])
            mark = self._read[sha256]
        return Stop(seen, sha256, mark) if mark else None

    def refuse(self, path: Path) -> None:
        """Raises MarkedError where a file that somebody named bears a mark, OSError, NoReaderError."""
        mark = self.of_name(path.name) or self.of_bytes(path, path.name)
        if mark is not None:
            raise MarkedError(mark)

    def of_name(self, path: str) -> Mark | None:
        """The mark in the names of a file and its folders."""
        word = next((word for part in path.split("/") for word in _in_name(part, self.declared)), "")
        return Mark(word, IN_NAME) if word else None

    def of_bytes(self, path: Path, name: str) -> Mark | None:
        """The mark anywhere in a file; None also where a fault of ours stands in the way.

        Raises OSError where it cannot be opened, NoReaderError.
        """
        words = needles(self.declared)
        if not words:
            return None
        try:
            found = _first(self.reader().look(path, Wanted(words)).lines, self.declared)
            return Mark(found[1], self._place(path, name, found[0])) if found else None
        except (OSError, NoReaderError):
            raise
        except Exception as error:  # noqa: BLE001 the rules on marks judge it like any other file
            told = faultlog.keep(error, self.settings)
            log.error("查找密级标志时程序出错，文件照常接收：%s（详细记录：%s）", self.shown(name), told)  # noqa: TRY400
            return None

    def _place(self, path: Path, name: str, line: Line) -> str:
        """Of a cell its sheet by number and its address, where it is a visible one."""
        opened = self.reader().cells(path, name) if line.place in (CELL, SHEET) else None
        sheets = opened.sheets if isinstance(opened, Workbook) else ()
        for number, sheet in enumerate(sheets, start=1):
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and levels_marked(cell, self.declared):
                        return f"第{number}张工作表的 {a1(row, column)} 单元格"
        return line.place

    def shown(self, path: str) -> str:
        """A path as it may be shown: without personal numbers, and not at all where it is marked."""
        return _UNSAID if self.of_name(path) else masked(path)


def marked(settings: Settings, path: Path) -> str:
    """Why a file that somebody named is not looked into, a Chinese sentence; "" where it bears no mark.
    Raises OSError, NoReaderError.
    """
    catalogue = load(settings)
    with Reader(catalogue, settings.limits) as reader:
        try:
            Guard(settings, catalogue.secrecy, lambda: reader).refuse(path)
        except MarkedError as error:
            return str(error)
    return ""


def guard(
    settings: Settings, catalogue: Catalogue, registry: Registry, region: str, reader: Callable[[], Reader]
) -> Guard:
    """The guard of a region (code), which knows what came in before."""
    known = {one.sha256 for one in registry.arrived(region)}
    known |= {sha256 for _, sha256 in registry.claims(region)}
    known |= {act.subject for act in registry.acts_of_region(region, ActKind.REDRAFT)}
    return Guard(settings, catalogue.secrecy, reader, known, purged(registry, region))


def digest(path: Path) -> str:
    """SHA-256 of a file; "" where it cannot be opened now."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _in_name(name: str, declared: SecrecyFile) -> Iterator[str]:
    """The marks in a file's or folder's name, in which - _ and blanks part words as well."""
    stem = name.rpartition(".")[0] or name
    for text in (stem, name, _PARTED.sub("\n", name)):
        yield from (mark.word for mark in levels_marked(text, declared))


def _first(lines: Sequence[Line], declared: SecrecyFile) -> tuple[Line, str] | None:
    """The first line that is marked, and the mark's word."""
    choices = set(_choices(lines, declared))
    for at, line in enumerate(lines):
        if line.place == NAME:
            words = [word for part in line.text.split("/") for word in _in_name(part, declared)]
        else:
            words = [mark.word for mark in levels_marked(line.text, declared)]
        if words and at not in choices:
            return line, words[0]
    return None


def _choices(lines: Sequence[Line], declared: SecrecyFile) -> Iterator[int]:
    """The lines that only list the levels, one after the other, to choose from: 绝密, 机密, 秘密."""
    for at in range(len(lines) - _CHOICES + 1):
        some = lines[at : at + _CHOICES]
        following = all(b.place == a.place and b.number - a.number <= _APART for a, b in pairwise(some))
        levels = {bare_level(line.text, declared) for line in some} - {""}
        if following and len(levels) == _CHOICES:
            yield from range(at, at + _CHOICES)
