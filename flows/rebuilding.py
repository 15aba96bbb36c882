"""What `fazhi render --check` says: whether a version is made again to the same bytes, file by file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.refusals import refused
from flows.summary import shown
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.rebuild import Rebuilt


def rebuilt(region: str, year: int, version: str, *, restore: bool) -> Exit:
    """Make a version again. CLEAN where all is the same, FINDINGS where not, NOTHING without a version."""
    from tasks.catalogue import load as load_catalogue
    from tasks.pipeline.rebuild import PUT_ASIDE, rebuild, was_replaced
    from tasks.pipeline.version_inputs import DamagedInputsError
    from tasks.pipeline.versions import LATEST, VersionError, folder_named

    settings = load()
    try:
        named = folder_named(
            settings, load_catalogue(settings), RegionYear(region, year), version or LATEST[0]
        )
        with _quietly():
            done = rebuild(named, restore=restore)
        replaced = was_replaced(settings, RegionYear(region, year), named)
    except DamagedInputsError as error:
        complain(str(error))
        return Exit.FINDINGS
    except VersionError as error:
        return refused(error)
    say(*_said(done))
    if done.restored:
        aside = done.folder / PUT_ASIDE
        kept = f"；原来被改动的在 {shown(aside)}" if aside.is_dir() else ""
        say(f"已恢复 {len(done.restored)} 个文件{kept}")
    if replaced:
        say(f"注意：{done.version} 的清单与送审时登记的不同，这一版送审以后被换过。请从备份恢复。")
    return Exit.CLEAN if done.same and not replaced else Exit.FINDINGS


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the lines of a rendering, for no document is written where they say so."""
    log = logging.getLogger("tasks")
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(level)


def _said(done: "Rebuilt") -> Iterator[str]:
    yield f"核对版本 {done.version}：{shown(done.folder)}"
    if done.other:
        yield "与生成这一版时相比，下列已经不同，重做的文件有出入可能由此而来："
        yield from (f"　　　{one}" for one in done.other)
    if done.unmade:
        yield f"没有重做：{done.unmade}"
    for one in done.files:
        yield f"　　　{one.name}：{'已恢复，' if one.name in done.restored else ''}{one.words}"
    wrong = sum(not one.same for one in done.files)
    if done.same:
        yield f"{len(done.files)} 个文件全部与生成时一字节不差，重做的也相同。"
    elif done.unmade:
        yield f"{len(done.files)} 个文件只与清单比对了。"
    else:
        yield f"{len(done.files)} 个文件中有 {wrong} 个不符。"
