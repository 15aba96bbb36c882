"""Whether a composed document holds what every report must hold; the edition says where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue.contents import Content
from tasks.catalogue.schema import Model, Words
from tasks.model import Block, Document, Run, Text
from tasks.report.errors import EditionError, nearest


class DeclaredContent(Model):
    """Where an edition has a required content: a heading as it is written there, or none and why."""

    heading: Words | None = None
    none: Words | None = None


@dataclass(frozen=True, slots=True)
class Required:
    """A required content and its heading in the edition; `none` says why there is none."""

    name: str
    heading: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A required content in a document: `where` it stands, or what is wrong (Chinese)."""

    name: str
    where: str = ""
    fault: str = ""


def required(
    declared: Mapping[str, DeclaredContent], contents: Sequence[Content], text: str, file: str
) -> tuple[Required, ...]:
    """What an edition with this text declares of the required contents.

    Raises EditionError, naming `file` and every key that names a content or a heading that there is not.
    """
    headings = _HEADING.findall(text)
    known = {one.code: one for one in contents}
    wrong = [(code, _wrong(one, code, known, headings)) for code, one in declared.items()]
    if problems := [f"{file} 的 contents.{code}{problem}" for code, problem in wrong if problem]:
        raise EditionError("\n".join(problems))
    return tuple(_required(one, declared.get(one.code)) for one in contents)


def _wrong(one: DeclaredContent, code: str, known: Mapping[str, Content], headings: Sequence[str]) -> str:
    """What is wrong with one that is declared; "" where nothing is."""
    if code not in known:
        return f"：没有这一项。{nearest(code, known)}可用的有：{'、'.join(known)}。"
    if (one.heading is None) == (one.none is None):
        return "：写 heading（在哪个标题下）或 none（没有的原因），只写一样。"
    if one.none is not None and not known[code].optional:
        return "：这一项必须有，不能写 none，请写 heading。"
    if one.heading is not None and one.heading not in headings:
        return f".heading：底稿里没有标题“{one.heading}”。{nearest(one.heading, headings)}"
    return ""


_HEADING = re.compile(r"^#+[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def _required(content: Content, declared: DeclaredContent | None) -> Required:
    if declared is None:
        return Required(content.name)
    return Required(content.name, declared.heading or "", declared.none or "")


def held(document: Document, wanted: Sequence[Required]) -> Iterator[Held]:
    """Each required content: where it stands in the document, or what is wrong."""
    for one in wanted:
        if one.none:
            yield Held(one.name, where=f"没有：{one.none}")
        elif not one.heading:
            yield Held(one.name, fault="底稿没有写明在哪个标题下（edition.yaml 的 contents）")
        else:
            yield _under(document, one)


def _under(document: Document, one: Required) -> Held:
    pattern = re.compile(_pattern(one.heading))
    for position, block in enumerate(document.blocks):
        if block.level and pattern.fullmatch(_words(block.heading)):
            where = f"{block.number}{_words(block.heading)}"
            section = [block, *_section(document.blocks[position:])]
            empty = not any(_words(each.body).strip() for each in section)
            return Held(one.name, where, "标题下没有内容" if empty else "")
    return Held(one.name, fault=f"缺少“{_EXPRESSION.sub('…', one.heading)}”，这一部分没有可用的数据和文字")


_EXPRESSION = re.compile(r"\{\{.*?\}\}|\[\[|\]\]")


def _pattern(heading: str) -> str:
    """What a heading may have become: anything in the place of an expression."""
    return ".*".join(map(re.escape, _EXPRESSION.split(heading)))


def _section(blocks: Sequence[Block]) -> Iterator[Block]:
    """What stands under the first of some blocks."""
    level = blocks[0].level
    for block in blocks[1:]:
        if 0 < block.level <= level:
            return
        yield block


def _words(runs: Sequence[Run]) -> str:
    """The words of some runs, a figure as 〇: enough to say that something is there."""
    return "".join(run.text if isinstance(run, Text) else "〇" for run in runs)
