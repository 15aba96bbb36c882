"""材料汇编: departments' accepted texts of a year, written as a Word file to pick from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import Finding, NarrativeText, RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.errors import stale_words
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.standing import standing_of
from tasks.privacy import hidden
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.registry import open_registry

_TOLD_AT_THE_NUMBER = "narrative.unbound_number"
"""The rule whose findings stand beside the number itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and what it holds: texts, departments that sent any, numbers with nothing behind them."""

    path: Path
    texts: int
    departments: int
    unbound: int


@dataclass(frozen=True, slots=True)
class NoMaterials:
    """Why there is no file: a Chinese sentence."""

    reason: str


def materials_path(settings: Settings, catalogue: Catalogue, key: RegionYear) -> Path:
    """Where the file lies where nobody says otherwise: with what is for the office."""
    return settings.returns / catalogue.regions[key.region].name / str(key.year) / "材料汇编.docx"


def write_materials(settings: Settings, key: RegionYear, out: Path | None = None) -> Written | NoMaterials:
    """Write the accepted texts of a year, to `out` or its usual place; the same texts are the same bytes.

    Raises CatalogueError, DamagedPartError where a table is lost, OSError where the file cannot be written.
    """
    # python-docx and Arrow: only for those who ask for it
    from tasks.pipeline import curated_tables
    from tasks.pipeline.names import review_of
    from tasks.report import materials as texts
    from tasks.report.book import open_book
    from tasks.report.word_names import code_names
    from tasks.report.word_text import spelled_text
    from tasks.review.numbers import marked, unbound
    from tasks.writers import materials as writer
    from tasks.writers.style import load_style

    catalogue = catalogue_of(settings, key)
    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
        if build is None:
            return NoMaterials(_nothing(catalogue, key))
        if build.fingerprint != fingerprint.judging(settings, registry, key, catalogue):
            return NoMaterials(stale_words(key.year))
        standing = standing_of(settings, registry, key, catalogue)
    narrative = curated_tables.read_narrative(settings, build)
    if not narrative:
        return NoMaterials(_nothing(catalogue, key))
    values = curated_tables.read_values(settings, build)
    found = texts.gather(open_book(catalogue, key, values, narrative))
    names = code_names(catalogue)
    review = review_of(catalogue, (one.finding for one in standing.findings))
    data = writer.write_materials(
        writer.Collected(
            document=marked(found.document, catalogue.names),
            contents=tuple(writer.Listed(one.name, one.sent, one.silent) for one in found.chapters),
            findings=_findings_on(narrative, review.findings),
            spell=lambda made: spelled_text(f"{{{{ {made} }}}}", names),
        ),
        review,
        load_style(settings),
    )
    path = out or materials_path(settings, catalogue, key)
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)
    return Written(
        path=path,
        texts=len(narrative),
        departments=len({text.department for text in narrative}),
        unbound=len(unbound(found.document, catalogue.names)),
    )


def _nothing(catalogue: Catalogue, key: RegionYear) -> str:
    town = catalogue.regions[key.region].name
    return f"{town} {key.year} 年还没有采用的文字材料。请先接收、审核、汇总：fazhi run {key.year}"


def _findings_on(
    narrative: Iterable[NarrativeText], findings: Iterable[Finding]
) -> Mapping[str, tuple[Finding, ...]]:
    """Open findings about a text's own cell, by the text's origin ("department/topic/ordinal")."""
    listed = [one for one in findings if one.address.cell and one.rule != _TOLD_AT_THE_NUMBER]
    found: dict[str, tuple[Finding, ...]] = {}
    for text in narrative:
        at = (text.origin.file, hidden(text.origin.sheet), text.origin.cell)
        own = [one for one in listed if (one.address.file, one.address.sheet, one.address.cell) == at]
        if own:
            found[f"{text.department}/{text.topic}/{text.ordinal}"] = tuple(own)
    return found
