"""Our own workbooks that come back filled in: known by what they carry, never judged as a submission.

One line in `FORMS` for each: how it is read, and who takes what stands in it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from tasks.catalogue import Catalogue
from tasks.form_words import ADOPTION_FORM, OPINIONS_FORM
from tasks.forms.identity import form_in
from tasks.intake import Workbook
from tasks.model import Place, RegionYear
from tasks.pipeline import settling
from tasks.pipeline.keeping import Kept, Opener
from tasks.pipeline.opinions import deciding, taking
from tasks.settings import Settings
from tasks.store import files
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
    """A workbook of ours that came back, its SHA-256 and its place among all that came."""

    form: Form
    sha256: str
    book: Book
    order: tuple[int, str]


def _settle(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    settling.take(desk.settings, desk.catalogue, desk.key, books)


def _report_in(cells: Workbook, settings: Settings) -> Any:
    from tasks.pipeline import last_report  # Arrow, python-docx, xlsxwriter: not for those who only read

    return last_report.answers_in(cells, settings)


def _check_report(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    from tasks.pipeline import last_report

    last_report.take(desk.settings, desk.catalogue, desk.key, books)


def _say(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    taking.take(desk.settings, desk.catalogue, desk.registry, desk.lease, books)


def _decide(desk: Desk, books: Sequence[tuple[str, Any]]) -> None:
    deciding.take(desk.settings, desk.catalogue, desk.registry, desk.lease, books)


FORMS: Final = (
    Form("settlements", "问题处理单", settling.settlements_in, _settle),
    Form("last_report", "上年公开数据核对表", _report_in, _check_report),
    Form(OPINIONS_FORM, "征求意见表", taking.opinions_in, _say),
    Form(ADOPTION_FORM, "意见采纳情况表", deciding.adoption_in, _decide),
)


def returned(cells: object, kept: Kept, settings: Settings) -> Returned | None:
    """What a file (its cells beside it) is, where it is one of our own workbooks."""
    if not isinstance(cells, Workbook):
        return None
    for form in FORMS:
        book = form.read(cells, settings)
        if book is not None:
            return Returned(form, kept.archived.sha256, book, kept.order)
    return None


def in_folders(
    settings: Settings, placed: Sequence[tuple[Place, Kept]], opener: Opener
) -> tuple[list[tuple[Place, Kept]], list[Returned]]:
    """What lies in departments' folders, without our own workbooks there; and those.

    Only a workbook that says unseen that it is a form of ours to be taken so is opened.
    """
    rest: list[tuple[Place, Kept]] = []
    found: list[Returned] = []
    for place, one in placed:
        ours = _own(settings, one, opener)
        if ours is None:
            rest.append((place, one))
        else:
            found.append(ours)
    return rest, found


def _own(settings: Settings, kept: Kept, opener: Opener) -> Returned | None:
    says = form_in(files.archived(settings.archive, kept.archived.sha256))
    if says not in {form.how for form in FORMS}:
        return None
    return returned(opener.cells(kept), kept, settings)


def take(desk: Desk, found: Sequence[Returned]) -> None:
    """Take what came back for the desk's RegionYear, in order of arrival; form by form, as in `FORMS`."""
    ordered = sorted(found, key=lambda one: one.order)
    own = [one for one in ordered if RegionYear(one.book.region, one.book.year) == desk.key]
    for form in FORMS:
        form.take(desk, [(one.sha256, one.book) for one in own if one.form is form])


def tell_of_others(found: Sequence[Returned], keys: Sequence[RegionYear]) -> None:
    """A workbook of another town, or of a year that is left alone, is told of."""
    for one in found:
        book = one.book
        if RegionYear(book.region, book.year) not in keys:
            log.warning("收到一份%s是 %s %s 年的，这次没有处理", one.form.name, book.region, book.year)
