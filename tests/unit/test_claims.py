"""收件箱待认领: names as clerks write them, answers read back."""

from datetime import UTC, datetime

import pytest

from tasks.catalogue import load_claims
from tasks.forms.claims import Answer, OpenFile, answers, write_claims
from tasks.settings import load
from tests.answers import formulas

WORDS = load_claims(load())
AT = datetime(2024, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["=1+1.xlsx", "统计\x07表.xlsx", "坏名\udcff.xlsx"])
def test_any_name_can_be_asked_about(name: str) -> None:
    one = OpenFile(name, "2024-01-08 09:00", "没有写明年度", "ab" * 32)
    made = write_claims([one], ["司法分局"], [2023], AT, WORDS)
    assert made == write_claims([one], ["司法分局"], [2023], AT, WORDS)
    assert not [formula for formula in formulas(made) if "1+1" in formula]


def test_what_is_filled_in_reads_back() -> None:
    heads = list(WORDS.headings.model_dump().values())
    rows = [[WORDS.title], heads, [1, "a.xlsx", "", "", "司法分局", 2023.0, "ab" * 32]]
    found = answers(rows, WORDS)
    assert found is not None
    assert list(found) == [Answer("ab" * 32, "司法分局", "2023")]


def test_another_workbook_is_no_answer() -> None:
    assert answers([["指标名称", "本年数"]], WORDS) is None
