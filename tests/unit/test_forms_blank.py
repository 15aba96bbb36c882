"""Blank forms: what they ask, what may be filled in, that they are sound workbooks."""

import re
import warnings
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.catalogue import Catalogue, CatalogueError
from tasks.catalogue.blank_wording import load_blank
from tasks.catalogue.schema import Measure, RegisterColumnSpec, Topic
from tasks.forms.blank import LastYear, blank_form, blank_ledgers, write_form, write_ledger
from tasks.forms.blank.asked import form_id
from tasks.forms.blank.ledger import how_to_fill, need
from tasks.forms.blank.measure import height, lines_of
from tasks.forms.blank.model import BlankForm
from tasks.forms.blank.typed import as_number, typed
from tasks.forms.copying import copy_of
from tasks.model import CellState, NarrativeText, Origin, Value
from tasks.settings import load as load_settings
from tests import forms
from tests.build import JUSTICE, LEDGER, MARKET, REGION, indicator, value
from tests.forms import COVER, GUIDE, KEY, LISTS, TABLE, TEXTS

D = Decimal
MEETINGS = indicator("meetings", "会议次数", unit="次", hedge="never", scope_note="以会议纪要为准。")
EVENTS = indicator("events", "活动场次", unit="场次")
AMOUNT = indicator("amount", "涉及金额", unit="万元", places=2)
RATE = indicator("rate", "满意率", unit="%", places=1, maximum=100, kind="rate", frequency="monthly")
CASES = indicator("cases", "办案宗数", kind="counted")
SHARE = indicator("share", "占比", unit="%", kind="rate", formula="percent(meetings / events)")
COUNTED = LEDGER.model_copy(update={"counts": (Measure(indicator="cases", predicate="全部案件"),)})
PROBLEMS = Topic(code="problems", name="存在的问题及原因", hint="分条填写。", boxes=3, longest=150)
FOLLOWUP = Topic(code="followup", name="上年度问题落实情况", boxes=2, follows=("problems",))


def catalogue(*topics: Topic, **more: object) -> Catalogue:
    given: dict[str, object] = {
        "regions": (REGION,),
        "departments": (JUSTICE, MARKET),
        "indicators": (MEETINGS, EVENTS, AMOUNT, RATE, CASES, SHARE),
        "registers": (COUNTED,),
        "topics": topics or (PROBLEMS, FOLLOWUP),
    }
    return Catalogue.build(**(given | more))  # type: ignore[arg-type]


def form(declared: Catalogue | None = None, last_year: LastYear | None = None, due: str = "") -> BlankForm:
    wording = forms.wording()
    return blank_form(declared or catalogue(), wording, KEY, "justice", last_year or LastYear(), due)


def accepted(code: str, amount: str, period: str = "2023", **more: object) -> Value:
    return value(code, amount, period, **({"unit": catalogue().indicators[code].unit} | more))


def last_year(*values: Value, texts: tuple[NarrativeText, ...] = ()) -> LastYear:
    return LastYear({one.key: one for one in values}, texts)


def problem(ordinal: int, text: str, heading: str = "", department: str = "justice") -> NarrativeText:
    return NarrativeText(department, "problems", ordinal, heading, text, Origin())


# --- what is asked -----------------------------------------------------------------------------


def test_nothing_is_asked_that_can_be_derived() -> None:
    declared = forms.shipped()
    for department in declared.departments:
        asked = blank_form(declared, forms.wording(), KEY, department, LastYear())
        codes = {line.code.partition("@")[0] for line in asked.lines}
        assert codes == {i.code for i in declared.indicators_of(department) if i.formula is None}
        assert not codes & set(declared.formulas)


def test_a_monthly_indicator_is_twelve_rows() -> None:
    rows = [line for line in form().lines if line.code.startswith("rate@")]
    assert [(rows[0].code, rows[0].name), (rows[11].code, rows[11].name)] == [
        ("rate@2024-01", "满意率（1月）"),
        ("rate@2024-12", "满意率（12月）"),
    ]
    assert len(rows) == 12


def test_what_a_ledger_counts_stands_under_a_band_that_says_so() -> None:
    counted = next(group for group in form().groups if "办案台账" in group.title)
    assert [line.code for line in counted.lines] == ["cases"]
    assert "可以不填" in counted.title
    others = [line.code for group in form().groups if group is not counted for line in group.lines]
    assert "meetings" in others
    stated = CASES.model_copy(update={"kind": "primary"})
    both = form(catalogue(indicators=(MEETINGS, stated)))
    assert [group.title for group in both.groups] == [""], "what is asked for is not said to be optional"


