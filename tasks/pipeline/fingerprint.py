"""What a result was made with: the same fingerprint and inputs give the same bytes."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.settings import HOUSE


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
    libraries = [f"{name}=={version(name)}" for name in _SHAPING]
    return of(of_files(sorted((HOUSE / "tasks").rglob("*.py"))), *libraries)


_SHAPING = ("great-expectations", "jinja2", "lxml", "pyarrow", "python-calamine", "python-docx", "typst")


def judging(catalogue: Catalogue) -> str:
    """Fingerprint under which submissions are judged and datasets are current."""
    return of(catalogue.fingerprint, code())
