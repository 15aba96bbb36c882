"""What a department confirms: the values, counts and texts of its current datasets."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.curation import Dataset
from tasks.curation.counted import counted
from tasks.curation.stated import stated
from tasks.forms.codes import code_of
from tasks.forms.statement import RegisterLine, Statement, TextLine, ValueLine
from tasks.model import RegionYear, SourceKind, Value
from tasks.pipeline import fingerprint
from tasks.pipeline.judging import stage_again
from tasks.pipeline.replies import Wording
from tasks.pipeline.staging import is_staged, unstage
from tasks.quantity import write
from tasks.quantity.exact import decimals
from tasks.settings import Settings
from tasks.store.records import CurrentDataset
from tasks.store.registry import Registry

_CHECK = 8  # digits of a text's SHA-256 that are printed
_RANK = (SourceKind.COUNTED, SourceKind.NOTIFIED, SourceKind.STATED, SourceKind.PRIOR_STATED)


def confirmation_code(
    settings: Settings,
    registry: Registry,
    key: RegionYear,
    department: str,
    by: Wording,
    *,
    until: int | None = None,
) -> str:
    """The code on a department's sheet; with `until`, on the sheet as it was when that arrival had come.

    "" where no dataset counts. Raises DamagedPartError, ArchiveDamagedError where bytes are lost.
    """

    def counting(year: RegionYear) -> list[CurrentDataset]:
        under = fingerprint.judging(settings, registry, year, by.catalogue)
        standing = registry.current_datasets(year, under, until=until)
        return [one for one in standing if one.arrival.place.department == department]

    now, before = counting(key), counting(RegionYear(key.region, key.year - 1))
    return code_of(statement_for(settings, key, department, now, before, by)) if now else ""


def statement_for(
    settings: Settings,
    key: RegionYear,
    department: str,
    current: Sequence[CurrentDataset],
    last_year: Sequence[CurrentDataset],
    by: Wording,
) -> Statement:
    """A department's statement from its current datasets of the year and of the year before.

    A base value is the one that the department has accepted for last year, else the 上年数 it states.
    """
    datasets = datasets_of(settings, by.catalogue, current)
    now = _values(key, datasets, by.catalogue)
    last = datasets_of(settings, by.catalogue, last_year)
    then = _values(RegionYear(key.region, key.year - 1), last, by.catalogue)
    return Statement(
        region_name=by.catalogue.regions[key.region].name,
        year=key.year,
        department_name=by.catalogue.departments[department].name,
        values=tuple(_lines(key.year, department, now, then, by)),
        registers=tuple(_registers(key, datasets, by)),
        texts=tuple(_texts(datasets, by.catalogue)),
    )


def datasets_of(settings: Settings, catalogue: Catalogue, current: Sequence[CurrentDataset]) -> list[Dataset]:
    """The rows of current datasets; staged once more where they were lost."""
    lost = {one.arrival.id: one.arrival for one in current if not is_staged(settings, one)}
    if lost:
        stage_again(settings, catalogue, list(lost.values()))
    return [unstage(settings, one) for one in current]


def _values(key: RegionYear, datasets: Iterable[Dataset], catalogue: Catalogue) -> dict[str, Value]:
    """ "period/indicator" → the value that counts among a department's own."""
    found: dict[str, Value] = {}
    for dataset in datasets:
        for value in (*stated(key, dataset, catalogue), *counted(key, dataset, catalogue)):
            held = found.get(value.key)
            if held is None or _RANK.index(value.source) < _RANK.index(held.source):
                found[value.key] = value
    return found


def _lines(
    year: int, department: str, now: Mapping[str, Value], then: Mapping[str, Value], by: Wording
) -> Iterator[ValueLine]:
    """One line for each value that is there, in the order of the catalogue; of a department that has
    stated values also for those it was to state and that are not used."""
    has_stated = any(v.source in (SourceKind.STATED, SourceKind.NOTIFIED) for v in now.values())
    for indicator in by.catalogue.asked(department):
        expected = has_stated and indicator.required and indicator.kind != "counted"
        for month in range(1, 13) if indicator.frequency == "monthly" else (0,):
            value = now.get(_key(year, month, indicator))
            old = _key(year - 1, month, indicator)
            base = then.get(old) or now.get(old)
            if value is None and not expected:
                continue
            yield ValueLine(
                name=_name(indicator, month, by),
                unit=indicator.unit,
                value=_printed(value) if value else by.words.confirmation.left_out,
                before=_printed(base) if base else "",
            )


def _name(indicator: Indicator, month: int, by: Wording) -> str:
    return by.words.confirmation.month.format(name=indicator.name, month=month) if month else indicator.name


def _key(year: int, month: int, indicator: Indicator) -> str:
    return f"{year}-{month:02d}/{indicator.code}" if month else f"{year}/{indicator.code}"


def _printed(value: Value, unit: str = "") -> str:
    return write(value.value, unit=unit, hedge=value.hedge, places=decimals(value.value))


def _registers(key: RegionYear, datasets: Iterable[Dataset], by: Wording) -> Iterator[RegisterLine]:
    for dataset in datasets:
        for value in counted(key, dataset, by.catalogue):
            tables = [t for t in dataset.registers if t.register == value.origin.register]
            none = all(table.zero_report for table in tables)
            yield RegisterLine(
                register=by.catalogue.registers[value.origin.register].name,
                predicate=by.words.confirmation.zero_report if none else value.origin.predicate,
                rows=str(sum(len(table.rows) for table in tables)),
                result=_printed(value, value.unit),
            )


def _texts(datasets: Iterable[Dataset], catalogue: Catalogue) -> Iterator[TextLine]:
    items = [item for dataset in datasets for item in dataset.narrative if item.topic]
    order = list(catalogue.topics)
    for item in sorted(items, key=lambda one: (order.index(one.topic or ""), one.ordinal)):
        yield TextLine(
            topic=catalogue.topics[item.topic or ""].name,
            heading=item.heading,
            length=str(len("".join(item.text.split()))),
            check=hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()[:_CHECK],
        )
