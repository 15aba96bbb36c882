"""Every rule is broken by one submission, at its cell, and not by a near miss: see `spec`."""

from typing import cast

import pytest

from tasks.catalogue.load import load_rules
from tasks.model import Finding
from tests.rules.judging import Found, found, settings
from tests.rules.spec import Case, cases

WAITING: frozenset[str] = frozenset()
"""Rules whose cases are still to come."""


ABSENT = ("value.missing", "integrity.unreported")


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    """What was found in the cases that this run asks for, all in one batch."""
    params = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    asked = {one["case"].name: one["case"] for one in params if isinstance(one.get("case"), Case)}
    return found(asked.values(), tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: cast("Case", case).name)
def test_a_rule_is_broken_at_its_cell_and_not_by_a_near_miss(case: Case, judged: dict[str, Found]) -> None:
    of = judged[case.name]
    own = _own(of.breaks, case)
    assert sorted(_at(one, case) for one in own) == sorted(case.at), _all(of.breaks)
    assert {str(one.severity) for one in own} == {case.severity}
    for one in own:
        _says(case, one)
    assert _own(of.near_miss, case) == [], case.why
    places = {one.address for one in own if one.address.cell}
    others = {one.rule for one in of.breaks if one.address in places} - {case.rule, *case.also}
    assert not others, "one mistake is told once"


def _own(listed: tuple[Finding, ...], case: Case) -> list[Finding]:
    """The rule's findings; those on what a small table does not hold at all only where they are asked for."""
    own = [one for one in listed if one.rule == case.rule]
    return own if "" in case.at else [one for one in own if one.address.cell or case.rule not in ABSENT]


def _says(case: Case, one: Finding) -> None:
    assert case.span is None or one.span == case.span
    assert case.count is None or one.count == case.count
    told = one.observed + one.mend
    assert all(words in told for words in case.says), told
    assert "None" not in told
    assert "{" not in told


def _at(one: Finding, case: Case) -> str:
    """The finding's place, as the case names places: with the sheet or without."""
    where = f"{one.address.sheet}!{one.address.cell}" if one.address.sheet else one.address.cell
    return where if where in case.at else one.address.cell


def _all(listed: tuple[Finding, ...]) -> str:
    return "\n".join(f"{one.rule} {one.address} {one.observed}" for one in listed)


def test_every_rule_has_a_case() -> None:
    codes = {rule.code for rule in load_rules(settings(""))}
    covered = {case.rule for case in cases()}
    assert codes - covered == WAITING, "write a case for each rule: see tests/rules/spec.py"
    assert covered <= codes, "a case for no rule of ours"
