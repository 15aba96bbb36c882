"""What a rule means, for whoever has read its finding; from YAML alone, so that it answers at once."""

from dataclasses import dataclass
from difflib import get_close_matches

from tasks.catalogue.rulebook import Entry, load_rulebook
from tasks.settings import Settings

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """The rules that were meant (all by suite where nothing was asked), or those with the nearest names."""

    found: tuple[Entry, ...]
    nearest: tuple[Entry, ...] = ()


def explain(settings: Settings, what: str = "") -> Explained:
    """The rules with this code or Chinese title, or with a part of either; "" for all.

    Raises CatalogueError where the rules' YAML is wrong.
    """
    book = load_rulebook(settings)
    if not what.strip():
        return Explained(tuple(one for some in book.by_suite().values() for one in some))
    found = book.find(what)
    if found:
        return Explained(tuple(found))
    names = {name: one for one in book.entries.values() for name in (one.rule.code, one.rule.title)}
    likely = get_close_matches(what, list(names), n=NEAREST, cutoff=0.3)
    unique = {names[name].rule.code: names[name] for name in likely}
    return Explained((), tuple(unique.values()))
