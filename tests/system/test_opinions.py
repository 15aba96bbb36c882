"""征求意见表 as LibreOffice saves it: known again, read as it was filled in."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.catalogue.opinions_wording import load_opinions_words
from tasks.form_words import OPINIONS_FORM
from tasks.forms.identity import form_in
from tasks.forms.opinion_sheet import Asking, write_opinion_sheet
from tasks.intake import Workbook
from tasks.intake.opening import read_cells
from tasks.model import AskedFigure, AskedRow
from tasks.pipeline.opinions.taking import opinions_in
from tasks.settings import load
from tests.opinions import put

pytestmark = pytest.mark.system
SETTINGS = load({})


@pytest.mark.parametrize("extension", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saved_reads_back(extension: str, tmp_path: Path) -> None:
    words = load_opinions_words(SETTINGS)
    row = AskedRow(
        "a1b2", "一、依法办案", "全年办案1661宗。", (AskedFigure(("2023/cases",), "办案数", "1661宗"),)
    )
    at = datetime(2024, 1, 15, tzinfo=UTC)
    asking = Asking("hongmei", "洪梅镇", 2023, "justice", "司法分局", "draft-0a", "2024年1月20日", [row], at)
    source = tmp_path / "表.xlsx"
    source.write_bytes(write_opinion_sheet(asking, words.sheet, words.author))
    book = load_workbook(source)
    put(book.worksheets[0], {"1661宗": ("应修改", "1650", "=重复登记")})
    book.save(source)
    saved = tmp_path / "out" / f"表.{extension}"
    office = shutil.which("soffice")
    assert office is not None
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = [
        office,
        "--headless",
        home,
        "--convert-to",
        extension,
        "--outdir",
        str(saved.parent),
        str(source),
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    cells = read_cells(saved, saved.name, SETTINGS.limits)
    assert isinstance(cells, Workbook)
    found = opinions_in(cells, SETTINGS)
    assert found is not None
    (opinion,) = found.opinions
    assert (opinion.row, opinion.suggested, opinion.wrong) == (row, "1650", True)
    assert (found.by, found.dated) == ("李某", "2024-01-15")
    if extension == "xlsx":
        assert form_in(saved) == OPINIONS_FORM
