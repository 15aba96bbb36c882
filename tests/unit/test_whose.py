"""Whose a file of the inbox is: by form, by what it says, by its name; never guessed."""

import pytest

from tasks.catalogue import load
from tasks.intake.cells import Marks, Sheet, Workbook
from tasks.intake.whose import Whose, whose
from tasks.settings import load as load_settings

CATALOGUE = load(load_settings({}))
HEADER = ["序号", "指标名称", "计量单位", "本年数"]


def sheet(*rows: list[str], name: str = "数据") -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [row + [""] * (width - len(row)) for row in rows], Marks())


def found(*sheets: Sheet, path: str = "来件.xlsx") -> Whose:
    return whose(Workbook(sheets), path.split("/"), "hongmei", CATALOGUE)


def cover(form: str, department: str = "信访办", year: str = "2023") -> Sheet:
    return sheet(["填报单位", department], ["年度", year], ["表单编号", form], name="封面")


def test_a_form_is_known_by_its_number() -> None:
    assert found(cover("hongmei-2023-petition-3f2a9c1d")) == Whose("petition", 2023, "form")
    assert found(cover("hongmei-2023-petition-3f2a9c1d"), path="司法分局2022.xlsx").unclear


def test_a_forms_number_and_its_cover_must_agree() -> None:
    odd = found(cover("hongmei-2023-petition-3f2a9c1d", department="人大办"))
    assert (odd.department, odd.unclear) == (None, "表中写了不止一个填报单位：人大办、信访办")
    assert "不止一个年度：2022、2023" in found(cover("hongmei-2022-petition-3f2a9c1d")).unclear


@pytest.mark.parametrize(
    "title",
    [["信访办2023年度数据统计表"], ["填报单位：洪梅镇信访办", "统计年度：2023"], ["2023年统计表（信访办）"]],
)
def test_a_title_or_a_line_above_the_table_says_it(title: list[str]) -> None:
    assert found(sheet(title, HEADER, ["1", "司法分局2021年", "", "3"])) == Whose("petition", 2023, "stated")


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("信访办2023.xlsx", 2023),
        ("2023年信访办数据（最终版2）.xls", 2023),
        ("信访办/2023年度/表.xlsx", 2023),
        ("20240115 信访办 2023年.xlsx", 2023),
        ("2024年1月15日收 信访办2023年1-12月.xlsx", 2023),
        ("信访办 2024-01-15 2023.xlsx", 2023),
        ("镇委党校2023.xlsx", None),
    ],
)
def test_else_a_name_says_it(path: str, year: int | None) -> None:
    said = found(sheet(HEADER), path=path)
    assert said.unclear == ""
    assert (said.department, said.how) == ("petition" if year else "party_school", "name")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("信访办.xlsx", "没有写明年度"),
        ("2023.xlsx", "没有写明填报单位"),
        ("信访办和人大办2023.xlsx", "文件名里有不止一个单位：人大办、信访办"),
        ("信访办/人大办2023.xlsx", "文件名里有不止一个单位：人大办、信访办"),
        ("信访办2022、2023.xlsx", "写了不止一个年度：2022、2023"),
        ("表.xlsx", "没有写明填报单位；没有写明年度"),
    ],
)
def test_what_is_not_clear_is_not_guessed(path: str, why: str) -> None:
    assert found(sheet(HEADER), path=path).unclear == why


def test_a_name_never_overrules_what_is_written() -> None:
    said = sheet(["填报单位：信访办"], ["2023年度"], HEADER)
    assert found(said, path="人大办2023.xlsx").unclear == "表中写的填报单位是信访办，文件名写的是人大办"
    assert found(said, path="2024年报送.xlsx") == Whose("petition", 2023, "stated")
    assert "“财政所”不在目录内" in found(sheet(["填报单位：财政所"], HEADER), path="信访办2023.xlsx").unclear


def test_two_sheets_that_disagree_are_unclear() -> None:
    both = found(
        sheet(["信访办2023年"], HEADER), sheet(["人大办2023年"], HEADER, name="二"), path="汇总.xlsx"
    )
    assert "不止一个填报单位" in both.unclear


def test_the_year_that_a_text_plans_for_is_not_the_one_reported() -> None:
    texts = sheet(["2024年工作安排"], ["栏目", "小标题", "正文"], name="材料")
    assert found(sheet(["信访办2023年"], HEADER), texts).year == 2023


def test_what_cannot_be_opened_is_known_by_its_name() -> None:
    assert whose(None, ("信访办2023.xlsx",), "hongmei", CATALOGUE) == Whose("petition", 2023, "name")
