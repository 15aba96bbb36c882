"""A document's sentences in reading order, each under the headings that it stands under."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tasks.model import Annex, Block, Chart, Document, FigureRun, Run, Table, Text
from tasks.report.sentences import sentences

_OPENING = "开头"
_BETWEEN = "　"  # cells of a row


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or row of a table: where it stands, its text, its runs."""

    section: str
    text: str
    runs: tuple[Run, ...]


def passages(document: Document) -> Iterator[Passage]:
    """Every sentence of the text and of its annexes."""
    yield from _in_blocks(document, document.blocks, "")
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        yield from _in_annex(document, annex, f"附件{number if several else ''}　{annex.title}")


def _in_annex(document: Document, annex: Annex, section: str) -> Iterator[Passage]:
    for part in annex.parts:
        match part:
            case Block():
                yield from _in_blocks(document, (part,), section)
            case Table():
                for row in part.rows:
                    yield _whole(document, section, _joined(row))
            case Chart():
                for bar in part.bars:
                    cells = ((Text(part.caption),), (Text(bar.label),), (FigureRun(bar.figure),))
                    yield _whole(document, section, _joined(cells))


def _joined(cells: Iterable[tuple[Run, ...]]) -> tuple[Run, ...]:
    runs = [run for cell in cells if cell for run in (Text(_BETWEEN), *cell)]
    return tuple(runs[1:])


def _whole(document: Document, section: str, runs: tuple[Run, ...]) -> Passage:
    return Passage(section, "".join(said(document, run) for run in runs), runs)


def _in_blocks(document: Document, blocks: Iterable[Block], annex: str) -> Iterator[Passage]:
    above: list[tuple[str, str]] = []  # number and words of each heading
    for block in blocks:
        if block.level:
            words = "".join(said(document, run) for run in block.heading)
            above = [*above[: block.level - 1], (block.number, words.rstrip("。"))]
        section = annex or _section(above)
        if any(isinstance(run, FigureRun) for run in block.heading):
            yield _whole(document, section, block.heading)
        yield from _sentences(document, section, block.body)


def _section(above: Sequence[tuple[str, str]]) -> str:
    """Headings: of those above the last, the numbers: 三、（二）1.规范执法程序."""
    return "".join(number for number, _ in above) + above[-1][1] if above else _OPENING


def _sentences(document: Document, section: str, runs: Sequence[Run]) -> Iterator[Passage]:
    texts = [said(document, run) for run in runs]
    edges = [0, *accumulate(map(len, texts))]
    whole = "".join(texts)
    placed = list(zip(runs, pairwise(edges), strict=True))
    for start, end in sentences(whole):
        text = whole[start:end].strip()
        inside = tuple(run for run, (first, last) in placed if first < end and start < last)
        if text:
            yield Passage(section, text, inside)


def said(document: Document, run: Run) -> str:
    """What a run prints."""
    return run.text if isinstance(run, Text) else document.figures[run.figure].text
