"""征求意见表 that came back: what a department says goes on record, once; it is told what was understood."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import OpinionsWords, load_opinions_words
from tasks.forms.opinion_reading import FilledSheet, filled_sheet
from tasks.intake import Workbook
from tasks.intake.cells import Sheet
from tasks.model import AskedRow, Opinion, RegionYear
from tasks.pipeline.clock import now
from tasks.pipeline.opinions.answering import Later, answer, says_anything
from tasks.pipeline.opinions.places import answer_of
from tasks.pipeline.opinions.record import Consultation, Replied, consultation
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.versions import VersionError, find_version
from tasks.privacy import hidden
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.records import ActKind
from tasks.store.registry import Lease, Registry

log = logging.getLogger(__name__)


def texts_of(sheet: Sheet) -> list[list[str]]:
    """A sheet's cells as a person sees them; texts as they stand, for what is carried unseen is one."""
    return [
        [cell if isinstance(cell, str) else sheet.text(row, column) for column, cell in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]


def opinions_in(cells: Workbook, settings: Settings) -> FilledSheet | None:
    """What a workbook says of a draft; None where it is no 征求意见表."""
    words = load_opinions_words(settings).sheet
    own = next((sheet for sheet in cells.sheets if sheet.name == words.sheet), None)
    return filled_sheet(texts_of(own), words) if own is not None else None


def take(
    settings: Settings,
    catalogue: Catalogue,
    registry: Registry,
    lease: Lease,
    books: Sequence[tuple[str, FilledSheet]],
) -> None:
    """Put on record what departments say, in order of arrival; the same file twice is taken once.

    A reply to an earlier version is taken too, and told which of its sentences read otherwise since.
    """
    if not books:
        return
    words = load_opinions_words(settings)
    stands = consultation(registry, lease.region_year)
    taken = set(stands.taken)
    standing = {code: reply.sha256 for code, reply in stands.replies.items()}
    last: dict[str, FilledSheet] = {}
    for sha256, sheet in books:
        if sheet.department not in catalogue.departments:
            log.warning("收到一份征求意见表，单位代码“%s”不在目录里，没有采用", sheet.department)
            continue
        if says_anything(sheet) and sha256 not in taken:
            reply = _reply(sha256, sheet)
            lease.record_acts([reply.act(ActKind.OPINION, sheet.department, now())])
            taken.add(sha256)
            standing[sheet.department] = sha256
            short = catalogue.departments[sheet.department].short
            log.info("%s的征求意见表已收到：意见 %d 条", short, len(reply.opinions))
        elif says_anything(sheet) and standing.get(sheet.department) != sha256:
            continue  # another one took its place
        last[sheet.department] = sheet
    for sheet in last.values():
        _answer(settings, catalogue, lease.region_year, sheet, stands, words)


def _reply(sha256: str, sheet: FilledSheet) -> Replied:
    asking = tuple(_masked(one) for one in sheet.opinions if one.asks)
    return Replied(
        department=sheet.department,
        version=sheet.version,
        sha256=sha256,
        nothing=sheet.nothing and not asking,
        by=hidden(sheet.by),
        dated=hidden(sheet.dated),
        right=sum(one.right and not one.asks for one in sheet.opinions),
        opinions=asking,
    )


def _masked(one: Opinion) -> Opinion:
    row = replace(one.row, section=hidden(one.row.section), sentence=hidden(one.row.sentence))
    return replace(one, row=row, suggested=hidden(one.suggested), reason=hidden(one.reason))


def _answer(
    settings: Settings,
    catalogue: Catalogue,
    key: RegionYear,
    sheet: FilledSheet,
    stands: Consultation,
    words: OpinionsWords,
) -> None:
    later = _later(settings, key, sheet, stands)
    short = catalogue.departments[sheet.department].short
    data = answer(sheet, short, words.answer, words.sheet, later).encode("utf-8-sig")
    path = answer_of(settings, catalogue, key, sheet.department, words)
    try:
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
    except OSError as error:  # open somewhere: the opinions are on record all the same
        log.warning("暂时不能写入 %s（%s）", path, error.strerror)


def _later(settings: Settings, key: RegionYear, sheet: FilledSheet, stands: Consultation) -> Later | None:
    """What the department was asked since, where that is another version; None where nobody can say."""
    if stands.sent is None or stands.sent.version == sheet.version:
        return None
    return Later(stands.sent.version, asked_of(settings, key, stands.sent.version).get(sheet.department, ()))


def asked_of(settings: Settings, key: RegionYear, version: str) -> dict[str, tuple[AskedRow, ...]]:
    """What departments are asked about a version; nothing where it is gone or damaged."""
    from tasks.pipeline.opinions.asked import asked  # what sentences are: only where versions differ

    catalogue = catalogue_of(settings, key)
    try:
        return asked(find_version(settings, catalogue, key, version).document, catalogue)
    except VersionError:
        return {}