def test_what_may_be_left_empty_is_said_at_the_cell() -> None:
    declared = catalogue(indicators=(MEETINGS, EVENTS.model_copy(update={"required": False}), CASES))
    sheet = forms.opened(write_form(form(declared), forms.wording()))[TABLE]
    validations = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    said = {code: str(validations[f"D{row}"].prompt) for code, row in forms.lines(sheet)}
    assert "不要留空" in said["meetings"]
    assert "本项可以不填" in said["events"]
    assert "本项可以不填" in said["cases"]
    assert "要填准确数" in said["meetings"]
    assert "口径：以会议纪要为准。" in said["meetings"]
    assert "约300" in said["events"]


def test_a_long_table_is_parted_by_section_and_what_is_only_used_stands_with_its_rate() -> None:
    declared = forms.shipped()
    groups = blank_form(declared, forms.wording(), KEY, "justice", LastYear()).groups
    titles = [group.title for group in groups]
    assert titles[0] == "中共洪梅镇委全面依法治镇委员会办公室"
    assert "基层治理和公共法律服务" in titles
    assert [title for title in titles if title.startswith("由《")] == titles[-4:]
    staff = next(group for group in groups if group.title == "法治工作队伍")
    assert [line.code for line in staff.lines] == ["legal_reviewers", "legal_qualified_reviewers"]
    assert len(set(titles)) == len(titles)


def test_a_short_table_has_no_bands() -> None:
    declared = catalogue(indicators=(MEETINGS, EVENTS), registers=())
    assert [group.title for group in form(declared).groups] == [""]


def test_the_form_id_is_over_what_is_asked_and_nothing_else() -> None:
    before = form_id(catalogue(), KEY, "justice")
    assert re.fullmatch(r"hongmei-2024-justice-[0-9a-f]{8}", before)
    assert form(last_year=last_year(accepted("meetings", "3"))).id == before
    renamed = MEETINGS.model_copy(update={"aliases": ("开会次数",)})
    assert (
        form_id(catalogue(indicators=(renamed, EVENTS, AMOUNT, RATE, CASES, SHARE)), KEY, "justice") == before
    )
    other = MEETINGS.model_copy(update={"unit": "场"})
    assert (
        form_id(catalogue(indicators=(other, EVENTS, AMOUNT, RATE, CASES, SHARE)), KEY, "justice") != before
    )
    assert form_id(catalogue(PROBLEMS), KEY, "justice") != before


# --- last year ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "unit", "hedge", "step", "text"),
    [
        ("1661", "宗", "", "1", "1661"),
        ("578", "次", "约", "1", "约578"),
        ("460", "场次", "余", "10", "460余"),
        ("40000", "人次", "余", "10000", "40000余"),
        ("90", "%", "以上", "10", "90以上"),
        ("47000", "人次", "", "1000", "4.7万"),
        ("47000", "人次", "", "100", "4.70万"),
        ("268.51", "万元", "", "0.01", "268.51"),
        ("85.20", "亿元", "", "0.01", "85.20"),
        ("95.5", "%", "", None, "95.5"),
        ("0.5", "%", "", "0.1", "0.5%"),
        ("0", "宗", "", "1", "0"),
    ],
)
def test_last_years_value_is_written_so_that_it_reads_back(
    amount: str, unit: str, hedge: str, step: str | None, text: str
) -> None:
    assert typed(D(amount), unit, hedge, D(step) if step else None) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1661", 1661.0),
        ("268.51", 268.51),
        ("85.20", None),
        ("约578", None),
        ("4.7万", None),
        ("123456789012345678", None),
        ("", None),
    ],
)
def test_a_number_cell_only_where_it_loses_nothing(text: str, number: float | None) -> None:
    assert as_number(text) == number


def test_last_years_values_stand_beside_an_empty_correction() -> None:
    known = last_year(
        accepted("meetings", "3"),
        accepted("events", "460", hedge="余", step=D(10)),
        accepted("rate", "95.5", "2023-03"),
        accepted("amount", "1200", unit="元"),
    )
    sheet = forms.opened(write_form(form(last_year=known), forms.wording()))[TABLE]
    rows = dict(forms.lines(sheet))
    prior, correction = forms.column(sheet, "上年数"), forms.column(sheet, "上年数更正")
    shown = {code: sheet.cell(row, prior).value for code, row in rows.items()}
    assert shown["meetings"] == 3
    assert shown["events"] == "460余"
    assert (shown["rate@2024-03"], shown["rate@2024-04"]) == (95.5, None)
    assert shown["amount"] is None, "a value kept in another unit is not filled in"
    assert all(sheet.cell(row, correction).value is None for row in rows.values())


