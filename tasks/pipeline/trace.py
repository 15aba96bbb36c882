"""Trace a figure of the last rendered document, or a curated value that is not printed."""

from dataclasses import dataclass

from tasks.catalogue import Catalogue, load
from tasks.model import RegionYear, Value
from tasks.pipeline.drafts import latest_document
from tasks.review import lineage
from tasks.settings import Settings
from tasks.store.registry import open_registry


@dataclass(frozen=True, slots=True)
class Traced:
    """Lines to print; `found` is False where nothing matches (the lines then say so)."""

    lines: tuple[str, ...]
    found: bool


def trace(settings: Settings, region: str, year: int, what: str) -> Traced:
    """The way from a printed figure (1661, 467%), an indicator's code or name to cells and rows."""
    catalogue = load(settings)
    document = latest_document(settings, catalogue, RegionYear(region, year))
    lines: list[str] = []
    if document is not None:
        for figure in lineage.figures_matching(document, catalogue, what):
            lines += [*lineage.lineage(document, figure, catalogue), ""]
    if not lines:
        lines = _unprinted(settings, catalogue, RegionYear(region, year), what)
    if lines:
        return Traced(tuple(lines), found=True)
    return Traced((f"在 {year} 年的报告和数据里没有找到“{what}”。",), found=False)


def _unprinted(settings: Settings, catalogue: Catalogue, key: RegionYear, what: str) -> list[str]:
    """The lines for a curated value that the report does not print."""
    from tasks.pipeline.curated_tables import read_values

    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
    if build is None:
        return []
    counts = {value.key: value for value in read_values(settings, build) if value.chosen}
    found = [
        value
        for value in counts.values()
        if value.period[:4] == str(key.year) and _is(value, catalogue, what)
    ]
    lines: list[str] = []
    for value in found:
        lines += ["（报告未印出）", *lineage.value_lines(value, counts, catalogue), ""]
    return lines


def _is(value: Value, catalogue: Catalogue, what: str) -> bool:
    declared = catalogue.indicators[value.indicator]
    return what in (declared.code, declared.name, declared.label)
