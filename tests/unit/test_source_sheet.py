"""数据出处一览表: every figure in reading order, where it stands, and the cell where it comes from."""

import io
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from tasks.cell_text import width
from tasks.model import (
    Address,
    Annex,
    Bar,
    Block,
    Chart,
    Document,
    FigureRun,
    Finding,
    Scope,
    Severity,
    Table,
    Text,
)
from tasks.writers.source_rows import HEADINGS, SourceRow, source_rows
from tasks.writers.source_sheet import write_sources
from tasks.writers.sources import Review
from tasks.writers.standings import standings
from tests.document import annexed, review, sample

COLUMNS = list(HEADINGS)
CASES, YOY = "2023/cases", "2023/cases_yoy"


def identity(key: str, document: Document | None = None) -> str:
    """The id of the figure of a value."""
    return next(one.id for one in (document or sample()).figures.values() if one.keys == (key,))


@cache
def rows(changes: tuple[tuple[str, str], ...] = ()) -> tuple[SourceRow, ...]:
    return source_rows(sample(), review(), dict(changes))


def row_of(key: str) -> Mapping[str, str]:
    """The cells of a figure's row."""
    wanted = identity(key)
    return next(row.cells for row in rows() if row.standing and row.standing.figure == wanted)


def below(key: str) -> list[Mapping[str, str]]:
    """The cells of the rows below a figure's."""
    number = row_of(key)["number"]
    return [row.cells for row in rows() if row.cells["number"].startswith(f"{number}-")]


def opened(data: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]


def with_annexes() -> Document:
    """The sample with two annexes: a table and a chart of figures that stand in the text too."""
    cases, growth = identity(CASES), identity(YOY)
    table = Table(("指标", "本年数"), (((Text("办案总数"),), (FigureRun(cases),)),), (1,))
    chart = Chart("同比增长率（%）", (Bar("办案总数", growth, Decimal(385)),))
    annexes = (Annex("全部指标", (Block(0, body=(Text("单位见表。"),)), table)), Annex("主要指标", (chart,)))
    return replace(sample(), annexes=annexes)


class TestStandings:
    def test_every_figure_of_the_text_stands_in_a_sentence_that_holds_it(self) -> None:
        found = standings(sample())
        assert [one.figure for one in found] == list(sample().figures)
        assert all(one.text == sample().figures[one.figure].text for one in found)
        assert not [one for one in found if re.search("[。！？；]", one.before)]
        assert not [one for one in found if re.search("[。！？；].", one.after)]

    def test_a_section_is_named_by_the_numbers_above_it_and_its_heading(self) -> None:
        place = next(one for one in standings(sample()) if one.figure == identity(CASES))
        assert place.section == "三、（三）1.凝聚综合执法合力"
        assert place.sentence.startswith("全面应用综合执法平台办理案件")

    def test_what_stands_before_any_heading_and_in_the_title(self) -> None:
        figure = FigureRun("f001")
        blocks = (Block(0, body=(Text("开展"), figure, Text("。其他。"))),)
        document = replace(sample(), title=(Text("报告"), figure), blocks=blocks)
        assert [(one.section, one.sentence) for one in standings(document)] == [
            ("标题", "报告460余场次"),
            ("开头", "开展460余场次。"),
        ]

    def test_a_table_gives_its_row_and_a_chart_its_bar(self) -> None:
        found = [(one.section, one.sentence) for one in standings(with_annexes())[-2:]]
        assert found == [
            ("附件1　全部指标", "办案总数　1483宗"),
            ("附件2　主要指标", "同比增长率（%）　办案总数　385%"),
        ]


