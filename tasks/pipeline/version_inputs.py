"""What a version was made from, kept beside its documents in `inputs.zip`.

Unpacked it is a place that the same documents are made from again: it holds the catalogue and the
templates as they were used (the site's over ours), the edition, the curated tables that a report reads,
what stood in the registry, and the texts that the version was held against.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from tasks.catalogue.settlements import path_of
from tasks.model import RegionYear
from tasks.pipeline import curated_tables, drafts
from tasks.pipeline.finals import Earlier
from tasks.pipeline.standing import Standing
from tasks.pipeline.versions import VersionError
from tasks.report import Edition
from tasks.settings import Settings
from tasks.store import bundle
from tasks.store.records import Build, Part

VERSION, STANDING, BEFORE, PUBLIC = "version.json", "standing.json", "before.json", "public.json"
CURATED = "curated"
_EDITIONS = "templates/editions/"
_FILES = (
    ("expectations", "**/*.yaml"),
    ("templates/styles", "*.yaml"),
    ("templates/typst", "*.*"),
    ("templates/html", "*.*"),
)
_OF_A_YEAR = ("expectations/corrections/", "expectations/published/")
"""Folders with a file for each town's year: only what a report itself reads is kept."""


class DamagedInputsError(VersionError):
    """What a version was made from is not there as it was kept; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Of which RegionYear a version is, of which build (see `Build.inputs`) with which tables, whether the
    machine's own fonts were left aside, and when what it corrects was published.
    """

    region: str
    year: int
    build: str
    parts: tuple[Part, ...]
    packaged_fonts: bool
    published: date | None = None


@cache
def _origins() -> TypeAdapter[Origin]:
    return TypeAdapter(Origin)


@cache
def _standings() -> TypeAdapter[Standing]:
    return TypeAdapter(Standing)


def gathered(
    settings: Settings, build: Build, edition: Edition, standing: Standing, earlier: Earlier
) -> dict[str, bytes]:
    """Everything that a version is made from, by its name within `inputs.zip`. Raises OSError."""
    key = build.region_year
    parts = tuple(part for part in build.parts if part.table in curated_tables.READ)
    origin = Origin(key.region, key.year, build.inputs, parts, settings.packaged_fonts, earlier.published)
    texts = {name: settings.resource(name) for name in (edition.file, edition.text_file)}
    tables = {f"{CURATED}/{part.path}": settings.curated / part.path for part in parts}
    paths = _resources(settings, key) | texts | tables
    return {name: path.read_bytes() for name, path in paths.items()} | {
        VERSION: _origins().dump_json(origin, indent=1),
        STANDING: _standings().dump_json(standing, indent=1),
        **({BEFORE: drafts.to_json(earlier.before)} if earlier.before else {}),
        **({PUBLIC: drafts.to_json(earlier.public)} if earlier.public else {}),
    }


def _resources(settings: Settings, key: RegionYear) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder, pattern in _FILES:
        found |= settings.resources_by_name(folder, pattern)
    return {name: p for name, p in found.items() if name == path_of(key) or not name.startswith(_OF_A_YEAR)}


def read_inputs(folder: Path) -> dict[str, bytes]:
    """What the version in a folder was made from, by name. Raises DamagedInputsError where it is missing or
    not what the manifest says.
    """
    manifest = drafts.read_manifest(folder)
    if manifest is None:
        raise DamagedInputsError(no_manifest(folder))
    if drafts.KEPT not in manifest.files:
        raise DamagedInputsError(f"版本 {folder.name} 是旧程序生成的，没有留存所用的材料，不能重做。")
    try:
        data = _read(folder / drafts.KEPT)
        whole = drafts.digest(data) == manifest.files[drafts.KEPT]
        entries = bundle.unpack(data)
    except (OSError, bundle.DamagedBundleError) as error:
        raise DamagedInputsError(f"版本 {folder.name} 的 {drafts.KEPT} 缺失或已损坏；{_MEND}") from error
    if not whole or {name: drafts.digest(part) for name, part in entries.items()} != manifest.made_from:
        raise DamagedInputsError(f"版本 {folder.name} 的 {drafts.KEPT} 已被改动，与清单不符；{_MEND}")
    return entries


_MEND = "请从备份恢复这一版的文件夹。"
_MOST_BYTES = 500_000_000


def _read(path: Path) -> bytes:
    if path.stat().st_size > _MOST_BYTES:
        raise OSError(f"too large: {path}")
    return path.read_bytes()


def no_manifest(folder: Path) -> str:
    """That a version's manifest is not there, and what to do."""
    return f"版本 {folder.name} 的清单 {drafts.MANIFEST} 缺失或已损坏；{_MEND}"


def edition_texts(folder: Path) -> dict[str, str]:
    """The files of the edition that the version in a folder was made from (`edition.yaml`, `report.md`), by
    file name. Raises DamagedInputsError.
    """
    entries = read_inputs(folder).items()
    return {name.rpartition("/")[2]: data.decode() for name, data in entries if name.startswith(_EDITIONS)}


def origin_in(entries: Mapping[str, bytes]) -> Origin:
    """The origin of a version, of what it was made from. Raises ValueError, KeyError."""
    return _origins().validate_json(entries[VERSION])


def standing_in(entries: Mapping[str, bytes]) -> Standing:
    """What stood in the registry, of what a version was made from. Raises ValueError, KeyError."""
    return _standings().validate_json(entries[STANDING])


def earlier_in(entries: Mapping[str, bytes]) -> Earlier:
    """The texts that a version was held against. Raises ValueError, KeyError."""
    before, public = (
        drafts.from_json(entries[name]) if name in entries else None for name in (BEFORE, PUBLIC)
    )
    return Earlier(before, public, origin_in(entries).published)
