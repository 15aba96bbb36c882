"""What a register's own suite finds: where, how many, and whether the row still counts."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.catalogue import CatalogueError, load, load_suites
from tasks.model import CellState, Place, Reading, ReadState, RegisterColumn, RegisterTable, Severity
from tasks.pipeline.check import check
from tasks.settings import load as load_settings
from tasks.validation import SUITES, Judged, Submission, judge
from tasks.validation.register_frame import frame, parts
from tests.rules.making import made

SETTINGS = load_settings({})
CATALOGUE = load(SETTINGS)
PLACE = Place("hongmei", 2023, "gov_service")

GOOD = {
    "ticket_no": "DG1",
    "received_on": date(2023, 5, 3),
    "category": "投诉",
    "subject": "噪声",
    "handler": "城管办",
    "due_on": date(2023, 5, 10),
    "closed_on": date(2023, 5, 10),
    "on_time": "是",
}


def tickets(*changes: dict[str, Any], without: tuple[str, ...] = ()) -> RegisterTable:
    rows = [GOOD | {"ticket_no": f"DG{n}"} | change for n, change in enumerate(changes)]
    columns = {code: column([row[code] for row in rows]) for code in GOOD if code not in without}
    letters = {code: chr(ord("A") + n) for n, code in enumerate(columns)}
    return RegisterTable("hotline", "台账", list(range(4, 4 + len(rows))), columns, letters)


def column(values: list[object]) -> RegisterColumn:
    states = [CellState.BLANK if value is None else CellState.VALUE for value in values]
    return RegisterColumn(["" if value is None else str(value) for value in values], values, states)


def judged(table: RegisterTable, settings: Any = SETTINGS) -> Judged:
    reading = Reading("台账.xlsx", ReadState.READ, registers=(table,))
    (one,) = judge([Submission(1, PLACE, reading)], load(settings), load_suites(settings, SUITES))
    return one


def test_a_contradiction_that_decides_what_counts_leaves_the_row_out() -> None:
    one = judged(tickets({}, {"closed_on": date(2023, 5, 2)}, {"due_on": date(2023, 5, 2)}, {}))
    found = {(f.rule, f.column): (f.severity, f.address.cell, f.count) for f in one.findings}
    assert found[("register.date_order", "closed_on")] == (Severity.CRITICAL, "G5", 1)
    assert found[("register.date_order", "due_on")] == (Severity.CRITICAL, "F6", 1)
    assert one.sound.registers[0].rows == [4, 7]


def test_a_warning_leaves_the_row_in() -> None:
    late = {"closed_on": date(2023, 5, 11)}
    one = judged(tickets({}, late, late, {"on_time": "否"}))
    assert [(f.rule, f.severity, f.address.cell, f.places, f.count) for f in one.findings] == [
        ("register.late_as_on_time", Severity.WARNING, "H5", "H5:H6", 2),
        ("register.on_time_as_late", Severity.WARNING, "H7", "", 1),
    ]
    assert one.findings[0].observed == (
        "“12345热线工单台账”有 2 处办结日期晚于期限，“是否按时办结”却填“是”。"
    )
    assert one.sound.registers[0].rows == [4, 5, 6, 7]


def test_what_a_table_does_not_have_contradicts_nothing() -> None:
    assert (
        judged(tickets({}, {"due_on": None}, without=("closed_on",))).findings[0].rule == "register.required"
    )
    assert not judged(tickets({}, {"closed_on": None})).findings


def test_a_frame_holds_what_was_read_exactly() -> None:
    amount = Decimal("0.10")
    table = RegisterTable("mediation", "台账", [4, 5], {}, {})
    columns = {
        "amount": column([amount, None]),
        "closed_on": column([date(2023, 12, 31), None]),
        "result": column(["调解成功", "正在调解"]),
    }
    submission = Submission(7, PLACE, Reading("台账.xlsx", ReadState.READ))
    batch = parts(
        [(submission, RegisterTable("mediation", "台账", [4, 5], columns, {})), (submission, table)]
    )
    wanted = ("submission", "amount", "amount:asked", "amount:minimum", "closed_on:year", "no_such_column")
    built = frame(batch, CATALOGUE.registers["mediation"], wanted)
    assert list(built.columns) == list(wanted[:-1])
    assert built["submission"].tolist() == [7, 7, 7, 7]
    assert built["amount"][0] is amount
    assert built["amount:asked"][0] == "value"
    assert built["amount:asked"].isna().tolist() == [False, True, True, True]
    assert built["closed_on:year"][0] == 2023
    assert built["amount:minimum"][3] == 0


RULE = """
rules:
  - code: register.noise_at_night
    title: 夜间噪声工单
    why: 试一试。
    observed: “{register}”的“{column}”栏有 {count} 处是“{raw}”。
    mend: 请核对。
    wrong: 诉求事项“夜间噪声”。
    right: 诉求事项“噪声”。
"""
EXPECTATION = """
  - type: expect_column_values_to_not_match_regex
    kwargs: {column: subject, regex: ^夜间}
    meta: {rule: register.noise_at_night, severity: warning, scope: cell}
"""


def test_a_steward_adds_a_rule_on_a_register_in_yaml(tmp_path: Path) -> None:
    shipped = SETTINGS.resource("expectations/suites/registers/hotline.yaml").read_text(encoding="utf-8")
    settings = site(
        tmp_path, {"rules/own.yaml": RULE, "suites/registers/hotline.yaml": shipped + EXPECTATION}
    )
    (found,) = judged(tickets({}, {"subject": "夜间施工"}, {"subject": "夜间噪声"}), settings).findings
    assert (found.rule, found.severity, found.address.cell) == (
        "register.noise_at_night",
        Severity.WARNING,
        "D5",
    )
    assert (found.count, found.places, found.column) == (2, "D5:D6", "subject")
    assert found.observed == "“12345热线工单台账”的“诉求事项”栏有 2 处是“夜间施工”。"


def test_fazhi_check_shows_a_steward_s_rule_on_a_register(tmp_path: Path) -> None:
    shipped = SETTINGS.resource("expectations/suites/registers/hotline.yaml").read_text(encoding="utf-8")
    settings = site(
        tmp_path, {"rules/own.yaml": RULE, "suites/registers/hotline.yaml": shipped + EXPECTATION}
    )
    file = tmp_path / "台账.xlsx"
    file.write_bytes(made({"register": "hotline", "cells": {"D5": "夜间施工"}}, CATALOGUE))
    (one,) = check(settings, "hongmei", file, tmp_path / "out", "gov_service", 2023)
    (found,) = (q.finding for q in one.slip.questions if q.finding.rule == "register.noise_at_night")
    assert (found.severity, found.address.cell) == (Severity.WARNING, "D5")


def test_a_suite_of_no_register_is_named(tmp_path: Path) -> None:
    shipped = SETTINGS.resource("expectations/suites/registers/hotline.yaml").read_text(encoding="utf-8")
    settings = site(tmp_path, {"suites/registers/hotlin.yaml": shipped})
    with pytest.raises(CatalogueError, match=r"suites/registers/hotlin\.yaml: no register"):
        load_suites(settings, SUITES)


def site(folder: Path, files: dict[str, str]) -> Any:
    for name, words in files.items():
        path = folder / "expectations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return load_settings({"FAZHI_SITE": str(folder), "FAZHI_DATA": str(folder / "data")})
