"""`fazhi import-last-year` and `fazhi start`: an office's first year with the system."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.given import type_with
from flows.summary import shown
from flows.terminal import complain, say
from tasks.privacy import masked
from tasks.settings import load

_SHOWN = 20
"""Problems that the terminal shows; the copy has them all."""

if TYPE_CHECKING:
    from tasks.pipeline.last_report import Imported


def import_last_year(file: Path, region: str | None, year: int | None, *, replace: bool) -> Exit:
    """Take last year's published report, or the workbook in which people went through it."""
    from tasks.pipeline.edited_place import UnclearYearError
    from tasks.pipeline.last_report import OtherReportError, import_last_report
    from tasks.pipeline.secrecy import marked
    from tasks.review.reading import UnreadableError

    if why := marked(load(), file):
        complain(why)
        return Exit.FINDINGS
    try:
        imported = import_last_report(load(), file, region, year, replace=replace)
    except (UnreadableError, UnclearYearError, OtherReportError) as error:
        complain(f"《{masked(file.name)}》：{error}")
        return Exit.USAGE
    type_with(imported.key.region)
    say(*_told(imported))
    return Exit.FINDINGS if imported.refused else Exit.CLEAN


def _told(imported: "Imported") -> Iterator[str]:
    yield f"{imported.region_name} {imported.key.year} 年公开报告《{imported.file}》：{imported.numbers} 个数"
    yield f"　　　对上指标 {imported.bound} 个，不是数据 {imported.not_data} 个，没有对上 {imported.open} 个"
    if imported.refused:
        yield f"　　　核对表有 {imported.refused} 行没有采用，原因写在新的核对表最后一栏"
    if not imported.checked:
        yield "请逐行核对下面的表，改好后放进收件箱，或者再运行 fazhi import-last-year 加这张表："
    yield f"核对表：{shown(imported.book)}"
    used = imported.key.year + 1
    if imported.changed:
        yield f"{used} 年的空白表要预填这些数的，请重新生成：fazhi form {used}"
    else:
        yield "与上次相同，没有改动。"


def start(file: Path | None, out: Path) -> Exit:
    """Write the blank workbook for a new town's departments and indicators, or take the filled one."""
    from tasks.pipeline.starting import NotStartedError, start_town, write_blank

    if file is None:
        try:
            path = write_blank(load(), out)
        except FileExistsError as error:
            complain(f"{shown(Path(str(error)))} 已经有了，没有改动。请先移走，或者用 --out 写到别的文件夹")
            return Exit.USAGE
        say(f"已写好：{shown(path)}", "填好后运行：fazhi start 加这个文件")
        return Exit.CLEAN
    try:
        started = start_town(load(), file, out)
    except NotStartedError as error:
        complain(f"《{masked(file.name)}》：{error}")
        return Exit.USAGE
    if started.copy is not None:
        say(f"要改 {len(started.wrong)} 处，没有写入系统。已标在副本里：{shown(started.copy)}")
        say(*(masked(f"　{one.sheet} {one.cell}：{one.text}") for one in started.wrong[:_SHOWN]))
        if len(started.wrong) > _SHOWN:
            say(f"　其余 {len(started.wrong) - _SHOWN} 处见副本")
        return Exit.FINDINGS
    say(
        f"{started.region}：{started.departments} 个填报单位，{started.known + started.new} 个指标"
        f"（系统里已有的 {started.known} 个，新的 {started.new} 个）"
    )
    say(*([f"已写入：{name}" for name in started.written] or ["与上次相同，没有改动。"]))
    say(
        f"下一步：fazhi form 年份 --region {started.region}；fazhi edition new 年份 --region {started.region}"
    )
    return Exit.CLEAN
