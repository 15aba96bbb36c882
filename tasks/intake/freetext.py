"""Text without a table: paragraphs under headings that name topics → items of 文字材料.

一、主要举措和成效 names the topic; a short line without a full stop, or the first sentence of an
enumerated paragraph (（一）加强学习。…), is the heading of what follows; every paragraph is an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tasks.intake.cells import Sheet, a1
from tasks.intake.folding import LABEL
from tasks.intake.lookup import Lookup
from tasks.intake.stated import is_department
from tasks.intake.words import is_furniture
from tasks.model import NarrativeItem
from tasks.quantity import read_date

HEADING: Final = 30
"""Characters; what is longer is a paragraph."""

MOST_CELLS: Final = 2
"""Cells in a row of text: a heading and its text. What has more is some other table."""

_ENDS = "。；！？;!?…，,、"
_COLON = "：:"
_GUIDES = re.compile(r"填[表报]|说明|须知|要求|模板|样例|示例")
_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*、")
_REMARK = re.compile(r"[(（【\[][^()（）【】\[\]]*[)）】\]]\s*[：:]?\s*$")
_YEAR = re.compile(r"^\s*(?:20[0-9]{2}年?度?|本年度?|今年|全年)(?:以来)?的?")
_RUN_IN = re.compile(r"(?P<heading>[^。：:\n]{2,30})(?P<stop>[。：:\n])\s*(?P<rest>.+)", re.DOTALL)
_NUMBER = re.compile(
    r"\s*(?P<open>[(（]?)\s*"
    r"(?:(?P<words>[一二三四五六七八九十]{1,3})\s*(?P<after>[)）.、．])"
    r"|[0-9]{1,3}\s*(?P<end>[)）、．]|\.(?![0-9])))\s*"
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    row: int
    column: int
    text: str


@dataclass(slots=True)
class _Text:
    """What has been read so far: the topic, the heading that waits for its text, the items."""

    sheet: Sheet
    label: str = ""
    topic: str | None = None
    chapters: bool = False  # topics are numbered 一、二、
    waiting: _Paragraph | None = None
    items: list[NarrativeItem] = field(default_factory=list)
    first: int | None = None  # row of the first topic or chapter

    def start(self, label: str, topic: str | None, row: int) -> None:
        """A new topic."""
        self.flush()
        self.label, self.topic = label, topic
        self.first = row if self.first is None else self.first

    def add(self, at: _Paragraph, text: str, heading: str = "") -> None:
        """An item; the heading that waits is its heading, unless it has one of its own."""
        titled = at
        if self.waiting is not None:
            waiting, self.waiting = self.waiting, None
            if not heading:
                heading, titled = _heading(waiting.text), waiting
            elif _style(waiting.text) == _style(at.text):
                self.add(waiting, _heading(waiting.text))
        self.items.append(
            NarrativeItem(
                sheet=self.sheet.name,
                cell=a1(at.row, at.column),
                topic=self.topic,
                label=self.label,
                ordinal=0,
                heading=heading,
                text=text,
                fault=self.sheet.marks.faults.get((at.row, at.column), ""),
                text_at=max(0, at.text.find(text)),
                heading_cell=a1(titled.row, titled.column) if heading else "",
                heading_at=max(0, titled.text.find(heading)),
            )
        )

    def wait(self, heading: _Paragraph) -> None:
        """A heading; one that waits already is a text of its own, or stands above a lower level."""
        waiting = self.waiting
        if waiting is not None and _style(waiting.text) == _style(heading.text):
            self.flush()
        self.waiting = heading

    def flush(self) -> None:
        """What waits for a text that does not come is the text."""
        if self.waiting is not None:
            waiting, self.waiting = self.waiting, None
            self.add(waiting, _heading(waiting.text))


@dataclass(frozen=True, slots=True)
class FreeText:
    """The items of a sheet of text, and the row (from 0) of its first topic."""

    first: int
    items: tuple[NarrativeItem, ...]


def free_text(sheet: Sheet, lookup: Lookup, ordinals: Counter[str]) -> FreeText | None:
    """The items of a sheet; None where no heading names a topic, or nothing stands under one.

    `ordinals` counts each topic's items within the file. What stands before the first topic (or chapter,
    where topics are chapters 一、 二、) is no item.
    """
    if _GUIDES.search(sheet.name):
        return None
    paragraphs = list(_paragraphs(sheet))
    text = _Text(sheet, chapters=any(_CHAPTER.match(p.text) and _topic(p.text, lookup) for p in paragraphs))
    while paragraphs and _is_signature(paragraphs[-1].text, lookup):
        paragraphs.pop()
    for paragraph in paragraphs:
        _take(paragraph, text, lookup)
    text.flush()
    if text.first is None or not any(item.topic for item in text.items):
        return None
    return FreeText(text.first, tuple(_numbered(text.items, ordinals)))


def _numbered(items: list[NarrativeItem], ordinals: Counter[str]) -> Iterator[NarrativeItem]:
    for item in items:
        ordinals[item.topic or item.label] += 1
        yield replace(item, ordinal=ordinals[item.topic or item.label])


def _paragraphs(sheet: Sheet) -> Iterator[_Paragraph]:
    """Cells with words, row by row; numbers alone are 序号."""
    for row, cells in enumerate(sheet.rows):
        if not any(cell != "" for cell in cells):
            continue
        found = [
            _Paragraph(row, column, text)
            for column in range(len(cells))
            if column not in sheet.marks.hidden_columns
            and (text := "\n".join(sheet.text(row, column).splitlines()).strip())
            and not re.fullmatch(r"[0-9.、()（）一二三四五六七八九十]{1,5}", text)
        ]
        if len(found) <= MOST_CELLS:
            yield from found


def _take(paragraph: _Paragraph, text: _Text, lookup: Lookup) -> None:
    words = paragraph.text
    topic = _topic(words, lookup)
    run_in = _RUN_IN.fullmatch(words)
    if topic is not None:
        text.start(_heading(words), topic, paragraph.row)
    elif run_in and (topic := _topic(run_in["heading"], lookup)):
        text.start(_heading(run_in["heading"]), topic, paragraph.row)
        text.add(paragraph, run_in["rest"].strip())
    elif text.chapters and _CHAPTER.match(words) and _is_heading(words):
        text.start(_heading(words), None, paragraph.row)
    elif text.first is None or is_furniture(words):
        return
    elif _is_heading(words):
        text.wait(paragraph)
    elif run_in and _style(words) and run_in["stop"] != "\n":
        text.add(paragraph, run_in["rest"].strip(), _heading(run_in["heading"]))
    else:
        text.add(paragraph, _without_number(words).strip())


def _topic(words: str, lookup: Lookup) -> str | None:
    """The topic that a heading names: 二、2023年存在的主要问题（500字以内）： names problems."""
    if len(words) > LABEL or "\n" in words.strip():
        return None
    plain = _without_number(words)
    known = lookup.topic(plain)
    return known or lookup.topic(_YEAR.sub("", _REMARK.sub("", plain)))


def _is_heading(words: str) -> bool:
    return len(words) <= HEADING and "\n" not in words and words[-1] not in _ENDS and "。" not in words


def _heading(words: str) -> str:
    return _without_number(words).strip().rstrip(_COLON)


def _style(words: str) -> str:
    """How a line is numbered: （一）, 1. or not at all."""
    match = _NUMBER.match(words)
    if match is None:
        return ""
    return f"{match['open']}{'一' if match['words'] else '1'}{match['after'] or match['end']}"


def _without_number(words: str) -> str:
    return _NUMBER.sub("", words, count=1)


def _is_signature(words: str, lookup: Lookup) -> bool:
    """Whether a last line only says who and when."""
    if read_date(words) is not None or is_furniture(words):
        return True
    region = lookup.catalogue.regions.get(lookup.place.region)
    towns = (region.full_name, region.name) if region else ()
    names = (words, *(words.removeprefix(town) for town in towns))
    return any(is_department(name, lookup.catalogue) for name in names)
