"""Filled 意见采纳情况表: what was decided goes on record, once; what was not adopted settles its findings."""

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import OpinionsWords, load_opinions_words
from tasks.catalogue.settlement_checks import load_settlements, problem
from tasks.catalogue.settlements import Accept
from tasks.forms.adoption_reading import FilledAdoption, filled_adoption
from tasks.intake import Workbook
from tasks.model import RegionYear
from tasks.pipeline.clock import now
from tasks.pipeline.opinions.places import folder_of
from tasks.pipeline.opinions.record import Decided, consultation
from tasks.pipeline.opinions.rows import REFUSED, Choice, choices
from tasks.pipeline.opinions.taking import texts_of
from tasks.pipeline.settlement_record import append
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.records import Act, ActKind
from tasks.store.registry import Lease, Registry

log = logging.getLogger(__name__)

_FORM = 16  # digits of a workbook's SHA-256 by which the settlements' record knows it


def adoption_in(cells: Workbook, settings: Settings) -> FilledAdoption | None:
    """What a workbook decides; None where it is no 意见采纳情况表."""
    words = load_opinions_words(settings).adoption
    own = next((sheet for sheet in cells.sheets if sheet.name == words.sheet), None)
    return filled_adoption(texts_of(own), words) if own is not None else None


def take(
    settings: Settings,
    catalogue: Catalogue,
    registry: Registry,
    lease: Lease,
    books: Sequence[tuple[str, FilledAdoption]],
) -> None:
    """Put on record what was decided, in order of arrival; the same workbook twice is taken once.

    What cannot be taken is kept for the next workbook to say. Raises CatalogueError where the record of
    settlements is wrong.
    """
    key, words = lease.region_year, load_opinions_words(settings)
    told: dict[str, str] = {}
    for sha256, book in books:
        stands = consultation(registry, key)
        made: list[Choice] = []
        for about, one in choices(book.rows, stands, words.adoption):
            told.pop(about, None)
            if isinstance(one, Choice):
                made.append(one)
            else:
                told[about] = one
        if sha256 not in stands.taken:
            refused = [one for one in made if one.decision == words.adoption.decisions.refused]
            if _settle(settings, catalogue, key, refused, sha256):
                lease.record_acts([_decided(one, sha256) for one in made])
    _keep(folder_of(settings, catalogue, key, words) / REFUSED, told, words)


def _decided(one: Choice, sha256: str) -> Act:
    known = one.known
    said = Decided(
        department=known.department,
        row=known.row,
        opinion=known.opinion,
        decision=one.decision,
        why=one.why,
        by=one.by,
        dated=one.dated.isoformat(),
        sha256=sha256,
    )
    return said.act(ActKind.ADOPTION, f"{known.department}/{known.row}", now())


def _settle(
    settings: Settings, catalogue: Catalogue, key: RegionYear, made: Sequence[Choice], sha256: str
) -> bool:
    """What is not adopted stands as explained; False where the record cannot be written now."""
    record = load_settlements(settings, catalogue, key)
    entries: list[Accept] = [entry for one in made for entry in one.accepts()]
    fitting = [entry for entry in entries if problem(entry, catalogue) is None]
    if not fitting or sha256[:_FORM] in record.forms:
        return True
    try:
        append(settings, key, fitting, sha256[:_FORM])
    except OSError as error:
        log.error("暂时不能写入问题处理记录，下次再写：%s（%s）", error.filename, error.strerror)  # noqa: TRY400
        return False
    return True


def _keep(path: Path, told: Mapping[str, str], words: OpinionsWords) -> None:
    if not told:
        path.unlink(missing_ok=True)
        return
    data = json.dumps(dict(sorted(told.items())), ensure_ascii=False, indent=1).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)
        log.warning("%s有 %d 行没有采用，原因见重新写出的一份", words.adoption.file, len(told))
