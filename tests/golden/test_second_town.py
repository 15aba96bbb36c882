"""The second town's report as someone last read it aloud: five chapters, 一是 and 二是; in its second year
figures that rise, fall, stay, start from and go to zero, are hedged, have no base or did not come at all.
"""

from collections.abc import Callable
from pathlib import Path

from tasks.model import Document, RegionYear
from tasks.pipeline.curate import curate
from tasks.pipeline.drafts import latest_document
from tasks.pipeline.ingest import collect, judge
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.render import Rendered, render
from tasks.writers.annex_lines import plain_text
from tests.town import new_town

TOWN = RegionYear("qinghe", 2024)
YEARS = (2023, 2024)


def report(data: Path) -> Document:
    """The report that the shipped submissions give."""
    settings = new_town(data).settings
    collect(settings, TOWN.region, YEARS)
    for year in YEARS:
        judge(settings, TOWN.region, year)
        curate(settings, TOWN.region, year)
    assert isinstance(render(settings, TOWN.region, TOWN.year), Rendered)
    document = latest_document(settings, catalogue_of(settings, TOWN), TOWN)
    assert document is not None
    return document


def test_the_second_towns_report(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    document = report(tmp_path)
    left_out = [f"{one.what}　{one.text}　{'、'.join(one.missing)}" for one in document.omissions]
    golden("second-town.txt", "\n".join([plain_text(document), "", "略去：", *left_out, ""]))
