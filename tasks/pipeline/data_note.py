"""数据说明 for one figure of a rendered version: everything gathered, one page written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue, load_calendar
from tasks.catalogue.workdays import clock_of
from tasks.model import RegionYear, Value
from tasks.pipeline.findings import standing_findings
from tasks.pipeline.names import review_of
from tasks.pipeline.printed import Printed, figures_meant
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.versions import Version, version_of
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.registry import Registry, open_registry
from tasks.writers.sources import day_words


@dataclass(frozen=True, slots=True)
class Noted:
    """Lines to print; `written` is False where no note was written, `several` where too many are meant."""

    lines: tuple[str, ...]
    written: bool = False
    several: bool = False


def write_note(settings: Settings, region: str, year: int, what: str, out: Path, version: str = "") -> Noted:
    """Write the 数据说明 of the figure that `what` means (as `trace` understands it) to `out`.

    Where it means several figures or none, nothing is written. Raises OSError where `out` cannot be,
    NoVersionError, UnclearVersionError, DamagedVersionError.
    """
    key = RegionYear(region, year)
    catalogue = catalogue_of(settings, key)
    wanted = version_of(settings, catalogue, key, version)
    meant = figures_meant(wanted.document, catalogue, what) if wanted else ()
    if wanted is None or not meant:
        return Noted((f"{year} 年的报告没有印出“{what}”。",))
    if len(meant) > 1:
        return Noted(tuple(_choice(what, meant)), several=True)
    write_atomic(out, _note(settings, catalogue, key, wanted, meant[0]))
    return Noted((f"数据说明：{out}",), written=True)


def _choice(what: str, meant: tuple[Printed, ...]) -> list[str]:
    example = f"第{meant[0].numbers[0]}个数据"
    lines = [f"“{what}”在报告里是 {len(meant)} 个数据，请写明是第几个（例如：{example}）："]
    for one in meant:
        lines += [f"{one.name}　{one.figure.text}　{one.figure.name}", f"　　{one.where[0].sentence}"]
    return lines


def _note(
    settings: Settings, catalogue: Catalogue, key: RegionYear, version: Version, printed: Printed
) -> bytes:
    # python-docx: only for those who ask for a note
    from tasks.writers.data_note import write_data_note
    from tasks.writers.note_items import Known
    from tasks.writers.style import load_style

    with open_registry(settings.registry_url) as registry:
        findings = [one.finding for one in standing_findings(settings, registry, key, catalogue)]
        review = review_of(catalogue, findings, registry.people(key.region))
        known = Known(
            version=version.name,
            number=printed.numbers[0],
            standing=printed.where,
            received=_received(settings, registry, key.region),
            last_year=_last_year(settings, registry, key),
        )
    return write_data_note(version.document, printed.figure, review, known, load_style(settings))


def _received(settings: Settings, registry: Registry, region: str) -> Mapping[str, str]:
    """When each file first came, by SHA-256, by the clock of the town."""
    clock = clock_of(load_calendar(settings))
    first: dict[str, str] = {}
    for arrival in registry.arrived(region):
        seen = arrival.seen_at.astimezone(clock)
        first.setdefault(arrival.sha256, f"{day_words(seen.date())} {seen:%H:%M}")
    return first


def _last_year(settings: Settings, registry: Registry, key: RegionYear) -> Mapping[str, Value]:
    """Last year's values as they are curated now, by key."""
    from tasks.pipeline.curated_tables import read_values

    build = registry.current_build(RegionYear(key.region, key.year - 1))
    values = read_values(settings, build) if build else ()
    return {value.key: value for value in values if value.chosen}
