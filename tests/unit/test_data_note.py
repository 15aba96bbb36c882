"""数据说明: one page about one figure, whatever there is to say."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest

from tasks import settings
from tasks.model import Address, Document, Figure, Finding, Scope, Severity
from tasks.writers import data_note
from tasks.writers.data_note import write_data_note
from tasks.writers.note_items import Known, Most, note_items
from tasks.writers.sources import Review
from tasks.writers.standings import places
from tasks.writers.style import Style, load_style
from tests.document import review, sample

MUCH = Most(12, 400)


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def figure(key: str) -> Figure:
    return next(one for one in sample().figures.values() if one.keys[0] == key)


def known(one: Figure, document: Document | None = None, **more: object) -> Known:
    where = places(document or sample())
    given: dict[str, object] = {
        "version": "v1",
        "number": list(where).index(one.id) + 1,
        "standing": where[one.id],
        "received": {},
        "last_year": {},
    }
    return Known(**(given | more))  # type: ignore[arg-type]


def told(
    key: str, by: Review | None = None, most: Most = MUCH, document: Document | None = None, **more: object
) -> Mapping[str, tuple[str, ...]]:
    """The rows of a figure's note by name."""
    one = figure(key)
    items = note_items(document or sample(), one, by or review(), known(one, **more), most)
    return {item.label: item.texts for item in items}


def with_value(key: str, **changes: object) -> Document:
    value = replace(sample().values[key], **changes)  # type: ignore[arg-type]
    return replace(sample(), values={**sample().values, key: value})


class TestItems:
    def test_what_it_is_and_where_it_is_printed(self) -> None:
        rows = told("2023/cases")
        number = list(sample().figures).index(figure("2023/cases").id) + 1
        assert rows["数据"] == ("综合执法平台办案总数：1483宗",)
        assert rows["所在报告"] == (
            f"《青禾镇2023年法治政府建设年度报告》，成文日期2024年1月31日，版本 v1，第{number}个数据",
        )
        assert rows["报告原文"][0].startswith("三、（三）1.凝聚综合执法合力：全面应用综合执法平台办理案件")

    def test_what_its_sign_chose_to_say_is_part_of_what_is_printed(self) -> None:
        fell = replace(figure("2023/cases_yoy"), words="同比下降", text="33%")
        items = note_items(sample(), fell, review(), known(fell), MUCH)
        assert items[0].texts == ("综合执法平台办案总数同比增长率：同比下降33%",)

    def test_a_computed_one_has_its_formula_and_each_file_it_rests_on(self) -> None:
        rows = told("2023/cases_yoy")
        assert rows["怎样得出"] == ("（1483－306）÷306＝385%",)
        assert rows["准确值"] == ("384.640522…%",)
        counted, stated = rows["数据来源"]
        assert "执法案件台账，全部案件，1483行" in counted
        assert counted.startswith("（1）综合行政执法办公室《执法案件台账2023.xlsx》")
        assert "单位填报的上年数，指标!E6，填写的是“306”" in stated

    def test_one_taken_over_says_that_nothing_was_computed(self) -> None:
        assert told("2023/hotline")["怎样得出"] == ("单位填报，没有另作计算",)

    def test_months_are_told_in_short(self) -> None:
        (file,) = told("2023/satisfaction")["数据来源"]
        assert file.count("便民热线月均满意度") == 1
        assert "2023年4月95%（指标!D24）、2023年5月95.25%（指标!D25）" in file

    def test_when_a_file_came_and_who_reported_it(self) -> None:
        origin = sample().values["2023/mediated"].origin
        by = replace(review(), people={origin.sha256: (("填报人", "张三"), ("审核人", "李四"))})
        (file,) = told("2023/mediated", by, received={origin.sha256: "2024年1月8日 09:30"})["数据来源"]
        assert "，2024年1月8日 09:30收到，填报人张三，审核人李四，文件指纹 SHA-256 " in file
        assert origin.sha256[:16] in file
        assert origin.sha256 not in file

    def test_last_years_value_is_the_documents_or_the_one_curated_then(self) -> None:
        assert told("2023/cases")["上年数"] == ("综合执法平台办案总数（2022年）：306宗（单位填报的上年数）",)
        assert told("2023/mediated")["上年数"] == ("没有上年数",)
        before = replace(sample().values["2023/mediated"], period="2022", value=Decimal(198))
        assert told("2023/mediated", last_year={before.key: before})["上年数"] == (
            "调解矛盾纠纷数（2022年）：198宗（单位填报）",
        )

    def test_scope_notes_and_the_last_day_counted(self) -> None:
        document = with_value("2023/mediated_amount", cutoff=date(2023, 11, 30))
        assert told("2023/mediated_amount", document=document)["口径"] == (
            "（1）达成书面协议的纠纷。",
            "（2）统计截至2023年11月30日",
        )

    def test_what_was_settled_and_what_is_open(self) -> None:
        assert told("2023/mediated")["处理情况"] == ("没有更正，没有待处理的问题",)
        found = Finding(
            "a",
            Severity.WARNING,
            Scope.CELL,
            "",
            Address("f"),
            "和上年差得多。",
            "请核对。",
            "mediated",
            "2023",
        )
        document = with_value("2023/mediated", settlement="更正：原为 213（司法分局，2024年2月1日）")
        by = replace(review(), findings=(found,))
        assert told("2023/mediated", by, document=document)["处理情况"] == (
            "（1）调解矛盾纠纷数（2023年）：更正：原为 213（司法分局，2024年2月1日）",
            "（2）待处理（提示）：和上年差得多。",
        )

    def test_what_there_is_no_room_for_is_counted_and_referred_to(self) -> None:
        number = known(figure("2023/satisfaction")).number
        rows = told("2023/satisfaction", most=Most(3, 20))
        assert rows["数据来源"][0].endswith(f"；等12项，逐项见《数据出处一览表》序号 {number}。")
        assert "D24" not in rows["数据来源"][0]
        several = told("2023/petition_accepted", most=Most(2, 20))
        assert several["准确值"][-1].startswith("另有1项，见《数据出处一览表》序号 ")
        assert all(len(text) < 300 for texts in rows.values() for text in texts)


