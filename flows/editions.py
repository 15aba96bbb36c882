"""`fazhi edition`: starting a year's edition from the last one, and checking it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.editions import Checked
    from tasks.report.yearly import Look


def new(region: str, year: int) -> Exit:
    """Start a year's edition."""
    from tasks.pipeline.editions import NoEdition, start_edition
    from tasks.report import EditionError

    try:
        started = start_edition(load(), RegionYear(region, year))
    except EditionError as error:
        complain(str(error))
        return Exit.FINDINGS
    if isinstance(started, NoEdition):
        say(started.reason)
        return Exit.NOTHING
    if started.base_year is None:
        say(f"{year} 年的底稿已经建好，是第一份，按填报单位和指标起草：{started.folder}")
        say("请先填写 edition.yaml 的成文日期（date），再逐章改写正文。")
        say(f"改好后检查：fazhi edition check {year}")
        return Exit.CLEAN
    of = f" 年定稿 {started.approved} 的文字" if started.approved else " 年的"
    say(f"{year} 年的底稿已经建好，沿用 {started.base_year}{of}：{started.folder}")
    say("请先填写 edition.yaml 的成文日期（date），再逐条看下面的地方今年还对不对：", *_listed(started.looks))
    say(f"改好后检查：fazhi edition check {year}")
    return Exit.CLEAN


def check(region: str, year: int) -> Exit:
    """All that is wrong with a year's edition, and what should be looked at."""
    from tasks.pipeline.editions import NoEdition, check_edition

    checked = check_edition(load(), RegionYear(region, year))
    if isinstance(checked, NoEdition):
        say(checked.reason)
        return Exit.NOTHING
    say(*checked_lines(checked))
    say("没有要改的。" if not checked.problems else f"改好后再检查：fazhi edition check {year}")
    return Exit.FINDINGS if checked.problems else Exit.CLEAN


def checked_lines(checked: "Checked") -> Iterator[str]:
    """What is wrong with an edition, and what should be looked at."""
    yield from _block(f"要改的 {len(checked.problems)} 处：", checked.problems)
    yield from _block(f"请看一看 {len(checked.hints)} 处：", checked.hints)
    same = f"与 {checked.base_year} 年一字不差、说到当年事情的 {len(checked.looks)} 处："
    yield from _block(same, _listed(checked.looks))


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from (head, *(f"　{line}" for line in listed))


def _listed(looks: Iterable["Look"]) -> Iterator[str]:
    """The places line by line, under the file that they are in."""
    for file, own in groupby(looks, key=lambda one: one.file):
        yield file
        yield from (f"　第{one.line}行　{one.kind}：{one.words}" for one in own)