def test_last_years_problems_ask_what_became_of_them() -> None:
    texts = (
        problem(2, "二是经费不足。"),
        problem(1, "人手少。", "队伍"),
        problem(1, "别家的。", department="market"),
    )
    followed = form(last_year=last_year(texts=texts)).topics[1]
    assert followed.last_year == (
        "【存在的问题及原因】队伍\n人手少。",
        "【存在的问题及原因】\n二是经费不足。",
    )
    assert form().topics[1].last_year == ("", ""), "nothing known: the boxes of the catalogue"
    sheet = forms.opened(write_form(form(), forms.wording()))[TEXTS]
    asked = [row for code, row in forms.lines(sheet) if code == "followup"]
    said = {sheet.cell(row, forms.column(sheet, "上年度内容")).value for row in asked}
    assert said == {forms.wording().texts.nothing_known}


# --- the workbook ------------------------------------------------------------------------------


@pytest.mark.parametrize("department", list(forms.shipped().departments))
def test_every_form_and_ledger_is_a_sound_workbook(department: str) -> None:
    declared, wording = forms.shipped(), forms.wording()
    books = [forms.made(declared, department)]
    books += [write_ledger(one, wording) for one in blank_ledgers(declared, KEY, department)]
    for data in books:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            book = forms.opened(data)
        assert book[LISTS].sheet_state == "veryHidden"
        assert len(set(book.sheetnames)) == len(book.sheetnames)
        for name, xml in forms.parts(data).items():
            assert "x14" not in xml, name
            assert "<f>" not in xml, "no cell holds a formula"
            assert not re.search(r'(?:promptTitle|errorTitle)="[^"]{33,}"', xml)
            assert not re.search(r' (?:prompt|error)="[^"]{256,}"', xml)
        properties = {one.name: one.value for one in book.custom_doc_props.props}
        assert properties["表单编号"] == form_id(declared, KEY, department)
        assert properties["表单版本"] == "1"


def test_a_copy_for_the_return_slip_keeps_what_helps_to_fill_in() -> None:
    data = write_form(form(), forms.wording())
    before, after = forms.opened(data), copy_of(data)
    assert list(after.defined_names) == list(before.defined_names)
    for sheet in before.worksheets:
        kept = after[sheet.title]
        assert len(kept.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert kept.protection.sheet == sheet.protection.sheet
        assert kept.sheet_state == sheet.sheet_state


def test_the_same_form_is_the_same_bytes() -> None:
    known = last_year(accepted("meetings", "3"), texts=(problem(1, "人手少。"),))
    first = write_form(form(last_year=known), forms.wording())
    assert write_form(form(last_year=known), forms.wording()) == first
    assert "2024-12-31T09:00:00Z" in forms.parts(first)["docProps/core.xml"]
    (ledger,) = blank_ledgers(catalogue(), KEY, "justice")
    assert write_ledger(ledger, forms.wording()) == write_ledger(ledger, forms.wording())


def test_the_cover_says_whose_it_is_and_offers_a_tick_for_each_table() -> None:
    book = forms.opened(write_form(form(due="2025年1月15日"), forms.wording()))
    sheet = book[COVER]
    answers = {label: forms.beside(sheet, label).value for label in ("填报单位", "年度", "表单编号")}
    assert answers == {"填报单位": "洪梅司法分局", "年度": "2024年", "表单编号": form().id}
    for label in ("数据截止日期", "填报人", "审核人", "分管领导", "指标数据", "文字材料", "办案台账"):
        cell = forms.beside(sheet, label)
        assert cell.value is None
        assert not cell.protection.locked, label
    said = "".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row)
    assert "不得填报国家秘密、工作秘密和公民身份证号、电话号码等个人信息" in said
    assert "2025年1月15日" in said
    assert "报送期限" not in "".join(
        str(cell.value or "")
        for row in forms.opened(write_form(form(), forms.wording()))[COVER].iter_rows()
        for cell in row
    )
    ticks = next(v for v in sheet.data_validations.dataValidation if v.type == "list")
    (name,) = (n for n in book.defined_names if ticks.formula1 == n)
    target = book.defined_names[name].attr_text
    assert target is not None
    assert book[LISTS][target.rpartition("!")[2].partition(":")[0].replace("$", "")].value == "√"


