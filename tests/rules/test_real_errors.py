"""Errors that stood in real forms and reports are found, and sums that are right are left alone."""

from collections.abc import Iterator
from typing import cast

import pytest
import yaml

from tests.rules.checking import check, shown
from tests.rules.judging import Found
from tests.rules.spec import HERE, Case, case_of

TABLE = yaml.safe_load((HERE / "real_errors.yaml").read_text(encoding="utf-8"))
SITE = "reports"


def errors() -> Iterator[Case]:
    """The errors, each beside the same thing put right."""
    for number, entry in enumerate(TABLE["errors"], 1):
        rest = {key: what for key, what in entry.items() if key != "said"}
        yield case_of(f"error-{number}", {"site": SITE, "why": entry["said"], **rest})


def sound() -> Iterator[Case]:
    """What is right."""
    for number, entry in enumerate(TABLE["sound"], 1):
        rest = {key: what for key, what in entry.items() if key != "said"}
        of = {"site": SITE, "rule": "none", "why": entry["said"], "severity": ""}
        yield case_of(f"sound-{number}", {**of, "breaks": rest, "near_miss": {"sample": "人大办"}})


def _name(case: object) -> str:
    return cast("Case", case).name


@pytest.mark.parametrize("case", list(errors()), ids=_name)
def test_a_real_error_is_found_at_its_cell_and_not_when_put_right(
    case: Case, judged: dict[str, Found]
) -> None:
    check(case, judged[case.name])


@pytest.mark.parametrize("case", list(sound()), ids=_name)
def test_a_sum_that_is_right_raises_no_alarm(case: Case, judged: dict[str, Found]) -> None:
    assert not judged[case.name].breaks, shown(judged[case.name].breaks)
