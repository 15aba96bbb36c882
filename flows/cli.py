"""The command line, `fazhi`: its commands, usage errors and faults.

`fazhi --help` comes at once: what a command does, and its imports, is in `flows.commands`.
"""

import sys
from collections.abc import Sequence

import typer

from flows import checking, commands, edition_commands, faults, season_commands, terminal, tracing
from flows.arguments import (
    AfterGiven,
    BeforeGiven,
    ByGiven,
    CheckedVersion,
    CheckedYear,
    CheckGiven,
    ComparedYear,
    ComparisonOut,
    CopyGiven,
    DepartmentGiven,
    EditedGiven,
    FileGiven,
    FileNameGiven,
    FinalGiven,
    FolderGiven,
    LatestYear,
    NoteGiven,
    PortGiven,
    ReasonGiven,
    RegionGiven,
    RestoreGiven,
    RuleGiven,
    SlipsGiven,
    TitleYear,
    VersionGiven,
    WhatGiven,
    WhoseGiven,
    WithdrawnGiven,
    YearGiven,
)
from flows.commands import Exit
from flows.given import code_of, department_of
from flows.pages import Command, Group, usage_error
from tasks.settings import load

app = typer.Typer(
    cls=Group,
    help="法治政府建设年度报告：从各单位报送的文件到公文、PDF 和网页。",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    terminal.prepare()
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; gives its exit code. A fault is told in one line and logged."""
    try:
        code = app(list(arguments), prog_name="fazhi", standalone_mode=False)
    except typer.TyperException as error:
        terminal.complain(usage_error(error))
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001 whatever it is: people get one line, the log gets it all
        terminal.complain(faults.report(error, load()))
        return Exit.FAULT
    return int(code or Exit.CLEAN)


@app.command(cls=Command)
def run(year: YearGiven, region: RegionGiven = "") -> Exit:
    """一次完成：接收、审核、汇总各单位报送的文件，生成年度报告"""
    return commands.run(code_of(region), year)


@app.command(cls=Command)
def ingest(year: YearGiven, region: RegionGiven = "") -> Exit:
    """接收并审核各单位报送的文件"""
    return commands.ingest(code_of(region), year)


@app.command(cls=Command)
def curate(year: YearGiven, region: RegionGiven = "") -> Exit:
    """汇总审核通过的数据"""
    return commands.curate(code_of(region), year)


@app.command(cls=Command)
def render(
    year: YearGiven,
    final: FinalGiven = False,
    check: CheckGiven = False,
    restore: RestoreGiven = False,
    version: CheckedVersion = "",
    region: RegionGiven = "",
) -> Exit:
    """由已汇总的数据生成年度报告：平时是草稿，加 --final 是送审稿；加 --check 是核对已有的版本"""
    if check or restore:
        from flows.rebuilding import rebuilt

        if final:
            raise typer.BadParameter("--final 与 --check、--restore 不能同时用")
        return rebuilt(code_of(region), year, version.strip(), restore=restore)
    if version:
        raise typer.BadParameter("--version 要与 --check 或 --restore 合用")
    return commands.render(code_of(region), year, final)


@app.command(cls=Command)
def status(year: YearGiven, region: RegionGiven = "") -> Exit:
    """查看报送情况和全部问题"""
    return commands.status(code_of(region), year)


@app.command(cls=Command)
def trace(
    what: WhatGiven,
    year: LatestYear = None,
    version: VersionGiven = "",
    out: NoteGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """查一个数据的来历：从报告里的句子直到单元格或台账；也可写成一页数据说明"""
    return tracing.trace(code_of(region), year, what, version.strip(), out)


@app.command(cls=Command)
def explain(rule: RuleGiven = "") -> Exit:
    """查一条规则：什么意思、为什么、怎样改、举例"""
    return commands.explain(rule)


@app.command(cls=Command)
def form(
    year: YearGiven, department: DepartmentGiven = "", out: FolderGiven = None, region: RegionGiven = ""
) -> Exit:
    """生成发给各单位的空白填报表和空白台账"""
    return commands.form(code_of(region), year, department_of(region, department), out)


@app.command(cls=Command)
def withdraw(
    year: YearGiven,
    department: WithdrawnGiven,
    reason: ReasonGiven,
    file: FileNameGiven = "",
    by: ByGiven = "",
    region: RegionGiven = "",
) -> Exit:
    """撤回一个单位已报送的文件：不再采用，记录在案；以后报送的照常采用"""
    code = department_of(region, department)
    if code is None or not reason.strip():
        raise typer.BadParameter("填报单位和原因都要写明")
    return commands.withdraw(code_of(region), year, code, file, reason.strip(), by.strip())


@app.command(cls=Command)
def check(
    file: FileGiven,
    department: WhoseGiven = "",
    year: CheckedYear = None,
    out: SlipsGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """试审一份文件：给出审核结果和带标记的副本，不接收、不登记"""
    return commands.check(code_of(region), file, department_of(region, department), year, out)


@app.command(cls=Command)
def verify(
    file: EditedGiven,
    year: TitleYear = None,
    version: VersionGiven = "",
    out: CopyGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """核对一份改过的报告：每个数字是否仍与数据相符"""
    return checking.verify(file, code_of(region) if region else None, year, version, out)


@app.command(cls=Command)
def compare(
    before: BeforeGiven = "上一版",
    after: AfterGiven = "最新",
    year: ComparedYear = None,
    out: ComparisonOut = None,
    region: RegionGiven = "",
) -> Exit:
    """比较报告的两版（或两个年份）：哪些数据、文字变了，为什么；写出比较表和带修订标记的 Word"""
    from flows.comparing import compare as compare_versions

    return compare_versions(code_of(region), before, after, year, out)


@app.command(cls=Command)
def serve(region: RegionGiven = "", port: PortGiven = 4200) -> Exit:
    """打开运行管理网页：查看每次运行，点一下就能生成报告"""
    return commands.serve(code_of(region), port)


app.add_typer(edition_commands.edition, name="edition")
app.add_typer(season_commands.season)
