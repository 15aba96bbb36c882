"""Filled 问题处理单 from the inbox: what they settle goes into the record, each exactly once."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.catalogue.settlement_checks import load_settlements
from tasks.catalogue.settlements import Correct, Entry, Settlements
from tasks.catalogue.settlements_wording import SettlementsWords, load_settlements_words
from tasks.forms.settlement_reading import Filled, filled
from tasks.intake import Workbook
from tasks.intake.cells import Sheet
from tasks.model import RegionYear
from tasks.pipeline.settlement_record import append
from tasks.pipeline.settlement_rows import Refused, RowReader
from tasks.settings import Settings
from tasks.store.files import write_atomic

log = logging.getLogger(__name__)

REFUSALS = ".settlements.json"
_FORM = 16  # digits of a workbook's SHA-256 by which the record knows it


def folder_of(settings: Settings, key: RegionYear, catalogue: Catalogue) -> Path:
    """Where the office's workbook of a year lies."""
    return settings.returns / catalogue.regions[key.region].name / str(key.year)


def settlements_in(cells: Workbook, settings: Settings) -> Filled | None:
    """What a workbook settles; None where it is no 问题处理单."""
    words = load_settlements_words(settings)
    if words.problems.sheet not in {sheet.name for sheet in cells.sheets}:
        return None
    parts = (words.problems, words.departments, words.supplements, words.published)
    known = {part.sheet for part in parts}
    sheets = [(sheet.name, _texts(sheet)) for sheet in cells.sheets if sheet.name in known]
    return filled(sheets, words)


def _texts(sheet: Sheet) -> list[list[str]]:
    """A sheet's cells as a person sees them: 96.7%, not 0.967."""
    return [[sheet.text(row, column) for column in range(len(cells))] for row, cells in enumerate(sheet.rows)]


def take(
    settings: Settings, catalogue: Catalogue, key: RegionYear, books: Sequence[tuple[str, Filled]]
) -> None:
    """Take the rows of filled workbooks (their SHA-256 beside them) of a year, in order of arrival.

    A workbook whose rows are in the record already adds nothing; a row that says what stands neither. Of
    what cannot be taken the last row about a thing is kept for the next workbook to say. Raises
    CatalogueError where the record is wrong.
    """
    words = load_settlements_words(settings)
    reader = RowReader(catalogue, words, key)
    refused: dict[tuple[str, ...], Refused] = {}
    for sha256, book in books:
        record = load_settlements(settings, catalogue, key)
        rows = list(reader.all(book))
        for about, one in rows:
            refused.pop(about, None)
            if isinstance(one, Refused):
                refused[about] = one
        if sha256[:_FORM] not in record.forms:
            last = {about: one for about, one in rows if not isinstance(one, Refused)}
            _add(settings, key, record, list(last.values()), sha256)
    _keep(folder_of(settings, key, catalogue) / REFUSALS, list(refused.values()), words)


def _add(
    settings: Settings, key: RegionYear, record: Settlements, rows: Sequence[Entry], sha256: str
) -> None:
    stands = {_said(one) for one in record.standing_entries()}
    said = {_said(row): row for row in rows}
    new = [row for words, row in said.items() if words not in stands]
    try:
        append(settings, key, new, sha256[:_FORM])
    except OSError as error:
        log.error("暂时不能写入问题处理记录，下次再写：%s（%s）", error.filename, error.strerror)  # noqa: TRY400
        return
    log.info("%s 年问题处理单：新增 %d 条处理记录", key.year, len(new))


def _said(one: Entry) -> Entry:
    """What an entry says, to compare it; a correction says it of a value, whatever rule found it."""
    if isinstance(one, Correct):
        return one.model_copy(update={"rule": "", "dataset": "", "column": "", "sheet": "", "cell": ""})
    return one


def _keep(path: Path, refused: Sequence[Refused], words: SettlementsWords) -> None:
    if not refused:
        path.unlink(missing_ok=True)
        return
    listed = [{"sheet": one.sheet, "row": dict(one.row), "why": one.why} for one in refused]
    data = json.dumps(listed, ensure_ascii=False, indent=1).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)
        log.warning("%s有 %d 行没有采用，原因见重新写出的一份", words.file, len(refused))


def refusals(settings: Settings, key: RegionYear, catalogue: Catalogue) -> list[Refused]:
    """The rows that were not taken; none where the list cannot be read: the next run writes it anew."""
    path = folder_of(settings, key, catalogue) / REFUSALS
    try:
        return [Refused(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
