"""Whatever somebody does to a report's words: the edition taken back prints just that, its figures bound."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adopting import LAST, THIS, Back, back, paragraphs
from tests.edition import values

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
_WORDS = ("积极", "切实", "会同有关部门", "，成效明显", "进一步", "（含村、社区）")
_SENTENCES = (
    "各项任务有序推进。",
    "进一步健全工作机制，压实各方责任。",
    "相关经验做法得到上级肯定。",
)
_HEAD, _TAIL = 2, 2  # title and opening, signatory and date


def bare(line: str) -> str:
    return _NUMBER.sub("", line)


def cuts(line: str) -> list[str]:
    return [one for one in re.split("(?<=[。])", line) if one]


@st.composite
def edits(draw: st.DrawFn) -> list[str]:
    """The report's paragraphs after some edits that add no number and change none."""
    lines = paragraphs()
    for _ in range(draw(st.integers(1, 6))):
        middle = range(_HEAD, len(lines) - _TAIL)
        at = draw(st.sampled_from(middle))
        lines = draw(st.sampled_from(_EDITS))(draw, lines, at)
    return lines


def reword(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    line = lines[at]
    places = [
        n for n in range(len(line) - len(bare(line)) + 1, len(line)) if not _touches(line, n) and "。" in line
    ]
    if not places:
        return lines
    place = draw(st.sampled_from(places))
    word = draw(st.sampled_from(_WORDS))
    return [*lines[:at], line[:place] + word + line[place:], *lines[at + 1 :]]


def _touches(line: str, place: int) -> bool:
    """Whether a word there would stand within a number, or between it and the words of growth before it."""
    return (
        re.search(r"[0-9余万人%.年与的比增减少]$", line[:place]) is not None
        or re.match(r"[0-9余万人次宗%.年增减同比加少与相]", line[place:]) is not None
    )


def move(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    if not bare(lines[at]).endswith("。"):
        return lines
    rest = [*lines[:at], *lines[at + 1 :]]
    other = draw(st.integers(_HEAD, len(rest) - _TAIL))
    return [*rest[:other], lines[at], *rest[other:]]


def delete(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *lines[at + 1 :]] if len(lines) > 10 else lines


def delete_sentence(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    parts = cuts(lines[at])
    if len(parts) < 3:
        return lines
    gone = draw(st.integers(1, len(parts) - 1))
    return [*lines[:at], "".join(parts[:gone] + parts[gone + 1 :]), *lines[at + 1 :]]


def insert(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    return [*lines[:at], draw(st.sampled_from(_SENTENCES)), *lines[at:]]


def split(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    parts = cuts(lines[at])
    if len(parts) < 3:
        return lines
    place = draw(st.integers(2, len(parts) - 1))
    return [*lines[:at], "".join(parts[:place]), "".join(parts[place:]), *lines[at + 1 :]]


def join(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    following = lines[at + 1]
    if not lines[at].endswith("。") or not following.endswith("。") or bare(following) != following:
        return lines
    return [*lines[:at], lines[at] + following, *lines[at + 2 :]]


_EDITS = (reword, move, delete, delete_sentence, insert, split, join)


@given(edits())
@settings(max_examples=25, deadline=None)
def test_the_new_edition_prints_the_edited_text_word_for_word(texts: list[str]) -> None:
    found = back(texts)
    assert found.taken.stops == ()
    assert found.taken.numbers.changed == found.taken.numbers.new == ()
    _prints(found, texts)


def _prints(found: Back, texts: list[str]) -> None:
    printed = found.lines(values(THIS, LAST), found.taken.numbers.new)
    assert [bare(line) for line in printed[1:-2]] == [bare(line) for line in texts[1:-2]]


@given(edits(), st.integers(2, 40), st.sampled_from(["名", "批次", "公里"]), st.booleans())
@settings(max_examples=10, deadline=None)
def test_a_new_number_is_never_text(texts: list[str], count: int, unit: str, changed: bool) -> None:
    texts = [*texts[:-2], f"新增巡查路线共计{count}{unit}。", *texts[-2:]]
    if changed:
        texts = [line.replace("460余场次", "470余场次") for line in texts]
    found = back(texts)
    assert found.taken.stops == ()
    assert f"{count}{unit}" not in found.text
    assert "470余" not in found.text
    _prints(found, [line.replace("470余场次", "460余场次") for line in texts])


@given(edits())
@settings(max_examples=8, deadline=None)
def test_a_late_number_changes_nothing_but_itself(texts: list[str]) -> None:
    found = back(texts)
    before = found.lines(values(THIS, LAST))
    after = found.lines(values(THIS | {"cases": "1670"}, LAST))
    changes = {"1661宗": "1670宗", "467%": "470%", "13.5宗": "13.6宗"}
    for one, other in zip(before, after, strict=True):
        # a department's own typed number stays as typed where its text is still put in as it came
        new = re.sub("|".join(changes), lambda match: changes[match[0]], one)
        assert other in ((new, one) if "一线人员偏少" in one else (new,))
