"""Where a year's report stands between the first draft and the signed one, for status, pages and commands."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tasks.catalogue import Catalogue, load_calendar
from tasks.catalogue.deadlines import deadlines, left
from tasks.model import RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.approvals import Approvals, read_approvals
from tasks.pipeline.clock import today
from tasks.pipeline.releases import Releases, lines, read_releases
from tasks.pipeline.reviews import Review, digest_of, lacking, read_reviews, standing
from tasks.settings import Settings
from tasks.store.registry import Registry


class Stage(StrEnum):
    """How far a report has come."""

    NOTHING = "还没有生成报告"
    DRAFT = "草稿"
    SECRECY = "待保密审查"
    REVIEWED = "待送审"
    PENDING = "待签发"
    SIGNED = "已签发"
    SENT = "已上报"
    PUBLISHED = "已公开"


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """How far, with which version ("" where there is none); `words` say it in a line, `more` what else there
    is to know: Chinese sentences without a full stop."""

    stage: Stage
    version: str
    words: str
    more: tuple[str, ...] = ()


def report_standing(
    settings: Settings, registry: Registry, catalogue: Catalogue, key: RegionYear
) -> ReportStanding:
    """Where a RegionYear's report stands now."""
    acts = registry.acts(key)
    approvals, reviews = read_approvals(acts), read_reviews(acts)
    folder = drafts.folder_of(settings, catalogue, key)
    last = drafts.latest(folder) or ""
    if approvals.pending:
        version = approvals.pending[-1]
        more = (*_signed(approvals), *_changed(folder, version, last))
        return ReportStanding(Stage.PENDING, version, f"{Stage.PENDING}：{version} 已送审", more)
    decided = approvals.last
    signed = approvals.approved
    if signed is not None and signed is decided:
        releases = read_releases(acts)
        told = lines(releases, signed.version, _left(settings, key.year))
        more = (*told, *_changed(folder, signed.version, last))
        stage = _released(releases, signed.version)
        return ReportStanding(stage, signed.version, f"{Stage.SIGNED}：{signed.words()}", more)
    returned = (f"已退回：{decided.words()}",) if decided is not None else ()
    return _of_draft(folder, last, reviews, (*returned, *_signed(approvals)))


def _released(releases: Releases, version: str) -> Stage:
    """How far an approved version has come."""
    if version in releases.published:
        return Stage.PUBLISHED
    return Stage.SENT if version in releases.sent else Stage.SIGNED


def _left(settings: Settings, year: int) -> dict[str, str]:
    """How long there is for what is due, by what it is."""
    calendar = load_calendar(settings)
    return {one.what: left(today(calendar), one.day, calendar) for one in deadlines(year, calendar)}


def _of_draft(folder: Path, last: str, reviews: list[Review], more: tuple[str, ...]) -> ReportStanding:
    manifest = drafts.read_manifest(folder / last) if last else None
    if manifest is None:
        return ReportStanding(Stage.NOTHING, "", Stage.NOTHING, more)
    if manifest.blockers:
        said = f"{Stage.DRAFT} {last}，还不能定稿，正文和数据有 {len(manifest.blockers)} 条原因"
        return ReportStanding(Stage.DRAFT, last, said, more)
    missing = lacking(standing(reviews, text_of(folder / last)))
    if missing:
        said = f"{Stage.SECRECY}：{last}，还缺{'、'.join(missing)}"
        return ReportStanding(Stage.SECRECY, last, said, more)
    return ReportStanding(Stage.REVIEWED, last, f"{Stage.REVIEWED}：{last}，保密审查已做完", more)


def text_of(version: Path) -> str:
    """What the words of the version in a folder are known by; "" where nobody can say."""
    manifest = drafts.read_manifest(version)
    return manifest.text if manifest is not None and manifest.text else words_of(version)


def words_of(version: Path) -> str:
    """As `text_of`, of the text that lies there, whatever the manifest says of it: for what is signed."""
    try:
        return digest_of(drafts.document_of(version))
    except (FileNotFoundError, ValueError):
        return ""


def _signed(approvals: Approvals) -> Iterator[str]:
    if approvals.approved is not None:
        yield f"现行定稿：{approvals.approved.words()}"


def _changed(folder: Path, version: str, last: str) -> Iterator[str]:
    """Whether the last version says something else than one that waits or was signed."""
    if last and last != version and (folder / version).is_dir():
        same = text_of(folder / version) == text_of(folder / last)
        if not same:
            yield f"最近生成的 {last} 与 {version} 文字不同"
