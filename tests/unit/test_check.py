"""`fazhi check`: the same verdict and slip, nothing recorded; whose the file is; exit codes."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.cli import run_command
from flows.summary import of_checked
from tasks.model import Verdict
from tasks.pipeline.answers import write_answers
from tasks.pipeline.check import UnclearPlaceError, check
from tasks.pipeline.ingest import collect, judge
from tasks.pipeline.status import status
from tests.town import Town, new_town, value_cell
from tests.unit.test_forms_slip import our_marks

DEPARTMENT = "司法分局"


def break_form(sheet: Worksheet) -> None:
    sheet[value_cell(sheet, "优化公司治理建议条数")] = "见附件"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = new_town(tmp_path / "data")
    for folder in [p for p in made.settings.landing.rglob("*") if p.is_dir() and p.parent.name == "2023"]:
        if folder.name != DEPARTMENT:
            shutil.rmtree(folder)
    made.edit(DEPARTMENT, break_form)
    return made


def test_the_verdict_and_marks_are_those_of_the_answer_and_nothing_is_recorded(
    town: Town, tmp_path: Path
) -> None:
    [checked] = check(town.settings, "hongmei", town.form(DEPARTMENT), tmp_path / "out")
    assert not town.settings.archive.exists()
    assert not (town.settings.data / "registry.sqlite").exists()
    collect(town.settings, "hongmei", (2023,))
    judge(town.settings, "hongmei", 2023)
    write_answers(town.settings, "hongmei", (2023,))
    [slip] = checked.written
    answered = town.settings.returns / "洪梅镇" / "2023" / DEPARTMENT / slip.name
    assert our_marks(slip.read_bytes()) == our_marks(answered.read_bytes())
    assert checked.slip.verdict is Verdict.PASSED_WITH_NOTES
    assert str(load_workbook(slip).worksheets[0]["A1"].value).startswith("试审结果：通过（有提示）")


def test_whose_it_is_comes_from_the_head_of_the_sheet_where_no_folder_says(
    town: Town, tmp_path: Path
) -> None:
    copy = tmp_path / "新建 XLSX 工作表.xlsx"
    shutil.copy(town.form(DEPARTMENT), copy)
    [checked] = check(town.settings, "hongmei", copy, tmp_path)
    assert (checked.department_name, checked.slip.sent.year) == (DEPARTMENT, 2023)


def test_what_the_caller_says_stands_before_what_the_file_says(town: Town, tmp_path: Path) -> None:
    [checked] = check(town.settings, "hongmei", town.form(DEPARTMENT), tmp_path, "petition", 2022)
    assert checked.slip.verdict is Verdict.RETURNED
    assert {"file.other_department", "file.other_year"} <= {q.finding.rule for q in checked.slip.questions}


def test_a_file_of_nobody_asks_for_what_is_missing(town: Town, tmp_path: Path) -> None:
    nobody = tmp_path / "说明.txt"
    nobody.write_text("没有表格", encoding="utf-8")
    with pytest.raises(UnclearPlaceError, match="--department"):
        check(town.settings, "hongmei", nobody, tmp_path)
    with pytest.raises(UnclearPlaceError, match="--year"):
        check(town.settings, "hongmei", nobody, tmp_path, "petition")
    [checked] = check(town.settings, "hongmei", nobody, tmp_path, "petition", 2023)
    assert checked.slip.verdict is Verdict.RETURNED


def test_each_file_of_a_zip_is_checked_for_itself(town: Town, tmp_path: Path) -> None:
    packed = tmp_path / "报送.zip"
    with ZipFile(packed, "w") as archive:
        archive.write(town.form(DEPARTMENT), "表/数据.xlsx")
        archive.writestr("readme.bin", b"\0\1")
    checked = check(town.settings, "hongmei", packed, tmp_path / "out", "justice", 2023)
    names = {path.name for one in checked for path in one.written}
    assert "审核反馈_数据.xlsx" in names
    assert Verdict.RETURNED in {one.slip.verdict for one in checked}


def test_a_slip_that_is_checked_is_never_written_over(town: Town, tmp_path: Path) -> None:
    [first] = check(town.settings, "hongmei", town.form(DEPARTMENT), tmp_path)
    [slip] = first.written
    before = slip.read_bytes()
    [again] = check(town.settings, "hongmei", slip, tmp_path)
    assert slip.read_bytes() == before
    assert again.written[0] != slip


def test_exit_codes_and_what_is_said(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    monkeypatch.chdir(tmp_path)
    good = tmp_path / "好.xlsx"
    shutil.copy(town.form(DEPARTMENT), good)
    assert run_command(["check", good.name]) == 1
    said = capsys.readouterr().out
    assert "［严重］不能识别的数值（数据统计表 D" in said
    assert "审核反馈_好.xlsx" in said
    assert (tmp_path / "审核反馈_好.xlsx").is_file()
    assert run_command(["check", "没有.xlsx"]) == 2
    assert "文件的值不对" in capsys.readouterr().err
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert run_command(["check", "a.txt"]) == 2
    assert "--department" in capsys.readouterr().err
    town.edit(DEPARTMENT, lambda s: s.__setitem__(value_cell(s, "优化公司治理建议条数"), 31))
    assert run_command(["check", str(town.form(DEPARTMENT)), "--department", DEPARTMENT]) == 0


def test_a_number_in_the_name_of_a_sheet_is_masked_where_findings_are_told(
    town: Town, tmp_path: Path
) -> None:
    def named_after_a_person(sheet: Worksheet) -> None:
        sheet.title = "张三13812345678"

    town.edit(DEPARTMENT, named_after_a_person)
    [checked] = check(town.settings, "hongmei", town.form(DEPARTMENT), tmp_path)
    told = "".join(of_checked(checked))
    collect(town.settings, "hongmei", (2023,))
    judge(town.settings, "hongmei", 2023)
    listed = "".join(one.where for one in status(town.settings, "hongmei", 2023).findings)
    assert "13812345678" not in told + listed
    assert "张三138********" in told
    assert "张三138********" in listed
