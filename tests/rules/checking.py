"""What must hold of a case's findings."""

from collections.abc import Iterable

from tasks.model import Finding
from tests.rules.judging import Found
from tests.rules.spec import Case


def check(case: Case, of: Found) -> None:
    """Assert that a rule is broken at its cells, says so once, and is not broken by the near miss."""
    own = _own(of.breaks, case)
    assert sorted(_at(one, case) for one in own) == sorted(case.at), shown(of.breaks)
    assert {str(one.severity) for one in own} == {case.severity}
    for one in own:
        _says(case, one)
    assert _own(of.near_miss, case) == [], case.why
    places = {one.address for one in own if one.address.cell}
    others = {one.rule for one in of.breaks if one.address in places} - {case.rule, *case.also}
    assert not others, f"one mistake is told once:\n{shown(of.breaks)}"


def shown(listed: Iterable[Finding]) -> str:
    """Findings, a line each."""
    return "\n".join(f"{one.rule} {one.address} {one.span} {one.observed}" for one in listed)


def _own(listed: tuple[Finding, ...], case: Case) -> list[Finding]:
    return [one for one in listed if one.rule == case.rule]


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
