"""The catalogue, the 2023 edition and the sample facts against the published report's own figures.

`figures-2023.csv` lists them in reading order: section, period, codes, text as printed. 88 are numbers
that the report prints as data, four are quantities that it writes in Chinese numerals.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tasks.catalogue import Catalogue, formula, load
from tasks.catalogue.schema import Indicator
from tasks.settings import HOUSE
from tasks.settings import load as load_settings
from tests.samples.generate import FACTS, TOWNS, read, registers

SAMPLES = TOWNS.parent
EDITION = HOUSE / "templates" / "editions" / "hongmei" / "2023" / "report.md"
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
SLOT = re.compile(r'材料\("(?P<topic>\w+)", "(?P<department>\w+)"(?:, 小标题="(?P<heading>[^"]+)")?')
LABELS = ("年", "上年", "下年", "镇街")


@cache
def catalogue() -> Catalogue:
    return load(load_settings({}))


@cache
def published() -> tuple[dict[str, str], ...]:
    with (SAMPLES / "figures-2023.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def facts(year: int) -> dict[str, Any]:
    """Code → what the clerk typed, over all departments; where only a ledger was sent, what it gives."""
    forms = [read(path)["values"] for path in sorted((FACTS / str(year)).glob("*.yaml"))]
    ledgers = {code: total for one in registers().values() for code, total in one["gives"].items()}
    return {
        code: ledgers[code] if fact == {} else fact.get("value", fact) if isinstance(fact, dict) else fact
        for form in forms
        for code, fact in form.items()
    }


def test_all_published_quantities_are_listed() -> None:
    in_words = {("二", "2期"), ("三", "2宗"), ("四（二）3", "1天"), ("五", "不到五成")}
    listed = [(row["section"], row["text"]) for row in published()]
    assert in_words <= set(listed)
    assert len(listed) - len(in_words) == 88


@pytest.mark.parametrize("row", published(), ids=lambda row: row["codes"].split()[0] + row["text"])
def test_an_indicator_prints_the_published_unit_in_the_published_section(row: dict[str, str]) -> None:
    for code in row["codes"].split():
        indicator = catalogue().indicators[code]
        assert row["text"].endswith(_printed_end(indicator))
        assert indicator.section in ("", row["section"])
        assert indicator.section or indicator.kind == "derived", "only a comparison stands nowhere itself"
        assert indicator.scope_note.endswith("。")


@pytest.mark.parametrize("row", published(), ids=lambda row: row["codes"].split()[0] + row["text"])
def test_what_is_stated_is_the_published_number(row: dict[str, str]) -> None:
    for code in row["codes"].split():
        indicator = catalogue().indicators[code]
        if indicator.formula is not None:
            assert code not in facts(2023), "what can be computed is not asked"
            continue
        typed = str(facts(int(row["period"]))[code])
        assert typed.removesuffix(indicator.unit) + indicator.unit == row["text"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("admin_head_court_appearance_rate", "100"),
        ("agri_product_test_batches", "15461"),
        ("hotline_ontime_rate", "100"),
        ("hotline_satisfaction_monthly_avg", "95.475"),
        ("inspection_reduction", "194"),
        ("quick_response_satisfaction", "100"),
        ("unqualified_disposal_rate", "100"),
        ("yuezhifa_cases_increase", "1368"),
    ],
)
def test_bases_give_the_published_number(code: str, value: str) -> None:
    assert _computed(code) == Decimal(value)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("inspection_reduction_rate", "79.5", "80.5"),
        ("integrated_window_ratio", "90", "100"),
        ("legal_qualified_reviewer_ratio", "40", "50"),
        ("normative_doc_review_yoy", "39.5", "40.5"),
        ("yuezhifa_cases_per_capita", "13.45", "13.55"),
        ("yuezhifa_cases_yoy", "466.5", "467.5"),
    ],
)
def test_bases_round_to_the_published_number(code: str, low: str, high: str) -> None:
    assert Decimal(low) <= _computed(code) < Decimal(high)


def test_the_edition_prints_the_published_figures_in_their_order() -> None:
    in_order = [(row["period"], row["codes"]) for row in published()]
    assert list(_printed(EDITION.read_text(encoding="utf-8"))) == in_order


def _printed_end(indicator: Indicator) -> str:
    """What follows the number: 不到五成 and 90%以上 are forms of their own."""
    match indicator.display.form:
        case "under_tenths":
            return "成"
        case "at_least":
            return f"{indicator.unit}以上"
    scale = indicator.display.scale.removesuffix("auto")  # by size: the number says which
    return f"{scale}{indicator.printed_unit or indicator.unit}"


def _computed(code: str) -> Decimal:
    tree = catalogue().formula_of(code)
    assert tree is not None
    return formula.evaluate(tree, _resolve)


def _resolve(code: str, role: str) -> list[Decimal]:
    if role == "mean":
        return [Decimal(str(value)) for value in facts(2023)[code]["percent"]]
    if role == "prior":
        return [Decimal(str(_prior(code)))]
    if catalogue().formula_of(code) is not None:
        return [_computed(code)]
    return [Decimal(str(facts(2023)[code]))]


def _prior(code: str) -> Any:
    owner = catalogue().department_of(catalogue().indicators[code].owner)
    return read(FACTS / "2023" / f"{owner}.yaml")["values"][code]["prior"]


def _printed(text: str) -> Iterator[tuple[str, str]]:
    """(period, codes) of every figure in an edition's text and in the narrative that it inserts."""
    for match in PLACEHOLDER.finditer(text):
        inside = match[1].strip()
        if slot := SLOT.match(inside):
            yield from (("2023", _code(name)) for name in _in_narrative(slot))
        elif inside.startswith("均达("):
            names = inside.removeprefix("均达(").removesuffix(")").split(",")
            yield "2023", " ".join(_code(name.strip()) for name in names)
        elif inside not in LABELS:
            name, _, way = (part.strip() for part in inside.partition("|"))
            yield from _compared(_code(name), way)


def _compared(code: str, way: str) -> list[tuple[str, str]]:
    increase, growth = catalogue().increase_of(code) or "", catalogue().growth_of(code) or ""
    ways = {
        "同比": [("2023", growth)],
        "增减": [("2023", increase)],
        "对比": [("2022", code), ("2023", increase), ("2023", growth)],
        "上年": [("2022", code)],
    }
    return ways.get(way, [("2023", code)])


def _code(label: str) -> str:
    return catalogue().by_label[label].code


def _in_narrative(slot: re.Match[str]) -> list[str]:
    items = read(FACTS / "2023" / f"{slot['department']}.yaml")["narrative"]
    texts = [
        item["text"]
        for item in items
        if item["topic"] == slot["topic"] and slot["heading"] in (None, item.get("heading"))
    ]
    assert texts, f"nothing to insert for {slot[0]}"
    return [name for text in texts for name in re.findall(r"【(.+?)】", text)]
