"""What an edition may say between {{ and }}: checked on the parsed text, all problems at once.

Jinja's sandbox keeps a template from harm; this keeps it to the language of editions, so that a slip is
answered with line and nearest names, and no arithmetic, loop or attribute is ever run.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import nodes

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.catalogue.settlement_checks import supplement_code
from tasks.quantity import same_unit, scan
from tasks.report.beside import beside
from tasks.report.errors import nearest
from tasks.report.origins import ORIGIN
from tasks.report.vocabulary import FILTERS, FUNCTIONS

Problem = tuple[int, str]

LABELS = ("年", "上年", "下年", "镇街")
_LANGUAGE = (
    f"{{{{ }}}} 里只能写指标名、指标名 | {'、'.join(FILTERS)}，以及"
    f"{'、'.join(f'{name}(…)' for name in FUNCTIONS)}，不能计算，也不能直接写数字和文字"
)
_SHAPES: Mapping[str, str] = {
    "均达": "均达(指标名, 指标名)",
    "分别为": "分别为(指标名, 指标名)",
    "其中": '其中(总数的指标名, "名称", 指标名, "名称", 指标名)',
    "发生": '发生("事项名称", 指标名)，要换动词的再加 动词="收到"',
    "材料": '材料("栏目代码", "单位代码")，可以再加 合并=True 或 小标题="…"',
    ORIGIN: '出自("单位代码", "栏目代码", 第几条)',
    "补充": '补充("名称")，名称是问题处理单“补充数据”里的',
    "只印数": '指标名 | 同比 | 只印数("同比增长")，第二个数再加 , 2',
}
_OPTIONS: Mapping[str, Mapping[str, type]] = {"发生": {"动词": str}, "材料": {"合并": bool, "小标题": str}}
_MARKS = re.compile(r"[\[\]{}【】\n|]")


def problems(catalogue: Catalogue, tree: nodes.Template) -> Iterator[Problem]:
    """Line and message, in Chinese, of everything that is no part of the language."""
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            yield node.lineno, "不能使用 {% %}，请只用 {{ }} 和 [[ ]]"
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield from _expression(catalogue, part)
        yield from beside(catalogue, node.nodes)


def _expression(catalogue: Catalogue, node: nodes.Expr) -> Iterator[Problem]:
    match node:
        case nodes.Name(name=name):
            yield from _name(catalogue, name, node.lineno)
        case nodes.Filter(
            node=nodes.Expr() as base, name="只印数", kwargs=[], dyn_args=None, dyn_kwargs=None
        ):
            if not _words_and_place(node.args):
                yield node.lineno, f"写法应为 {_SHAPES['只印数']}"
            yield from _within(catalogue, base)
        case nodes.Filter(node=nodes.Expr() as base, name=name, args=[], kwargs=[], dyn_args=None):
            if name not in FILTERS:
                known = f"{nearest(name, FILTERS)}可用的有：{'、'.join(FILTERS)}"
                yield node.lineno, f"没有“{name}”这种写法。{known}"
            yield from _within(catalogue, base)
        case nodes.Filter(name=name) if name in FILTERS:
            yield node.lineno, f"“{name}”后面不用括号，写作 指标名 | {name}"
        case nodes.Call(node=nodes.Name(name=name), dyn_args=None, dyn_kwargs=None):
            yield from _call(catalogue, name, node)
        case _:
            yield node.lineno, _LANGUAGE


def _within(catalogue: Catalogue, base: nodes.Expr) -> Iterator[Problem]:
    """What a word is used on."""
    if isinstance(base, nodes.Filter) and base.name == "必有":
        yield base.lineno, "“必有”要写在最后"
    yield from _expression(catalogue, base)


def _name(catalogue: Catalogue, name: str, line: int) -> Iterator[Problem]:
    known = (*catalogue.by_label, *LABELS)
    if name in FUNCTIONS:
        yield line, f"“{name}”后面要有括号和内容，写作 {_SHAPES[name]}"
    elif name in FILTERS and name not in LABELS:
        yield line, f"“{name}”要写在指标名后面：指标名 | {name}"
    elif name not in known and name in catalogue.elsewhere:
        yield line, f"“{name}”本镇没有单位填报，印不出来。请删去，或者在填报单位目录里写明由谁填报"
    elif name not in known:
        hint = nearest(name, known) or "请在 expectations/indicators 中查找指标名。"
        yield line, f"没有叫“{name}”的指标。{hint}".rstrip("。")
    elif name not in LABELS:
        yield from _compared(catalogue, name, line)


def _compared(catalogue: Catalogue, name: str, line: int) -> Iterator[Problem]:
    """A comparison by its name would print a sign where a word belongs: -12%."""
    of = catalogue.compared(catalogue.by_label[name].code)
    if of is not None:
        word = "同比" if catalogue.growth_of(of.code) == catalogue.by_label[name].code else "增减"
        yield line, f"与上年的比较不直接写名称，请写作 {{{{ {of.label} | {word} }}}}"


def _call(catalogue: Catalogue, name: str, call: nodes.Call) -> Iterator[Problem]:
    if name not in FUNCTIONS:
        hint = nearest(name, FUNCTIONS)
        yield call.lineno, f"没有“{name}(…)”这种写法。{hint}可用的有：{'、'.join(FUNCTIONS)}"
        return
    options = _OPTIONS.get(name, {})
    if not all(_fits(option, options) for option in call.kwargs) or not _ARGUMENTS[name](call.args):
        yield call.lineno, f"写法应为 {_SHAPES[name]}"
        return
    for arg in call.args:
        if not isinstance(arg, nodes.Const):
            yield from _expression(catalogue, arg)
    if name == "补充":
        yield from _supplement(catalogue, call)
    elif name not in ("材料", ORIGIN):
        yield from _words(catalogue, call)
    yield from _units(catalogue, name, call)


def _supplement(catalogue: Catalogue, call: nodes.Call) -> Iterator[Problem]:
    """A number that the catalogue has is written by its own name."""
    for name in call.find_all(nodes.Const):
        known = catalogue.named(str(name.value))
        if known is not None and known.code != supplement_code(known.name):
            yield name.lineno, f"“{name.value}”在指标目录里，请写作 {{{{ {known.label} }}}}"


def _fits(option: nodes.Keyword, known: Mapping[str, type]) -> bool:
    expected, value = known.get(option.key), option.value
    return expected is not None and isinstance(value, nodes.Const) and isinstance(value.value, expected)


def _several(args: Sequence[nodes.Expr]) -> bool:
    return len(args) > 1 and not any(isinstance(arg, nodes.Const) for arg in args)


def _pairs(args: Sequence[nodes.Expr]) -> bool:
    labels, quantities = args[::2], args[1::2]
    return bool(args) and len(labels) == len(quantities) and _strings(labels) and not _consts(quantities)


def _whole_and_pairs(args: Sequence[nodes.Expr]) -> bool:
    return bool(args) and not _consts(args[:1]) and _pairs(args[1:])


def _two_codes(args: Sequence[nodes.Expr]) -> bool:
    return len(args) == len(("栏目", "单位")) and _strings(args)


def _codes_and_ordinal(args: Sequence[nodes.Expr]) -> bool:
    ordinal = args[-1] if args else None
    counted = isinstance(ordinal, nodes.Const) and type(ordinal.value) is int and ordinal.value > 0
    return counted and _two_codes(args[:-1])


def _one_name(args: Sequence[nodes.Expr]) -> bool:
    return len(args) == 1 and _strings(args)


def _words_and_place(args: Sequence[nodes.Expr]) -> bool:
    """The words that a phrase chooses, perhaps none, and which of its figures is meant."""
    match args:
        case [nodes.Const(value=str())]:
            return True
        case [nodes.Const(value=str()), nodes.Const(value=int(place))]:
            return not isinstance(place, bool) and place > 0
    return False


def _strings(args: Sequence[nodes.Expr]) -> bool:
    return all(isinstance(arg, nodes.Const) and isinstance(arg.value, str) and arg.value for arg in args)


def _consts(args: Sequence[nodes.Expr]) -> bool:
    return any(isinstance(arg, nodes.Const) for arg in args)


_ARGUMENTS: Mapping[str, Callable[[Sequence[nodes.Expr]], bool]] = {
    "均达": _several,
    "分别为": _several,
    "其中": _whole_and_pairs,
    "发生": _pairs,
    "材料": _two_codes,
    ORIGIN: _codes_and_ordinal,
    "补充": _one_name,
}


def _words(catalogue: Catalogue, call: nodes.Call) -> Iterator[Problem]:
    """Words in quotes are printed: no number and no mark may stand in them."""
    for node in call.find_all(nodes.Const):
        if isinstance(node.value, str):
            found = scan(node.value, catalogue.names)
            if found:
                yield node.lineno, f"引号里不能直接写数字“{found[0].text}”，请改用指标"
            for mark in _MARKS.findall(node.value)[:1]:
                yield node.lineno, f"引号里只能写文字，请删去“{mark}”"


def _units(catalogue: Catalogue, name: str, call: nodes.Call) -> Iterator[Problem]:
    """A part is counted as its whole is."""
    found = [_indicator(catalogue, arg) for arg in call.args]
    indicators = [one for one in found if one is not None]
    if name == "其中" and indicators:
        whole = indicators[0]
        for part in indicators[1:]:
            if not same_unit(part.unit, whole.unit):
                told = f"“{part.label}”的单位是{part.unit}，“{whole.label}”的单位是{whole.unit}"
                yield call.lineno, f"{told}，不能写成其中的一部分"


def _indicator(catalogue: Catalogue, node: nodes.Node) -> Indicator | None:
    found = next(iter([node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name)), None)
    return catalogue.by_label.get(found.name) if found else None
