"""The guide's tables of the language of numbers are what the program prints."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tasks.report.vocabulary import FILTERS, FUNCTIONS
from tasks.settings import HOUSE
from tests.edition import CATALOGUE, composed, lines, values

GUIDE = Path(HOUSE) / "docs/guides/editions.zh-CN.md"
FALLEN = "（略去）"
_ENTRY = re.compile(r"(?P<name>\w+) (?P<now>[^（]+)(?:（(?P<what>上年|截至) (?P<other>[^）]+)）)?")

Case = tuple[str, str, str]
"""An expression, its data, what is printed."""


def rows() -> Iterator[tuple[list[str], list[str]]]:
    """Every row of every table, after its header."""
    header: list[str] = []
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            header = []
        elif not header:
            header = cells
        elif not set(cells) <= {"---"}:
            yield header, cells


def cases() -> Iterator[Case]:
    for header, cells in rows():
        if header == ["写法", "数据", "印出"]:
            yield cells[0].strip("`"), cells[1], cells[2]
        elif header[0] in CATALOGUE.by_label:
            name, (_, now, last, *said) = header[0], cells
            data = f"{name} {now}" + (f"（上年 {last}）" if last != "无" else "")
            for word, expected in zip(header[3:], said, strict=True):
                yield f"{{{{ {name} | {word.strip('`')} }}}}", data, expected


def printed(expression: str, data: str) -> str:
    this_year, last_year, cutoffs = {}, {}, {}
    for entry in data.split("；"):
        match = _ENTRY.fullmatch(entry)
        assert match, entry
        code = CATALOGUE.by_label[match["name"]].code
        this_year[code] = match["now"]
        if match["what"] == "上年":
            last_year[code] = match["other"]
        elif match["what"]:
            cutoffs[code] = date.fromisoformat(f"2023-{match['other']}")
    given = [replace(value, cutoff=cutoffs.get(value.indicator)) for value in values(this_year, last_year)]
    return "".join(lines(composed(f"前文。{expression}。", given))).removeprefix("前文。").rstrip("。")


@pytest.mark.parametrize(("expression", "data", "expected"), list(cases()))
def test_the_guide_says_what_is_printed(expression: str, data: str, expected: str) -> None:
    assert (printed(expression, data) or FALLEN) == expected


def test_the_guide_has_every_word() -> None:
    told = "\n".join(expression for expression, _, _ in cases())
    assert {word for word in FILTERS if f"| {word}" not in told} == set()
    assert {word for word in FUNCTIONS if f"{word}(" not in told} <= {"材料", "出自"}  # no number
