"""Trace a figure of the last rendered document, or a curated value that is not printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure, RegionYear, Value
from tasks.pipeline.drafts import latest_document
from tasks.pipeline.names import review_of
from tasks.pipeline.record import catalogue_of
from tasks.review.lineage import figures_matching, sentences_with
from tasks.settings import Settings
from tasks.store.registry import open_registry
from tasks.writers.sources import Entry, Review, entry, source

INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Traced:
    """Lines to print; `found` is False where nothing matches (the lines then say so)."""

    lines: tuple[str, ...]
    found: bool


def trace(settings: Settings, region: str, year: int, what: str) -> Traced:
    """The way from a printed figure (1661, 467%), an indicator's code or its name to cells and rows."""
    key = RegionYear(region, year)
    catalogue = catalogue_of(settings, key)
    document = latest_document(settings, catalogue, key)
    figures = figures_matching(document, catalogue, what) if document else []
    review = review_of(catalogue)
    if document and figures:
        lines = [line for figure in figures for line in _figure(document, figure, review)]
    else:
        lines = _unprinted(settings, catalogue, key, what)
    missing = f"在 {year} 年的报告和数据里没有找到“{what}”。"
    return Traced(tuple(lines), found=True) if lines else Traced((missing,), found=False)


def _figure(document: Document, figure: Figure, review: Review) -> Iterator[str]:
    yield f"{figure.text}　{figure.name}"
    yield from (f"原文：{sentence}" for sentence in sentences_with(document, figure.id))
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
