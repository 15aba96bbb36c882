"""What is wrong with an edition, told to those who know it from Word alone: in its spelling."""

import re

from tasks.report.expressions import NoExpressionError, parsed
from tasks.report.word_marks import spelled
from tasks.report.word_names import CodeNames

_LINE = re.compile(r"^\S+ 第([0-9]+)行(?:起的一段)?：")
_FILE = re.compile(r"^\S+/\S+?(?: 第[0-9]+行)?(?:起的一段| 的 [\w.]+|的 [\w.]+)?：")
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_FILTER = re.compile(r"指标名 \| ")
_FUNCTION = re.compile(r"(?<![\w（·])([^\W\d]\w*)\(((?:[^()]|\(\))*)\)")
_PLAIN = (
    ('材料("栏目代码", "单位代码")', "【材料：单位·栏目】"),
    ('合并=True 或 小标题="…"', "“，合并”或“，小标题“…””（写在】前面）"),
    ("合并=True", "“，合并”（写在】前面）"),
    ('动词="收到"', "“，动词“收到””（写在】前面）"),
    ("[[ 和 ]]", "〖 和 〗"),
    ("[[ ]]", "〖 〗"),
    ("（###）", ""),
    ("# 之后没有", "这里没有"),
    ("请在 expectations/indicators 中查找指标名", "请查指标目录"),
)


def line_of(problem: str) -> int | None:
    """The line of an edition's text that a problem names."""
    match = _LINE.match(problem)
    return int(match[1]) if match else None


def in_word(problem: str, names: CodeNames) -> str:
    """A problem as `tasks.report` tells it, without file and line, in the words of a draft."""
    said = _FILE.sub("", problem)
    for before, after in _PLAIN:
        said = said.replace(before, after)
    said = _EXPRESSION.sub(lambda found: _mark(found[1], names), said)
    said = _FILTER.sub("指标名·", said)
    return _FUNCTION.sub(lambda found: _mark(found[0], names), said)


def _mark(expression: str, names: CodeNames) -> str:
    """An expression in a message as Word shows it; one that only hints at what stands in it too."""
    inner = expression.strip()
    try:
        return spelled(parsed(f"{{{{ {inner} }}}}"), names) if inner else "【】"
    except NoExpressionError:
        name, _, rest = inner.partition("(")
        hinted = re.fullmatch(r"\w+", name) and rest
        return f"【{name}：{rest.removesuffix(')')}】" if hinted else f"【{inner.replace(' | ', '·')}】"
