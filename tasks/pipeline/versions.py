"""Versions of a report as people name them: by the start of a name, 最新, 上一版, or by a year."""

import re
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.pipeline import drafts
from tasks.settings import Settings

LATEST = ("latest", "最新")
PREVIOUS = ("previous", "上一版")


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is there, whole enough to be compared."""

    name: str
    document: Document
    manifest: drafts.Manifest


class VersionError(Exception):
    """A version cannot be used; the message is Chinese."""


class NoVersionError(VersionError):
    """There is no such version; the message is Chinese and lists those that there are."""


class UnclearVersionError(VersionError):
    """Several versions are named so; the message is Chinese."""


class DamagedVersionError(VersionError):
    """A version's files are not as they were written; the message is Chinese."""


def years_with_reports(settings: Settings, catalogue: Catalogue, region: str) -> tuple[int, ...]:
    """The years of which a report was rendered, ascending."""
    folder = drafts.folder_of(settings, catalogue, RegionYear(region, 0)).parent
    years = [int(f.name) for f in folder.glob("[0-9][0-9][0-9][0-9]") if drafts.latest(f)]
    return tuple(sorted(years))


def find_version(settings: Settings, catalogue: Catalogue, key: RegionYear, what: str) -> Version:
    """The version of a RegionYear that is named so.

    Raises NoVersionError, UnclearVersionError, DamagedVersionError.
    """
    folder = drafts.folder_of(settings, catalogue, key)
    return _opened(folder, _name(folder, key, what.strip()))


def folder_named(settings: Settings, catalogue: Catalogue, key: RegionYear, what: str) -> Path:
    """The folder of a RegionYear's version that is named so, whole or not; or of one that is given by its
    path, wherever it was copied to. Raises NoVersionError, UnclearVersionError.
    """
    given = Path(what)
    if len(given.parts) > 1 and given.is_dir():
        return given
    folder = drafts.folder_of(settings, catalogue, key)
    if re.fullmatch(r"[\w-]+", what) and (folder / what).is_dir():
        return folder / what
    return folder / _name(folder, key, what)


def version_of(settings: Settings, catalogue: Catalogue, key: RegionYear, what: str) -> Version | None:
    """As `find_version`; without a name the last version, None where none was rendered."""
    if not what and drafts.latest(drafts.folder_of(settings, catalogue, key)) is None:
        return None
    return find_version(settings, catalogue, key, what or LATEST[0])


def _name(folder: Path, key: RegionYear, what: str) -> str:
    if what in LATEST + PREVIOUS:
        found = drafts.latest(folder) if what in LATEST else drafts.previous(folder)
        if found is None:
            wanted = "还没有生成过报告" if what in LATEST else "的报告没有上一版"
            raise NoVersionError(f"{key.year} 年{wanted}。{_known(folder, key)}")
        return found
    names = [name for name in _versions(folder) if what and _is_short_for(what, name)]
    if what in names:
        return what
    if not names:
        raise NoVersionError(f"{key.year} 年没有名为“{what}”的版本。{_known(folder, key)}")
    if len(names) > 1:
        raise UnclearVersionError(f"“{what}”指不清是哪一版：{'、'.join(names)}；请多写几个字符。")
    return names[0]


def _is_short_for(what: str, name: str) -> bool:
    return name.startswith((what, f"draft-{what}"))


def _versions(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob(f"*/{drafts.MANIFEST}"))


def _known(folder: Path, key: RegionYear) -> str:
    names = _versions(folder)
    return f"已有的版本：{'、'.join(names)}。" if names else f"请先运行 fazhi render {key.year} 生成报告。"


def _opened(folder: Path, name: str) -> Version:
    """A version whose manifest and model are as they were written; its documents may be anyone's by now."""
    mend = "请从备份恢复，或移走它的文件夹后用 fazhi render 重新生成。"
    again = f"版本 {name} 的文件缺失或已损坏，不能使用；{mend}"
    try:
        manifest = drafts.Manifest.model_validate_json((folder / name / drafts.MANIFEST).read_bytes())
        model = (folder / name / drafts.MODEL).read_bytes()
        if drafts.digest(model) != manifest.files.get(drafts.MODEL):
            raise DamagedVersionError(again)
        return Version(name, drafts.from_json(model), manifest)
    except (FileNotFoundError, ValueError) as error:
        raise DamagedVersionError(again) from error