class TestPage:
    def test_equal_notes_are_equal_bytes(self, style: Style) -> None:
        one = figure("2023/cases")
        made = [write_data_note(sample(), one, review(), known(one), style) for _ in range(2)]
        assert made[0] == made[1]

    def test_it_is_marked_and_dated_as_the_document(self, style: Style) -> None:
        one = figure("2023/cases")
        word = docx.Document(io.BytesIO(write_data_note(sample(), one, review(), known(one), style)))
        assert word.paragraphs[0].text == "内部使用，不公开"
        assert "不公开" in word.core_properties.title
        assert word.core_properties.created.date() == date(2024, 1, 31)
        assert word.core_properties.author == ""

    def test_every_figure_of_the_sample_fits(self, style: Style) -> None:
        for one in sample().figures.values():
            assert _used(sample(), one, review(), style) <= 1

    def test_the_longest_that_can_be_fits_too(self, style: Style) -> None:
        assert _used(*longest(), style) <= 1

    def test_words_are_words(self, style: Style) -> None:
        """Whatever a department wrote is text: no element, no field, nothing that breaks the file."""
        document = with_value(
            "2023/mediated", scope_note="<w:br/> & {PAGE} \x00\x0b\ud800\u202e", settlement="=1"
        )
        one = figure("2023/mediated")
        data = write_data_note(document, one, review(), known(one), style)
        text = "".join(cell.text for cell in docx.Document(io.BytesIO(data)).tables[0].column_cells(1))
        assert "<w:br/> & {PAGE}" in text
        assert "\u202e" not in text
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert not re.search(rb"instrText|fldSimple", package.read("word/document.xml"))


def _used(document: Document, one: Figure, by: Review, style: Style) -> float:
    """Which part of the page a note is expected to take."""
    items, setting = data_note._fitting(document, one, by, known(one, document), style.layout)
    taken = sum(data_note._height(item, setting, style.layout) for item in items)
    return taken / data_note._room(style.layout)


def longest() -> tuple[Document, Figure, Review]:
    """A figure of many values from many files, everything said of it as long as can be."""
    words = "很长的说明文字，" * 100
    base = sample().values["2023/mediated"]
    values = {}
    for number in range(40):
        origin = replace(
            base.origin,
            file=f"{number}{words}.xlsx",
            sha256=f"{number:064x}",
            sheet="工作表" * 10,
            raw=words,
        )
        one = replace(
            base,
            indicator=f"i{number}",
            origin=origin,
            scope_note=f"{number}{words}",
            settlement=words,
            formula=words,
        )
        values[one.key] = one
    top = replace(base, indicator="top", inputs=tuple(values), formula=words)
    figure_ = replace(figure("2023/mediated"), keys=(top.key, *values), name=words, formula=words)
    findings = [
        Finding("a", Severity.WARNING, Scope.CELL, "", Address("f"), words, words, f"i{number}", "2023")
        for number in range(40)
    ]
    names = {f"i{number}": f"{number}{words}" for number in range(40)}
    people = {f"{number:064x}": (("填报人", "名" * 40), ("审核人", "名" * 40)) for number in range(40)}
    document = replace(
        sample(),
        values={**sample().values, **values, top.key: top},
        figures={**sample().figures, figure_.id: figure_},
    )
    return document, figure_, replace(review(), findings=tuple(findings), indicators=names, people=people)
