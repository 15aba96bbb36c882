"""What keeps a paragraph of a base draft in Word from being understood: everything, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from tasks.catalogue import Catalogue
from tasks.model.draft import CLAUSE_CLOSE, CLAUSE_OPEN
from tasks.report.expressions import NoExpressionError, environment
from tasks.report.grammar import problems
from tasks.report.mark_reading import MarkError, read
from tasks.report.word_messages import in_word
from tasks.report.word_names import CodeNames
from tasks.report.word_text import MARK, TOKEN, markup_of, misread, spelled_text, tidy_lines


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong with the characters from `start` to `end` of a paragraph, in Chinese."""

    start: int
    end: int
    message: str


def text_problems(text: str, names: CodeNames) -> list[TextProblem]:
    """Everything that keeps a paragraph of a draft from being understood, by offsets."""
    found = [*_broken(text, names), *_unpaired(text), *_odd_lines(text)]
    if not found:
        try:
            same = _frame(spelled_text(markup_of(text, names), names)) == _frame(text)
        except (NoExpressionError, TemplateSyntaxError, RecursionError):
            same = False
        if not same:
            found.append(TextProblem(0, len(text), "这一段的括号挨在一起，分不清，请改开"))
    return sorted(found, key=lambda one: one.start)


def _broken(text: str, names: CodeNames) -> Iterator[TextProblem]:
    for token in TOKEN.finditer(text):
        said = token.group()
        if MARK.fullmatch(said):
            try:
                read(said, names)
            except MarkError as error:
                yield TextProblem(*token.span(), f"{said}：{error}")
        elif said in ("【", "】"):
            yield TextProblem(*token.span(), f"“{said}”不成对，数据请写作【指标名】")
        elif said not in (CLAUSE_OPEN, CLAUSE_CLOSE):
            mend = "数据请写作【指标名】，可以略去的分句请用〖〗括起来"
            yield TextProblem(*token.span(), f"文字里不能有这样的括号，{mend}")


def _unpaired(text: str) -> Iterator[TextProblem]:
    opened: list[int] = []
    for token in TOKEN.finditer(text):
        if token.group() == CLAUSE_OPEN:
            opened.append(token.start())
            if len(opened) > 1:
                yield TextProblem(*token.span(), "〖〗里面不能再套〖〗")
        elif token.group() == CLAUSE_CLOSE:
            if not opened:
                yield TextProblem(*token.span(), "“〗”前面没有与它成对的“〖”")
            opened = opened[:-1]
    yield from (TextProblem(at, at + 1, "“〖”后面没有与它成对的“〗”") for at in opened[:1])


def _odd_lines(text: str) -> Iterator[TextProblem]:
    at = 0
    for line in text.split("\n"):
        if misread(line.strip()):
            mend = "标题请用样式“标题 1”“标题 2”“标题 3”，说明请以【注】开头"
            yield TextProblem(at, at + len(line), f"一行不能以“{line.strip()[:2]}”开头，{mend}")
        at += len(line) + 1


def paragraph_problems(text: str, names: CodeNames, catalogue: Catalogue) -> list[TextProblem]:
    """Everything that keeps a paragraph from being taken over: what is broken, and what the language of
    editions does not know, at its mark, or where the words beside one are wrong, at the paragraph.
    """
    broken = text_problems(text, names)
    marks = [(mark, _told(mark.group(), names, catalogue)) for mark in MARK.finditer(text)]
    unknown = [
        TextProblem(*mark.span(), f"{mark.group()}：{in_word(said, names)}")
        for mark, told in marks
        for said in told
    ]
    if broken:
        return sorted([*broken, *unknown], key=lambda one: one.start)
    told = {said for _, of in marks for said in of}
    beside = (said for said in _told(text, names, catalogue) if said not in told)
    return [*unknown, *(TextProblem(0, len(text), in_word(said, names)) for said in beside)]


def _told(text: str, names: CodeNames, catalogue: Catalogue) -> list[str]:
    """In Chinese, what `grammar` says of some words; nothing of what is broken."""
    try:
        tree = environment().parse(markup_of(text, names))
    except (NoExpressionError, TemplateSyntaxError):
        return []
    return list(dict.fromkeys(said for _, said in problems(catalogue, tree)))


def _frame(text: str) -> str:
    """The words without what stands in marks, which may be written in several ways."""
    return tidy_lines(MARK.sub("【】", text))
