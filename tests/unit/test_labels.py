"""Numbers that name a thing or a time, and those that count something."""

import pytest

from tasks.quantity import scan
from tasks.wording.labels import is_label


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("2023年3月15日", []),
        ("3月5号、2023年底、第3次、〔2023〕12号、附件1", []),
        ("2022年293宗", ["293宗"]),
        ("3月137宗4月150宗", ["137宗", "150宗"]),
        ("2023年3.5万人次", ["3.5万人次"]),
        ("2023年12月31日2宗", ["2宗"]),
    ],
)
def test_dates_and_ordinals_are_labels(text: str, counted: list[str]) -> None:
    assert [one.text for one in scan(text, ()) if not is_label(text, one)] == counted
