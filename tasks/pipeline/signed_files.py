"""Files that come with a decision: the scan of the signed page, kept and never parsed; the signed report,
held against the data before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.intake import Reader
from tasks.intake.formats import Kind, RefusedError, kind_of, megabytes
from tasks.model import RegionYear
from tasks.pipeline.approvals import FOREIGN, Kept, Signed
from tasks.pipeline.drafts import digest
from tasks.pipeline.edited_place import UnclearYearError
from tasks.pipeline.secrecy import guard
from tasks.pipeline.verify import Checked, NothingToHoldError, check_edited
from tasks.pipeline.versions import VersionError
from tasks.privacy import masked
from tasks.review.reading import UnreadableError
from tasks.review.said import told
from tasks.review.verify import Outcome
from tasks.settings import Limits, Settings
from tasks.store import files
from tasks.store.registry import Registry

_SCANS = (Kind.PDF, Kind.PICTURE, Kind.OFD)
_MOST = 200
"""Differences that are kept with an accepted file."""


class FileRefusedError(ValueError):
    """A file cannot be taken; the message is Chinese and names it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was given, with what is kept of it."""

    path: Path
    kept: Kept


def scan_in(path: Path, limits: Limits) -> Given:
    """A scan: a PDF, a picture or an OFD by its first bytes, within the cap. Raises FileRefusedError."""
    kept, data = _read(path, limits)
    try:
        kind = kind_of(data, path.name)
    except RefusedError as error:
        raise FileRefusedError(f"《{kept.name}》不是扫描件，请用 PDF、图片或 OFD") from error
    if kind not in _SCANS and not (kind is Kind.ZIPPED and path.suffix.lower() == ".ofd"):
        raise FileRefusedError(f"《{kept.name}》不是扫描件，请用 PDF、图片或 OFD")
    return Given(path, kept)


def report_in(path: Path, limits: Limits) -> Given:
    """A signed report, not looked into yet. Raises FileRefusedError."""
    return Given(path, _read(path, limits)[0])


def refuse_secret(
    settings: Settings, catalogue: Catalogue, registry: Registry, region: str, given: Sequence[Given]
) -> None:
    """Look for marks of secrecy before anything of new files is kept or told. Raises FileRefusedError."""
    if not given:
        return
    with Reader(catalogue, settings.limits) as reader:
        guarded = guard(settings, catalogue, registry, region, lambda: reader)
        for one in given:
            gone = one.kept.sha256 in guarded.gone
            if gone or guarded.of_name(one.path.name) or guarded.of_bytes(one.path, one.path.name):
                why = "已按规定清除过" if gone else "带有密级标志"
                raise FileRefusedError(f"给出的文件{why}，没有登记，也没有留存。请按保密规定处理这份文件")


def held_against_data(settings: Settings, key: RegionYear, version: str, given: Given) -> Checked:
    """The check of a signed report: against its version, else the last one, else the year's values.
    Raises FileRefusedError."""
    name = "" if version == FOREIGN else version
    try:
        checked = check_edited(settings, given.path, key.region, key.year, name)
    except (UnreadableError, UnclearYearError, NothingToHoldError, VersionError, OSError) as error:
        told_of = f"不能读取（{error.strerror}）" if isinstance(error, OSError) else str(error)
        raise FileRefusedError(f"《{given.kept.name}》：{told_of}") from error
    if digest(checked.opened.data) != given.kept.sha256:
        raise FileRefusedError(_changing(given.kept.name))
    return checked


def signed(given: Given, checked: Checked, accepted: str, unmet: tuple[str, ...]) -> Signed:
    """What is kept of a signed report that was checked."""
    counts: Mapping[str, int] = {one.value: checked.verified.count(one) for one in Outcome}
    return Signed(
        **given.kept.model_dump(),
        against=checked.version,
        counts={name: count for name, count in counts.items() if count},
        wrong=tuple(masked(told(one)) for one in checked.verified.wrong[:_MOST]),
        accepted=accepted if checked.verified.wrong or unmet else "",
        unmet=unmet,
    )


def archive(settings: Settings, given: Given) -> None:
    """Keep the bytes by their SHA-256. Raises FileRefusedError where they are others than were read."""
    kept = files.archive(given.path, settings.archive)
    if kept is None or kept.sha256 != given.kept.sha256:
        raise FileRefusedError(_changing(given.kept.name))


def _read(path: Path, limits: Limits) -> tuple[Kept, bytes]:
    name = masked(path.name)
    try:
        if not path.is_file():
            raise FileRefusedError(f"没有这个文件：{name}（请写完整路径）")
        if path.stat().st_size > limits.file_bytes:
            raise FileRefusedError(f"《{name}》超过 {megabytes(limits.file_bytes)}")
        data = path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"《{name}》不能读取（{error.strerror}）") from error
    if not data:
        raise FileRefusedError(f"《{name}》是空的")
    return Kept(sha256=digest(data), name=name, size=len(data)), data


def _changing(name: str) -> str:
    return f"《{name}》正在被改动，请保存关闭后再来"
