"""The number check on a document: quantities in its words that nothing stands behind.

What stands together is read together: words before and after a figure, a label, a department's text. A
quantity is bound where its digits and numerals are a figure's or a label's; 万 or % typed behind a figure
says another number and is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from tasks.model import Annex, Block, Chart, Document, Run, Table, Text
from tasks.quantity import Found, lost_dashes, scan


@dataclass(frozen=True, slots=True)
class Unbound:
    """A quantity in a document's words. `where` is the nearest heading or the part that it stands in;
    `narrative` is set where the words are a department's.
    """

    where: str
    found: Found
    around: str
    narrative: str


_AROUND = 12
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?")
_NUMERIC = re.compile(
    r"[\d%％‰成倍番]|[①-⑳⑴-⒛㈠-㈩❶-❿Ⅰ-ⅿ壹贰叁肆伍陆柒捌玖拾佰仟廿卅⁰¹²³⁴-⁹¼½¾⅐-⅞俩仨]|[〇零一二两三四五六七八九十半几数]|[百千万亿](?![克米瓦]|分[点比])"
)
"""What makes words a number: all but classifier, hedge and units that begin with 千 or 百."""


def unbound(document: Document, names: Iterable[str]) -> list[Unbound]:
    """All quantities in a document's words, labels and the years that it speaks of aside.

    Text, title, addressee, signatory, 版头 and 版记; of annexes titles, captions, paragraphs and cells.
    成文日期, 印发日期 and 发文字号 are entered as such; column names and bars are made from what is declared.
    """
    check = _check(document, names)
    return [
        Unbound(where, found, _around(said, found), _whose(document, runs, found))
        for where, runs in _passages(document)
        for said in (_said(document, runs),)
        for found in check.loose(runs)
    ]


def marked(document: Document, names: Iterable[str]) -> Document:
    """The same document with each unbound quantity in a run of its own, `Text.unbound`: for review copies.

    Titles and captions of annexes are no runs; they stay as they are.
    """
    check = _check(document, names)
    return replace(
        document,
        title=check.marked(document.title),
        blocks=tuple(check.block(block) for block in document.blocks),
        annexes=tuple(check.annex(annex) for annex in document.annexes),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """What is bound in a document: figures' texts, listed names, the years that it speaks of."""

    document: Document
    names: tuple[str, ...]
    years: frozenset[str]

    def loose(self, runs: Sequence[Run]) -> list[Found]:
        """The unbound quantities in what some runs say together."""
        said = _said(self.document, runs)
        found = _with_whole_days(said, [*scan(said, self.names), *lost_dashes(said)])
        free = [(start, end) for run, start, end in self._spans(runs) if _is_free(run)]
        return sorted((one for one in found if self._unbound(said, one, free)), key=lambda one: one.start)

    def _unbound(self, said: str, found: Found, free: Iterable[tuple[int, int]]) -> bool:
        parts = ((max(start, found.start), min(end, found.end)) for start, end in free)
        typed = any(start < end and _NUMERIC.search(said, start, end) for start, end in parts)
        return typed and found.text not in self.years

    def marked(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs, split where an unbound quantity begins and ends."""
        return self._split(runs, 0, self.loose(runs))

    def block(self, block: Block) -> Block:
        """A block with its runs split; a heading is read together with the text that it runs into."""
        loose = self.loose((*block.heading, *block.body))
        behind = len(_said(self.document, block.heading))
        return replace(
            block,
            heading=self._split(block.heading, 0, loose),
            body=self._split(block.body, behind, loose),
        )

    def annex(self, annex: Annex) -> Annex:
        """An annex with its paragraphs and cells split."""
        return replace(annex, parts=tuple(map(self._part, annex.parts)))

    def _part(self, part: Block | Table | Chart) -> Block | Table | Chart:
        match part:
            case Block():
                return self.block(part)
            case Table():
                rows = tuple(tuple(map(self.marked, row)) for row in part.rows)
                return replace(part, rows=rows)
            case Chart():
                return part

    def _split(self, runs: Sequence[Run], begin: int, loose: Sequence[Found]) -> tuple[Run, ...]:
        """Runs that begin at an offset, split at the edges of what is unbound."""
        return tuple(
            part
            for run, start, _ in self._spans(runs)
            for part in (_parts(run, begin + start, loose) if loose else (run,))
        )

    def _spans(self, runs: Sequence[Run]) -> Iterator[tuple[Run, int, int]]:
        """Each run and where it begins and ends in what all say."""
        ends = accumulate((len(_said(self.document, (run,))) for run in runs), initial=0)
        return ((run, start, end) for run, (start, end) in zip(runs, pairwise(ends), strict=True))


def _check(document: Document, names: Iterable[str]) -> _Check:
    years = frozenset(f"{document.year + more}年" for more in (0, 1))
    return _Check(document, tuple(names), years)


def _passages(document: Document) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """What is read together, and where it stands."""
    yield "标题", document.title
    yield "主送机关", (Text(document.addressee),)
    where = "正文开头"
    for block in document.blocks:
        if block.level:
            where = f"“{block.number}{_said(document, block.heading).rstrip('。')}”"
        yield where, (*block.heading, *block.body)
    yield "署名", (Text(document.signatory),)
    if document.frame:
        framed = (document.frame.organ, document.frame.copies, document.frame.printed_by)
        yield from (("版头、版记", (Text(words),)) for words in framed)
    for annex in document.annexes:
        yield from ((f"附件《{annex.title}》", runs) for runs in _annex_passages(annex))


def _annex_passages(annex: Annex) -> Iterator[tuple[Run, ...]]:
    yield (Text(annex.title),)
    for part in annex.parts:
        match part:
            case Block():
                yield (*part.heading, *part.body)
            case Table():
                yield from (cell for row in part.rows for cell in row)
            case Chart():
                yield (Text(part.caption),)


def _said(document: Document, runs: Iterable[Run]) -> str:
    return "".join(run.text if isinstance(run, Text) else document.figures[run.figure].text for run in runs)


def _is_free(run: Run) -> bool:
    """Whether its words are typed: neither a figure nor made from the RegionYear."""
    return isinstance(run, Text) and not run.label


def _parts(run: Run, begin: int, loose: Sequence[Found]) -> Iterator[Run]:
    """A run, its typed words cut at the edges of what is unbound. `begin` is where it begins."""
    if not isinstance(run, Text) or run.label or not run.text:
        yield run
        return
    edges = {0, len(run.text)}
    for found in loose:
        edges |= {min(max(at - begin, 0), len(run.text)) for at in (found.start, found.end)}
    for start, end in pairwise(sorted(edges)):
        held = any(one.start <= begin + start and begin + end <= one.end for one in loose)
        yield replace(run, text=run.text[start:end], unbound=held)


def _with_whole_days(said: str, found: Sequence[Found]) -> list[Found]:
    """What was found, the numbers of a day as one: 12月4日."""
    days = (match.span() for match in _DAY.finditer(said)) if found else ()
    at = {place: day for day in days for place in range(*day)}
    held = {one: at[one.start] for one in found if one.start in at and one.end <= at[one.start][1]}
    whole = [Found(start, end, said[start:end]) for start, end in dict.fromkeys(held.values())]
    return [*(one for one in found if one not in held), *whole]


def _around(said: str, found: Found) -> str:
    return said[max(0, found.start - _AROUND) : found.end + _AROUND]


def _whose(document: Document, runs: Sequence[Run], found: Found) -> str:
    """The department's text in which a quantity stands, if it is one."""
    at = 0
    for run in runs:
        end = at + len(_said(document, (run,)))
        if isinstance(run, Text) and run.narrative and at < found.end and found.start < end:
            return run.narrative
        at = end
    return ""
