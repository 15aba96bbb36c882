"""Writing editions: whole or not at all, nothing replaced that is not kept.

What an edition was is kept under `data/editions/<region>/<year>/<digest>/`: as what an exported Word file was
made from, and before it is replaced.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from tasks.model import RegionYear
from tasks.pipeline.editions import text_problems
from tasks.report import EditionError
from tasks.report.edition import EDITION, folder_of, read_text, text_name
from tasks.settings import Settings
from tasks.store.files import write_atomic, write_folder

_DIGITS = 16
_UNFINISHED = "unfinished"
"""Beside the kept editions: the digest of the one that is being written, while it is."""


def edition_texts(settings: Settings, key: RegionYear) -> dict[str, str]:
    """`edition.yaml` and the text of an edition as they lie there, by file name, line ends as they are.

    What a killed run left half-written is written first. Raises EditionError where there is none or it cannot
    be read.
    """
    _finish(settings, key)
    declared = f"{folder_of(key.region, key.year)}/{EDITION}"
    source = read_text(declared, settings.resource(declared))
    text = f"{folder_of(key.region, key.year)}/{text_name(declared, source)}"
    read_text(text, settings.resource(text))  # refuses what is no text
    return {
        file.rpartition("/")[2]: settings.resource(file).read_bytes().decode() for file in (declared, text)
    }


def digest_of(texts: Mapping[str, str]) -> str:
    """By what name an edition is kept."""
    said = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def keep(settings: Settings, key: RegionYear, texts: Mapping[str, str]) -> str:
    """Keep an edition; gives its digest. Raises OSError."""
    digest = digest_of(texts)
    folder = _kept(settings, key) / digest
    if not folder.exists():
        write_folder(folder, {name: text.encode() for name, text in texts.items()})
    return digest


def kept(settings: Settings, key: RegionYear, digest: str) -> dict[str, str] | None:
    """A kept edition's files by name; None where it is not kept here, or is no longer as it was."""
    folder = _kept(settings, key) / digest
    if len(digest) != _DIGITS or not digest.isalnum() or not folder.is_dir():
        return None
    texts = {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}
    return texts if digest_of(texts) == digest else None


def write_edition(settings: Settings, key: RegionYear, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Make these the files of an edition, by name, in the site; gives the names of those that changed.

    Files that are not named stay. Raises EditionError, with every problem, where the edition could not be
    composed then: nothing is written. A day that is not set is no problem. Raises OSError.
    """
    now = edition_texts(settings, key)
    new = {**now, **texts}
    changed = tuple(name for name in sorted(new) if new[name] != now.get(name))
    if not changed:
        return ()
    problems = text_problems(settings, key, new)
    if problems:
        raise EditionError("\n".join(problems))
    keep(settings, key, now)
    digest = keep(settings, key, new)
    write_atomic(_kept(settings, key) / _UNFINISHED, digest.encode())
    _finish(settings, key)
    return changed


def _finish(settings: Settings, key: RegionYear) -> None:
    """Write what is being written: as a whole, however often a run was killed on the way."""
    mark = _kept(settings, key) / _UNFINISHED
    if not mark.is_file():
        return
    texts = kept(settings, key, mark.read_text()) or {}
    for name, text in texts.items():
        file = f"{folder_of(key.region, key.year)}/{name}"
        lies = settings.resource(file)
        if not lies.is_file() or lies.read_bytes() != text.encode():
            write_atomic(settings.site / file, text.encode())
    mark.unlink()


def _kept(settings: Settings, key: RegionYear) -> Path:
    return settings.data / "editions" / key.region / str(key.year)