def test_only_what_is_to_be_filled_in_is_unlocked_and_without_a_password() -> None:
    book = forms.opened(write_form(form(), forms.wording()))
    for name in (COVER, TABLE, TEXTS, GUIDE, LISTS):
        assert book[name].protection.sheet
        assert not book[name].protection.password
    sheet = book[TABLE]
    assert not sheet.protection.formatColumns, "widths may change"
    open_to = {forms.column(sheet, header) for header in ("本年数", "上年数更正", "口径说明")}
    for _, row in forms.lines(sheet):
        assert {c for c in range(1, 9) if not sheet.cell(row, c).protection.locked} == open_to
    texts = book[TEXTS]
    for _, row in forms.lines(texts):
        assert {c for c in range(1, 7) if not texts.cell(row, c).protection.locked} == {3, 4}


def test_header_words_units_and_the_hidden_code_column_are_those_that_intake_knows() -> None:
    book = forms.opened(write_form(form(), forms.wording()))
    header = [cell.value for cell in book[TABLE][4]]
    assert header == [
        "序号",
        "指标名称",
        "计量单位",
        "本年数",
        "上年数",
        "上年数更正",
        "口径说明",
        "指标代码",
    ]
    assert [c.value for c in book[TEXTS][4]] == ["序号", "栏目", "小标题", "正文", "上年度内容", "栏目代码"]
    assert book[TABLE].column_dimensions["H"].hidden
    assert book[TEXTS].column_dimensions["F"].hidden
    assert book[TABLE].freeze_panes == "C5"
    assert book[TABLE].print_title_rows == "$4:$4"
    assert book[TABLE].page_setup.orientation == "landscape"
    units = {code: book[TABLE].cell(row, 3).value for code, row in forms.lines(book[TABLE])}
    assert (units["meetings"], units["amount"], units["rate@2024-01"]) == ("次", "万元", "%")
    boxes = [code for code, _ in forms.lines(book[TEXTS])]
    assert boxes == ["problems"] * 3 + ["followup"] * 2


def test_words_are_never_formulas_or_links() -> None:
    topic = PROBLEMS.model_copy(update={"hint": "=HYPERLINK(1)", "name": "=1+1"})
    unit = JUSTICE.model_copy(update={"name": "http://甲"})
    declared = catalogue(
        topic,
        Topic(code="followup", name="落实", follows=("problems",)),
        departments=(unit, MARKET),
        indicators=(MEETINGS.model_copy(update={"scope_note": "=cmd|'/c calc'!A1"}), EVENTS, CASES),
    )
    data = write_form(form(declared, last_year(texts=(problem(1, "=A1", "+1"),))), forms.wording())
    assert not any("<f>" in xml or "<hyperlink" in xml for xml in forms.parts(data).values())
    values = [str(c.value) for row in forms.opened(data)[TEXTS].iter_rows() for c in row if c.value]
    assert "=1+1" in values


def test_rows_are_high_enough_for_their_words() -> None:
    assert lines_of("口" * 10, 62) == 1
    assert lines_of("口" * 40, 62) == 2
    assert lines_of("一\n二\n三", 62) == 3
    assert height([("口" * 10, 62)]) < height([("口" * 60, 62)]) <= height([("口" * 5000, 62)]) == 409


def test_the_guide_holds_every_definition() -> None:
    declared = forms.shipped()
    for department in declared.departments:
        sheet = forms.opened(forms.made(declared, department))[GUIDE]
        said = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
        for one in declared.asked(department):
            assert {one.name, one.scope_note} - {""} <= said
        computed = [i for i in declared.indicators_of(department) if i.formula and i.aliases]
        assert {i.name for i in computed} <= said


# --- ledgers -----------------------------------------------------------------------------------


