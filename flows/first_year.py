"""`fazhi import-last-year` and `fazhi start`: an office's first year with the system."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.privacy import masked
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.last_report import Imported


def import_last_year(file: Path, region: str | None, year: int | None, *, replace: bool) -> Exit:
    """Take last year's published report, or the workbook in which people went through it."""
    from tasks.pipeline.edited_place import UnclearYearError
    from tasks.pipeline.last_report import OtherReportError, import_last_report
    from tasks.review.reading import UnreadableError

    try:
        imported = import_last_report(load(), file, region, year, replace=replace)
    except (UnreadableError, UnclearYearError, OtherReportError) as error:
        complain(f"《{masked(file.name)}》：{error}")
        return Exit.USAGE
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
