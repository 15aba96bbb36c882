"""The rows of 数据出处一览表: a figure in each, below it what it was computed from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tasks import form_words
from tasks.model import Document, Figure
from tasks.writers.sources import Entry, Review, Source, findings_on, source
from tasks.writers.standings import Standing, places

HEADINGS: Final[Mapping[str, str]] = {
    "number": "序号",
    "section": "所在章节",
    "sentence": "句子",
    "name": "数据名称",
    "printed": "印出",
    "exact": "准确值",
    "formula": "算式",
    "kind": "来源类别",
    "department": "填报单位",
    "file": "文件",
    "place": "位置",
    "raw": "原文",
    "people": "填报人、审核人",
    "scope": "口径",
    "settlement": "处理",
    "findings": "待处理问题",
    "change": "上一送审稿以来的变化",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row by the names of `HEADINGS`. `depth` 0 is a figure, which `standing` shows in its sentence;
    from 1 on it is a value that the figure above was computed from."""

    depth: int
    cells: Mapping[str, str] = field(default_factory=dict)
    standing: Standing | None = None


def source_rows(document: Document, review: Review, changes: Mapping[str, str]) -> tuple[SourceRow, ...]:
    """Every figure of a document in reading order; `changes` says by Figure.id what became of it."""
    told: dict[str, str] = {}
    rows: list[SourceRow] = []
    for number, (identity, where) in enumerate(places(document).items(), start=1):
        figure = document.figures[identity]
        known = {
            "section": "；".join(dict.fromkeys(one.section for one in where)),
            "findings": _findings(figure, document, review),
            "change": changes.get(identity, ""),
        }
        rows += _of_figure(str(number), source(document, figure, review), known, where[0], told)
    return tuple(rows)


def _of_figure(
    number: str, known: Source, cells: Mapping[str, str], standing: Standing, told: dict[str, str]
) -> Iterator[SourceRow]:
    """A figure's row; where one value stands behind it, that value's facts are in it. `told` says by key
    which row tells of a value already: then it is referred to."""
    figure, entries = known.figure, known.entries
    only = entries[0] if len(entries) == 1 else None
    before = told.get(only.key) if only else None
    facts = (_again(only, before) if before else _facts(only)) if only else {}
    own = {"number": number, "name": figure.name, "printed": figure.words + figure.text}
    formula = {"formula": figure.formula or facts.get("formula", "")}
    yield SourceRow(0, {**facts, **cells, **own, **formula}, standing)
    if only:
        told.setdefault(only.key, number)
    if before is None:
        yield from _below(number, only.inputs if only else entries, 1, cells["section"], told)


def _below(
    number: str, entries: Iterable[Entry], depth: int, section: str, told: dict[str, str]
) -> Iterator[SourceRow]:
    for ordinal, entry in enumerate(entries, start=1):
        own = {"number": f"{number}-{ordinal}", "section": section, "name": entry.name}
        if entry.key in told:
            yield SourceRow(depth, {**_again(entry, told[entry.key]), **own})
            continue
        told[entry.key] = own["number"]
        yield SourceRow(depth, {**_facts(entry), **own})
        yield from _below(own["number"], entry.inputs, depth + 1, section, told)


def _again(entry: Entry, number: str) -> dict[str, str]:
    """What is repeated of a value that another row tells of, for whoever filters by it."""
    facts = _facts(entry)
    return {name: facts[name] for name in ("exact", "kind", "department")} | {"file": f"见序号 {number}"}


def _facts(entry: Entry) -> dict[str, str]:
    """What is known of a value, by column."""
    facts = dict(entry.facts)
    people = [facts.get(label, "") for label in (form_words.FILLED_BY, form_words.CHECKED_BY)]
    register = [facts[label] for label in ("台账", "统计条件", "符合条件的行数") if label in facts]
    cutoff = f"统计截至{facts['统计截至']}" if "统计截至" in facts else ""
    return {
        "exact": facts.get("数值", ""),
        "formula": facts.get("计算公式", ""),
        "kind": facts.get("来源", ""),
        "department": facts.get("填报单位", ""),
        "file": facts.get("文件", ""),
        "place": "，".join(register) or facts.get("位置", ""),
        "raw": facts.get("原文", ""),
        "people": "\n".join(name or "—" for name in people) if any(people) else "",
        "scope": "\n".join(part for part in (facts.get("口径", ""), cutoff) if part),
        "settlement": facts.get("处理", ""),
    }


def _findings(figure: Figure, document: Document, review: Review) -> str:
    found = findings_on(figure, document, review)
    return "\n".join(f"【{one.severity.label}】{one.observed}" for one in found)
