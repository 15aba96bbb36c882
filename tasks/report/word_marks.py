"""How an expression is spelled in Word: 【办案总数·同比】, 【均达：A、B】, 【材料：司法分局·典型案例，合并】.

General over names. Texts stand in “ ”, or in 「 」 where they hold quotation marks or brackets; the codes in
材料 and its like are told by their Chinese names.
"""

import re

from tasks.report.expressions import Argument, Call, Expression, Filtered, Name, NoExpressionError, Option
from tasks.report.word_names import CODED, CodeNames

NAME = re.compile(r"[^\W\d]\w*")
SAID = {True: "是", False: "否"}
_OTHER_QUOTES = re.compile("[“”【】〖〗]")


def spelled(expression: Expression, names: CodeNames) -> str:
    """An expression as Word shows it, with 【 and 】. Raises NoExpressionError where it has no spelling."""
    if isinstance(expression, Call) and (expression.arguments or expression.options):
        return f"【{_name(expression.name)}：{_inner(expression, names)}】"
    return f"【{_spelled(expression, names)}】"


def _spelled(one: Argument, names: CodeNames) -> str:
    match one:
        case Name(name=name):
            return _name(name)
        case Call():
            return f"{_name(one.name)}（{_inner(one, names)}）"
        case Filtered():
            brackets = "" if one.bare else f"（{_inner(one.word, names)}）"
            return f"{_spelled(one.of, names)}·{_name(one.word.name)}{brackets}"
        case str():
            return _quoted(one)
        case int() if not isinstance(one, bool) and one >= 0:
            return str(one)
    raise NoExpressionError


def _name(name: str) -> str:
    if not NAME.fullmatch(name):  # Jinja lets a · stand in one
        raise NoExpressionError
    return name


def _inner(call: Call, names: CodeNames) -> str:
    coded = _coded(call, names)
    rest = call.arguments[2:] if coded else call.arguments
    said = [coded] if coded else []
    options = "".join(f"，{_option(one, names)}" for one in call.options)
    return "、".join([*said, *(_spelled(one, names) for one in rest)]) + options


def _coded(call: Call, names: CodeNames) -> str:
    kinds = CODED.get(call.name)
    if kinds is None or len(call.arguments) < len(kinds):
        return ""
    said = {
        kind: names.names[kind].get(code, "") if isinstance(code, str) else ""
        for kind, code in zip(kinds, call.arguments, strict=False)
    }
    return f"{said['单位']}·{said['栏目']}" if all(said.values()) else ""


def _option(one: Option, names: CodeNames) -> str:
    if one.value is True:
        return one.name
    if isinstance(one.value, str):
        return f"{one.name}{_quoted(one.value)}"
    if one.value is False:
        return f"{one.name}＝{SAID[False]}"
    if one.value in (Name(SAID[True]), Name(SAID[False])):
        raise NoExpressionError
    return f"{one.name}＝{_spelled(one.value, names)}"


def _quoted(text: str) -> str:
    if any(ord(character) < ord(" ") for character in text) or text != text.strip() or "\u2060" in text:
        raise NoExpressionError
    if _OTHER_QUOTES.search(text):
        return f"「{text.replace('」', '」」')}」"
    return f"“{text}”"
