"""What `fazhi trace` does: the way from a figure to its cells on the screen, or as a page."""

from pathlib import Path

from flows.commands import Exit
from flows.refusals import refused
from flows.terminal import complain, say
from tasks.pipeline.versions import VersionError
from tasks.settings import load


def trace(region: str, year: int | None, what: str, version: str, out: Path | None) -> Exit:
    """Tell where a figure comes from; with `out`, write its 数据说明. `year` defaults to the latest with
    submissions."""
    from tasks.pipeline.years import years_with_submissions

    years = (year,) if year is not None else years_with_submissions(load(), region)[-1:]
    if not years:
        say("还没有任何年份的报送文件。")
        return Exit.NOTHING
    try:
        if out is not None:
            return _noted(region, years[0], what, version, out)
        return _told(region, years[0], what, version)
    except VersionError as error:
        return refused(error)


def _told(region: str, year: int, what: str, version: str) -> Exit:
    from tasks.pipeline.trace import trace as traced_back

    traced = traced_back(load(), region, year, what, version)
    say(*traced.lines)
    return Exit.CLEAN if traced.found else Exit.NOTHING


def _noted(region: str, year: int, what: str, version: str, out: Path) -> Exit:
    from tasks.pipeline.data_note import write_note

    if out.suffix.lower() != ".docx":
        complain("数据说明是 Word 文件，--out 的文件名请以 .docx 结尾")
        return Exit.USAGE
    noted = write_note(load(), region, year, what, out, version)
    if noted.several:
        complain("\n".join(noted.lines))
        return Exit.USAGE
    say(*noted.lines)
    return Exit.CLEAN if noted.written else Exit.NOTHING
