"""问题处理单 as the office uses it: written, filled in, dropped back, in force in the same run."""

import hashlib
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue.settlements import path_of
from tasks.model import RegionYear, Severity, SourceKind, Value
from tasks.pipeline.collecting import collect
from tasks.pipeline.curated_tables import read_values
from tasks.pipeline.render import Rendered
from tasks.pipeline.settlement_record import append
from tasks.pipeline.status import status
from tasks.pipeline.trace import trace
from tasks.store.registry import open_registry
from tests.answers import opened
from tests.town import YEARS, Ran, Town, judged_and_curated, new_town, value_cell
from tests.unit.test_settlements import CORRECTION

KEY = RegionYear("hongmei", 2023)
RATE = "信访及时受理率"
HEADS = ("处理方式", "更正为", "理由", "处理人", "日期")


def spoil(sheet: Worksheet) -> None:
    sheet[value_cell(sheet, RATE)] = "1127%"
    sheet[value_cell(sheet, "信访按期答复率")] = "见附件"


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town of one department, with two values that cannot be used; not to be changed."""
    made = new_town(tmp_path_factory.mktemp("spoiled"))
    for folder in made.landing.iterdir():
        if folder.name != "信访办":
            for path in folder.iterdir():
                path.unlink()
    made.edit("信访办", spoil)
    run(made)
    return made


@pytest.fixture
def town(spoiled: Town, tmp_path: Path) -> Town:
    """A copy of that town, to be changed."""
    shutil.copytree(spoiled.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)


def run(town: Town) -> None:
    collect(town.settings, "hongmei", YEARS)
    judged_and_curated(town.settings, YEARS)
    town.answer()


def table(book: Workbook, sheet: str) -> list[dict[str, str]]:
    """A sheet's rows by their headings."""
    rows = list(book[sheet].iter_rows(min_row=3, values_only=True))
    heads = [str(cell) for cell in rows[0]]
    listed = (
        dict(zip(heads, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows[1:]
    )
    return [row for row in listed if any(row.values())]


def problems(town: Town) -> dict[str, dict[str, str]]:
    """The rows of findings, by their title."""
    return {row["问题"]: row for row in table(load_workbook(town.settlement_list), "问题")}


def decide(book: Workbook, title: str, *answer: str) -> None:
    sheet = book["问题"]
    heads = [cell.value for cell in sheet[3]]
    row = next(
        r for r in range(4, sheet.max_row + 1) if sheet.cell(r, heads.index("问题") + 1).value == title
    )
    for head, text in zip(HEADS, answer, strict=True):
        sheet.cell(row, heads.index(head) + 1).value = text


def write(book: Workbook, sheet: str, *texts: str) -> None:
    """The first blank row of a sheet."""
    for column, text in enumerate(texts, 1):
        book[sheet].cell(4, column).value = text


def correct(book: Workbook, value: str = "96.7%") -> None:
    decide(book, "数值过大", "更正", value, "来电核实，电话13812345678", "张某", "2024-01-20")


def record(town: Town) -> Path:
    return town.settings.site / path_of(KEY)


def entries(text: str) -> str:
    return text.partition("settlements:")[2]


def values(town: Town) -> dict[str, Value]:
    """What counts, by indicator."""
    with open_registry(town.settings.registry_url) as registry:
        build = registry.current_build(KEY)
    assert build is not None
    return {v.indicator: v for v in read_values(town.settings, build) if v.chosen and v.period == "2023"}


def test_a_correction_changes_its_figure_and_leads_to_cell_and_decision(town: Town) -> None:
    assert "petition_timely_acceptance_rate" not in values(town)
    before = values(town)
    town.settle(correct)
    run(town)
    after = values(town)
    made = after.pop("petition_timely_acceptance_rate")
    assert (made.value, made.source, made.origin.raw) == (Decimal("96.7"), SourceKind.CORRECTED, "1127%")
    assert after == before
    row = problems(town)["数值过大"]
    assert (row["级别"], row["处理方式"], row["更正为"]) == ("已处理", "更正", "96.7%")
    assert "138********" in row["理由"]
    assert "13812345678" not in record(town).read_text(encoding="utf-8")
    traced = "\n".join(trace(town.settings, "hongmei", 2023, RATE).lines)
    assert "来源：司法分局更正" in traced
    assert "原填“1127%”，改为“96.7%”。来电核实" in traced
    assert "（张某，2024-01-20）" in traced
    assert "数据统计表!D4" in traced
    now = status(town.settings, "hongmei", 2023)
    assert [one.title for one in now.findings if one.file] == ["不能识别的数值"]
    assert [(one.title, "来电核实" in one.settlement) for one in now.settled] == [("数值过大", True)]


def test_the_same_workbook_again_is_nothing_new(town: Town) -> None:
    town.settle(correct)
    run(town)
    said, listed, made = record(town).read_bytes(), town.settlement_list.read_bytes(), town.files()
    run(town)
    town.settle(lambda book: None, "又一份.xlsx")  # what we wrote, as it is
    run(town)
    assert record(town).read_text(encoding="utf-8").count("decision:") == 1
    assert town.settlement_list.read_bytes() == listed
    assert entries(said.decode()) == entries(record(town).read_text(encoding="utf-8"))
    assert set(made) <= set(town.files())
    (town.settings.data / "registry.sqlite").unlink()  # made anew from what lies there
    before = record(town).read_bytes()
    run(town)
    assert record(town).read_bytes() == before
    assert values(town)["petition_timely_acceptance_rate"].value == Decimal("96.7")


def test_a_changed_decision_is_added_and_stands(town: Town) -> None:
    town.settle(correct)
    run(town)
    town.settle(lambda book: correct(book, "97.6%"), "改.xlsx")
    run(town)
    assert values(town)["petition_timely_acceptance_rate"].value == Decimal("97.6")
    assert record(town).read_text(encoding="utf-8").count("decision: correct") == 2
    run(town)  # the first workbook still lies in the inbox
    assert values(town)["petition_timely_acceptance_rate"].value == Decimal("97.6")


def test_the_guard_holds_once_the_source_changed(town: Town) -> None:
    town.settle(correct)
    run(town)

    def again(sheet: Worksheet) -> None:
        sheet[value_cell(sheet, RATE)] = "98%"

    town.edit("信访办", again)
    run(town)
    assert values(town)["petition_timely_acceptance_rate"].value == 98
    row = problems(town)["更正的依据变了"]
    assert (row["级别"], row["处理方式"]) == ("严重", "")
    assert "原数现在是“98%”" in row["情况"]
    town.settle(
        lambda book: decide(book, "更正的依据变了", "说明后采用", "", "单位已改正", "张某", "2024-02-01"),
        "二.xlsx",
    )
    run(town)
    assert problems(town)["更正的依据变了"]["级别"] == "已处理"


def test_what_is_returned_goes_to_the_department(town: Town) -> None:
    decision = ("退回修改", "", "请附通报原件", "张某", "2024-01-20")
    town.settle(lambda book: decide(book, "不能识别的数值", *decision))
    run(town)
    row = problems(town)["不能识别的数值"]
    assert (row["级别"], row["处理方式"]) == ("严重", "退回修改")
    (slip,) = (town.settings.returns / "洪梅镇" / "2023" / "信访办").glob("审核反馈*.xlsx")
    said = [str(c.value) for r in load_workbook(slip).worksheets[0].iter_rows() for c in r if c.value]
    assert any("司法分局要求修改：请附通报原件（张某，2024-01-20）" in text for text in said)


def test_what_cannot_be_taken_is_said_all_at_once_and_kept(town: Town) -> None:
    def fill(book: Workbook) -> None:
        decide(book, "数值过大", "更正", "996.7%", "核实", "张某", "2024-01-20")
        decide(book, "不能识别的数值", "说明后采用", "", "", "", "昨天")
        for column, text in zip(
            "ABCDEF", ("测评得分", "约若干", "分", "", "李某", "2024-01-09"), strict=True
        ):
            book["补充数据"][f"{column}4"] = text
        for column, text in zip(
            "ABCDEFG", ("没有的指标", "", "3", "年报", "", "李某", "2024-01-09"), strict=True
        ):
            book["已公开数据"][f"{column}4"] = text

    town.settle(fill)
    run(town)
    rows = problems(town)
    assert rows["数值过大"]["上次填写未采用的原因"] == "数值“996.7%”高于该指标的上限"
    assert rows["数值过大"]["更正为"] == "996.7%"
    said = rows["不能识别的数值"]["上次填写未采用的原因"]
    assert said == (
        "没有写理由；没有写姓名；这类问题不能说明后采用，请选退回修改或者更正；"
        "日期“昨天”不能识别，请写成 2024-01-20"
    )
    book = load_workbook(town.settlement_list)
    (supplement,) = table(book, "补充数据")
    assert (supplement["名称"], supplement["上次填写未采用的原因"]) == ("测评得分", "没有写依据")
    (published,) = table(book, "已公开数据")
    assert published["上次填写未采用的原因"] == "指标“没有的指标”不在目录内，请从下拉列表选"
    assert "decision:" not in record(town).read_text(encoding="utf-8")
    town.settle(correct, "二.xlsx")  # mended in the workbook that was written anew
    run(town)
    assert problems(town)["数值过大"]["上次填写未采用的原因"] == ""


def test_a_number_outside_the_catalogue_and_one_that_is_public(town: Town) -> None:
    def fill(book: Workbook) -> None:
        write(book, "补充数据", "群众测评得分", "92.5", "分", "县考评通报", "李某", "2024年1月9日")
        public = ("信访群众满意率", "", "95%", "政府工作报告", "责任部门", "李某", "2024-01-09")
        write(book, "已公开数据", *public)
        correct(book)

    edition = town.settings.resource("templates/editions/hongmei/2023/report.md").read_text(encoding="utf-8")
    own = town.settings.site / "templates/editions/hongmei/2023/report.md"
    own.parent.mkdir(parents=True)
    town.settle(fill)
    own.write_text(edition + "\n\n群众测评得分为{{ 群众测评得分 }}。\n", encoding="utf-8")
    town.run()
    document = town.document()
    (figure,) = (one for one in document.figures.values() if one.name == "群众测评得分")
    assert figure.text == "92.5分"
    traced = "\n".join(trace(town.settings, "hongmei", 2023, "92.5").lines)
    assert "依据：县考评通报（李某，2024-01-09）" in traced
    with open_registry(town.settings.registry_url) as registry:
        build = registry.current_build(KEY)
    assert build is not None
    (public,) = (v for v in read_values(town.settings, build) if v.source is SourceKind.PUBLISHED)
    assert (public.value, public.chosen, public.scope_note) == (Decimal(95), False, "责任部门")
    (told,) = (one for one in build.findings if one.rule == "integrity.published")
    assert told.indicator == "petition_satisfaction_rate"
    review = next(town.settings.reports.rglob("*核稿本*.html")).read_text(encoding="utf-8")
    assert "已处理问题 1 条" in review
    assert "改为“96.7%”。来电核实" in review


def test_a_returned_file_counts_once_it_is_explained(town: Town) -> None:
    def other_year(sheet: Worksheet) -> None:
        sheet["A1"] = str(sheet["A1"].value).replace("2023", "2022")

    town.edit("信访办", other_year)
    run(town)
    title = "年度不符"
    assert title in {one.title for one in status(town.settings, "hongmei", 2023).findings}
    town.settle(lambda book: decide(book, title, "说明后采用", "", "表头漏改", "张某", "2024-01-20"))
    run(town)
    assert problems(town)[title]["级别"] == "已处理"
    assert title not in {one.title for one in status(town.settings, "hongmei", 2023).findings}
    with open_registry(town.settings.registry_url) as registry:
        build = registry.current_build(KEY)
    assert build is not None
    files = {v.origin.sha256 for v in read_values(town.settings, build) if v.chosen}
    assert hashlib.sha256(town.form("信访办").read_bytes()).hexdigest() in files


def test_a_workbook_filled_in_where_it_lies_is_kept(town: Town) -> None:
    book = load_workbook(town.settlement_list)
    correct(book)
    book.save(town.settlement_list)
    edited = town.settlement_list.read_bytes()
    town.settle(lambda made: decide(made, "不能识别的数值", "退回修改", "", "核实", "张某", "2024-01-20"))
    run(town)
    history = [path.read_bytes() for path in (town.settlement_list.parent / "历史").iterdir()]
    assert edited in history
    assert town.settlement_list.read_bytes() != edited


def test_a_changed_hidden_cell_is_refused_and_does_no_harm(town: Town) -> None:
    def fill(book: Workbook) -> None:
        correct(book)
        sheet = book["问题"]
        sheet.cell(4, sheet.max_column).value = "=1+1"

    town.settle(fill)
    run(town)
    assert not record(town).exists() or "decision:" not in record(town).read_text(encoding="utf-8")
    listed = table(load_workbook(town.settlement_list), "问题")
    assert any("识别码被改动" in row["上次填写未采用的原因"] for row in listed)


HAND = """\
# 手写的说明
settlements:
- decision: publish   # 年报
  indicator: petition_satisfaction_rate
  period: 2023
  value: 99%
  source: 年报
  by: 李某
  dated: 2024-01-01
# 结尾的话
"""


def variants() -> Iterator[str]:
    yield HAND
    yield HAND.removesuffix("\n")
    yield HAND.replace("\n  ", "\n      ").replace("- decision", "    - decision")
    yield HAND.replace("settlements:", "forms: ['ab', 'cd']\nsettlements:")
    yield HAND.replace("settlements:", "forms:\n  - ab\nsettlements:")
    yield "# 什么都没有\n"
    yield "# 空的\nsettlements: []  # 还没有\n"
    yield "settlements:\n"
    yield ""


@pytest.mark.parametrize("text", list(variants()))
def test_what_somebody_wrote_by_hand_stays(tmp_path: Path, text: str) -> None:
    town = new_town(tmp_path, landing=False)
    path = record(town)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    append(town.settings, KEY, [CORRECTION], "12" * 8)
    append(town.settings, KEY, [], "34" * 8)
    made = path.read_text(encoding="utf-8")
    comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert all(comment in made for comment in comments)
    assert made.count("decision: correct") == 1


def test_no_text_of_a_department_becomes_a_formula(town: Town) -> None:
    def formula(sheet: Worksheet) -> None:
        sheet[value_cell(sheet, "信访按期答复率")] = "＝1+1"

    town.edit("信访办", formula)
    run(town)
    cells = [c for sheet in opened(town.settlement_list.read_bytes()) for r in sheet.iter_rows() for c in r]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_in_a_departments_folder_it_is_told_to_be_in_the_wrong_place(town: Town) -> None:
    book = load_workbook(town.settlement_list)
    book.save(town.landing / "信访办" / "处理单.xlsx")
    run(town)
    (found,) = (one for one in status(town.settings, "hongmei", 2023).findings if one.file == "处理单.xlsx")
    assert found.rule == "file.no_table"
    assert "这是司法分局的问题处理单，请放进“收件箱”" in found.observed


def test_a_workbook_of_another_town_or_year_is_told_of(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    def elsewhere(book: Workbook) -> None:
        cells = (cell for row in book["问题"].iter_rows(max_row=3) for cell in row)
        next(cell for cell in cells if cell.value == "hongmei/2023").value = "hongmei/1999"

    town.settle(correct)
    town.settle(elsewhere, "别的年份.xlsx")
    run(town)
    assert "hongmei 1999 年的，这次没有处理" in caplog.text
    assert record(town).read_text(encoding="utf-8").count("decision:") == 1


def test_a_text_that_still_says_what_was_corrected_is_quoted_in_a_warning(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    for folder in town.landing.iterdir():
        if folder.name not in ("政务服务中心", "司法分局"):
            for path in folder.iterdir():
                path.unlink()
    book = load_workbook(town.form("政务服务中心"))
    texts = book["文字材料"]
    (row,) = (r for r in range(4, 20) if texts.cell(r, 3).value == "引入公证服务")
    texts.cell(row, 4).value = "设综合窗口21个，方便群众办事。"
    book.save(town.form("政务服务中心"))
    assert not _loose(town.run())
    record(town).parent.mkdir(parents=True)
    said = yaml_record("gov_service", "integrated_windows", was="21", value="22")
    record(town).write_text(said, encoding="utf-8")
    assert "综合窗口21个" in "".join(_loose(town.run()))
    found = status(town.settings, "hongmei", 2023).findings
    (told,) = (one for one in found if one.rule == "integrity.text_differs")
    assert (told.severity, told.where.split()[0]) == (Severity.CRITICAL, "文字材料")
    assert "写的“21个”是“综合窗口数”，报告采用的是 22个" in told.observed


def _loose(ran: Ran) -> list[str]:
    assert isinstance(ran.rendered, Rendered)
    return [one for one in ran.rendered.blockers if "没有数据依据" in one]


def yaml_record(department: str, indicator: str, *, was: str, value: str) -> str:
    about = f"department: {department}, rule: value.swing, dataset: indicators, indicator: {indicator}"
    said = f"period: '2023', value: '{value}', expect: '{was}', reason: 核实, by: 张某, dated: 2024-01-20"
    return f"settlements:\n- {{decision: correct, {about}, {said}}}\n"
