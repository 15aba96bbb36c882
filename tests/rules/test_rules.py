"""Every rule is broken by one submission, at its cell, and not by a near miss: see `spec`."""

from typing import cast

import pytest

from tasks.catalogue.load import load_rules
from tests.rules.checking import check
from tests.rules.judging import Found, settings
from tests.rules.spec import Case, cases

WAITING: frozenset[str] = frozenset()
"""Rules whose cases are still to come."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: cast("Case", case).name)
def test_a_rule_is_broken_at_its_cell_and_not_by_a_near_miss(case: Case, judged: dict[str, Found]) -> None:
    check(case, judged[case.name])


def test_every_rule_has_a_case() -> None:
    codes = {rule.code for rule in load_rules(settings(""))}
    covered = {case.rule for case in cases()}
    assert codes - covered == WAITING, "write a case for each rule: see tests/rules/spec.py"
    assert covered <= codes, "a case for no rule of ours"
