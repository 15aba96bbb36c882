"""Where rendered versions lie, how one is kept whole, and how the last one is found again.

`data/reports/<region>/<year>/<version>/`; `latest.json` beside the versions names the last
and the one before.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.settings import Settings
from tasks.store.files import write_atomic, write_folder

MODEL = "model.json"
MANIFEST = "manifest.json"
KEPT = "inputs.zip"
DRAFT = "draft-"

Inputs = dict[str, str | dict[str, str]]
"""What a version was made from, by name: fingerprints, of fonts one each."""


class Manifest(BaseModel):
    """What a version holds (SHA-256 by file name), what it was made from, what to say of it.

    `inputs` name the version; `made_from` is SHA-256 by the names within `inputs.zip`, `made_with` the
    versions of what shapes bytes: both to rebuild it by. `blockers` are the reasons why its text can be no
    final: Chinese sentences, none in a final. `text` is what its words are known by (`reviews.digest_of`).
    """

    model_config = ConfigDict(frozen=True)

    version: str
    inputs: Inputs
    files: dict[str, str]
    documents: tuple[str, ...]
    figures: int
    omissions: int
    unbound: tuple[str, ...]
    warnings: tuple[str, ...]
    blockers: tuple[str, ...] = ()
    text: str = ""
    made_from: dict[str, str] = Field(default_factory=dict)
    made_with: dict[str, str] = Field(default_factory=dict)


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def to_json(document: Document) -> bytes:
    """A document with everything that its figures rest on."""
    return _adapter().dump_json(document, indent=1)


def from_json(data: bytes) -> Document:
    """The document that `to_json` was given."""
    return _adapter().validate_json(data)


def folder_of(settings: Settings, catalogue: Catalogue, key: RegionYear) -> Path:
    """The folder of a RegionYear's versions, named as people name the town."""
    return settings.reports / catalogue.regions[key.region].name / str(key.year)


def keep(folder: Path, files: dict[str, bytes], manifest: Manifest) -> None:
    """Write a version, all at once; where its folder is there already, its files first, the manifest last."""
    text = json.dumps(manifest.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    whole = {**files, MANIFEST: text.encode()}
    if not folder.exists():
        write_folder(folder, whole)
        return
    for name, data in whole.items():
        write_atomic(folder / name, data)


def whole_manifest(folder: Path) -> Manifest | None:
    """The manifest of a version that is there with all its files unchanged."""
    manifest = read_manifest(folder)
    try:
        files = manifest.files.items() if manifest else ()
        same = all(digest((folder / name).read_bytes()) == sha for name, sha in files)
    except FileNotFoundError:
        return None
    return manifest if same else None


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a version, whatever became of its files; None where there is none, or half of one."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def digest(data: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(data).hexdigest()


def set_latest(folder: Path, version: str) -> None:
    """Make a version the last one; the one that was is now the one before."""
    last = latest(folder)
    if last != version:
        named = {"version": version, **({"previous": last} if last else {})}
        write_atomic(folder / "latest.json", (json.dumps(named) + "\n").encode())


def latest(folder: Path) -> str | None:
    """The last version, if there is one."""
    return _named(folder, "version")


def previous(folder: Path) -> str | None:
    """The version that was the last one before, if there was one."""
    return _named(folder, "previous")


def _named(folder: Path, which: str) -> str | None:
    try:
        return str(json.loads((folder / "latest.json").read_text(encoding="utf-8"))[which])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def latest_document(settings: Settings, catalogue: Catalogue, key: RegionYear) -> Document | None:
    """The model of the last rendered version."""
    folder = folder_of(settings, catalogue, key)
    version = latest(folder)
    return document_of(folder / version) if version else None


def document_of(version: Path) -> Document:
    """The model of the version in a folder. Raises FileNotFoundError, ValueError."""
    return from_json((version / MODEL).read_bytes())
