"""The command line, `fazhi`: what can be typed, usage errors and faults.

`fazhi --help` comes at once: what a command does, and its imports, is in `flows.commands`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flows import commands, faults, terminal
from flows.commands import Exit
from flows.pages import Command, Group, usage_error
from tasks.settings import load

app = typer.Typer(
    cls=Group,
    help="法治政府建设年度报告：从各单位报送的文件到公文、PDF 和网页。",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)

YearGiven = Annotated[
    int, typer.Argument(metavar="年份", min=2000, max=2100, help="报告所属年份，2000 至 2100 之间，例如 2023")
]
RegionGiven = Annotated[
    str, typer.Option("--region", metavar="镇街", help="镇街的名称、简称或代码，默认用本站设置")
]
LatestYear = Annotated[
    int | None,
    typer.Option("--year", metavar="年份", min=2000, max=2100, help="查哪一年，默认是有报送文件的最近一年"),
]
WhatGiven = Annotated[str, typer.Argument(metavar="数据", help="印出的数字（如 1661）、指标名称或代码")]
RuleGiven = Annotated[
    str,
    typer.Argument(metavar="规则", help="规则代码、问题标题或其中几个字（如 台账编号重复），不写列出全部"),
]
DepartmentGiven = Annotated[
    str, typer.Option("--department", metavar="单位", help="只做一个单位的，写名称、简称或代码")
]
FolderGiven = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件夹", help="写到哪个文件夹，默认是 data/forms/镇街/年份", file_okay=False
    ),
]
WithdrawnGiven = Annotated[str, typer.Argument(metavar="填报单位", help="填报单位的名称、简称或代码")]
ReasonGiven = Annotated[str, typer.Option("--reason", metavar="原因", help="为什么撤回，记录在案")]
FileNameGiven = Annotated[
    str,
    typer.Option("--file", metavar="文件名", help="只撤回这个文件（各次报送的都撤回），默认撤回已报送的全部"),
]
ByGiven = Annotated[str, typer.Option("--by", metavar="姓名", help="谁要求撤回")]
FileGiven = Annotated[
    Path,
    typer.Argument(metavar="文件", help="一份已有的文件（表格、Word、压缩包）", exists=True, dir_okay=False),
]
WhoseGiven = Annotated[
    str, typer.Option("--department", metavar="单位", help="哪个单位的，默认看所在文件夹、表头和文件名")
]
CheckedYear = Annotated[
    int | None,
    typer.Option("--year", metavar="年份", min=2000, max=2100, help="哪一年的，默认同上"),
]
SlipsGiven = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件夹", help="审核反馈写到哪个文件夹，默认是当前文件夹", file_okay=False),
]
PortGiven = Annotated[
    int,
    typer.Option("--port", metavar="端口", min=1024, max=65535, help="网页端口（1024 至 65535），默认 4200"),
]


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
    return commands.run(_code(region), year)


@app.command(cls=Command)
def ingest(year: YearGiven, region: RegionGiven = "") -> Exit:
    """接收并审核各单位报送的文件"""
    return commands.ingest(_code(region), year)


@app.command(cls=Command)
def curate(year: YearGiven, region: RegionGiven = "") -> Exit:
    """汇总审核通过的数据"""
    return commands.curate(_code(region), year)


@app.command(cls=Command)
def render(year: YearGiven, region: RegionGiven = "") -> Exit:
    """由已汇总的数据生成年度报告"""
    return commands.render(_code(region), year)


@app.command(cls=Command)
def status(year: YearGiven, region: RegionGiven = "") -> Exit:
    """查看报送情况和全部问题"""
    return commands.status(_code(region), year)


@app.command(cls=Command)
def trace(what: WhatGiven, year: LatestYear = None, region: RegionGiven = "") -> Exit:
    """查一个数据的来历：从报告里的句子直到单元格或台账"""
    return commands.trace(_code(region), year, what)


@app.command(cls=Command)
def explain(rule: RuleGiven = "") -> Exit:
    """查一条规则：什么意思、为什么、怎样改、举例"""
    return commands.explain(rule)


@app.command(cls=Command)
def form(
    year: YearGiven, department: DepartmentGiven = "", out: FolderGiven = None, region: RegionGiven = ""
) -> Exit:
    """生成发给各单位的空白填报表和空白台账"""
    return commands.form(_code(region), year, _department(department), out)


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
    code = _department(department)
    if code is None or not reason.strip():
        raise typer.BadParameter("填报单位和原因都要写明")
    return commands.withdraw(_code(region), year, code, file, reason.strip(), by.strip())


@app.command(cls=Command)
def check(
    file: FileGiven,
    department: WhoseGiven = "",
    year: CheckedYear = None,
    out: SlipsGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """试审一份文件：给出审核结果和带标记的副本，不接收、不登记"""
    return commands.check(_code(region), file, _department(department), year, out)


@app.command(cls=Command)
def serve(region: RegionGiven = "", port: PortGiven = 4200) -> Exit:
    """打开运行管理网页：查看每次运行，点一下就能生成报告"""
    return commands.serve(_code(region), port)


def _code(region: str) -> str:
    from flows.regions import UnknownRegionError, region_code

    settings = load()
    try:
        return region_code(settings, region or settings.region)
    except UnknownRegionError as error:
        raise typer.BadParameter(str(error)) from error


def _department(name: str) -> str | None:
    """A department's code; None where none is named."""
    from flows.regions import UnknownDepartmentError, department_code

    try:
        return department_code(load(), name) if name else None
    except UnknownDepartmentError as error:
        raise typer.BadParameter(str(error)) from error