def test_a_ledger_offers_its_codes_and_says_what_it_counts() -> None:
    (ledger,) = blank_ledgers(catalogue(), KEY, "justice")
    book = forms.opened(write_ledger(ledger, forms.wording()))
    sheet = book["办案台账"]
    assert [cell.value for cell in sheet[5]] == ["编号", "立案日期", "结果", "结案日期"]
    assert forms.beside(sheet, "填报单位").value == "洪梅司法分局"
    assert forms.beside(sheet, "年度").value == "2024年"
    validations = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    codes = validations["C6:C1048576"]
    assert codes.type == "list"
    assert codes.errorStyle == "warning", "a known other spelling may stay"
    assert [cell.value for cell in book[LISTS]["A"]] == ["处罚", "不予处罚"]
    assert validations["B6:B1048576"].type == "date"
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "yyyy-mm-dd"
    said = {str(cell.value) for row in book[GUIDE].iter_rows() for cell in row if cell.value}
    assert {"办案宗数", "全部案件"} <= said


def test_a_columns_conditions_and_unit_are_said() -> None:
    register = LEDGER.model_copy(
        update={
            "columns": (
                *LEDGER.columns,
                RegisterColumnSpec(
                    code="fine", name="罚款", type="decimal", unit="元", required_where={"result": ("处罚",)}
                ),
            )
        }
    )
    (ledger,) = blank_ledgers(catalogue(registers=(register,)), KEY, "justice")
    said = forms.wording().ledger
    number, filed, result, closed, fine = ledger.columns
    assert need(fine, said) == "结果为处罚的必填"
    assert how_to_fill(2024, fine, said) == "数字，单位：元。"
    assert (need(number, said), need(closed, said)) == ("必填", "可空")
    assert how_to_fill(2024, number, said) == "文字，每行不能重复。"
    assert how_to_fill(2024, filed, said) == "日期，应在2024年内。"
    assert how_to_fill(2024, result, said) == "从下拉列表里选：处罚、不予处罚。"


@pytest.mark.parametrize("department", sorted({r.department for r in forms.shipped().registers.values()}))
def test_an_empty_ledger_is_known_again(department: str, tmp_path: Path) -> None:
    declared = forms.shipped()
    for ledger in blank_ledgers(declared, KEY, department):
        book = forms.opened(write_ledger(ledger, forms.wording()))
        sheet = book.worksheets[0]
        for column, spec in enumerate(ledger.columns, 1):
            typed_in = {"text": "甲", "date": "2024-03-01", "integer": 3, "decimal": 2.5}[spec.type]
            forms.type_in(sheet.cell(6, column), spec.codes[0] if spec.codes else typed_in)
        reading = forms.read_back(forms.saved(book), tmp_path, declared, department)
        (table,) = reading.registers
        assert declared.registers[table.register].name == ledger.register
        assert (table.rows, table.missing_columns) == ([6], ())
        assert {state for column in table.columns.values() for state in column.states} == {CellState.VALUE}
        assert (reading.stated.year, reading.stated.department) == (2024, ledger.department)
        assert not reading.notices


# --- and back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("department", list(forms.shipped().departments))
def test_an_untouched_form_reads_back_as_it_was_made(department: str, tmp_path: Path) -> None:
    declared = forms.shipped()
    asked = blank_form(declared, forms.wording(), KEY, department, LastYear())
    reading = forms.read_back(write_form(asked, forms.wording()), tmp_path, declared, department)
    assert (reading.stated.form, reading.stated.year) == (asked.id, 2024)
    assert reading.stated.department == declared.departments[department].name
    assert [c.indicator for c in reading.indicators] == [line.code.partition("@")[0] for line in asked.lines]
    assert {c.state for c in reading.indicators} == {CellState.BLANK}
    assert not reading.narrative
    assert not reading.registers
    assert not reading.notices
    assert not reading.zero_reports


# --- wording -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('month: "{name}（{month}月）"', 'month: "{name}（{moon}月）"', "table.month"),
        ("wrong_title: 文字偏长", "wrong_title: " + "长" * 33, "texts.wrong_title"),
        ("other_section: 其他", "other_sections: 其他", "other_section"),
    ],
)
def test_wrong_wording_is_refused_with_file_and_key(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = load_settings({}).resource("templates/forms/blank.yaml").read_text(encoding="utf-8")
    assert old in text
    site = tmp_path / "templates" / "forms" / "blank.yaml"
    site.parent.mkdir(parents=True)
    site.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"templates/forms/blank\.yaml: .*{re.escape(key)}"):
        load_blank(replace(load_settings({}), site=tmp_path))


def test_a_topic_that_follows_an_unknown_one_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"narrative\.followup\.follows: unknown: plans"):
        catalogue(PROBLEMS, Topic(code="followup", name="落实", follows=("plans",)))
