"""What `fazhi compare` says: the figures and sentences that changed, and where both are written down."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.commands import Exit
from flows.refusals import refused
from flows.summary import shown
from flows.terminal import say, show_table
from tasks.pipeline.compare import Compared, sides, write_comparison
from tasks.pipeline.compare import compare as compared_of
from tasks.pipeline.versions import VersionError
from tasks.privacy import masked
from tasks.settings import load
from tasks.writers.text_changes import TextChange, TextKind

_SHOWN = 20
"""Sentences that the terminal shows; the workbook has them all."""
_LONGEST = 120  # characters of a sentence


def compare(region: str, before: str, after: str, year: int | None, out: Path | None) -> Exit:
    """Two versions or two years. Like diff: FINDINGS where anything differs, CLEAN where nothing does."""
    try:
        found = compared_of(load(), region, before, after, year)
    except VersionError as error:
        return refused(error)
    if found is None:
        say("还没有生成过报告，没有可比较的版本。")
        return Exit.NOTHING
    say(f"比较：{' 与 '.join(sides(found))}")
    if found.same:
        say("没有变化。", *_made_from(found))
        return Exit.CLEAN
    _say_figures(found)
    say(*_texts(found.texts))
    say(*(f"已写好：{shown(path)}" for path in write_comparison(load(), found, out or Path())))
    return Exit.FINDINGS


def _say_figures(found: Compared) -> None:
    if found.of_years:
        headings = ["指标", *sides(found), "增减", "说明"]
        show_table(headings, [[r.name, r.was, r.now, r.growth, r.note] for r in found.indicators])
        return
    printed = [(figure, change) for figure, change in found.figures if change.was != change.now]
    if printed:
        rows = [[figure.name, change.was, change.now, change.why] for figure, change in printed]
        show_table(["数据", "原为", "现为", "原因"], rows)
    say(*_made_from(found), *_counted(found, len(printed)))


def _made_from(found: Compared) -> Iterator[str]:
    if found.made_from and not found.of_years:
        yield f"两版所用的材料，不同的有：{'、'.join(found.made_from)}"


def _counted(found: Compared, printed: int) -> Iterator[str]:
    kinds = Counter(kind for _, change in found.figures for kind in change.kinds)
    why = "，".join(f"{kind} {count} 个" for kind, count in kinds.items())
    only_source = len(found.figures) - printed
    yield f"数据：{printed} 个有变化{f'，另有 {only_source} 个印出的数不变、出处有变' if only_source else ''}"
    if why:
        yield f"　　　{why}"


def _texts(changes: Iterable[TextChange]) -> Iterator[str]:
    listed = list(changes)
    told = [one for one in listed if one.kind is not TextKind.RENUMBERED]
    renumbered = len(listed) - len(told)
    yield f"文字：{len(told)} 处有变化{f'，另有 {renumbered} 处只改了序号' if renumbered else ''}"
    for one in told[:_SHOWN]:
        yield f"［{one.kind}］{masked(one.where)}"
        yield from (f"　　　{side}：{_short(words)}" for side, words in _sides(one))
    if len(told) > _SHOWN:
        yield f"　　　其余 {len(told) - _SHOWN} 处见比较表"


def _sides(one: TextChange) -> Iterator[tuple[str, str]]:
    if one.kind is TextKind.MOVED:
        yield "移来", one.now
        return
    yield from ((side, words) for side, words in (("原文", one.was), ("现文", one.now)) if words)


def _short(words: str) -> str:
    told = masked(words)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}……"
