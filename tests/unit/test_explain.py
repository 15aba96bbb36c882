"""`fazhi explain`: every rule, where it is checked, how grave it is, what to do."""

import pytest

from flows.cli import run_command
from tasks.catalogue import load
from tasks.catalogue.rulebook import COLUMNS, OF_COLUMNS, Check, effect, load_rulebook, without_fields
from tasks.catalogue.rules_page import PATH, rules_page
from tasks.model import Scope, Severity
from tasks.pipeline.explain import explain
from tasks.settings import HOUSE
from tasks.settings import load as load_settings
from tasks.validation.register_suite import suite

SETTINGS = load_settings({})
BOOK = load_rulebook(SETTINGS)


def test_every_rule_is_checked_somewhere_that_has_a_name() -> None:
    assert set(BOOK.entries) == set(load(SETTINGS).rules)
    assert all(check.suite for entry in BOOK.entries.values() for check in entry.checks)


def test_rules_on_columns_are_those_that_registers_become() -> None:
    made = [
        one["meta"]
        for register in load(SETTINGS).registers.values()
        for one in suite(register)["expectations"]
    ]
    assert {meta["rule"] for meta in made} <= set(OF_COLUMNS)
    for meta in made:
        check = Check(COLUMNS, Severity(meta["severity"]), Scope(meta["scope"]), "registers")
        assert BOOK.entries[meta["rule"]].checks == (check,)


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("register.key", ["register.key"]),
        ("REGISTER.KEY", ["register.key"]),
        ("台账编号重复", ["register.key"]),
        ("未填", ["value.missing"]),  # a whole title, though 必填栏未填 holds it too
        ("编号重复", ["register.key"]),
        ("计算结果", ["integrity.above_maximum", "integrity.below_minimum"]),
    ],
)
def test_a_rule_is_found_by_code_title_or_part(what: str, codes: list[str]) -> None:
    assert [one.rule.code for one in explain(SETTINGS, what).found] == codes


def test_what_is_not_there_leads_to_the_nearest() -> None:
    answer = explain(SETTINGS, "台帐编号重复")
    assert answer.found == ()
    assert answer.nearest[0].rule.code == "register.key"
    assert explain(SETTINGS, "qqqq").nearest == ()


def test_nothing_asked_is_everything() -> None:
    assert {one.rule.code for one in explain(SETTINGS).found} == set(BOOK.entries)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["register.key"],
            0,
            ["台账编号重复（register.key）", "严重，一行", "在“台账各栏”里查", "该处不采用"],
        ),
        (["小于下限"], 3, ["没有名为“小于下限”的规则"]),
        (["编好重复"], 3, ["名称相近的有", "台账编号重复"]),
        (["范围"], 0, ["integrity.above_maximum", "共 "]),
        ([], 0, ["file.empty", "integrity.unreported", "提示"]),
    ],
)
def test_the_command(
    arguments: list[str], code: int, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["explain", *arguments]) == code
    said = capsys.readouterr().out
    assert all(word in said for word in words)


def test_what_a_finding_does_is_said_by_severity_and_scope() -> None:
    said = {
        effect(Check("", severity, scope)).partition("，")[0]
        for severity, scope in (
            (Severity.CRITICAL, Scope.FILE),
            (Severity.CRITICAL, Scope.DATASET),
        )
    }
    assert said == {"退回修改"}
    assert "不采用" in effect(Check("", Severity.CRITICAL, Scope.CELL))
    assert "照常采用" in effect(Check("", Severity.CRITICAL, Scope.INTEGRITY))
    assert "照常采用" in effect(Check("", Severity.WARNING, Scope.ROW))


def test_the_guide_to_the_rules_is_in_step() -> None:
    text = (HOUSE / PATH).read_text(encoding="utf-8")
    assert text == rules_page(SETTINGS), "run: python -m tasks.catalogue.export"
    assert all(f"`{code}`" in text for code in BOOK.entries)


def test_a_message_without_its_fields() -> None:
    assert without_fields("“{label}”有 {count} 处{detail}。") == "“…”有 … 处…。"
