"""The commands of `fazhi edition`: year's editions, and their way to Word and back."""

import typer

from flows import base_drafts, editions
from flows.arguments import CopyGiven, DraftGiven, DraftOut, MaterialsOut, RegionGiven, YearGiven
from flows.commands import Exit
from flows.given import code_of
from flows.pages import Command, Group

edition = typer.Typer(
    cls=Group, help="年度底稿：新建、检查，导出为 Word、收回", rich_markup_mode=None, no_args_is_help=True
)


@edition.command("new", cls=Command)
def new_edition(year: YearGiven, region: RegionGiven = "") -> Exit:
    """新建一个年度的底稿：沿用上一份，列出要人看过的地方"""
    return editions.new(code_of(region), year)


@edition.command("check", cls=Command)
def check_edition(year: YearGiven, region: RegionGiven = "") -> Exit:
    """检查一个年度的底稿：全部写法问题、要了没有印的指标和文字材料"""
    return editions.check(code_of(region), year)


@edition.command("materials", cls=Command)
def write_materials(year: YearGiven, out: MaterialsOut = None, region: RegionGiven = "") -> Exit:
    """材料汇编：各单位采用的文字材料按栏目编成一份 Word，可以逐段复制到年度底稿"""
    from flows.materials import materials

    return materials(code_of(region), year, out)


@edition.command("export", cls=Command)
def export_edition(year: YearGiven, region: RegionGiven = "", out: DraftOut = None) -> Exit:
    """把一个年度的底稿写成 Word 文档，数据的位置写名称，可以用 Word 或 WPS 修改"""
    return base_drafts.export(code_of(region), year, out)


@edition.command("import", cls=Command)
def import_edition(file: DraftGiven, out: CopyGiven = None) -> Exit:
    """收回在 Word 或 WPS 里改过的底稿：只写进改动的段落，有问题的写成批注退回"""
    return base_drafts.import_(file, out)
