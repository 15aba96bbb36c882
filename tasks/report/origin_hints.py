"""Where words that an edition took over from a department's text stand that the department has changed since.

Told by comparing: the words of the edition that an earlier accepted text had and today's has no more. Words
that people rewrote are in neither, and of no concern.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasks.catalogue import Catalogue
from tasks.model import Block, Document, NarrativeText, Text
from tasks.report.typography import paragraphs

_CLAUSE = re.compile("[^，。；：！？、]+")
_SHORTEST = 4  # characters: 同时, 今年 say nothing
_SHOWN = 24


def changed_since(
    document: Document, catalogue: Catalogue, now: Sequence[NarrativeText], earlier: Sequence[NarrativeText]
) -> Iterator[str]:
    """A hint for each passage whose text was sent anew with other words, or is not there any more.

    `now` are the accepted texts, `earlier` those that were accepted before them.
    """
    today, before = _by_origin(now), _by_origin(earlier)
    for block in document.blocks:
        for origin, words in _passages(block):
            if origin not in today:
                yield _said(catalogue, block, origin, "现在采用的文字里没有这一条了")
                continue
            gone = [one for one in words if one not in today[origin] and one in before.get(origin, "")]
            moved = _place(origin, gone, today)
            if moved:
                yield _said(catalogue, block, origin, f"该单位后来重报，这些话现在是第{moved}条")
            elif gone:
                listed = "、".join(f"“{one[:_SHOWN]}{'…' * (len(one) > _SHOWN)}”" for one in gone[:3])
                yield _said(catalogue, block, origin, f"该单位后来重报，没有{listed}这样的话了")


def origins(document: Document) -> set[str]:
    """The texts that a document's own words were taken from."""
    return {origin for block in document.blocks for origin, _ in _passages(block)}


def _passages(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The clauses of a block's own words, those of one origin together; what 材料(…) puts in is today's."""
    runs = [run for run in (*block.heading, *block.body) if isinstance(run, Text)]
    own = [run for run in runs if run.narrative and not run.made]
    for origin in dict.fromkeys(run.narrative for run in own):
        said = "\n".join(run.text for run in own if run.narrative == origin)
        clauses = (one.strip() for line in said.splitlines() for one in _CLAUSE.findall(line))
        yield origin, [one for one in clauses if len(one) >= _SHORTEST]


def _place(origin: str, words: Sequence[str], today: Mapping[str, str]) -> str:
    """The ordinal of the text of the same department and topic that has all of some words; "" for none."""
    of = origin.rpartition("/")[0]
    beside = [other for other in today if other.rpartition("/")[0] == of]
    return next(
        (other.rpartition("/")[2] for other in beside if words and all(w in today[other] for w in words)), ""
    )


def _by_origin(texts: Iterable[NarrativeText]) -> dict[str, str]:
    """All that texts of an origin ever said."""
    found: dict[str, str] = {}
    for one in texts:
        origin = f"{one.department}/{one.topic}/{one.ordinal}"
        said = "\n".join((*paragraphs(one.heading), *paragraphs(one.text)))
        found[origin] = f"{found.get(origin, '')}\n{said}"
    return found


def _said(catalogue: Catalogue, block: Block, origin: str, what: str) -> str:
    department, topic, ordinal = origin.split("/")
    named = f"{catalogue.departments[department].short}“{catalogue.topics[topic].name}”第{ordinal}条"
    return f"第{block.lines[0]}行起的一段出自{named}：{what}。现在的文字见材料汇编，请看要不要改"
