"""The sample document as somebody may hand it back: its text edited, and what the check says of it."""

from collections.abc import Iterable
from functools import cache

from tasks import settings
from tasks.catalogue import load
from tasks.pipeline.said import said_by
from tasks.review.reading import Edited, Paragraph
from tasks.review.verify import Known, Ours, Verified, verify
from tasks.wording.naming import Figures
from tests.document import sample

NOTHING_KNOWN = Known(lambda: Figures(2023, "青禾镇", [], {}), lambda _: "", lambda _: "单位填报")


@cache
def ours() -> Ours:
    """The sample as it was rendered."""
    return said_by(sample())


@cache
def names() -> tuple[str, ...]:
    """The shipped proper names."""
    return load(settings.load({})).names


@cache
def paragraphs() -> tuple[str, ...]:
    """The sample's text."""
    return tuple(line.text for line in ours().lines)


def edited(*changes: tuple[str, str]) -> list[str]:
    """The sample's paragraphs, each change made where it first applies."""
    text = "\n".join(paragraphs())
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.split("\n")


def checked(texts: Iterable[str], known: Known = NOTHING_KNOWN) -> Verified:
    """What the check says of paragraphs, beside the sample."""
    return verify(Edited(tuple(map(Paragraph, texts))), ours(), known, names())


def wrong(verified: Verified) -> list[tuple[str, str, str]]:
    """What somebody must look at: outcome, as it stands, as it should be."""
    return [(one.outcome.value, one.now, one.was) for one in verified.wrong]
