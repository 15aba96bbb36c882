"""What lies in landing: whose each file is by its folder, and what cannot be taken as it is."""

import difflib
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.intake import is_ignored, is_inbox, is_redraft, place_of, year_of
from tasks.model import Place
from tasks.pipeline.clock import now
from tasks.settings import Settings
from tasks.store import scanning
from tasks.store.records import SeenFile, Sighting
from tasks.wording.secrecy import levels_marked

PAUSE = 0.3
"""Seconds between two looks at a file that was written just now: one that is being copied grows."""

_ALIKE = 0.4
_ROOT = "报送文件夹的最外层"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A folder that belongs to nobody, with its files, and what may be meant (Chinese)."""

    folder: str
    files: int
    hint: str

    def __str__(self) -> str:
        return f"{self.folder}（{self.files} 份，{self.hint}）"


@dataclass(frozen=True, slots=True)
class Landing:
    """A look at landing for one region. `links` are not followed, `closed` may not be listed."""

    placed: Mapping[int, Sequence[tuple[Place, SeenFile]]]  # by year
    inbox: tuple[SeenFile, ...]
    redrafts: tuple[SeenFile, ...]  # 改稿: reports that were edited in Word
    unplaced: tuple[Unplaced, ...]
    links: tuple[str, ...]
    closed: tuple[str, ...]

    def in_folders(self) -> list[tuple[Place, SeenFile]]:
        """What lies in departments' folders."""
        return [pair for placed in self.placed.values() for pair in placed]


def look(settings: Settings, catalogue: Catalogue, region: str, years: Sequence[int]) -> Landing:
    """What lies there for a region (code) and years, in the region's inbox and its 改稿."""
    placed: dict[int, list[tuple[Place, SeenFile]]] = {}
    inbox: list[SeenFile] = []
    redrafts: list[SeenFile] = []
    nobodys: Counter[tuple[str, ...]] = Counter()
    seen = scanning.scan(settings.landing, lambda path: is_ignored(path.rpartition("/")[2]))
    for file in seen.files:
        parts = tuple(file.path.split("/"))
        place = place_of(parts, catalogue)
        if is_inbox(parts, region, catalogue):
            inbox.append(file)
        elif is_redraft(parts, region, catalogue):
            redrafts.append(file)
        elif place is None:
            if catalogue.resolve_region(parts[0]) in (region, None):
                nobodys[parts[:-1][:3]] += 1
        elif place.region == region and place.year in years:
            placed.setdefault(place.year, []).append((place, file))
    unplaced = (
        Unplaced(_folder(at, catalogue), count, _hint(at, catalogue)) for at, count in sorted(nobodys.items())
    )
    return Landing(placed, tuple(inbox), tuple(redrafts), tuple(unplaced), seen.links, seen.closed)


def _folder(at: tuple[str, ...], catalogue: Catalogue) -> str:
    """A folder as it is shown: a name with a mark of secrecy is not."""
    return "/".join("…" if levels_marked(name, catalogue.secrecy) else name for name in at) or _ROOT


def _hint(folder: tuple[str, ...], catalogue: Catalogue) -> str:
    """What a folder should be called, by its first part that nobody knows."""
    towns = [town.name for town in catalogue.regions.values()]
    if not folder or catalogue.resolve_region(folder[0]) is None:
        return _nearest(folder[0] if folder else "", towns, "镇街")
    if len(folder) < 2 or year_of(folder[1]) is None:
        return "应放在以年份命名的文件夹里，例如 2023"
    if len(folder) < 3:
        return "应放在以单位命名的文件夹里"
    return _nearest(folder[2], [unit.short for unit in catalogue.departments.values()], "单位")


def _nearest(name: str, known: Sequence[str], what: str) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=_ALIKE)
    return f"没有这个{what}，名称相近的有“{close[0]}”" if close else f"没有这个{what}"


def settled(
    candidates: Iterable[SeenFile], known: Mapping[str, Sighting]
) -> tuple[list[SeenFile], list[SeenFile]]:
    """Of the files that look different from last time: those to take, oldest first; those still growing.

    What was written this very moment is looked at twice, together, after a short pause.
    """
    fresh = sorted(
        (one for one in candidates if not scanning.unchanged(one, known.get(one.path))),
        key=lambda one: (one.mtime_ns, one.path),
    )
    at = now()
    recent = [one for one in fresh if scanning.is_recent(one, at)]
    if recent:
        time.sleep(PAUSE)
    growing = [one for one in recent if scanning.changed_since(one)]
    return [one for one in fresh if one not in growing], growing
