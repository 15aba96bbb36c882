"""`fazhi edition export` and `import`: year's editions to Word and back. Does not import Prefect."""

from pathlib import Path

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.settings import load


def export(region: str, year: int, out: Path | None) -> Exit:
    """Write a year's edition as a Word file."""
    from tasks.pipeline.base_draft import write_draft
    from tasks.pipeline.editions import has_edition
    from tasks.report import EditionError

    key = RegionYear(region, year)
    if not has_edition(load(), key):
        say(f"{year} 年还没有底稿。从上年的开始：fazhi edition new {year}")
        return Exit.NOTHING
    try:
        written = write_draft(load(), key, out)
    except EditionError as error:
        complain(str(error))
        return Exit.FINDINGS
    say(f"已写好：{shown(written)}", f"改好后收回：fazhi edition import {written.name}")
    return Exit.CLEAN


def import_(file: Path, out: Path | None) -> Exit:
    """Take an edition back that was changed in Word; region and year are in the file."""
    from tasks.pipeline.base_draft import import_file
    from tasks.pipeline.secrecy import marked
    from tasks.privacy import masked

    if why := marked(load(), file):
        complain(why)
        return Exit.FINDINGS
    found = import_file(load(), file, out or Path())
    if found is None:
        complain(f"《{masked(file.name)}》里没有底稿编号，不是导出的底稿。请在导出的底稿里改，保留第一行。")
        return Exit.USAGE
    done, answer = found
    say(*(f"　{line}" for line in done.problems))
    if done.problems:
        say("底稿没有改动。")
    else:
        say(*(f"　{line}" for line in done.changed))
        say("已写进底稿。" if done.changed else "与底稿一致，没有要改的。")
    say(*(f"请看一看：{masked(line)}" for line in done.notes))
    if answer:
        say(f"批注写在：{shown(answer)}")
    return Exit.FINDINGS if done.problems else Exit.CLEAN
