"""Of which town and year a report is, as its title or its first sentence says."""

import re
from collections.abc import Iterable

from tasks.catalogue import Catalogue, load
from tasks.model import RegionYear
from tasks.review.reading import Edited
from tasks.settings import Settings

_HEAD = 12
"""Paragraphs in which a title and a first sentence stand, below whatever an office sets above them."""
_TITLE = re.compile(r"(20[0-9]{2})\s*年度?[^。；]{0,24}(?:报告|总结)")
_OPENING = re.compile(r"(20[0-9]{2})\s*年[，,]")
_SPACES = re.compile(r"\s+")


class UnclearYearError(ValueError):
    """Nobody knows of which year a report is; the message is Chinese and says what to give."""


def place_of(
    settings: Settings, edited: Edited, name: str, region: str | None, year: int | None
) -> RegionYear:
    """Region and year of a report: what the caller says, else its title, else its first sentence; for the
    year at last its file's `name`, for the region the site's own, or its first. Raises UnclearYearError.
    """
    heads = [_SPACES.sub("", one.text) for one in edited.paragraphs if not one.where][:_HEAD]
    found = year or _year(heads, name)
    if found is None:
        raise UnclearYearError("看不出这份文稿是哪一年的报告，请用 --year 写明")
    declared = load(settings)
    usual = declared.resolve_region(settings.region) or next(iter(declared.regions))
    return RegionYear(region or _region(heads, declared) or usual, found)


def _year(heads: list[str], name: str) -> int | None:
    together = "".join(heads[:_HEAD])[:400]
    for pattern, texts in ((_TITLE, [*heads, together]), (_OPENING, heads), (_TITLE, [name])):
        for text in texts:
            match = pattern.match(text) if pattern is _OPENING else pattern.search(text)
            if match:
                return int(match[1])
    return None


def _region(heads: Iterable[str], catalogue: Catalogue) -> str | None:
    """The region whose name stands first."""
    for text in heads:
        named = [
            (text.index(name), -len(name), region.code)
            for region in catalogue.regions.values()
            for name in (region.full_name, region.name)
            if name in text
        ]
        if named:
            return min(named)[-1]
    return None
