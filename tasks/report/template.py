"""Evaluating an edition's expressions in a sandbox: only what is bound may come out.

Jinja2's grammar, sandbox and strictness; of the grammar, only names, our filters and functions are
let in, checked before anything runs. An expression's result becomes a token between two private-use
characters, which no text can hold, and is put back when the text has been taken apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from tasks.model import Text
from tasks.report.book import Book
from tasks.report.errors import EditionError, Misuse
from tasks.report.grammar import LABELS, Problem, problems
from tasks.report.narrative import Slot
from tasks.report.phrases import Phrase, Quantity, figures
from tasks.report.vocabulary import FILTERS, FUNCTIONS

Bound = Phrase | Slot
T = TypeVar("T")
TOKEN = re.compile("\ue010(\\d+)\ue011")
_BLANK = "\ue012"
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRANGE = re.compile("[\ue000-\uf8ff]|{#")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text once evaluated, and the first and the last line of the text that it stands in."""

    text: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Blocks of lines of `file`; tokens stand for `bound[n]`, which the expression `made[n]` came to."""

    file: str
    blocks: tuple[tuple[Line, ...], ...]
    bound: tuple[Bound, ...]
    made: tuple[str, ...]


def render(book: Book, source: str, file: str) -> Rendered:
    """Evaluate all expressions of a text and take it apart into blocks. `file` is named in messages.

    Comments (%%) are left out. Raises EditionError with every problem that can be told before
    evaluating, or else with every one that is told by evaluating.
    """
    _refuse(file, _strange(source))
    evaluation = _Evaluation(book)
    environment = SandboxedEnvironment(
        autoescape=False,  # no markup is made here: the result is taken apart as plain text
        undefined=StrictUndefined,
        finalize=evaluation.token,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {word: partial(evaluation.of, function) for word, function in FILTERS.items()}
    lines = prepared(source)
    try:
        tree = environment.parse(lines)
        _refuse(file, problems(book.catalogue, tree))
        evaluation.lines = [node.lineno for node in _expressions(tree)]
        template = environment.template_class.from_code(environment, environment.compile(tree), {})
    except TemplateSyntaxError as error:
        raise EditionError(f"{file} 第{error.lineno}行：请检查 {{{{ }}}} 和引号是否成对。") from error
    except RecursionError as error:
        raise EditionError(f"{file}：有一处 {{{{ }}}} 里的括号或 | 太多。请改正后重试。") from error
    text = template.render(_names(evaluation, tree))
    _refuse(file, evaluation.wrong)
    made = tuple(match[1].strip() for match in _EXPRESSION.finditer(lines))
    return Rendered(file, tuple(_blocks(lines, text)), tuple(evaluation.bound), made)


@dataclass(slots=True)
class _Evaluation:
    """What the expressions of a text come to, in order; what is wrong with some stops none of the others."""

    book: Book
    lines: Sequence[int] = ()
    bound: list[Bound] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)

    def of(self, function: Callable[..., T], *given: object, **options: object) -> T | Phrase:
        """A filter's or function's result; of what is wrong already, or turns out so, a phrase of nothing."""
        if any(one is _WRONG for one in given):
            return _WRONG
        try:
            return function(self.book, *given, **options)
        except Misuse as error:
            self.wrong.append((self.lines[len(self.bound)], f"{error}。请改正后重试"))
            return _WRONG

    def token(self, result: object) -> str:
        """What stands for an expression's result until the text has been taken apart."""
        self.bound.append(self.of(_checked, result))
        return f"\ue010{len(self.bound) - 1}\ue011"


_WRONG = Phrase(())


def prepared(source: str) -> str:
    """A text for evaluation: blank lines marked, comments emptied, so that line numbers hold."""
    return "\n".join("" if line.startswith("%%") else line.strip() or _BLANK for line in source.splitlines())


def _blocks(prepared: str, text: str) -> Iterator[tuple[Line, ...]]:
    """The text between blank lines. Expressions may span lines, so lines are counted in the source."""
    number = 1
    for before, after in zip(prepared.split(_BLANK), text.split(_BLANK), strict=True):
        each = zip(_spans(before, number), after.split("\n"), strict=False)
        lines = tuple(Line(said, span) for span, said in each if said)
        if lines:
            yield lines
        number += before.count("\n")


def _spans(block: str, first: int) -> Iterator[tuple[int, int]]:
    """Where each line of an evaluated block stands in its text: one with an expression that is written on
    several lines takes all of them.
    """
    folded = _EXPRESSION.sub(lambda match: _BLANK * match[0].count("\n"), block)
    for line in folded.split("\n"):
        last = first + line.count(_BLANK)
        yield first, last
        first = last + 1


def _strange(source: str) -> Iterator[Problem]:
    for number, line in enumerate(source.splitlines(), start=1):
        found = _STRANGE.search(line)
        if found and found.group() == "{#":
            yield number, "不能用 {# #} 作注释，请改为以 %% 开头的一行"
        elif found:
            yield number, f"第{found.start() + 1}个字符不能显示（私用区字符），请删去后重新输入"


def _refuse(file: str, found: Iterable[Problem]) -> None:
    messages = [f"{file} 第{line}行：{message}。" for line, message in sorted(set(found))]
    if messages:
        raise EditionError("\n".join(messages))


def _expressions(tree: nodes.Template) -> list[nodes.Expr]:
    outputs = tree.find_all(nodes.Output)
    return [node for output in outputs for node in output.nodes if not isinstance(node, nodes.TemplateData)]


def _checked(book: Book, result: object) -> Bound:
    match result:
        case Quantity():
            return Phrase(figures(book, result))
        case Phrase() | Slot():
            return result
    raise Misuse("这里只能印出指标、比较或文字材料")


def _names(evaluation: _Evaluation, tree: nodes.Template) -> Mapping[str, object]:
    used = {node.name for node in tree.find_all(nodes.Name)}
    return {name: _meaning(evaluation, name) for name in sorted(used)}


def _meaning(evaluation: _Evaluation, name: str) -> object:
    book, function = evaluation.book, FUNCTIONS.get(name)
    if function is not None:
        return partial(evaluation.of, function)
    label = _labels(book).get(name)
    if label is not None:
        return Phrase((Text(label, label=True),))
    return Quantity(book.catalogue.by_label[name], book.region_year.year)


def _labels(book: Book) -> dict[str, str]:
    """Words made from the RegionYear."""
    year = book.region_year.year
    region = book.catalogue.regions[book.region_year.region]
    return dict(zip(LABELS, (str(year), str(year - 1), str(year + 1), region.name), strict=True))
