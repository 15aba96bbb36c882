"""Trace a figure of a rendered document, or a curated value that is not printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear, Value
from tasks.pipeline.names import review_of
from tasks.pipeline.printed import Printed, figures_meant
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.versions import version_of
from tasks.settings import Settings
from tasks.store.registry import open_registry
from tasks.writers.sources import Entry, Review, entry, source

INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Traced:
    """Lines to print; `found` is False where nothing matches (the lines then say so)."""

    lines: tuple[str, ...]
    found: bool


def trace(settings: Settings, region: str, year: int, what: str, version: str = "") -> Traced:
    """The way from a printed figure to cells and rows: by its text (1661, 467%), its number in the version
    (第12个数据), an indicator's code or its name; in the last version, or the one that is named.

    Raises NoVersionError, UnclearVersionError, DamagedVersionError.
    """
    key = RegionYear(region, year)
    catalogue = catalogue_of(settings, key)
    wanted = version_of(settings, catalogue, key, version)
    meant = figures_meant(wanted.document, catalogue, what) if wanted else ()
    review = review_of(catalogue)
    if wanted and meant:
        lines = [line for one in meant for line in _figure(wanted.document, one, review)]
    else:
        lines = [] if version else _unprinted(settings, catalogue, key, what)
    missing = f"在 {year} 年的报告和数据里没有找到“{what}”。"
    return Traced(tuple(lines), found=True) if lines else Traced((missing,), found=False)


def _figure(document: Document, printed: Printed, review: Review) -> Iterator[str]:
    figure = printed.figure
    yield f"{figure.text}　{figure.name}（{printed.name}）"
    yield from (f"原文：{one.sentence}" for one in printed.where)
    if figure.formula:
        yield f"算式：{figure.formula}"
    for one in source(document, figure, review).entries:
        yield from _entry(one, 0)
    yield ""


def _entry(one: Entry, depth: int) -> Iterator[str]:
    yield f"{INDENT * depth}└ {one.name}"
    yield from (f"{INDENT * (depth + 1)}{label}：{text}" for label, text in one.facts)
    for below in one.inputs:
        yield from _entry(below, depth + 1)


def _unprinted(settings: Settings, catalogue: Catalogue, key: RegionYear, what: str) -> list[str]:
    """Lines for the curated values of this year that a code or name means and no sentence prints."""
    from tasks.pipeline.curated_tables import read_values

    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
    if build is None:
        return []
    counts = {value.key: value for value in read_values(settings, build) if value.chosen}
    wanted = [value for value in counts.values() if _is(value, key, catalogue, what)]
    lines = [line for value in wanted for line in _entry(entry(value, counts, review_of(catalogue)), 0)]
    return ["报告没有印出这一项。", *lines] if lines else []


def _is(value: Value, key: RegionYear, catalogue: Catalogue, what: str) -> bool:
    declared = catalogue.indicators.get(value.indicator)
    names = (declared.code, declared.name, declared.label) if declared else (value.indicator,)
    return value.period[:4] == str(key.year) and what in names