class TestRows:
    def test_every_figure_has_one_row_in_reading_order(self) -> None:
        figures = [row.standing.figure for row in rows() if row.standing]
        assert figures == list(sample().figures)
        assert [row.cells["number"] for row in rows() if not row.depth] == [
            str(number) for number in range(1, len(figures) + 1)
        ]

    def test_a_value_taken_over_is_told_in_its_own_row(self) -> None:
        cells = row_of("2023/mediated_amount")
        assert (cells["printed"], cells["exact"], cells["raw"]) == ("约296万元", "约2960000元", "约296万元")
        assert (cells["department"], cells["place"]) == ("青禾司法分局", "指标!D13")
        assert cells["scope"] == "达成书面协议的纠纷。"
        assert not below("2023/mediated_amount")

    def test_a_count_names_its_register_its_condition_and_its_rows(self) -> None:
        assert row_of(CASES)["place"] == "执法案件台账，全部案件，1483行"

    def test_a_derived_figure_has_its_inputs_below_it(self) -> None:
        cells = row_of("2023/cases_per_officer")
        assert (cells["formula"], cells["kind"]) == ("1483宗÷110人＝13.5宗", "计算得出")
        assert cells["exact"] == "13.481818…宗/人"
        first, second = below("2023/cases_per_officer")
        assert first["file"] == f"见序号 {row_of(CASES)['number']}"  # it is told in the figure's own row
        assert (second["exact"], second["place"]) == ("110人", "指标!D9")

    def test_each_month_is_below_the_average(self) -> None:
        months = below("2023/satisfaction")
        assert [one["place"] for one in months] == [f"指标!D{row}" for row in range(21, 33)]

    def test_several_values_behind_one_figure_are_below_it(self) -> None:
        wanted = next(one for one in sample().figures.values() if len(one.keys) == 3)
        number = next(r.cells["number"] for r in rows() if r.standing and r.standing.figure == wanted.id)
        told = [r.cells["place"] for r in rows() if r.cells["number"].startswith(f"{number}-")]
        assert told == ["指标!D30", "指标!D31", "指标!D32"]

    def test_what_its_sign_chose_to_say_is_part_of_what_is_printed(self) -> None:
        fell = replace(sample().figures["f001"], words="同比下降", text="33%")
        document = replace(sample(), figures={**sample().figures, "f001": fell})
        assert source_rows(document, review(), {})[0].cells["printed"] == "同比下降33%"

    def test_what_an_annex_prints_again_is_referred_to(self) -> None:
        told = source_rows(annexed(), review(), {})
        (_, again) = (r.cells for r in told if r.standing and r.cells["printed"] == "1483宗")
        assert again["section"].startswith("附件1")
        assert again["file"] == f"见序号 {row_of(CASES)['number']}"
        assert (again["exact"], again["department"]) == ("1483宗", "综合行政执法办公室")
        assert not again.get("place")

    def test_findings_and_changes_stand_in_the_figures_row(self) -> None:
        found = Finding(
            "a", Severity.CRITICAL, Scope.CELL, "", Address("f"), "相差7宗。", "请核对。", "cases", "2023"
        )
        told = source_rows(sample(), replace(review(), findings=(found,)), {identity(YOY): "原为 380%"})
        cells = {row.standing.figure: row.cells for row in told if row.standing}
        assert cells[identity(CASES)]["findings"] == "【严重】相差7宗。"
        assert cells[identity(YOY)]["findings"] == "【严重】相差7宗。"  # it rests on the same number
        assert cells[identity(YOY)]["change"] == "原为 380%"
        assert cells[identity("2023/mediated")]["findings"] == cells[identity(CASES)]["change"] == ""

    def test_who_reported_it_is_told(self) -> None:
        sha256 = sample().values["2023/mediated"].origin.sha256
        who = replace(review(), people={sha256: (("填报人", "张三"), ("审核人", "李四"))})
        told = {r.standing.figure: r.cells for r in source_rows(sample(), who, {}) if r.standing}
        assert told[identity("2023/mediated")]["people"] == "张三\n李四"
        assert told[identity(CASES)]["people"] == ""

    def test_a_figure_of_text_and_annex_has_one_row_that_names_both(self) -> None:
        told = source_rows(with_annexes(), review(), {})
        (cells,) = (r.cells for r in told if r.standing and r.standing.figure == identity(CASES))
        assert cells["section"] == "三、（三）1.凝聚综合执法合力；附件1　全部指标"


