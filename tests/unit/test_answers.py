"""What goes back to departments: which files, what they say, that nothing is lost or written twice."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.model import CONFIRMATION_CODE, Severity, Verdict
from tasks.pipeline.answers import write_answers
from tasks.pipeline.curate import curate
from tasks.pipeline.ingest import collect
from tasks.pipeline.replies import stem_of
from tasks.pipeline.status import status
from tasks.settings import HOUSE
from tests.answers import WORDS, formulas
from tests.town import YEARS, Town, judged_and_curated, new_town, value_cell
from tests.unit.test_forms_slip import our_marks, texts

STEM = "附件2：洪梅镇2023年度法治政府建设数据统计表（{}）"
BROKEN = "司法分局"


def answer(town: Town) -> tuple[str, ...]:
    """Take in, judge, answer; names of what was written."""
    collect(town.settings, "hongmei", YEARS)
    judged_and_curated(town.settings, YEARS)
    return tuple(
        name for line in write_answers(town.settings, "hongmei", YEARS).written for name in line.written
    )


def folder(town: Town, department: str = BROKEN) -> Path:
    return town.settings.returns / "洪梅镇" / "2023" / department


def everything(town: Town) -> dict[str, bytes]:
    root = town.settings.returns
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def break_form(sheet: Worksheet) -> None:
    sheet[value_cell(sheet, "优化公司治理建议条数")] = "见附件"
    sheet[value_cell(sheet, "民法典墙绘阵地数")] = None
    sheet[value_cell(sheet, "普法活动场次")] = "约580"  # 约578 is asked about


def mend_form(sheet: Worksheet) -> None:
    sheet[value_cell(sheet, "优化公司治理建议条数")] = 31
    sheet[value_cell(sheet, "民法典墙绘阵地数")] = 2


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town that was answered once: all passed, but for one department's two cells."""
    town = new_town(tmp_path_factory.mktemp("answers"))
    town.edit(BROKEN, break_form)
    answer(town)
    return town


@pytest.fixture
def fresh(answered: Town, tmp_path: Path) -> Town:
    shutil.copytree(answered.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)


def test_a_file_that_passed_gets_receipt_message_and_a_sheet_to_confirm(answered: Town) -> None:
    stem = STEM.format("信访办")
    names = sorted(path.name for path in folder(answered, "信访办").iterdir())
    assert names == [
        ".answers.json",
        f"接收回执_{stem}.xlsx",
        f"接收回执_{stem}_消息.txt",
        "数据确认单（信访办）.xlsx",
    ]
    said = "".join(texts(load_workbook(folder(answered, "信访办") / names[1]).worksheets[0]))
    assert Verdict.PASSED.label in said
    assert "3 个数据（其中上年数 0 个）" in said


def test_a_file_with_notes_gets_the_slip_on_its_own_copy_and_the_receipt(answered: Town) -> None:
    stem = STEM.format(BROKEN)
    names = {path.name for path in folder(answered).iterdir()}
    assert {f"审核反馈_{stem}.xlsx", f"接收回执_{stem}.xlsx", f"审核反馈_{stem}_消息.txt"} <= names
    data = (folder(answered) / f"审核反馈_{stem}.xlsx").read_bytes()
    sheet = load_workbook(answered.form(BROKEN)).worksheets[0]
    cells = {value_cell(sheet, "优化公司治理建议条数"), value_cell(sheet, "民法典墙绘阵地数")}
    assert set(" ".join(our_marks(data)["数据统计表"]).split()) == cells


