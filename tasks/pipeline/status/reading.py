"""A RegionYear's status, from the registry, the calendar and the last rendered document."""

from collections.abc import Iterator, Mapping
from datetime import date

from tasks.catalogue import Catalogue, load, load_calendar
from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.deadlines import deadlines, last_worked
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.clock import today
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.findings import Open, standing_findings
from tasks.pipeline.inbox import unclaimed
from tasks.pipeline.releases import read_releases
from tasks.pipeline.report_standing import report_standing
from tasks.pipeline.status import grid
from tasks.pipeline.status.contents import contents_of_last
from tasks.pipeline.status.looked import looked_at
from tasks.pipeline.status.opinions import opinions_of
from tasks.pipeline.status.rows import DeadlineRow, Due, FindingRow, Status, WithdrawnRow
from tasks.pipeline.stopped import lying
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.registry import Registry, open_registry


def status(settings: Settings, region: str, year: int) -> Status:
    """The state of a region's (code) year today; changes nothing."""
    catalogue, calendar = load(settings, region), load_calendar(settings)
    key = RegionYear(region, year)
    with open_registry(settings.registry_url) as registry:
        standing, settled = _standing(settings, registry, key, catalogue, calendar)
        open_in_inbox = len(unclaimed(settings, registry, region))
        withdrawn = tuple(_withdrawn(registry, key, catalogue, standing))
        build = registry.current_build(key)
        stopped = lying(registry, key, catalogue)
        opinions = opinions_of(settings, registry, key, catalogue)
        report = report_standing(settings, registry, catalogue, key)
        done = read_releases(registry.acts(key)).done()
    return Status(
        region_name=catalogue.regions[region].name,
        year=year,
        today=standing.today,
        rows=tuple(grid.row(code, standing, catalogue) for code in catalogue.departments),
        findings=tuple(_finding(one, catalogue) for one in standing.found),
        accepted=len(standing.current),
        unjudged=len(standing.waiting),
        unclaimed=open_in_inbox,
        stopped=stopped,
        withdrawn=withdrawn,
        settled=tuple(_finding(one, catalogue) for one in settled),
        deadlines=tuple(_deadlines(standing, done)),
        contents=contents_of_last(settings, catalogue, key),
        looked_at=looked_at(standing, build),
        report=report,
        opinions=opinions,
    )


def _standing(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue, calendar: CalendarFile
) -> tuple[grid.Standing, list[Open]]:
    """What stands, and the settled findings."""
    under = fingerprint.judging(settings, registry, key, catalogue)
    current = registry.current_datasets(key, under)
    found = standing_findings(settings, registry, key, catalogue)
    sending = {one.arrival.place.department for one in current}
    standing = grid.Standing(
        year=key.year,
        today=today(calendar),
        calendar=calendar,
        judged=registry.judgements(key, under),
        current=current,
        waiting=registry.unjudged(key, under),
        found=[one for one in found if one.finding.is_open],
        confirmed=Codes(settings, registry, catalogue, key).states(sending),
    )
    return standing, [one for one in found if not one.finding.is_open]


def _withdrawn(
    registry: Registry, key: RegionYear, catalogue: Catalogue, standing: grid.Standing
) -> Iterator[WithdrawnRow]:
    arrivals = {arrival.id: arrival for arrival in registry.arrivals(key)}
    for one in registry.withdrawals(key):
        arrival = arrivals[one.arrival]
        yield WithdrawnRow(
            department=catalogue.departments[arrival.place.department].short,
            file=masked(arrival.file),
            when=standing.when(one.withdrawn_at),
            reason=masked(one.reason),
            by=one.by,
        )


def _deadlines(standing: grid.Standing, done: Mapping[str, date]) -> Iterator[DeadlineRow]:
    for one in deadlines(standing.year, standing.calendar):
        due = _done(one.day, done[one.what]) if one.what in done else standing.due(one.day)
        yield DeadlineRow(one.what, one.basis, due, last_worked(one.day, standing.calendar))


def _done(day: date, on: date) -> Due:
    """What was due until a day and was done: no longer due, but perhaps late."""
    late = f"，迟了 {(on - day).days} 天" if on > day else ""
    return Due(day, f"已于{on.year}年{on.month}月{on.day}日办理{late}", overdue=False)


def _finding(one: Open, catalogue: Catalogue) -> FindingRow:
    finding, address = one.finding, one.finding.address
    return FindingRow(
        severity=finding.severity,
        department=catalogue.departments[one.department].short,
        rule=finding.rule,
        title=catalogue.rules[finding.rule].title,
        file=masked(address.file),
        where=masked(f"{address.sheet} {address.cell}"),
        observed=masked(finding.observed),
        mend=masked(finding.mend),
        settlement=masked(finding.settlement),
    )
