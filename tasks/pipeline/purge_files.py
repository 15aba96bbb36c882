"""The files that a purge takes away: by what they hold where they were written once, by their place where
the next run writes them anew.
"""

import json
import logging
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tasks.catalogue import Catalogue, load_answers
from tasks.intake import REDRAFTS, Reader
from tasks.intake.looking_texts import Wanted
from tasks.pipeline import drafts
from tasks.pipeline.clock import now
from tasks.pipeline.purged import Purge
from tasks.pipeline.returns import LIST
from tasks.settings import Settings
from tasks.store import files, searching
from tasks.store.files import write_atomic
from tasks.store.registry import Registry

log = logging.getLogger(__name__)

_SENTENCE_ENDS = re.compile(r"[\n。！？；;]+")
_PUNCTUATION = ("。", "，", "、", "；", "：")
_TELLING = 10
"""Characters of a piece of text that stands in a file by no accident."""

_ENTRY = re.compile(r"^==== (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Traces:
    """What holds something of a file: versions of reports (all drafts of its years, those finals that hold
    it), kept editions, and files of the site that are for people to mend."""

    drafts: tuple[Path, ...] = ()
    finals: tuple[Path, ...] = ()
    editions: tuple[Path, ...] = ()
    site: tuple[Path, ...] = ()


def words_of(settings: Settings, catalogue: Catalogue, reader: Reader, shas: Collection[str]) -> list[bytes]:
    """Pieces of text by which it is known that something was made of files; the catalogue's own aside."""
    found: set[str] = set()
    ours = "\n".join(one.name for one in catalogue.indicators.values())
    for sha256 in sorted(shas):
        path = files.archived(settings.archive, sha256)
        if path.is_file():
            found.update(
                p for line in reader.look(path, Wanted(_PUNCTUATION)).lines for p in _pieces(line.text)
            )
    return encoded(one for one in found if one not in ours)


def encoded(words: Iterable[str]) -> list[bytes]:
    """Pieces of text that stand nowhere by accident, as they are looked for."""
    return [one.encode() for one in sorted(set(words)) if len(one) >= _TELLING]


def _pieces(text: str) -> Iterator[str]:
    pieces = (one.strip() for one in _SENTENCE_ENDS.split(text))
    return (one for one in pieces if len(one) >= _TELLING)


def traces(
    settings: Settings,
    catalogue: Catalogue,
    region: str,
    years: Sequence[int],
    shas: Sequence[str],
    words: Sequence[bytes],
    said: Sequence[bytes],
) -> Traces:
    """Everything that was written once and may hold something of the bytes with these SHA-256; `words` are
    pieces of their text, `said` what was found in them and in nothing else.
    """
    hashes = [*(sha.encode() for sha in shas), *said]
    town = settings.reports / catalogue.regions[region].name
    folders = _years_from(town, years[0])
    versions = [path.parent for one in folders for path in sorted(one.glob(f"*/{drafts.MANIFEST}"))]
    finals = [path for path in versions if not path.name.startswith(drafts.DRAFT)]
    kept = settings.data / "editions" / region
    of_site = [
        p for top in ("templates", "expectations") for p in settings.site.glob(f"{top}/*/{region}/**/*")
    ]
    return Traces(
        drafts=tuple(path for path in versions if path not in finals),
        finals=tuple(path for path in finals if any(_hold(path.rglob("*"), hashes))),
        editions=tuple(_hold((p for one in _years_from(kept, years[0]) for p in one.rglob("*")), words)),
        site=tuple(_hold(sorted(of_site), [*words, *(sha[:16].encode() for sha in shas)])),
    )


def _years_from(folder: Path, first: int) -> list[Path]:
    """The folders of years from one on, also where nothing has come yet: blank forms show last year."""
    return sorted(path for path in folder.glob("[0-9][0-9][0-9][0-9]") if int(path.name) >= first)


def _hold(paths: Iterator[Path] | Sequence[Path], words: Sequence[bytes]) -> Iterator[Path]:
    return (path for path in paths if path.is_file() and searching.holds(path, words))


def remove_versions(found: Traces, sha256: str, said: Purge) -> None:
    """Remove versions and kept editions; a final leaves a note in its place."""
    for version in (*found.drafts, *found.finals):
        if version in found.finals:
            write_atomic(
                version.with_name(f"{version.name}（已清除）.txt"), _note(version.name, sha256, said)
            )
        shutil.rmtree(version, ignore_errors=False)
    for folder in {version.parent for version in (*found.drafts, *found.finals)}:
        (folder / "latest.json").unlink(missing_ok=True)
        left = sorted(path.parent.name for path in folder.glob(f"v*/{drafts.MANIFEST}"))
        if left:
            drafts.set_latest(folder, max(left, key=lambda name: int("0" + name[1:])))
    for path in found.editions:
        path.unlink(missing_ok=True)


def _note(version: str, sha256: str, said: Purge) -> bytes:
    lines = (
        f"定稿 {version} 用到了已清除的文件，已经一并删除。这个版本号不再使用。",
        f"清除的文件：SHA-256 {sha256}",
        f"时间：{now().astimezone():%Y-%m-%d %H:%M}",
        f"办理人：{said.by}",
        f"原因：{said.reason}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def remove_places(
    settings: Settings,
    catalogue: Catalogue,
    registry: Registry,
    region: str,
    years: Sequence[int],
    shas: Collection[str],
) -> None:
    """Remove the bytes, and what is written anew for these years: answers, forms, pages, tables."""
    for sha256 in shas:
        _remove_bytes(files.archived(settings.archive, sha256))
    town = catalogue.regions[region].name
    for root in (settings.returns, settings.forms, settings.status):
        for folder in _years_from(root / town, years[0]):
            _remove(folder)
    for path in (settings.returns / town).glob("*.*"):
        path.unlink()  # the inbox's list and the notes: each run writes them anew
    _remove_answers(settings, settings.returns / town / REDRAFTS, shas)
    _remove(settings.data / "unpacking")
    _remove_tables(settings, registry, region, years)


def _remove_tables(settings: Settings, registry: Registry, region: str, years: Sequence[int]) -> None:
    """Remove the Parquet files of these years that nothing refers to any more."""
    referenced = registry.referenced_files()
    for root in (settings.staging, settings.curated):
        for year in years:
            for path in root.glob(f"*/region={region}/year={year}/*"):
                if path.relative_to(root).as_posix() not in referenced:
                    path.unlink(missing_ok=True)


def _remove_bytes(path: Path) -> None:
    if path.is_file():
        path.chmod(0o644)  # Windows removes no read-only file
        path.unlink()


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _remove_answers(settings: Settings, folder: Path, shas: Collection[str]) -> None:
    """Of a folder of answers that no run writes twice: what answers these bytes, also in 历史/."""
    try:
        entries = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    history = folder / load_answers(settings).files.history
    for sha256 in shas:
        for name in entries.pop(sha256, {}).get("files", {}):
            (folder / name).unlink(missing_ok=True)
            for old in history.glob("*"):
                if old.name.endswith(f"_{name}"):
                    old.unlink()
    text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(folder / LIST, text.encode())


def remove_log_entries(settings: Settings, since: datetime) -> None:
    """Remove from the log of faults what was written since a time: a traceback may quote a file."""
    path = settings.data / "logs" / "faults.log"
    if not path.is_file():
        return
    told = path.read_text(encoding="utf-8")
    begins = [*_ENTRY.finditer(told)]
    ends = [*(match.start() for match in begins[1:]), len(told)]
    kept = "".join(
        told[match.start() : end]
        for match, end in zip(begins, ends, strict=True)
        if datetime.fromisoformat(match[1]).astimezone(UTC) < since
    )
    write_atomic(path, kept.encode())
