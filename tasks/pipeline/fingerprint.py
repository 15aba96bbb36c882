"""What a result was made with: the same fingerprint and inputs give the same bytes."""

import hashlib
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from tasks.catalogue import Catalogue
from tasks.catalogue.published import published_path
from tasks.catalogue.settlements import path_of
from tasks.model import RegionYear
from tasks.settings import HOUSE, Settings
from tasks.store.records import Build
from tasks.store.registry import Registry


def of(*parts: str) -> str:
    """SHA-256 over strings in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def of_files(files: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files, in the order given."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def code() -> str:
    """Fingerprint of our own code and of the libraries that shape bytes: an upgrade does all anew."""
    libraries = [f"{name}=={number}" for name, number in _libraries().items()]
    return of(of_files(sorted((HOUSE / "tasks").rglob("*.py"))), *libraries)


def made_with() -> dict[str, str]:
    """The versions of what shapes bytes beside our own code, by name: Python, its zlib, the libraries."""
    return {"python": python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION, **_libraries()}


def _libraries() -> dict[str, str]:
    return {name: version(name) for name in _SHAPING}


_SHAPING = (
    *("great-expectations", "jinja2", "lxml", "pyarrow", "python-calamine", "python-docx", "typst"),
    "xlsxwriter",
)


def judging(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> str:
    """Fingerprint under which a RegionYear's submissions are judged and its datasets are current.

    It covers the catalogue, the code, what the office settled, what was taken from last year's report, and
    last year as curated: its content,
    so that another build with the same values and texts judges nothing anew (docs/decisions/0011).
    """
    before = RegionYear(key.region, key.year - 1)
    said = [settings.resource(path_of(key)), settings.resource(published_path(before))]
    base = registry.current_build(before)
    return of(
        catalogue.fingerprint,
        code(),
        of_files(path for path in said if path.is_file()),
        *(_content(base) if base else ()),
    )


def _content(base: Build) -> list[str]:
    """What of a build the next year is judged against."""
    return sorted(
        f"{part.table} {part.sha256}" for part in base.parts if part.table in ("values", "narrative")
    )
