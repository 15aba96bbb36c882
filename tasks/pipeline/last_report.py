"""Last year's report as it was published: its numbers as bases, and the 核对表 by which people mend them.

What is taken is kept in the site (`expectations/published/<region>/<year>.yaml`), the report's bytes in the
archive. The same report again changes nothing but what the catalogue now binds otherwise, and nothing at all
once a person went through the 核对表.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tasks.catalogue import Catalogue, load
from tasks.catalogue.last_report_wording import load_last_report_words
from tasks.catalogue.published import Published, PublishedValue, load_published, published_path
from tasks.forms.last_report import ReportAnswers, ReportBook, report_answers, write_report_book
from tasks.intake import Reader, Workbook
from tasks.intake.cells import Sheet
from tasks.model import RegionYear
from tasks.pipeline.clock import holder, now
from tasks.pipeline.edited import open_edited
from tasks.pipeline.edited_place import place_of
from tasks.pipeline.last_report_rows import decided, report_rows
from tasks.pipeline.secrecy import Guard
from tasks.privacy import masked
from tasks.review.published import Bound, bind, said_numbers
from tasks.review.reading import Edited, UnreadableError
from tasks.settings import Settings
from tasks.store import files
from tasks.store.registry import open_registry
from tasks.wording.secrecy import levels_marked

log = logging.getLogger(__name__)

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
_FORM = 16  # digits of a workbook's SHA-256 by which the record knows it
_HEAD = """\
# yaml-language-server: $schema=../../schema/published.json
# 取自上年公开报告的数，由 fazhi import-last-year 写入；要改的，填上年公开数据核对表。
"""


class OtherReportError(ValueError):
    """Another file was imported for the year before; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a report came to: of which town and year it is, how many of its numbers are bound and how many no
    data; the 核对表, and whether what is kept changed. `refused` rows of a 核对表 were not taken.
    """

    key: RegionYear
    region_name: str
    file: str
    numbers: int
    bound: int
    not_data: int
    book: Path
    changed: bool
    checked: bool
    refused: int = 0

    @property
    def open(self) -> int:
        """Numbers that nothing is said of."""
        return self.numbers - self.bound - self.not_data


def import_last_report(
    settings: Settings, path: Path, region: str | None, year: int | None, *, replace: bool = False
) -> Imported:
    """Take a published report (docx, odt, pdf, html, txt), or the 核对表 of one that came back.

    Region (code) and year default to what the report's title says. Raises UnreadableError, UnclearYearError,
    OtherReportError where another file was imported for that year (unless `replace`), CatalogueError where
    what is kept is wrong, LeaseHeldError while another run works on the year after it, OSError.
    """
    if path.suffix.lower() in _WORKBOOKS:
        return _checked(settings, path)
    opened = open_edited(path, settings.limits)
    key = place_of(settings, opened.edited, path.name, region, year)
    catalogue = load(settings, key.region)
    _refuse_secret(settings, path, opened.edited, catalogue)
    with _lease(settings, key):
        return _imported(settings, catalogue, key, path, replace=replace)


def take(
    settings: Settings,
    catalogue: Catalogue,
    key: RegionYear,
    books: Sequence[tuple[str, ReportAnswers]],
) -> list[Imported]:
    """Take 核对表 (their SHA-256 beside them) that came back, in order of arrival; `key` is the year that is
    worked on. One that was taken before, or is of another report, changes nothing.
    """
    taken: list[Imported] = []
    of = RegionYear(key.region, key.year - 1)
    for sha256, book in books:
        before = load_published(settings, of, catalogue)
        if before is None or before.sha256 != book.sha256:
            log.warning("收到的上年公开数据核对表不是现用的 %s 年报告的，没有采用", of.year)
        elif not files.is_whole(settings.archive, before.sha256):
            log.warning("存档里没有 %s 年的公开报告，核对表没有采用，请先重新导入报告", of.year)
        elif sha256[:_FORM] not in before.forms:
            desk = _Desk(settings, catalogue, of, before)
            found = decided(desk.numbers, book.answers, before, catalogue, desk.words)
            forms = (*before.forms, sha256[:_FORM])
            after = found.published.model_copy(update={"forms": forms})
            one = desk.keep(after, before, found.refused)
            log.info("%s 年公开数据核对表：对上 %d 个数，%d 行没有采用", of.year, one.bound, one.refused)
            taken.append(one)
    return taken


def answers_in(cells: Workbook, settings: Settings) -> ReportAnswers | None:
    """What a workbook says, where it is a 核对表."""
    words = load_last_report_words(settings)
    sheet = next((one for one in cells.sheets if one.name == words.sheet), None)
    return report_answers(_texts(sheet), words) if sheet is not None else None


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[sheet.text(row, column) for column in range(len(cells))] for row, cells in enumerate(sheet.rows)]


def _checked(settings: Settings, path: Path) -> Imported:
    """Take a 核对表."""
    everywhere = load(settings)
    with Reader(everywhere, settings.limits) as reader:
        cells = reader.cells(path, path.name)
    found = answers_in(cells, settings) if isinstance(cells, Workbook) else None
    if found is None or found.region not in everywhere.regions:
        raise UnreadableError("这份表不是系统生成的上年公开数据核对表，没有读取")
    key, of = RegionYear(found.region, found.year), RegionYear(found.region, found.year - 1)
    catalogue = load(settings, key.region)
    with _lease(settings, of):
        stands = load_published(settings, of, catalogue)
        if stands is None or stands.sha256 != found.sha256:
            raise UnreadableError(f"这份核对表不是现用的 {of.year} 年报告的，请用最近一次生成的核对表")
        if not files.is_whole(settings.archive, stands.sha256):
            raise UnreadableError(f"存档里没有 {of.year} 年的公开报告，请先重新导入报告")
        taken = take(settings, catalogue, key, [(_sha256(path), found)])
        return taken[0] if taken else _Desk(settings, catalogue, of, stands).keep(stands, stands)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _imported(
    settings: Settings, catalogue: Catalogue, key: RegionYear, path: Path, *, replace: bool
) -> Imported:
    """Take a report; once a person went through its 核对表, what was said there stands."""
    before = load_published(settings, key, catalogue)
    archived = files.archive(path, settings.archive)
    if archived is None:
        raise UnreadableError("文件打不开或者正在改动，请关闭后再试")
    same = before is not None and before.sha256 == archived.sha256
    if before is not None and not same and not replace:
        raise OtherReportError(
            f"{key.year} 年的公开报告已经取自《{before.file}》。要换用这份文件，请加上 --replace，"
            "原来核对过的结果不再使用"
        )
    start = Published(file=masked(path.name), sha256=archived.sha256)
    desk = _Desk(settings, catalogue, key, before if before is not None and same else start)
    return desk.keep(desk.of if desk.of.checked else desk.bound(), before)


def _refuse_secret(settings: Settings, path: Path, edited: Edited, catalogue: Catalogue) -> None:
    """Raise UnreadableError where a file bears a level of secrecy, before anything of it is kept."""
    with Reader(catalogue, settings.limits) as reader:
        guard = Guard(settings, catalogue.secrecy, lambda: reader)
        mark = guard.of_name(path.name) or guard.of_bytes(path, path.name)
    if mark or any(levels_marked(one.text, catalogue.secrecy) for one in edited.paragraphs):
        raise UnreadableError("文件带有密级标志，没有读取，也没有留存。请按保密规定处理这份文件")


@contextmanager
def _lease(settings: Settings, of: RegionYear) -> Iterator[None]:
    """The lease of the year that uses a year's report."""
    key = RegionYear(of.region, of.year + 1)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("导入上年报告"), now),
    ):
        yield


