"""Rows of a 问题处理单 whose hidden cell was altered, and what else must never reach the record."""

import json
from pathlib import Path
from time import process_time

import pytest

from tasks.catalogue import CatalogueError, load
from tasks.catalogue.settlements import load_record, path_of
from tasks.catalogue.settlements_wording import load_settlements_words
from tasks.forms.settlement_reading import Filled
from tasks.model import RegionYear
from tasks.pipeline.settling import refusals, take
from tasks.settings import Settings
from tasks.settings import load as load_settings

KEY = RegionYear("hongmei", 2023)
ABOUT = {
    "department": "justice",
    "rule": "value.hedge",
    "dataset": "indicators",
    "indicator": "",
    "period": "",
}
HIDDEN = {**ABOUT, "column": "", "sheet": "", "cell": "", "observed": "约数", "raw": "约12"}
ANSWER = {"decision": "说明后采用", "reason": "来电核实", "by": "张某", "dated": "2024-01-20"}


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return load_settings({"FAZHI_DATA": str(tmp_path), "FAZHI_SITE": str(tmp_path / "site")})


def taken(site: Settings, *rows: dict[str, str]) -> tuple[int, list[str]]:
    """How many entries the record has then, and why rows were refused."""
    take(site, load(site), KEY, [("f" * 64, Filled("hongmei", 2023, rows, (), ()))])
    return len(load_record(site, KEY).entries), [one.why for one in refusals(site, KEY, load(site))]


@pytest.mark.parametrize(
    "hidden",
    [
        "[" * 32_000,
        '{"a":' * 6_000,
        "1" * 5_000,
        '{"department": NaN}',
        json.dumps({**HIDDEN, "observed": "\ud800"}),
        json.dumps({**HIDDEN, "period": "二〇二三"}),
        json.dumps({**HIDDEN, "department": "../../etc"}),
        json.dumps({**HIDDEN, "rule": ""}),
        json.dumps({**HIDDEN, "cell": 3}),
    ],
)
def test_an_altered_hidden_cell_is_refused_and_the_others_are_taken(site: Settings, hidden: str) -> None:
    entries, why = taken(site, {"key": hidden, **ANSWER}, {"key": json.dumps(HIDDEN), **ANSWER})
    assert (entries, why) == (1, [load_settlements_words(site).refusals.key])


def test_line_ends_that_yaml_knows_do_not_break_the_record(site: Settings) -> None:
    odd = "甲\u2028乙\x85丙\x1c丁\r\n- decision: accept\n\t'\"{{ x }}"
    assert taken(site, {"key": json.dumps({**HIDDEN, "observed": odd}), **ANSWER}) == (1, [])
    (entry,) = load_record(site, KEY).entries
    assert entry.model_dump()["expect"] == odd


@pytest.mark.parametrize("period", ["²023", "20٢3", "2023-13", "23"])
def test_a_period_is_written_in_plain_digits(site: Settings, period: str) -> None:
    name = next(one.name for one in load(site).indicators.values() if one.kind == "primary")
    row = {"indicator": name, "period": period, "value": "3", "source": "年报", **ANSWER}
    take(site, load(site), KEY, [("f" * 64, Filled("hongmei", 2023, (), (), (row,)))])
    (why,) = (one.why for one in refusals(site, KEY, load(site)))
    assert f"期间“{period}”不对" in why


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("# 处理记录".encode("gbk"), "UTF-8"),
        (b"settlements:\n  - dated: 2024-02-30\n", "day"),
        (b"settlements: []\nforms: []\nsettlements: []\n", "settlements: twice"),
        (b"settlements: " + b"[" * 5_000, "while parsing"),
    ],
)
def test_a_record_that_cannot_be_read_is_named(site: Settings, content: bytes, said: str) -> None:
    path = site.site / path_of(KEY)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=f"corrections/hongmei/2023.yaml: .*({said})"):
        load_record(site, KEY)


def test_many_rows_are_taken_in_time_and_of_several_about_one_thing_the_last(site: Settings) -> None:
    numbers = [
        {"name": f"外数{n}", "value": str(n), "unit": "个", "basis": "台账", **ANSWER} for n in range(400)
    ]
    again = [{"key": json.dumps(HIDDEN), **ANSWER, "reason": f"理由{n}"} for n in range(400)]
    began = process_time()
    take(site, load(site), KEY, [("f" * 64, Filled("hongmei", 2023, tuple(again), tuple(numbers), ()))])
    assert process_time() - began < 10
    record = load_record(site, KEY)
    assert len(record.entries) == 401
    ((decision,),) = record.decisions.values()
    assert decision.reason == "理由399"
