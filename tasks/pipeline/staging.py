"""Between judging and curating: the sound rows of a dataset, staged as Parquet and taken up again."""

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


def stage(settings: Settings, catalogue: Catalogue, place: Place, kind: str, sound: Reading) -> Part:
    """Write a dataset's sound rows; the same rows are the same file."""
    if kind == INDICATORS:
        table = rows.to_arrow(sound.indicators, IndicatorCell)
    elif kind == NARRATIVE:
        table = rows.to_arrow(sound.narrative, NarrativeItem)
    else:
        own = [one for one in sound.registers if register_kind(one.register) == kind]
        table = ledgers.to_arrow(own, catalogue.registers[own[0].register])
    name = kind.replace(":", "_")
    return tables.write_table(table, settings.staging, name, RegionYear(place.region, place.year))


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
    # a clerk's file name may hold a telephone number; where the bytes are is told by their hash
    department, file, sha256 = arrival.place.department, masked(arrival.file), arrival.sha256
    if current.kind == INDICATORS:
        cells = tuple(rows.from_arrow(table, IndicatorCell))
        return Dataset(
            department,
            file,
            sha256,
            indicators=tuple(c for c in cells if c.state is CellState.VALUE and not c.left_out),
            unanswered=tuple(c for c in cells if c.state is CellState.BLANK),
            left_out=tuple(c for c in cells if c.left_out),
        )
    if current.kind == NARRATIVE:
        items = tuple(rows.from_arrow(table, NarrativeItem))
        return Dataset(department, file, sha256, narrative=items)
    return Dataset(department, file, sha256, registers=tuple(ledgers.from_arrow(table)))