class TestSheet:
    def test_equal_documents_are_equal_bytes(self) -> None:
        assert write_sources(sample(), review(), {}) == write_sources(sample(), review(), {})

    def test_the_only_date_in_it_is_the_documents(self) -> None:
        with zipfile.ZipFile(io.BytesIO(write_sources(sample(), review(), {}))) as package:
            core = package.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2024-01-31T00:00:00Z"}

    def test_it_is_marked_as_not_public(self) -> None:
        data = write_sources(sample(), review(), {})
        book = load_workbook(io.BytesIO(data))
        assert "不公开" in str(book.properties.title)
        sheet = book.worksheets[0]
        assert "不公开" in str(sheet["A2"].value)
        assert "不公开" in str(sheet.oddFooter.left.text)

    def test_it_prints_on_a4_with_its_headings_on_every_page(self) -> None:
        sheet = opened(write_sources(sample(), review(), {}))
        last = sheet.max_row
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$3:$3")
        assert sheet.auto_filter.ref == f"A3:Q{last}"
        assert sheet.print_area == f"'{sheet.title}'!$A$1:$Q${last}"
        assert "&P" in str(sheet.oddFooter.right.text)

    def test_its_rows_are_those_of_the_document(self) -> None:
        sheet = opened(write_sources(sample(), review(), {}))
        assert [cell.value for cell in sheet[3]] == list(HEADINGS.values())
        told = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert told == [
            [
                row.standing.sentence if name == "sentence" and row.standing else row.cells.get(name, "")
                for name in COLUMNS
            ]
            for row in rows()
        ]

    def test_the_figure_is_bold_in_its_sentence(self) -> None:
        sheet = opened(write_sources(sample(), review(), {}))
        rich = sheet.cell(4, COLUMNS.index("sentence") + 1).value
        assert isinstance(rich, CellRichText)
        assert [part.text for part in rich if not isinstance(part, str) and part.font.b] == ["460余场次"]

    def test_every_row_is_high_enough_for_its_texts(self) -> None:
        """By Excel's geometry: 7 pixels a character of width and 5 more, 9-point type on 11.25 points."""
        sheet = opened(write_sources(annexed(), review(), {"f001": "上一送审稿为456余场次：重新报送。" * 9}))
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                room = ((sheet.column_dimensions[cell.column_letter].width * 7 + 5) * 0.75 - 4) / 9
                needed = sum(
                    max(1, math.ceil(width(line) / 2 / room)) for line in str(cell.value or "").split("\n")
                )
                assert (sheet.row_dimensions[cell.row].height or 0) >= needed * 11.25, cell.coordinate

    def test_inputs_are_grouped_below_their_figure(self) -> None:
        sheet = opened(write_sources(sample(), review(), {}))
        levels = [sheet.row_dimensions[number].outline_level for number in range(4, sheet.max_row + 1)]
        assert levels == [row.depth for row in rows()]
        assert not sheet.sheet_properties.outlinePr.summaryBelow

    def test_words_stay_words(self) -> None:
        """Whatever a department wrote, no cell is a formula, a link or a number of another form."""
        nasty = ("=1+1", "+1", "-2", "@SUM(A1)", "https://example.test/", "1E5", "a\x00b\x0bc\ud800")
        for raw in nasty:
            value = sample().values["2023/hotline"]
            changed = replace(value, origin=replace(value.origin, raw=raw, file=raw), scope_note=raw)
            document = replace(sample(), values={**sample().values, value.key: changed})
            data = write_sources(document, review(), {})
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                xml = package.read("xl/worksheets/sheet1.xml").decode()
                assert not [name for name in package.namelist() if "rels" in name and "sheet1" in name]
            assert "<f>" not in xml
            assert "hyperlink" not in xml

    def test_a_text_longer_than_a_cell_is_cut_and_the_workbook_opens(self) -> None:
        blocks = (Block(0, body=(Text("长" * 40_000), FigureRun("f001"))),)
        document = replace(sample(), blocks=blocks)
        assert opened(write_sources(document, review(), {})).max_row == 4

    def test_a_document_without_figures(self) -> None:
        document = replace(sample(), blocks=(Block(0, body=(Text("没有数据。"),)),))
        assert opened(write_sources(document, Review(), {})).max_row == 3
