"""`fazhi consult`: what went out for opinions, and to whom."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.quantity import read_date
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.opinions.consult import Consulted


def consult(region: str, year: int, version: str, until: str) -> Exit:
    """Write 征求意见稿 and the departments' sheets. Raises BadParameter."""
    from tasks.pipeline.opinions.consult import NothingToAsk
    from tasks.pipeline.opinions.consult import consult as send
    from tasks.pipeline.status.pages import write_pages
    from tasks.pipeline.versions import VersionError

    try:
        done = send(load(), region, year, version, day_of(until))
    except VersionError as error:
        complain(str(error))
        return Exit.USAGE
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        complain(f"文件暂时写不了，可能在别处打开着，请关上再试：{error.filename}")
        return Exit.FAULT
    if isinstance(done, NothingToAsk):
        say(done.reason)
        return Exit.NOTHING
    write_pages(load(), region, year)
    say(*of_consulted(done))
    return Exit.CLEAN


def day_of(written: str) -> date | None:
    """The day that is meant; None where none is given. Raises ValueError (Chinese)."""
    found = read_date(written) if written else None
    if written and found is None:
        raise ValueError(f"日期“{written}”不能识别，请写成 2024-01-20")
    return found


def of_consulted(done: "Consulted") -> Iterator[str]:
    """What went out, in words."""
    until = f"，请于{done.until}前反馈" if done.until else ""
    asked = f"{len(done.departments)} 个单位、{done.sentences} 句"
    yield f"征求意见：{done.year} 年报告 {done.version}，{asked}{until}"
    yield f"　　　在 {shown(done.folder)}，请把征求意见稿和各单位的征求意见表发给各单位"
    yield f"　　　写好 {len(done.written)} 个文件" if done.written else "　　　与上次相同，没有新写文件"
    yield "　　　单位填好后放进收件箱，下次运行时收下；收到的意见列在“意见采纳情况表”里"
