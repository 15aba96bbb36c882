"""Formulas of derived indicators: `a / b`, `percent(a / b)`, `a - prior(a)`, `mean(a)`.

A small arithmetic language, parsed with Python's own grammar and nothing of it evaluated: names of
indicators, + - * /, parentheses, and three functions: `prior(x)` (last year's value), `percent(x)`
(× 100) and `mean(x)` (of a monthly indicator's months). Computed exactly in fractions.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_05UP, Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache

STORED = Context(prec=38, rounding=ROUND_05UP)
STORED_PLACES = Decimal(1).scaleb(-18)

_OPERATORS: Mapping[type[ast.operator], tuple[Callable[[Fraction, Fraction], Fraction], str]] = {
    ast.Add: (operator.add, "＋"),
    ast.Sub: (operator.sub, "－"),
    ast.Mult: (operator.mul, "×"),
    ast.Div: (operator.truediv, "÷"),
}
FUNCTIONS = ("prior", "percent", "mean")


class FormulaError(ValueError):
    """The formula is not of this language."""


class UndefinedError(ArithmeticError):
    """The formula has no value: a division by zero, or a value that is missing."""


@cache
def parse(text: str) -> ast.expr:
    """The formula's tree, not to be changed. Raises FormulaError."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise FormulaError(f"cannot be parsed: {text!r}") from error
    for node in _nodes(tree):
        _check(node, text)
    return tree


def _nodes(tree: ast.expr) -> Iterator[ast.expr]:
    yield tree
    match tree:
        case ast.BinOp(left=left, right=right):
            yield from _nodes(left)
            yield from _nodes(right)
        case ast.Call(args=args):
            for arg in args:
                yield from _nodes(arg)


def _check(node: ast.expr, text: str) -> None:
    match node:
        case ast.Name():
            return
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            return
        case ast.Call(func=ast.Name(id=name), args=[arg], keywords=[]) if name in FUNCTIONS:
            if name == "percent" or isinstance(arg, ast.Name):
                return
            raise FormulaError(f"{name}() takes one indicator: {text!r}")
    raise FormulaError(f"only indicators, + - * / and {', '.join(FUNCTIONS)} are allowed: {text!r}")


def names(tree: ast.expr) -> frozenset[str]:
    """The codes of all indicators that the formula uses."""
    return frozenset(node.id for node in _nodes(tree) if isinstance(node, ast.Name))


@lru_cache(maxsize=1024)
@lru_cache(maxsize=4096)
def operands(tree: ast.expr) -> tuple[tuple[str, str], ...]:
    """What the formula computes with, each once: (indicator, "value" | "prior" | "mean")."""
    return tuple(dict.fromkeys(_operands(tree)))


def _operands(node: ast.expr) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Name(id=code):
            yield code, "value"
        case ast.Call(func=ast.Name(id="percent"), args=[arg]):
            yield from _operands(arg)
        case ast.Call(func=ast.Name(id=role), args=[ast.Name(id=code)]):
            yield code, role
        case ast.BinOp(left=left, right=right):
            yield from _operands(left)
            yield from _operands(right)


def keys(indicator: str, role: str, period: str) -> list[str]:
    """Keys ("period/indicator") of the values that an operand stands for; a mean takes all twelve months."""
    match role:
        case "prior":
            return [f"{int(period) - 1}/{indicator}"]
        case "mean":
            return [f"{period}-{month:02d}/{indicator}" for month in range(1, MONTHS + 1)]
    return [f"{period}/{indicator}"]


MONTHS = 12

Resolve = Callable[[str, str], Sequence[Decimal | Fraction]]
"""(indicator, "value" | "prior" | "mean") → the values; an empty list where there are none."""


def evaluate(tree: ast.expr, resolve: Resolve) -> Decimal:
    """The exact value, cut to 18 places by ROUND_05UP, which no later rounding can turn wrong.

    Raises UndefinedError where a value is missing or a divisor is zero.
    """
    quotient = decimal(exact(tree, resolve))
    return quotient.quantize(STORED_PLACES, context=STORED) if quotient else Decimal(0)


