"""The commands of the season between the first draft and the published report."""

import typer

from flows import first_year
from flows.arguments import PublishedGiven, RegionGiven, ReplaceGiven, TitleYear
from flows.commands import Exit
from flows.given import code_of
from flows.pages import Command

season = typer.Typer()


@season.command("import-last-year", cls=Command)
def import_last_year(
    file: PublishedGiven, year: TitleYear = None, replace: ReplaceGiven = False, region: RegionGiven = ""
) -> Exit:
    """第一年用：把上年公开的报告里的数对上指标，作为上年数；写出核对表"""
    return first_year.import_last_year(file, code_of(region) if region else None, year, replace=replace)
