"""A steward adds a rule in YAML and sees it work; a slip of the pen is told by file and key."""

from pathlib import Path

import pytest

from tasks.catalogue import CatalogueError, load
from tasks.model import Finding
from tasks.pipeline.check import check
from tasks.pipeline.ingest import collect, judge
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings
from tests.rules.making import made
from tests.rules.spec import Spec

RULE = """
rules:
  - code: value.large_for_a_town
    title: 数值大得不寻常
    why: 镇一级的条数很少上万，多半是填错了格。
    observed: 指标“{label}”填写的“{FIELD}”上万。
    mend: 请核对；确实这么多的，请在口径说明里写明。
    wrong: 建议条数填 23000。
    right: 建议条数填 23。
"""
EXPECTATION = """
  - type: expect_column_values_to_be_between
    kwargs: {column: COLUMN, max_value: 10000}
    meta: {rule: value.large_for_a_town, severity: warning, scope: cell}
"""
SENT: Spec = {"sample": "人大办", "cells": {"D4": 23000}}


def site(folder: Path, field: str = "raw", column: str = "value") -> Settings:
    """A site of one rule more."""
    for below, name, words in (
        ("rules", "local.yaml", RULE.replace("FIELD", field)),
        ("suites", "indicators.yaml", _shipped() + EXPECTATION.replace("COLUMN", column)),
    ):
        path = folder / "site" / "expectations" / below / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return load_settings({"FAZHI_DATA": str(folder / "data"), "FAZHI_SITE": str(folder / "site")})


def _shipped() -> str:
    return (HOUSE / "expectations" / "suites" / "indicators.yaml").read_text(encoding="utf-8")


def checked(settings: Settings, folder: Path) -> list[Finding]:
    """What `fazhi check` finds in a form with a large number."""
    path = folder / "报表.xlsx"
    path.write_bytes(made(SENT, load(settings)))
    [one] = check(settings, "hongmei", path, folder / "out", "npc_office", 2023)
    return [question.finding for question in one.slip.questions]


def test_a_rule_in_yaml_works_at_once(tmp_path: Path) -> None:
    [found] = checked(site(tmp_path), tmp_path)
    assert (found.rule, found.address.cell, found.severity) == ("value.large_for_a_town", "D4", "warning")
    assert found.observed == "指标“办理镇人大代表建议条数”填写的“23000”上万。"


@pytest.mark.parametrize(
    ("slip", "told"),
    [({"field": "rwa"}, "value.large_for_a_town.observed.*rwa"), ({"column": "vlaue"}, "vlaue")],
)
def test_a_slip_of_the_pen_is_told_and_no_file_is_blamed(
    tmp_path: Path, slip: dict[str, str], told: str
) -> None:
    settings = site(tmp_path, **slip)
    with pytest.raises(CatalogueError, match=told):
        checked(settings, tmp_path)
    landed = settings.landing / "洪梅镇" / "2023" / "人大办"
    landed.mkdir(parents=True)
    (tmp_path / "报表.xlsx").rename(landed / "报表.xlsx")
    collect(settings, "hongmei", (2023,))
    with pytest.raises(CatalogueError, match=told):
        judge(settings, "hongmei", 2023)
