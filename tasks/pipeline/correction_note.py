"""更正说明: what the public is to be told of a report that changes after it was published, as a draft.

Sentence by sentence, as it was and as it is. Of reasons only what is fit for the public: whether figures were
found to be others, came or went, or words were changed; no source, department or person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from tasks.catalogue import Catalogue
from tasks.model import Block, Document, Text
from tasks.quantity.numerals import numeral
from tasks.review.compare import Change, figure_changes
from tasks.writers.annex_changes import annex_changes
from tasks.writers.annex_lines import annex_lines
from tasks.writers.line_changes import Fate, line_changes
from tasks.writers.lines import lines
from tasks.writers.sources import day_words
from tasks.writers.text_changes import TextChange, TextKind, annex_text_changes, text_changes

_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十百]+）|[一二三四五六七八九十百]+、|\d+\.)")
_INNER = str.maketrans("“”", "‘’")  # within quotation marks (GB/T 15834-2011, 4.8)


def correction_note(
    public: Document, now: Document, published: date, catalogue: Catalogue
) -> Document | None:
    """The note on what `now` has otherwise than what the public has; None where that is nothing."""
    changes = _changes(replace(public, frame=None), replace(now, frame=None))
    if not changes:
        return None
    figures = figure_changes(public, now, catalogue)
    title = lines(public)[0].text
    return Document(
        region=now.region,
        year=now.year,
        title=(Text(f"关于更正《{title}》的说明（代拟稿）"),),
        blocks=tuple(_blocks(changes, figures, title, published)),
        signatory=now.signatory,
        language=now.language,
    )


def _changes(was: Document, now: Document) -> Sequence[TextChange]:
    return (
        *text_changes(line_changes(lines(was), lines(now))),
        *annex_text_changes(annex_changes(annex_lines(was), annex_lines(now))),
    )


def _blocks(
    changes: Sequence[TextChange], figures: Mapping[str, Change], title: str, published: date
) -> Iterator[Block]:
    told = [one for one in changes if one.kind is not TextKind.RENUMBERED]
    yield _paragraph(
        f"《{title}》（以下简称报告）已于{day_words(published)}公开。"
        + (f"经核实，报告中有{len(told)}处内容需要更正，现说明如下：" if told else "报告的部分序号作了调整。")
    )
    groups = [(where, list(some)) for where, some in groupby(told, key=lambda one: one.where)]
    for number, (where, some) in enumerate(groups, start=1):
        yield Block(1, f"{numeral(number)}、", heading=(Text(_about(where)),))
        for place, one in enumerate(some, start=1):
            counted = f"{place}." if len(some) > 1 else ""
            yield _paragraph(f"{counted}{_said(one)}{_reason(one, figures)}")
    renumbered = len(told) < len(changes) and bool(told)
    yield _paragraph(
        f"报告其他内容不变{'，有关序号相应调整' if renumbered else ''}。更正后的报告全文重新公开，"
        "以更正后的内容为准。"
    )
    yield _paragraph("特此说明。")


def _paragraph(words: str) -> Block:
    return Block(0, body=(Text(words),))


def _about(where: str) -> str:
    heading = _NUMBER.sub("", where).rstrip("。：")
    return f"关于“{heading.translate(_INNER)}”部分" if heading else "关于标题、主送和落款"


def _said(one: TextChange) -> str:
    was, now = _quoted(one.was), _quoted(one.now)
    match one.kind:
        case TextKind.ADDED:
            return f"增加{now}。"
        case TextKind.REMOVED:
            return f"删去{was}。"
        case TextKind.MOVED:
            return f"{now}调整了位置，文字不变。"
        case TextKind.MOVED_AND_EDITED:
            return f"原为{was}，更正为{now}，并调整了位置。"
    return f"原为{was}，更正为{now}。"


def _quoted(words: str) -> str:
    """Words of the report within a sentence: without the mark that ends them."""
    return f"“{words.strip().rstrip('。；，').translate(_INNER)}”"


def _reason(one: TextChange, figures: Mapping[str, Change]) -> str:
    """Why, as far as it is fit for the public; nothing of what only moved."""
    here = (piece.figure for part in one.parts if part.fate is not Fate.REMOVED for piece in part.word.pieces)
    changed = [figures[name] for name in here if name in figures]
    if any(change.was and change.was != change.now for change in changed):
        return "有关数据经核实后更正。"
    if any(not change.was for change in changed):
        return "有关数据为核实后补充。"
    return "" if one.kind is TextKind.MOVED else "系文字表述调整。"
