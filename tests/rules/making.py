"""From a submission as YAML says it to the bytes that a clerk would have saved."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from tasks.catalogue import Catalogue
from tasks.catalogue.blank_wording import load_blank
from tasks.catalogue.schema import Indicator
from tasks.forms.blank import LastYear, blank_form, write_form
from tasks.model import RegionYear
from tasks.settings import load as load_settings
from tests.corpus.cases import FILES
from tests.corpus.making.kit import HEADER, Sheet, xlsx
from tests.rules.spec import Spec
from tests.samples import ledgers
from tests.samples.generate import LANDING, registers
from tests.samples.workbooks import MONTHS, NARRATIVE_HEADER, Head, write_ledger

YEAR = 2023
DAY = date(2024, 1, 8)


def year(spec: Spec) -> int:
    """The year in whose folder it was dropped."""
    return int(spec.get("year", YEAR))


def department(spec: Spec) -> str:
    """The short name of the department in whose folder it was dropped."""
    return str(spec.get("department") or spec.get("sample") or spec.get("form") or "司法分局")


def name(spec: Spec) -> str:
    """As the file was called."""
    return str(spec.get("name") or Path(spec.get("file", "报表.xlsx")).name)


def made(spec: Spec, catalogue: Catalogue) -> bytes:
    """The file's bytes."""
    if "file" in spec:
        return (FILES / spec["file"]).read_bytes()
    data = _begun(spec, catalogue)
    return _typed(data, spec["cells"]) if "cells" in spec else data


def _begun(spec: Spec, catalogue: Catalogue) -> bytes:
    if "sample" in spec:
        return _sample(year(spec), spec["sample"])
    if "form" in spec:
        return _form(year(spec), spec["form"], catalogue)
    if "register" in spec:
        return _ledger(year(spec), spec["register"], spec.get("rows", 3), catalogue)
    return xlsx(*_sheets(spec, catalogue))


@cache
def _sample(of: int, short: str) -> bytes:
    folder = LANDING / "洪梅镇" / str(of) / short
    return next(folder.glob("附件2*.xlsx")).read_bytes()


def _form(of: int, short: str, catalogue: Catalogue) -> bytes:
    words, code = load_blank(load_settings({})), catalogue.resolve_department(short)
    assert code is not None
    return write_form(blank_form(catalogue, words, RegionYear("hongmei", of), code, LastYear()), words)


def _ledger(of: int, code: str, count: int, catalogue: Catalogue) -> bytes:
    register, facts = catalogue.registers[code], registers()[code]
    head = Head(f"洪梅镇{of}年度{register.name}", catalogue.departments[register.department].name, DAY)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        full = next(file["rows"] for file in facts["files"])
        write_ledger(path, head, register, islice(ledgers.rows(code, facts, of, full), count))
        return path.read_bytes()


def _sheets(spec: Spec, catalogue: Catalogue) -> list[Sheet]:
    code = catalogue.resolve_department(department(spec))
    assert code is not None
    owner = catalogue.departments[code].name
    title = spec.get("title", f"洪梅镇{year(spec)}年度法治政府建设数据统计表")
    sheets = []
    if "table" in spec:
        lines = list(_lines(spec, catalogue.asked(code)))
        sheets.append(Sheet("数据统计表", [(title,), (f"填报单位（盖章）：{owner}",), *lines]))
    if "texts" in spec:
        lines = [(number, *line) for number, line in enumerate(spec["texts"], 1)]
        rows = [(title.replace("数据统计表", "文字材料"),), (f"填报单位：{owner}",), NARRATIVE_HEADER, *lines]
        sheets.append(Sheet("文字材料", rows))
    return sheets


def _lines(spec: Spec, asked: Iterable[Indicator]) -> Iterator[Sequence[Any]]:
    """Header and lines, and “—” for whatever else the department is asked for."""
    header = spec.get("headers", HEADER)
    yield header
    rows = spec["table"]
    yield from rows if "headers" in spec else [(number, *row) for number, row in enumerate(rows, 1)]
    if "指标名称" not in header or spec.get("bare"):
        return
    name, this = header.index("指标名称"), next(i for i, word in enumerate(header) if "本年数" in word)
    written = {row[name - (header is HEADER)] for row in rows}
    for indicator in asked:
        if written.isdisjoint({indicator.name, indicator.label, *indicator.aliases}):
            for label in _labels(indicator):
                yield [{name: label, this: "—"}.get(column) for column in range(len(header))]


def _labels(indicator: Indicator) -> list[str]:
    if indicator.frequency == "monthly":
        return [f"{indicator.name}（{month}月）" for month in MONTHS]
    return [indicator.name]


def _typed(data: bytes, cells: Mapping[str, Any]) -> bytes:
    """The workbook saved again by another program with these cells typed over."""
    book = load_workbook(io.BytesIO(data))
    for place, what in cells.items():
        _type(book, place, what)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _type(book: Workbook, place: str, what: Any) -> None:
    sheet, _, at = place.rpartition("!")
    cell = book[sheet or book.sheetnames[0]][at]
    assert isinstance(cell, Cell)
    cell.value = f"={what['formula']}" if isinstance(what, dict) else what
    if isinstance(what, str):
        cell.data_type = "s"
