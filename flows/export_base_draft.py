"""Flow `export-base-draft`: a year's edition as a Word file, for those who have no terminal."""

from pathlib import Path
from typing import Any, cast

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed

from flows.artifacts import show_lines
from flows.editions import checked_lines
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code, region_name
from flows.render_annual_report import NOTHING
from tasks import steps
from tasks.pipeline.editions import Checked, NoEdition
from tasks.settings import load


@flow(
    name="export-base-draft",
    flow_run_name=run_name("导出年度底稿"),
    description="把年度底稿写成 Word 文档，可以用 Word 或 WPS 修改；还没有底稿的，先沿用上一年的新建。",
    persist_result=False,
)
def export_base_draft(year: Year, region: RegionName = DEFAULT_REGION) -> Path | NoEdition:
    """Write the draft, show where it is and what in it should be looked at.

    Raises UnknownRegionError, EditionError.
    """
    code = region_code(load(), region)
    written = steps.export_draft(code, year)
    if isinstance(written, NoEdition):
        ended: Any = Completed(name=NOTHING, message=written.reason, data=written)
        return cast("NoEdition", ended)
    create_markdown_artifact(
        markdown=f"`{written}`\n\n改好后保存为 .docx，放进 `data/landing/{region_name(code)}/改稿/`。",
        key=f"base-draft-{code.replace('_', '-')}-{year}",
        description=f"# {region_name(code)} {year} 年度底稿",
    )
    checked = steps.check_draft(code, year)
    if isinstance(checked, Checked):
        told = [*checked_lines(checked)] or ["没有要改的，没有要看的。"]
        show_lines(code, year, "base-draft-check", "底稿里要改的、要看的", told)
    return written
