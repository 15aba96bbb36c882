"""保密审查: one step's entry about the words of a version, on the record under the lease."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.catalogue import load, load_calendar
from tasks.model import RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.clock import holder, now, today
from tasks.pipeline.persons import EntryError, day, person
from tasks.pipeline.report_standing import text_of
from tasks.pipeline.reviews import (
    Review,
    Reviews,
    Step,
    is_one_person,
    lacking,
    read_reviews,
    standing,
    subject_of,
)
from tasks.pipeline.versions import VersionError, version_of
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviewGiven:
    """What somebody enters; `dated` "" is today, `version` "" the last one."""

    step: Step
    passed: bool
    by: str
    dated: str = ""
    remarks: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The entry that stands now, whether it is new, and the steps that nobody has passed yet."""

    year: int
    review: Review
    new: bool
    lacking: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """Why nothing was recorded: all reasons, Chinese sentences."""

    year: int
    reasons: tuple[str, ...]


def review(settings: Settings, key: RegionYear, given: ReviewGiven) -> Reviewed | NotReviewed:
    """Record one step about the words of a version; what stands already is not recorded again.

    Raises LeaseHeldError while another run works on the year.
    """
    made = _entry(settings, key, given)
    if not isinstance(made, Review):
        return NotReviewed(key.year, tuple(made))
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("登记保密审查"), now) as lease,
    ):
        stands = standing(read_reviews(registry.acts(key, ActKind.SECRECY_REVIEW)), made.text)
        held = stands.get(made.step)
        if held is not None and _says_the_same(held, made, dated=bool(given.dated.strip())):
            return Reviewed(key.year, held, new=False, lacking=tuple(lacking(stands)))
        after = {**stands, made.step: made}
        against = _against(made, stands, after)
        if against:
            return NotReviewed(key.year, tuple(against))
        act = Act(ActKind.SECRECY_REVIEW, subject_of(made.text, made.step), made.model_dump_json(), now())
        lease.record_acts([act])
    log.info("%s 年报告 %s 保密审查：%s", key.year, made.version, made.words())
    return Reviewed(key.year, made, new=True, lacking=tuple(lacking(after)))


def _entry(settings: Settings, key: RegionYear, given: ReviewGiven) -> Review | Sequence[str]:
    """The entry, or all that is wrong with it."""
    catalogue = load(settings, key.region)
    wrong: list[str] = []
    by, version, dated = "", "", today(load_calendar(settings))
    try:
        by = person(given.by, "审查人")
    except EntryError as error:
        wrong.append(str(error))
    try:
        dated = day(given.dated, dated)
    except EntryError as error:
        wrong.append(str(error))
    try:
        found = version_of(settings, catalogue, key, given.version.strip())
        version = found.name if found else ""
        if not version:
            wrong.append(f"{key.year} 年还没有生成过报告，没有可审查的文字")
    except VersionError as error:
        wrong.append(str(error))
    if not given.passed and not given.remarks.strip():
        wrong.append("不通过的，请在备注里写明原因")
    if wrong:
        return wrong
    return Review(
        step=given.step,
        passed=given.passed,
        by=by,
        dated=dated,
        remarks=masked(given.remarks.strip()),
        version=version,
        text=text_of(drafts.folder_of(settings, catalogue, key) / version),
    )


def _against(made: Review, stands: Reviews, after: Reviews) -> list[str]:
    """Why a step cannot be entered now."""
    earlier = list(Step)[: list(Step).index(made.step)]
    missing = [step for step in earlier if step in lacking(stands)]
    if missing:
        return [f"{made.version} 的{'、'.join(missing)}还没有通过，不能登记{made.step}"]
    if is_one_person(after):
        return [f"初审、复审、批准不能都是{made.by}一人"]
    return []


def _says_the_same(held: Review, made: Review, *, dated: bool) -> bool:
    """Whether an entry repeats what stands, perhaps under the name of another version with the same words."""
    varies = {"version"} if dated else {"version", "dated"}
    return held.model_dump(exclude=varies) == made.model_dump(exclude=varies)
