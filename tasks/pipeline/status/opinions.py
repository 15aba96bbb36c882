"""How far 征求意见 is."""

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import load_opinions_words
from tasks.model import RegionYear
from tasks.pipeline.opinions.adoption import undecided_reasons
from tasks.pipeline.opinions.filing import standing_table
from tasks.pipeline.status.rows import OpinionsRow
from tasks.settings import Settings
from tasks.store.registry import Registry


def opinions_of(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue
) -> OpinionsRow | None:
    """Who has replied and what waits for a decision; None where nothing went out."""
    found = standing_table(settings, registry, key, catalogue)
    if found is None:
        return None
    words = load_opinions_words(settings).adoption
    return OpinionsRow(
        version=found.version,
        sent=len(found.sent),
        silent=tuple(catalogue.departments[code].short for code in found.silent),
        nothing=len(found.nothing),
        asks=len(found.lines),
        undecided=tuple(undecided_reasons(found, catalogue, words)),
    )
