"""Words of an edition that would stand doubled beside an expression: 同比同比增长, 1661宗宗, 均均达.

What an expression says depends on its value, so words that say it already are wrong in some year.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from jinja2 import nodes

from tasks.catalogue import Catalogue
from tasks.report.formulas import unit_of
from tasks.report.origins import ORIGIN

_COMPARED = re.compile(
    "(?:同比|相比|[比较](?:上年|上一年|去年)(?:同期)?|与(?:上年|去年)|增长|下降|增加|减少|提高|提升|上升|降低)$"
)
_BEFORE: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("同比", "增减", "对比", "倍数"), _COMPARED),
    "截至": re.compile("(?:截至|全年)$"),
    "均达": re.compile("(?:均|均达|均为|达|达到|分别|分别为)$"),
    "分别为": re.compile("(?:均|均为|为|分别|分别为)$"),
    "其中": re.compile("其中[：，]?$"),
    "发生": re.compile("(?:未|没有|发生)$"),
}
_ENDS = "，。、；：！？）]"


def beside(catalogue: Catalogue, parts: Sequence[nodes.Node]) -> Iterator[tuple[int, str]]:
    """Line and message for every word that an expression prints itself."""
    for one, other in pairwise([part for part in parts if _word(part) != ORIGIN]):  # which prints nothing
        if isinstance(one, nodes.TemplateData):
            yield from _before(one.data.rstrip().rstrip("["), other)
        elif isinstance(other, nodes.TemplateData):
            yield from _after(catalogue, one, other.data)


def _before(words: str, node: nodes.Node) -> Iterator[tuple[int, str]]:
    name = _word(node)
    found = _BEFORE[name].search(words) if name in _BEFORE else None
    if found:
        yield node.lineno, f"“{name}”印出的话里已有比较或连接的词，请删去它前面的“{found.group()}”"


def _word(node: nodes.Node) -> str:
    match node:
        case nodes.Filter(name="必有", node=nodes.Expr() as base):
            return _word(base)
        case nodes.Filter(name=name):
            return name
        case nodes.Call(node=nodes.Name(name=name)):
            return name
    return ""


def _after(catalogue: Catalogue, node: nodes.Node, words: str) -> Iterator[tuple[int, str]]:
    """A unit after a quantity that prints its own."""
    named = node
    while isinstance(named, nodes.Filter) and named.node and named.name in ("上年", "必有"):
        named = named.node
    indicator = catalogue.by_label.get(named.name) if isinstance(named, nodes.Name) else None
    unit = unit_of(indicator) if indicator else ""
    if unit and words.startswith(unit) and words[len(unit) : len(unit) + 1] in ("", *_ENDS):
        yield node.lineno, f"“{indicator.label if indicator else ''}”印出时自带单位，请删去后面的“{unit}”"
