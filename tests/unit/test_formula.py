"""Formulas: parsed as a small language, computed exactly, described in Chinese."""

from decimal import Decimal

import pytest

from tasks.catalogue import formula

GROWTH = "percent((a - prior(a)) / prior(a))"


def resolver(**values: str) -> formula.Resolve:
    """Values by "indicator" or "indicator_role"."""

    def resolve(code: str, role: str) -> list[Decimal]:
        name = code if role == "value" else f"{code}_{role}"
        return [Decimal(v) for v in values[name].split()] if name in values else []

    return resolve


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        (GROWTH, {"a": "1661", "a_prior": "293"}, "466.894197952218430034"),
        (GROWTH, {"a": "21", "a_prior": "15"}, "40"),
        ("percent(a / b)", {"a": "194", "b": "242"}, "80.165289256198347107"),
        ("a - b", {"a": "242", "b": "48"}, "194"),
        ("mean(m)", {"m_mean": "95 96 95.5"}, "95.5"),
        ("a / (b + c)", {"a": "1", "b": "1", "c": "2"}, "0.333333333333333333"),
        ("a - a", {"a": "7"}, "0"),
    ],
)
def test_value(text: str, values: dict[str, str], expected: str) -> None:
    assert formula.evaluate(formula.parse(text), resolver(**values)) == Decimal(expected)


def test_a_cut_value_never_rounds_the_wrong_way() -> None:
    # 0.5 - 10⁻²⁰ cut to 18 places would read 0.5 and round up; ROUND_05UP keeps it below.
    tree = formula.parse("a / b")
    cut = formula.evaluate(tree, resolver(a="49999999999999999999", b="100000000000000000000"))
    assert cut < Decimal("0.5")


@pytest.mark.parametrize("values", [{"a": "1"}, {"a": "1", "b": "0"}])
def test_undefined(values: dict[str, str]) -> None:
    with pytest.raises(formula.UndefinedError):
        formula.evaluate(formula.parse("a / b"), resolver(**values))


@pytest.mark.parametrize(
    "text",
    [
        "a / 2",
        "a ** b",
        "open('x')",
        "a.b",
        "prior(a + b)",
        "a if b else c",
        "sum(a)",
        "percent(a, b)",
        "a /",
        "[a]",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(formula.FormulaError):
        formula.parse(text)


def test_words_keep_the_order_of_operations() -> None:
    words = formula.describe(
        formula.parse(GROWTH), lambda code, role: {"value": "今年", "prior": "上年"}[role]
    )
    assert words == "（今年 － 上年） ÷ 上年 × 100%"
    words = formula.describe(formula.parse("a - (b - c)"), lambda code, _role: code)
    assert words == "a － （b － c）"