def test_the_message_is_three_lines_for_notepad(answered: Town) -> None:
    data = (folder(answered) / f"审核反馈_{STEM.format(BROKEN)}_消息.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 4
    assert lines[3] == ""
    assert "通过（有提示）" in lines[0]
    assert "洪梅镇\\2023\\司法分局" in lines[1]
    assert "前改好" in lines[2]


def test_no_output_holds_a_formula(answered: Town) -> None:
    ours = {'N("审核标记")=0'}
    for name, data in everything(answered).items():
        if name.endswith(".xlsx"):
            assert {f for f in formulas(data) if "$" not in f} <= ours, name


def test_nothing_new_writes_nothing_and_imports_no_writer(answered: Town) -> None:
    before = {path: path.stat().st_mtime_ns for path in answered.settings.returns.rglob("*")}
    code = (
        "import sys; from tasks.settings import load; from tasks.pipeline.answers import write_answers;"
        "done = write_answers(load(), 'hongmei', (2022, 2023)).written;"
        "print(len(done), [m for m in ('openpyxl', 'xlsxwriter', 'pyarrow', 'pandas') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"FAZHI_DATA": str(answered.settings.data), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "0 []"
    assert {path: path.stat().st_mtime_ns for path in answered.settings.returns.rglob("*")} == before


def test_the_same_arrivals_are_answered_by_the_same_bytes(fresh: Town) -> None:
    before = everything(fresh)
    shutil.rmtree(fresh.settings.returns)
    write_answers(fresh.settings, "hongmei", YEARS)
    assert everything(fresh) == before


def test_the_mended_slip_dropped_back_passes_and_no_mark_is_left(fresh: Town) -> None:
    slip = folder(fresh) / f"审核反馈_{STEM.format(BROKEN)}.xlsx"
    book = load_workbook(slip)
    mend_form(book["数据统计表"])
    book.save(fresh.landing / BROKEN / "改好的表（最终版）.xlsx")
    written = answer(fresh)
    assert "接收回执_改好的表（最终版）.xlsx" in written
    assert "数据确认单（司法分局）.xlsx" in written
    assert not [name for name in written if name.startswith("审核反馈")]
    assert not [row for row in status(fresh.settings, "hongmei", 2023).findings if row.department == BROKEN]


def test_the_mended_slip_is_known_in_the_inbox_whatever_it_is_called(fresh: Town) -> None:
    book = load_workbook(folder(fresh) / f"审核反馈_{STEM.format(BROKEN)}.xlsx")
    mend_form(book["数据统计表"])
    book["数据统计表"]["A1"] = book["数据统计表"]["A2"] = "统计表"
    book.remove(book["文字材料"])
    inbox = fresh.settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir()
    book.save(inbox / "信访办2022.xlsx")
    assert "接收回执_信访办2022.xlsx" in answer(fresh)
    assert (folder(fresh) / "接收回执_信访办2022.xlsx").is_file()


def test_the_mended_slip_under_its_own_name_takes_the_place_of_the_first_answer(fresh: Town) -> None:
    slip = folder(fresh) / f"审核反馈_{STEM.format(BROKEN)}.xlsx"
    book = load_workbook(slip)
    mend_form(book["数据统计表"])
    book["数据统计表"][value_cell(book["数据统计表"], "法制审核人员数")] = "约三个"
    book.save(fresh.landing / BROKEN / slip.name)
    old = slip.read_bytes()
    answer(fresh)
    marks = our_marks(slip.read_bytes())["数据统计表"]
    sheet = load_workbook(fresh.form(BROKEN)).worksheets[0]
    assert set(marks) == {value_cell(sheet, "法制审核人员数")}
    kept = [path for path in (folder(fresh) / "历史").iterdir() if path.name.endswith(slip.name)]
    assert [path.read_bytes() for path in kept] == [old]


def test_what_somebody_changed_among_the_answers_is_kept(fresh: Town) -> None:
    slip = folder(fresh) / f"审核反馈_{STEM.format(BROKEN)}.xlsx"
    slip.write_bytes(b"mended in place")
    fresh.edit(BROKEN, mend_form)
    answer(fresh)
    assert not slip.exists()
    assert b"mended in place" in [path.read_bytes() for path in (folder(fresh) / "历史").iterdir()]


def test_an_upgrade_that_says_the_same_answers_nobody_anew(
    fresh: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(fresh)
    monkeypatch.setattr("tasks.pipeline.fingerprint.code", lambda: "another version")
    assert answer(fresh) == ()
    assert everything(fresh) == before


def test_a_change_of_the_catalogue_leaves_the_sheets_that_print_the_same(fresh: Town, tmp_path: Path) -> None:
    before = everything(fresh)
    names = tmp_path / "site" / "expectations" / "names.yaml"
    names.parent.mkdir(parents=True)
    names.write_bytes((HOUSE / "expectations" / "names.yaml").read_bytes() + "# 另记一笔\n".encode())
    changed = replace(fresh, settings=replace(fresh.settings, site=tmp_path / "site"))
    assert answer(changed) == ()
    after = everything(changed)
    lists = {name for name in before if name.endswith(".answers.json")}
    assert {name: after[name] for name in after.keys() - lists} == {
        name: before[name] for name in before.keys() - lists
    }


def test_an_answer_that_is_open_in_excel_is_written_next_time_and_holds_up_nobody(
    fresh: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.edit(BROKEN, mend_form)
    fresh.edit("信访办", lambda sheet: sheet.__setitem__(value_cell(sheet, "信访及时受理率"), "见附件"))
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.startswith(f"审核反馈_{STEM.format(BROKEN)}."):
            raise PermissionError(13, "open", str(self))
        return move(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        written = answer(fresh)
    assert f"审核反馈_{STEM.format('信访办')}.xlsx" in written
    slip = folder(fresh) / f"审核反馈_{STEM.format(BROKEN)}.xlsx"
    assert slip.exists()
    answer(fresh)
    assert not slip.exists()
    assert [path for path in (folder(fresh) / "历史").iterdir() if path.name.endswith(slip.name)]


def test_a_fault_of_ours_in_one_answer_holds_up_nobody(fresh: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(fresh.settings.returns)

    def fault(*_: object) -> bytes:
        raise RuntimeError("ours")

    monkeypatch.setattr("tasks.pipeline.answer_files.written_slip", fault)
    answer(fresh)
    assert (folder(fresh, "信访办") / f"接收回执_{STEM.format('信访办')}.xlsx").is_file()
    assert not list(folder(fresh).glob("审核反馈_*.xlsx"))
    assert "ours" in (fresh.settings.data / "logs" / "faults.log").read_text(encoding="utf-8")
    monkeypatch.undo()
    assert f"审核反馈_{STEM.format(BROKEN)}.xlsx" in answer(fresh)


def test_a_list_that_somebody_changed_leads_nowhere_else(fresh: Town) -> None:
    outside = fresh.settings.data / "别的.txt"
    outside.write_text("别的", encoding="utf-8")
    listed = {"x": {"path": "", "at": "20240101-000000", "files": {"../../../../别的.txt": ""}}}
    (folder(fresh) / ".answers.json").write_text(json.dumps(listed), encoding="utf-8")
    answer(fresh)
    assert outside.read_text(encoding="utf-8") == "别的"


def test_a_file_that_cannot_be_read_is_answered_by_a_list(fresh: Town) -> None:
    (fresh.landing / BROKEN / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    assert "审核反馈_照片.xlsx" in answer(fresh)
    book = load_workbook(folder(fresh) / "审核反馈_照片.xlsx")
    assert book.sheetnames == ["问题清单"]
    assert "退回修改" in str(book.worksheets[0]["A1"].value)


def test_the_sheet_to_confirm_shows_every_value_and_what_is_left_out(answered: Town) -> None:
    said = texts(load_workbook(folder(answered) / "数据确认单（司法分局）.xlsx").worksheets[0])
    assert said.count("未采用") == 2
    assert [text for text in said if CONFIRMATION_CODE.search(text)]
    assert {"审查规范性文件件次", "21", "15", "约580"} <= set(said)
    other = folder(answered, "综合行政执法分局") / "数据确认单（综合行政执法分局）.xlsx"
    enforcement = texts(load_workbook(other).worksheets[0])
    at = enforcement.index("“粤执法”平台办案总数")
    assert enforcement[at + 1 : at + 4] == ["宗", "1661", "293"]
    assert "1661宗" in enforcement


def test_what_was_found_between_datasets_lies_beside_the_sheet_until_it_is_mended(fresh: Town) -> None:
    name, cases = "综合行政执法分局", "“粤执法”平台办案总数"
    path = folder(fresh, name) / "汇总核对（综合行政执法分局）.txt"
    fresh.edit(name, lambda sheet: sheet.__setitem__(value_cell(sheet, cases), 1700))
    assert path.name in answer(fresh)
    said = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert said[0].endswith("请核对清楚后再签数据确认单：")
    assert said[1].startswith("1. 〔严重〕台账与填报数不一致：")
    assert "按台账统计为 1661（其中城市管理 " in said[1]
    assert "单位填报为 1700，相差 39。" in said[1]
    fresh.edit(name, lambda sheet: sheet.__setitem__(value_cell(sheet, cases), 1661))
    answer(fresh)
    assert not path.exists()


def test_the_code_changes_with_a_value_and_not_with_the_file(fresh: Town) -> None:
    sheet = folder(fresh) / "数据确认单（司法分局）.xlsx"
    before = sheet.read_bytes()
    shutil.copy(fresh.form(BROKEN), fresh.landing / BROKEN / "同样的表.xlsx")
    answer(fresh)
    assert sheet.read_bytes() == before
    fresh.edit(BROKEN, lambda s: s.__setitem__(value_cell(s, "法制审核人员数"), 4))
    answer(fresh)
    assert sheet.read_bytes() != before


def test_answers_do_not_disturb_what_is_curated(answered: Town) -> None:
    made = curate(answered.settings, "hongmei", 2023)
    assert made.datasets == status(answered.settings, "hongmei", 2023).accepted > 0
    assert status(answered.settings, "hongmei", 2023).count(Severity.CRITICAL) == 2


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("镇/2023/局/表.xlsx", "表"),
        ("镇/2023/局/审核反馈_审核反馈_表.xlsx", "表"),
        ("镇/2023/局/表.v2.et", "表.v2"),
        ("镇/2023/局/没有扩展名", "没有扩展名"),
        (r"镇/2023/局/a\xb1:*?.xls", "a_xb1___"),
        ("镇/2023/局/....xlsx", "文件"),
    ],
)
def test_names_are_those_that_any_system_can_store(path: str, stem: str) -> None:
    assert stem_of(path, WORDS) == stem


def test_long_names_are_cut_and_told_apart() -> None:
    one, two = (stem_of("局/" + "统计表" * 30 + end + ".xlsx", WORDS) for end in ("甲", "乙"))
    assert one != two
    assert len(one.encode()) <= 140
