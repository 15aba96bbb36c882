"""Between judging and curating: the sound rows of a dataset, staged as Parquet and taken up again."""

from dataclasses import replace
from datetime import date

from tasks.catalogue import Catalogue
from tasks.curation import Dataset
from tasks.model import (
    INDICATORS,
    NARRATIVE,
    CellState,
    IndicatorCell,
    NarrativeItem,
    Place,
    Reading,
    RegionYear,
    register_kind,
)
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import ledgers, rows, tables
from tasks.store.records import CurrentDataset, Part

_CUTOFF = b"cutoff"
"""In a staged table's metadata: the last day counted, where that is not the year's last."""


def stage(settings: Settings, catalogue: Catalogue, place: Place, kind: str, sound: Reading) -> Part:
    """Write a dataset's sound rows; the same rows are the same file."""
    if kind == INDICATORS:
        table = rows.to_arrow(sound.indicators, IndicatorCell)
    elif kind == NARRATIVE:
        table = rows.to_arrow(sound.narrative, NarrativeItem)
    else:
        own = [one for one in sound.registers if register_kind(one.register) == kind]
        table = ledgers.to_arrow(own, catalogue.registers[own[0].register])
    cutoff = _before_the_end(sound.stated.cutoff, place.year)
    if cutoff is not None:
        table = table.replace_schema_metadata(
            {**(table.schema.metadata or {}), _CUTOFF: cutoff.isoformat().encode()}
        )
    name = kind.replace(":", "_")
    return tables.write_table(table, settings.staging, name, RegionYear(place.region, place.year))


def _before_the_end(cutoff: date | None, year: int) -> date | None:
    """A 数据截止日期 in the year and before its last day; else the data are those of the whole year."""
    return cutoff if cutoff and cutoff.year == year and cutoff < date(year, 12, 31) else None


def is_staged(settings: Settings, current: CurrentDataset) -> bool:
    """Whether a current dataset's rows are there as they were written."""
    try:
        tables.read_part(settings.staging, current.staged)
    except tables.DamagedPartError:
        return False
    return True


def unstage(settings: Settings, current: CurrentDataset) -> Dataset:
    """A current dataset's rows as curation takes them. Raises DamagedPartError."""
    table = tables.read_part(settings.staging, current.staged)
    arrival = current.arrival
    written = (table.schema.metadata or {}).get(_CUTOFF)
    # a clerk's file name may hold a telephone number; where the bytes are is told by their hash
    empty = Dataset(
        arrival.place.department,
        masked(arrival.file),
        arrival.sha256,
        cutoff=date.fromisoformat(written.decode()) if written else None,
    )
    if current.kind == INDICATORS:
        cells = tuple(rows.from_arrow(table, IndicatorCell))
        return replace(
            empty,
            indicators=tuple(c for c in cells if c.state is CellState.VALUE and not c.left_out),
            unanswered=tuple(c for c in cells if c.state is CellState.BLANK),
            left_out=tuple(c for c in cells if c.left_out),
        )
    if current.kind == NARRATIVE:
        return replace(empty, narrative=tuple(rows.from_arrow(table, NarrativeItem)))
    return replace(empty, registers=tuple(ledgers.from_arrow(table)))
