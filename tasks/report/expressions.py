"""What stands between {{ and }} as a small tree: read from an edition's text and written back.

General over names: a new filter or function needs nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator, or a label of the year."""

    name: str


@dataclass(frozen=True, slots=True)
class Option:
    """小标题="…" or 合并=True."""

    name: str
    value: "Argument"


@dataclass(frozen=True, slots=True)
class Call:
    """均达(A, B)."""

    name: str
    arguments: tuple["Argument", ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtered:
    """A | 同比, or A | 只印数("…", 2)."""

    of: "Argument"
    word: Call
    bare: bool  # without brackets


Argument = Name | Call | Filtered | str | int
"""bool is an int, and meant as such: True is no 1."""
Expression = Argument


class NoExpressionError(ValueError):
    """Something that is no part of the language of editions, or has no other spelling."""


@cache
def environment() -> Environment:
    """Jinja's parser alone; nothing is run."""
    return Environment(autoescape=False, keep_trailing_newline=True)  # noqa: S701 nothing is rendered


def parsed(markup: str) -> Expression:
    """The tree of `{{ … }}`. Raises NoExpressionError."""
    try:
        body = environment().parse(markup).body
    except (TemplateSyntaxError, RecursionError) as error:
        raise NoExpressionError(markup) from error
    match body:
        case [nodes.Output(nodes=[nodes.Expr() as node])] if not isinstance(node, nodes.TemplateData):
            return _expression(node)
    raise NoExpressionError(markup)


def written(expression: Expression) -> str:
    """The tree as an edition writes it, {{ and }} with it."""
    return f"{{{{ {_written(expression)} }}}}"


def _expression(node: nodes.Node) -> Expression:
    match node:
        case nodes.Name(name=name):
            return Name(name)
        case nodes.Const(value=bool() | int() | str() as value):
            return value
        case nodes.Call(node=nodes.Name(name=name), dyn_args=None, dyn_kwargs=None):
            return Call(name, _arguments(node.args), _options(node.kwargs))
        case nodes.Filter(node=nodes.Expr() as of, name=name, dyn_args=None, dyn_kwargs=None):
            word = Call(name, _arguments(node.args), _options(node.kwargs))
            return Filtered(_expression(of), word, bare=not (word.arguments or word.options))
    raise NoExpressionError


def _arguments(found: Sequence[nodes.Expr]) -> tuple[Argument, ...]:
    return tuple(_expression(one) for one in found)


def _options(found: Sequence[nodes.Node]) -> tuple[Option, ...]:
    return tuple(Option(one.key, _expression(one.value)) for one in found if isinstance(one, nodes.Keyword))


def _written(one: Argument) -> str:
    match one:
        case Name(name=name):
            return name
        case Call():
            return f"{one.name}({_inner(one)})"
        case Filtered():
            brackets = "" if one.bare else f"({_inner(one.word)})"
            return f"{_written(one.of)} | {one.word.name}{brackets}"
        case bool() | int():
            return str(one)
        case str():
            escaped = one.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
            return f'"{escaped}"'


def _inner(call: Call) -> str:
    options = (f"{option.name}={_written(option.value)}" for option in call.options)
    return ", ".join([*map(_written, call.arguments), *options])
