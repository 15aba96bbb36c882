"""问题处理单 as LibreOffice saves it: filled in after that, it settles the same."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.intake import Workbook
from tasks.intake.opening import read_cells
from tasks.pipeline.settlement_rows import finding_of
from tasks.pipeline.settling import settlements_in
from tasks.settings import load
from tests.system.office import convert
from tests.unit.test_settlement_list import Town, correct, new_town, run, spoil, values

pytestmark = pytest.mark.system


@pytest.mark.parametrize("target", ["xlsx", "ods"])
def test_a_workbook_that_libreoffice_saved_is_taken(tmp_path: Path, target: str) -> None:
    town: Town = new_town(tmp_path / "town")
    town.edit("信访办", spoil)
    run(town)
    work = tmp_path / "work"
    work.mkdir()
    book = load_workbook(town.settlement_list)
    correct(book)
    book.save(work / "处理单.xlsx")
    (work / "saved").mkdir()
    saved = convert(work / "处理单.xlsx", target, work / "saved")
    settings = load({})
    cells = read_cells(saved, saved.name, settings.limits)
    assert isinstance(cells, Workbook)
    found = settlements_in(cells, settings)
    assert found is not None
    assert [row["value"] for row in found.problems] == ["96.7%"]
    known = finding_of(found.problems[0])
    assert known is not None
    assert (known.raw, known.key.rule) == ("1127%", "value.above_maximum")
    inbox = town.settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir()
    (inbox / saved.name).write_bytes(saved.read_bytes())
    run(town)
    assert values(town)["petition_timely_acceptance_rate"].settlement.startswith("更正：原填“1127%”")
