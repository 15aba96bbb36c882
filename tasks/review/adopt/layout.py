"""Which paragraphs of an edited document are its text, and which are what we set round it."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tasks.differences import paired
from tasks.review.adopt.types import Base
from tasks.review.reading import Edited, Mark, Paragraph

TITLE, ADDRESSEE, SIGNATORY, DATE, BODY = "title", "addressee", "signatory", "date", "body"
_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_NUMBER = re.compile(
    r"(?:(?P<one>[一二三四五六七八九十]{1,3})、|[（(](?P<two>[一二三四五六七八九十]{1,3})[)）]"
    r"|(?P<three>[0-9０-９]{1,2})[.．、](?![0-9０-９]))[ \u3000\xa0]*"
)
_DAY = re.compile(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_NOTE = re.compile(r"附件[0-9]{0,2}[：:]?")
_SHORT = 40
"""Characters of a signatory or an addressee at most."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of paragraphs: those of the text, those of title, addressee, signatory and date by role, and
    those that are not read, with what they are (Chinese).
    """

    body: tuple[int, ...]
    head: dict[str, int] = field(default_factory=dict)
    beside: tuple[tuple[int, str], ...] = ()


def cleaned(edited: Edited) -> Edited:
    """The same without what does not print and without white space at the ends of paragraphs."""
    return replace(edited, paragraphs=tuple(map(_cleaned, edited.paragraphs)))


def _cleaned(one: Paragraph) -> Paragraph:
    kept = _kept(one.text)
    marks = (
        Mark(bisect_left(kept, mark.start), bisect_left(kept, mark.end), mark.figure) for mark in one.marks
    )
    return replace(one, text="".join(_plain(one.text[place]) for place in kept), marks=tuple(marks))


def as_read(text: str, start: int, end: int) -> tuple[int, int]:
    """Where characters of a cleaned paragraph stand in its text as it was read."""
    kept = _kept(text)
    return (kept[start], kept[end - 1] + 1) if 0 <= start < end <= len(kept) else (0, len(text))


def _kept(text: str) -> list[int]:
    """The places of the characters that are kept."""
    places = [place for place, sign in enumerate(text) if _plain(sign)]
    said = [place for place in places if _plain(text[place]) != " "]
    return [place for place in places if said and said[0] <= place <= said[-1]]


def _plain(sign: str) -> str:
    if sign in "\t\xa0\n\u3000":
        return " "
    return "" if unicodedata.category(sign) in _UNSEEN else sign


def numbered(text: str) -> tuple[int, str]:
    """The level of a typed heading number, 0 for none, and the text behind it."""
    match = _NUMBER.match(text)
    if match is None:
        return 0, text
    return 1 + ("one", "two", "three").index(str(match.lastgroup)), text[match.end() :]


def layout(base: Base, paragraphs: Sequence[Paragraph]) -> Layout:
    """Tell the parts of a document apart, by the version's lines that are found again in it."""
    there = [place for place, one in enumerate(paragraphs) if not one.where]
    found = _found(base, [paragraphs[place].text for place in there])
    roles = {there[place]: role for place, role in found.items()}
    head = {role: place for place, role in sorted(roles.items(), reverse=True) if role in (TITLE, ADDRESSEE)}
    head.setdefault(TITLE, there[0])
    begin = max(head.values()) + 1
    following = next((place for place in there if place >= begin), None)
    if ADDRESSEE not in head and following is not None and _is_addressee(paragraphs[following].text):
        head[ADDRESSEE] = following
        begin = following + 1
    tail = [place for place in there if place >= begin]
    end = _end(tail, roles, paragraphs, head)
    body = tuple(place for place in tail if place < end)
    read = set(body) | set(head.values())
    beside = tuple(_beside(paragraphs, roles, read, {line.text for line in base.lines}))
    return Layout(body, head, beside)


def _found(base: Base, texts: Sequence[str]) -> dict[int, str]:
    """The role of the line that each text was, where one was found again."""
    ours = [line.text for line in base.lines]
    pairs = paired(ours, [numbered(text)[1] for text in texts])
    return {other: base.lines[one].role for one, other in (*pairs.kept, *pairs.moved)}


def _is_addressee(text: str) -> bool:
    return len(text) <= _SHORT and text.endswith(("：", ":")) and not re.search("[，。；]", text)


def _end(
    tail: Sequence[int], roles: dict[int, str], paragraphs: Sequence[Paragraph], head: dict[str, int]
) -> int:
    """Where the text ends: before 附件说明, signatory or date."""
    days = [place for place in tail if _DAY.fullmatch(paragraphs[place].text.replace(" ", ""))]
    end = max(tail, default=0) + 1
    if days:
        head[DATE] = end = days[-1]
        before = [place for place in tail if place < end]
        last = before[-1] if before else None
        if last is not None and _is_signatory(paragraphs[last].text):
            head[SIGNATORY] = end = last
    notes = [
        place
        for place in tail
        if place < end
        and (roles.get(place) in ("attachment", "annex") or _NOTE.match(paragraphs[place].text))
        and roles.get(place) != BODY
    ]
    return min(notes, default=end)


def _is_signatory(text: str) -> bool:
    return len(text) <= _SHORT and not re.search("[，。；：！？]", text) and not numbered(text)[0]


def _beside(
    paragraphs: Sequence[Paragraph], roles: dict[int, str], read: set[int], ours: set[str]
) -> Iterator[tuple[int, str]]:
    """What is not read and is not as we set it either."""
    for place, one in enumerate(paragraphs):
        if place not in read and one.text and one.text not in ours:
            yield place, one.where or ("附件" if roles.get(place) in ("attachment", "annex") else "正文以外")