class _Desk:
    """One report in the archive: its numbers, and where what is taken from it is kept."""

    def __init__(self, settings: Settings, catalogue: Catalogue, key: RegionYear, of: Published) -> None:
        self.settings, self.catalogue, self.key, self.of = settings, catalogue, key, of
        self.words = load_last_report_words(settings)
        self.region_name = catalogue.regions[key.region].name
        archived = files.archived(settings.archive, of.sha256)
        edited = open_edited(archived, settings.limits, of.file).edited
        self.numbers: Sequence[Bound] = bind(said_numbers(edited, catalogue.names), catalogue, key.year)

    def bound(self) -> Published:
        """What the words alone bind."""
        values = (
            PublishedValue(
                number=one.said.number, indicator=code, value=one.said.text, sentence=masked(one.said.shown)
            )
            for one in self.numbers
            for code in one.indicators
        )
        return self.of.model_copy(update={"values": tuple(values)})

    def keep(
        self, after: Published, before: Published | None, refused: Mapping[int, str] | None = None
    ) -> Imported:
        """Write what is taken, and the 核对表 that shows it; nothing where nothing changed."""
        if after != before:
            files.write_atomic(self.settings.site / published_path(self.key), _dumped(after).encode())
        folder = self.settings.returns / self.region_name / str(self.key.year + 1)
        book = folder / f"{self.words.file}.xlsx"
        data = self._book(after, refused or {})
        if not book.is_file() or book.read_bytes() != data:
            files.write_atomic(book, data)
        return Imported(
            key=self.key,
            region_name=self.region_name,
            file=after.file,
            numbers=len(self.numbers),
            bound=len({one.number for one in after.values}),
            not_data=len(after.not_data),
            book=book,
            changed=after != before,
            checked=after.checked,
            refused=len(refused or {}),
        )

    def _book(self, after: Published, refused: Mapping[int, str]) -> bytes:
        rows = report_rows(self.numbers, after, refused, self.catalogue, self.words)
        made = ReportBook(
            region=self.key.region,
            region_name=self.region_name,
            year=self.key.year + 1,
            file=after.file,
            sha256=after.sha256,
            rows=rows.rows,
            open=rows.open,
            over=rows.over,
            indicators=rows.choices,
        )
        return write_report_book(made, self.words)


def _dumped(published: Published) -> str:
    content = published.model_dump(mode="json", exclude_defaults=True)
    return _HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
