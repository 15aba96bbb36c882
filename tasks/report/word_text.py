"""The text of an edition as Word says it, and back: 【…】 for what is bound, 〖…〗 for what may fall away.

What would not come back as it was is refused.
"""

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from tasks.model.draft import CLAUSE_CLOSE, CLAUSE_OPEN, HEADINGS, DraftParagraph, DraftRole
from tasks.report.errors import EditionError
from tasks.report.expressions import NoExpressionError, environment, parsed, written
from tasks.report.mark_reading import MarkError, read
from tasks.report.narrative import typed_number
from tasks.report.source import COMMENT_MARK, HEADING_MARK, Kind, SourceBlock
from tasks.report.word_marks import spelled
from tasks.report.word_names import CodeNames

MARK = re.compile("【(?:「(?:[^」]|」」)*+」|[^【】])*+】")
TOKEN = re.compile(
    rf"{MARK.pattern}|[【】{CLAUSE_OPEN}{CLAUSE_CLOSE}]|\{{\{{|\}}\}}|\{{[%#]|[%#]\}}|\[\[|\]\]"
)
_RESERVED = re.compile(f"[【】{CLAUSE_OPEN}{CLAUSE_CLOSE}]")
_JOINER = "\u2060"


def spelled_blocks(blocks: tuple[SourceBlock, ...], names: CodeNames, file: str) -> list[DraftParagraph]:
    """Every block of a text that says something, as Word says it.

    Raises EditionError, naming `file` and every line that Word cannot say so that it comes back.
    """
    out: list[DraftParagraph] = []
    wrong: list[str] = []
    for block in blocks:
        try:
            out.append(_spelled_block(block, names))
        except (NoExpressionError, TemplateSyntaxError, RecursionError):
            wrong.append(f"{file} 第{block.line}行：{_NO_WORD}")
    if wrong:
        raise EditionError("\n".join(wrong))
    return out


_NO_WORD = "这一段有 Word 里写不出的写法，不能导出。请检查括号和引号是否成对，文字里不要用【】〖〗。"


def _spelled_block(block: SourceBlock, names: CodeNames) -> DraftParagraph:
    words = block.said
    if block.kind is Kind.COMMENT:
        return DraftParagraph(DraftRole.COMMENT, _comment(words.removeprefix(COMMENT_MARK).strip(), names))
    role = DraftRole.BODY
    if block.kind is Kind.HEADING:
        text = words.strip().lstrip(HEADING_MARK)
        level = len(words.strip()) - len(text)
        if level > len(HEADINGS) or not text.strip() or typed_number(text.strip()):
            raise NoExpressionError
        role, words = HEADINGS[level - 1], text
    said = spelled_text(words, names)
    if role is DraftRole.BODY and any(misread(line) for line in said.split("\n")):
        raise NoExpressionError
    return DraftParagraph(role, said)


def spelled_text(markup: str, names: CodeNames) -> str:
    """An edition's words as Word says them, line by line. Raises NoExpressionError, TemplateSyntaxError."""
    parts = list(_parts(markup))
    word = "".join(_spelled_part(part, names, bound=bound) for part, bound in parts)
    plain = "".join(written(parsed(part)) if bound else part for part, bound in parts)
    found = markup_of(word, names)
    if found != tidy_lines(plain):
        raise NoExpressionError(markup)
    return word


def _comment(text: str, names: CodeNames) -> str:
    """A comment; one that is written in no language of ours stands as it is."""
    try:
        return spelled_text(text, names)
    except (NoExpressionError, TemplateSyntaxError, RecursionError):
        return text


def _parts(markup: str) -> Iterator[tuple[str, bool]]:
    """Words, and what stands between {{ and }}, in turn."""
    bound = ""
    for _, kind, text in environment().lex(tidy_lines(markup)):
        if kind == "data" and not bound:
            yield text, False
        elif kind.startswith("variable") and text not in ("{{", "}}"):
            raise NoExpressionError(text)  # {{- takes white space away
        elif kind == "variable_end":
            yield f"{bound}{text}", True
            bound = ""
        elif bound or kind == "variable_begin":
            bound += text
        else:
            raise NoExpressionError(text)  # {% %}, {# #}


def _spelled_part(part: str, names: CodeNames, *, bound: bool) -> str:
    if bound:
        return spelled(parsed(part), names)
    if _RESERVED.search(part):
        raise NoExpressionError(part)
    return part.replace("[[", CLAUSE_OPEN).replace("]]", CLAUSE_CLOSE)


def markup_of(text: str, names: CodeNames) -> str:
    """What Word says as an edition writes it, line by line.

    Raises NoExpressionError where a mark is broken.
    """
    out: list[str] = []
    at = 0
    for token in TOKEN.finditer(text):
        out += [text[at : token.start()], _markup(token.group(), names)]
        at = token.end()
    return tidy_lines("".join([*out, text[at:]]))


def _markup(token: str, names: CodeNames) -> str:
    if token in (CLAUSE_OPEN, CLAUSE_CLOSE):
        return "[[" if token == CLAUSE_OPEN else "]]"
    if not MARK.fullmatch(token):
        raise NoExpressionError(token)
    try:
        return written(read(token, names))
    except MarkError as error:
        raise NoExpressionError(token) from error


def misread(line: str) -> bool:
    """Whether an edition would take a paragraph's line for something else."""
    return line.startswith((COMMENT_MARK, HEADING_MARK))


def tidy_lines(text: str) -> str:
    """A text's lines without the white space round them, and without empty ones."""
    lines = (line.strip() for line in text.replace("\t", " ").replace(_JOINER, "").splitlines())
    return "\n".join(line for line in lines if line)


def written_paragraph(paragraph: DraftParagraph, names: CodeNames) -> str:
    """A paragraph of a draft as a block of an edition. Raises NoExpressionError where a mark is broken."""
    if paragraph.role is DraftRole.COMMENT:
        return f"{COMMENT_MARK} {_unspelled_comment(paragraph.text, names)}".rstrip()
    markup = markup_of(paragraph.text, names)
    if paragraph.role in HEADINGS:
        one_line = markup.replace("\n", "")
        mark = HEADING_MARK * (HEADINGS.index(paragraph.role) + 1)
        return f"{mark} {one_line.removeprefix(typed_number(one_line))}"
    return markup


def _unspelled_comment(text: str, names: CodeNames) -> str:
    try:
        return markup_of(text, names).replace("\n", " ")
    except NoExpressionError:
        return tidy_lines(text).replace("\n", " ")
