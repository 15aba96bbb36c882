"""From a printed figure down to the cells and register rows it rests on, in words.

What `fazhi trace` prints: the sentence, the value, its formula with the inputs below it, and where each
input was read.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure, FigureRun, Run, SourceKind, Value

_SENTENCE_ENDS = "。！？；"


def figures_matching(document: Document, catalogue: Catalogue, what: str) -> list[Figure]:
    """The figures that a printed text (1661, 467%), a code, or a name means, in reading order."""
    wanted = what.strip()
    return [f for f in document.figures.values() if wanted == f.text or wanted in _names(f, catalogue)] or [
        f for f in document.figures.values() if wanted in _numbers(f)
    ]


def _names(figure: Figure, catalogue: Catalogue) -> set[str]:
    codes = [key.partition("/")[2] for key in figure.keys]
    declared = [catalogue.indicators[code] for code in codes if code in catalogue.indicators]
    return {figure.id, *codes, *(name for i in declared for name in (i.name, i.label))}


def _numbers(figure: Figure) -> set[str]:
    """The figure's number as people would type it: with and without unit and hedge."""
    digits = "".join(c for c in figure.text if c.isdigit() or c in ".%")
    return {digits, digits.rstrip("%")}


def lineage(document: Document, figure: Figure, catalogue: Catalogue) -> Iterator[str]:
    """Lines of text for one figure: where it stands, then what it rests on."""
    yield f"{figure.text}　{figure.name}"
    yield from (f"　原文：{sentence}" for sentence in sentences_with(document, figure.id))
    if figure.formula:
        yield f"　算式：{figure.formula}"
    for key in figure.keys:
        yield from value_lines(document.values[key], document.values, catalogue, depth=1)


def sentences_with(document: Document, figure: str) -> list[str]:
    """The sentences in which a figure (id) stands."""
    runs = [part for block in document.blocks for part in (block.heading, block.body)]
    return [_sentence(document, part, figure) for part in runs if FigureRun(figure) in part]


def _sentence(document: Document, runs: tuple[Run, ...], figure: str) -> str:
    before = after = ""
    passed = False
    for run in runs:
        text = document.figures[run.figure].text if isinstance(run, FigureRun) else run.text
        if passed:
            after += text
        elif run == FigureRun(figure):
            after, passed = text, True
        else:
            before += text
    start = max(before.rfind(end) for end in _SENTENCE_ENDS) + 1
    ends = [at for end in _SENTENCE_ENDS if (at := after.find(end)) >= 0]
    return before[start:] + (after[: min(ends) + 1] if ends else after)


def value_lines(
    value: Value, values: Mapping[str, Value], catalogue: Catalogue, *, depth: int = 0
) -> Iterator[str]:
    """Lines for a value and, below it, everything that its formula uses."""
    declared = catalogue.indicators[value.indicator]
    indent = "　" * depth
    amount = f"{value.hedge}{plain(value.value)} {value.unit}".rstrip()
    yield f"{indent}└ {_period(value.period)} {declared.name}＝{amount}"
    yield from (f"{indent}　　{line}" for line in _source(value, catalogue))
    for key in value.inputs:
        yield from value_lines(values[key], values, catalogue, depth=depth + 2)


def _period(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def plain(value: Decimal) -> str:
    """A value in full, without trailing zeros or exponent."""
    return f"{value.normalize():f}"


def _source(value: Value, catalogue: Catalogue) -> Iterator[str]:
    origin = value.origin
    department = catalogue.departments[origin.department].name if origin.department else ""
    yield f"来源：{value.source.label}　{department}　指标编码 {value.indicator}"
    if value.source is SourceKind.DERIVED:
        yield f"公式：{value.formula}"
    else:
        yield f"文件：{origin.file}　SHA-256 {origin.sha256}"
    if origin.register:
        name = catalogue.registers[origin.register].name
        yield f"台账：{name}　工作表“{origin.sheet}”　条件：{origin.predicate}　共 {origin.row_count} 行"
        yield f"行集校验（SHA-256）：{origin.row_hash}"
    elif origin.cell:
        yield f"单元格：{origin.sheet}!{origin.cell}　原填“{origin.raw}”"
    if value.scope_note:
        yield f"口径：{value.scope_note}"