def decimal(value: Fraction) -> Decimal:
    """A fraction in 38 digits."""
    return STORED.divide(Decimal(value.numerator), Decimal(value.denominator))


def exact(node: ast.expr, resolve: Resolve) -> Fraction:
    """The value as a fraction. Raises as `evaluate` does."""
    match node:
        case ast.Name(id=code):
            return _single(resolve(code, "value"))
        case ast.Call(func=ast.Name(id="percent"), args=[arg]):
            return exact(arg, resolve) * 100
        case ast.Call(func=ast.Name(id="prior"), args=[ast.Name(id=code)]):
            return _single(resolve(code, "prior"))
        case ast.Call(func=ast.Name(id="mean"), args=[ast.Name(id=code)]):
            return _mean(resolve(code, "mean"))
        case ast.BinOp(left=left, op=op, right=right):
            apply = _OPERATORS[type(op)][0]
            try:
                return apply(exact(left, resolve), exact(right, resolve))
            except ZeroDivisionError as error:
                raise UndefinedError("division by zero") from error
    raise FormulaError(f"unexpected {ast.dump(node)}")


def _single(values: Sequence[Decimal | Fraction]) -> Fraction:
    if len(values) != 1:
        raise UndefinedError("value missing")
    return Fraction(values[0])


def _mean(values: Sequence[Decimal | Fraction]) -> Fraction:
    if not values:
        raise UndefinedError("no months")
    return sum((Fraction(v) for v in values), Fraction(0)) / len(values)


def describe(tree: ast.expr, name: Callable[[str, str], str]) -> str:
    """The formula in Chinese. `name(code, role)` gives the words (or value) for an operand."""
    return _describe(tree, name, outer=0)


def _describe(node: ast.expr, name: Callable[[str, str], str], outer: int) -> str:
    match node:
        case ast.Name(id=code):
            return name(code, "value")
        case ast.Call(func=ast.Name(id="percent"), args=[arg]):
            return _describe(arg, name, 2) + " × 100%"
        case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=code)]):
            return name(code, function)
        case ast.BinOp(left=left, op=op, right=right):
            binding = 2 if isinstance(op, ast.Mult | ast.Div) else 1
            sign = _OPERATORS[type(op)][1]
            words = f"{_describe(left, name, binding)} {sign} {_describe(right, name, binding + 1)}"
            return f"（{words}）" if binding < outer else words
    raise FormulaError(f"unexpected {ast.dump(node)}")


def looks_back(tree: ast.expr) -> bool:
    """Whether the formula uses last year's values."""
    return any(isinstance(node, ast.Call) and _function(node) == "prior" for node in _nodes(tree))


def inlined(tree: ast.expr, formulas: Mapping[str, ast.expr]) -> ast.expr:
    """The formula with those of computed indicators in their place, down to what departments state.

    prior(x) of a computed x becomes x's formula over last year's values; one that itself looks back stays.
    """
    match tree:
        case ast.Name(id=code) if code in formulas:
            return inlined(formulas[code], formulas)
        case ast.Call(func=ast.Name(id="prior"), args=[ast.Name(id=code)]) if code in formulas:
            whole = inlined(formulas[code], formulas)
            return tree if any(role != "value" for _, role in operands(whole)) else _a_year_before(whole)
        case ast.Call(func=ast.Name(id="percent") as percent, args=[arg]):
            return ast.Call(percent, [inlined(arg, formulas)], [])
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(inlined(left, formulas), op, inlined(right, formulas))
    return tree


def _a_year_before(tree: ast.expr) -> ast.expr:
    match tree:
        case ast.Name():
            return ast.Call(ast.Name("prior"), [tree], [])
        case ast.Call(func=percent, args=[arg]):
            return ast.Call(percent, [_a_year_before(arg)], [])
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_a_year_before(left), op, _a_year_before(right))
    raise FormulaError(f"unexpected {ast.dump(tree)}")


def _function(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
