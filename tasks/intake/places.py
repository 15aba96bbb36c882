"""Which place a dropped file belongs to, by the names of its folders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasks.model import Place

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue

INBOX = "收件箱"
"""The folder where the operator saves what came by mail or chat, whosever it is."""

REDRAFTS = "改稿"
"""The folder beside it for what the report team edited in Word."""

_YEAR = re.compile(r"(20[0-9]{2})(?:年度?)?")
_IGNORED = re.compile(
    r"~\$.*|\..*|.*~|.*\.(?:tmp|temp|crdownload|part|partial|download)|thumbs\.db|desktop\.ini|~.*\.tmp",
    re.IGNORECASE | re.DOTALL,
)


def place_of(parts: Sequence[str], catalogue: Catalogue) -> Place | None:
    """The place of a path below landing: region / year / department, by any declared name or alias.

    What follows those three (subfolders, the file) does not matter. None where one is not known.
    """
    if len(parts) < 3:
        return None
    region = catalogue.resolve_region(parts[0])
    year = year_of(parts[1])
    department = catalogue.resolve_department(parts[2])
    if region is None or year is None or department is None:
        return None
    return Place(region, year, department)


def is_inbox(parts: Sequence[str], region: str, catalogue: Catalogue) -> bool:
    """Whether a path below landing lies in the common inbox of a region (code): region / 收件箱."""
    return _lies_in(INBOX, parts, region, catalogue)


def is_redraft(parts: Sequence[str], region: str, catalogue: Catalogue) -> bool:
    """Whether a path below landing is an edited report of a region (code): region / 改稿."""
    return _lies_in(REDRAFTS, parts, region, catalogue)


def _lies_in(folder: str, parts: Sequence[str], region: str, catalogue: Catalogue) -> bool:
    return len(parts) > 2 and parts[1].strip() == folder and catalogue.resolve_region(parts[0]) == region


def year_of(name: str) -> int | None:
    """The year that a folder is named after: 2023, 2023年, ２０２３年度."""
    match = _YEAR.fullmatch("".join(unicodedata.normalize("NFKC", name).split()))
    return int(match[1]) if match else None


def is_ignored(name: str) -> bool:
    """Whether a file or folder name is no submission: lock files of Office and WPS (~$, .~), hidden
    files, what Windows leaves behind, and downloads that are not finished."""
    return _IGNORED.fullmatch(name) is not None
