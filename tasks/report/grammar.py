"""What an edition may say between {{ and }}: checked on the parsed text, all problems at once.

Jinja's sandbox keeps a template from harm; this keeps it to the language of editions, so that a slip is
answered with line and nearest names, and no arithmetic, loop or attribute is ever run.
"""

from collections.abc import Iterator

from jinja2 import nodes

from tasks.catalogue import Catalogue
from tasks.report.errors import nearest
from tasks.report.phrases import FILTERS

Problem = tuple[int, str]

LABELS = ("年", "上年", "下年", "镇街")
FUNCTIONS = ("均达", "材料")
_OPTIONS = {"合并": bool, "小标题": str}
_LANGUAGE = "{{ }} 里只能写指标名及其比较、均达(…)、材料(…)，不能计算，也不能直接写数字和文字"


def problems(catalogue: Catalogue, tree: nodes.Template) -> Iterator[Problem]:
    """Line and message, in Chinese, of everything that is no part of the language."""
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            yield node.lineno, "不能使用 {% %}，请只用 {{ }} 和 [[ ]]"
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield from _expression(catalogue, part)


def _expression(catalogue: Catalogue, node: nodes.Expr) -> Iterator[Problem]:
    match node:
        case nodes.Name(name=name):
            yield from _name(catalogue, name, node.lineno)
        case nodes.Filter(node=nodes.Expr() as base, name=name, args=[], kwargs=[], dyn_args=None):
            if name not in FILTERS:
                yield node.lineno, f"没有“{name}”这种写法，可用的有：{'、'.join(FILTERS)}"
            yield from _expression(catalogue, base)
        case nodes.Call(node=nodes.Name(name=name), dyn_args=None, dyn_kwargs=None) if name in FUNCTIONS:
            yield from _call(catalogue, name, node)
        case _:
            yield node.lineno, _LANGUAGE


def _call(catalogue: Catalogue, name: str, call: nodes.Call) -> Iterator[Problem]:
    match name, call.args, call.kwargs:
        case "均达", [_, _, *_] as args, []:
            for arg in args:
                yield from _expression(catalogue, arg)
        case "材料", [nodes.Const(value=str()), nodes.Const(value=str())], options:
            yield from _options(options, call.lineno)
        case _:
            yield call.lineno, '写法应为 均达(指标, 指标) 或 材料("栏目代码", "单位代码")'


def _name(catalogue: Catalogue, name: str, line: int) -> Iterator[Problem]:
    known = (*catalogue.by_label, *LABELS)
    if name in FUNCTIONS:
        yield line, f"“{name}”后面要有括号和内容"
    elif name not in known and name in catalogue.elsewhere:
        yield line, f"“{name}”本镇没有单位填报，印不出来。请删去，或者在填报单位目录里写明由谁填报"
    elif name not in known:
        hint = nearest(name, known) or "请在 expectations/indicators 中查找指标名。"
        yield line, f"没有叫“{name}”的指标。{hint}".rstrip("。")


def _options(options: list[nodes.Keyword], line: int) -> Iterator[Problem]:
    for option in options:
        expected = _OPTIONS.get(option.key, ())
        if not isinstance(option.value, nodes.Const) or not isinstance(option.value.value, expected):
            yield line, f'材料(…)的“{option.key}”写法不对，可用的有：合并=True、小标题="…"'
