"""Our own workbooks that come back filled in: known by what they carry, never judged as a submission.

One line in `FORMS` for each: how it is read, and who takes what stands in it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from tasks.catalogue import Catalogue
from tasks.intake import Workbook
from tasks.model import RegionYear
from tasks.pipeline import last_report, settling
from tasks.settings import Settings
from tasks.store.registry import Lease, Registry

log = logging.getLogger(__name__)


class Book(Protocol):
    """What stands in a workbook of ours: of which region (code) and year, beside what its form has."""

    @property
    def region(self) -> str: ...
    @property
    def year(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Where what came back is taken: a RegionYear whose lease is held."""

    settings: Settings
    catalogue: Catalogue
    registry: Registry
    lease: Lease

    @property
    def key(self) -> RegionYear:
        """The RegionYear."""
        return self.lease.region_year


@dataclass(frozen=True, slots=True)
class Form:
    """A form of ours: its name in claims and in Chinese, its reader (None: another workbook), its taker."""

    how: str
    name: str
    read: Callable[[Workbook, Settings], Any]
    take: Callable[[Desk, Sequence[tuple[str, Any]]], None]


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook of ours that came back, and its SHA-256."""

    form: Form
    sha256: str
    book: Book


def _settle(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    settling.take(desk.settings, desk.catalogue, desk.key, books)


def _check_report(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    last_report.take(desk.settings, desk.catalogue, desk.key, books)


FORMS: Final = (
    Form("settlements", "问题处理单", settling.settlements_in, _settle),
    Form("last_report", "上年公开数据核对表", last_report.answers_in, _check_report),
)


def returned(cells: object, sha256: str, settings: Settings) -> Returned | None:
    """What a file's cells are, where it is one of our own workbooks."""
    if not isinstance(cells, Workbook):
        return None
    for form in FORMS:
        book = form.read(cells, settings)
        if book is not None:
            return Returned(form, sha256, book)
    return None


def take(desk: Desk, found: Sequence[Returned]) -> None:
    """Take what came back for the desk's RegionYear, in order of arrival; form by form, as in `FORMS`."""
    own = [one for one in found if RegionYear(one.book.region, one.book.year) == desk.key]
    for form in FORMS:
        form.take(desk, [(one.sha256, one.book) for one in own if one.form is form])


def tell_of_others(found: Sequence[Returned], keys: Sequence[RegionYear]) -> None:
    """A workbook of another town, or of a year that is left alone, is told of."""
    for one in found:
        book = one.book
        if RegionYear(book.region, book.year) not in keys:
            log.warning("收到一份%s是 %s %s 年的，这次没有处理", one.form.name, book.region, book.year)
