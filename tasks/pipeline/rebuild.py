"""A version made again from what it keeps, and held against its manifest and the files that lie there.

Nothing else is asked: not the year's data, edition, catalogue or site as they are now, and no registry.
Only the code, the libraries and the fonts are today's; where they are others than those of the manifest it
is said, for a difference may come from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.catalogue.errors import CatalogueError
from tasks.model import RegionYear
from tasks.pipeline import composition, drafts, fingerprint, version_inputs
from tasks.pipeline.approvals import read_approvals
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.version_inputs import DamagedInputsError, earlier_in, origin_in, read_inputs, standing_in
from tasks.report import EditionError
from tasks.settings import Limits, Settings
from tasks.store.files import write_atomic
from tasks.store.records import ActKind, Build
from tasks.store.registry import open_registry, registry_is_there
from tasks.store.tables import DamagedPartError

PUT_ASIDE = "被改动的文件"
"""The folder of a version where files go that somebody had changed when it was restored."""


class State(StrEnum):
    """What became of a version's file."""

    SAME = "与生成时相同"
    MISSING = "缺失"
    CHANGED = "生成后被改动"
    OTHERWISE = "重做的与生成时不同"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file of a version: how it lies there, how it was made again (None: it was not)."""

    name: str
    there: State
    made: State | None

    @property
    def same(self) -> bool:
        """Whether it is there as it was made, and is made again so."""
        return self.there is State.SAME and self.made is State.SAME

    @property
    def words(self) -> str:
        """What there is to say of it, in Chinese."""
        told = dict.fromkeys(one for one in (self.there, self.made) if one and one is not State.SAME)
        if not told:
            return State.SAME
        return "，".join(told) + ("（可以恢复）" if self.made is State.SAME else "")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version held against itself. `other` are Chinese sentences on what is not as when it was made;
    `unmade` says why it could not be made again (""); `restored` are files that were written again.
    """

    version: str
    folder: Path
    files: tuple[FileCheck, ...]
    other: tuple[str, ...] = ()
    unmade: str = ""
    restored: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every file is there as it was made, and is made again to the same bytes."""
        return not self.unmade and all(one.same for one in self.files)


@dataclass(frozen=True, slots=True)
class _Made:
    files: Mapping[str, bytes]
    fonts: Mapping[str, str]


def rebuild(folder: Path, *, restore: bool = False) -> Rebuilt:
    """Make the version in a folder again and compare, byte by byte.

    With `restore` files that are missing or were changed are written again where they are made to the same
    bytes as then; what lay there is put aside, not lost. Raises DamagedInputsError where there is no manifest
    to hold anything against, OSError where a file cannot be read or written.
    """
    manifest = drafts.read_manifest(folder)
    if manifest is None:
        raise DamagedInputsError(version_inputs.no_manifest(folder))
    made, unmade = _made_of(folder)
    checks = tuple(
        FileCheck(name, _there(folder / name, sha256), _compared(made, name, sha256))
        for name, sha256 in manifest.files.items()
    )
    other = tuple(_other(manifest, made))
    if not restore or made is None:
        return Rebuilt(folder.name, folder, checks, other, unmade)
    mended = tuple(one.name for one in checks if one.made is State.SAME and one.there is not State.SAME)
    for name in mended:
        _restore(folder, name, made.files[name])
    now = tuple(
        FileCheck(one.name, _there(folder / one.name, manifest.files[one.name]), one.made) for one in checks
    )
    return Rebuilt(folder.name, folder, now, other, unmade, mended)


def was_replaced(settings: Settings, key: RegionYear, folder: Path) -> bool:
    """Whether the version in a folder bears the name of a final that went to be signed, with another
    manifest; as far as there is a registry to know it.
    """
    if not registry_is_there(settings.registry_url):
        return False
    with open_registry(settings.registry_url) as registry:
        asked = read_approvals(registry.acts(key, ActKind.APPROVAL_REQUEST)).requests.get(folder.name)
    return asked is not None and asked.manifest != drafts.digest((folder / drafts.MANIFEST).read_bytes())


def _made_of(folder: Path) -> tuple[_Made | None, str]:
    """A version's files made again; else why not, in Chinese."""
    try:
        entries = read_inputs(folder)
    except DamagedInputsError as error:
        return None, str(error)
    try:
        with TemporaryDirectory(prefix="fazhi-") as place:
            return _made(entries, Path(place)), ""
    except (EditionError, CatalogueError, DamagedPartError, ValueError, KeyError) as error:
        said = str(error).splitlines() or [""]
        return None, f"现在的程序读不懂这一版当时所用的材料，不能重做：{said[0]}"


def _made(entries: Mapping[str, bytes], place: Path) -> _Made:
    """All files of a version, made in `place` of what it was made from."""
    for name, data in entries.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    origin, standing = origin_in(entries), standing_in(entries)
    settings = Settings(place, place, origin.region, "", origin.packaged_fonts, Limits(), house=place)
    key = RegionYear(origin.region, origin.year)
    catalogue = catalogue_of(settings, key)
    build = Build(key, origin.build, "", datetime.min.replace(tzinfo=UTC), origin.parts)
    materials = composition.gather(settings, key, standing)
    composed = composition.compose_version(settings, catalogue, build, materials)
    documents = composition.write_documents(catalogue, materials, composed.document, earlier_in(entries))
    return _Made(composed.files(documents, entries), materials.fonts.checksums())


def _there(path: Path, sha256: str) -> State:
    try:
        return State.SAME if drafts.digest(path.read_bytes()) == sha256 else State.CHANGED
    except (FileNotFoundError, NotADirectoryError):
        return State.MISSING
    except IsADirectoryError:
        return State.CHANGED


def _compared(made: _Made | None, name: str, sha256: str) -> State | None:
    if made is None:
        return None
    data = made.files.get(name)
    return State.SAME if data is not None and drafts.digest(data) == sha256 else State.OTHERWISE


def _other(manifest: drafts.Manifest, made: _Made | None) -> Iterator[str]:
    """What is not as when the version was made: code, libraries, fonts."""
    if manifest.inputs.get("code") != fingerprint.code():
        yield "程序（代码）"
    was, now = manifest.made_with, fingerprint.made_with()
    changed = [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]
    yield from (f"{name} 当时是 {was.get(name, '没有')}，现在是 {now.get(name, '没有')}" for name in changed)
    if made is not None and manifest.inputs.get("fonts") != made.fonts:
        yield "字体文件"


def _restore(folder: Path, name: str, data: bytes) -> None:
    """Write a file of a version again; what lies there under its name goes to the folder PUT_ASIDE."""
    path = folder / name
    if path.exists():
        mark = drafts.digest(path.read_bytes())[:8] if path.is_file() else "folder"
        aside = folder / PUT_ASIDE
        aside.mkdir(exist_ok=True)
        path.replace(aside / f"{mark} {name}")
    write_atomic(path, data)
