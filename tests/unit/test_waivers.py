"""免报, 免确认: whom the office lets off, through the 问题处理单, and what that does to status and finals."""

import pytest
from openpyxl import Workbook, load_workbook

from flows.standing import progress
from tasks.catalogue import CatalogueError
from tasks.catalogue.settlement_checks import load_settlements
from tasks.pipeline.departments import department_reasons, department_states
from tasks.pipeline.status import status
from tasks.store.registry import open_registry
from tests.town import Town
from tests.unit.test_settlement_list import KEY, record, run, spoiled, table, town

__all__ = ["spoiled", "town"]

SHEET = "报送和确认"
ANSWER = ("工作由别的单位承担", "张某", "2024-01-20")


def decide(book: Workbook, short: str, *answer: str) -> None:
    """Fill in 处理方式, 理由, 处理人, 日期 of a department."""
    row = next(cells for cells in book[SHEET].iter_rows(min_row=4) if cells[0].value == short)
    for cell, text in zip(row[2:], answer, strict=False):
        cell.value = text


def listed(town: Town) -> dict[str, dict[str, str]]:
    return {row["填报单位"]: row for row in table(load_workbook(town.settlement_list), SHEET)}


def states(town: Town) -> dict[str, str]:
    with open_registry(town.settings.registry_url) as registry:
        return department_states(town.settings, registry, KEY, town.catalogue)


def test_who_is_let_off_is_on_record_and_stands_in_no_ones_way(town: Town) -> None:
    before = listed(town)
    assert (before["信访办"]["情况"], before["人大办"]["情况"]) == ("未确认", "未报送")
    assert len(before) == len(town.catalogue.departments)

    def fill(book: Workbook) -> None:
        decide(book, "人大办", "免报", *ANSWER)
        decide(book, "信访办", "免确认", "数据已当面核对，电话13812345678", *ANSWER[1:])
        decide(book, "镇委党校", "免报", "", "张某", "2024-01-20")
        decide(book, "交警大队", "不用了", *ANSWER)

    town.settle(fill)
    run(town)
    after = listed(town)
    assert (after["人大办"]["情况"], after["信访办"]["情况"]) == ("免报", "免确认")
    assert after["人大办"]["理由"] == ANSWER[0]
    assert after["镇委党校"]["上次填写未采用的原因"] == "没有写理由"
    assert "“不用了”不是免报" in after["交警大队"]["上次填写未采用的原因"]
    assert "13812345678" not in record(town).read_text(encoding="utf-8")
    found = states(town)
    assert (found["npc_office"], found["petition"], found["traffic"]) == ("免报", "免确认", "未报送")
    (said,) = department_reasons(found, town.catalogue)
    assert said.startswith(f"{len(found) - 2} 个单位还没有采用的报送文件")
    assert "人大办" not in said
    stands = status(town.settings, "hongmei", 2023)
    assert [row.department for row in stands.let_off] == ["人大办", "信访办"]
    assert any("；免确认 1 个：信访办" in line for line in progress(stands))
    now = {row.department: row for row in stands.rows}
    assert (now["人大办"].confirmed, now["人大办"].missing) == ("免报", ())
    assert {one.result for one in now["人大办"].datasets} == {"—"}
    assert now["信访办"].confirmed == "免确认"

    town.settle(lambda book: decide(book, "人大办", "照常", *ANSWER), "又一份.xlsx")
    run(town)
    assert states(town)["npc_office"] == "未报送"
    assert record(town).read_text(encoding="utf-8").count("decision: waive") == 3, "only added"


def test_a_waiver_for_nobody_is_refused(town: Town) -> None:
    waiver = {"decision": "waive", "department": "nobody", "what": "report", "reason": "无", "by": "张某"}
    path = record(town)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"settlements:\n  - {waiver | {'dated': '2024-01-20'}}\n".replace("'", '"'), "utf-8")
    with pytest.raises(CatalogueError, match=r"settlements\.0\.department"):
        load_settlements(town.settings, town.catalogue, KEY)
