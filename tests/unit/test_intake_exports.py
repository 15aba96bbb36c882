"""A system's export is read as it comes: its own header words, what it leaves out, units in headers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Export, Register, RegisterColumnSpec
from tasks.intake import read_file
from tasks.model import CellState, RegisterTable
from tasks.settings import Limits
from tests.build import HERE, catalogue

COLUMNS = (
    RegisterColumnSpec(code="number", name="编号"),
    RegisterColumnSpec(code="kind", name="类别", codes=("抽检", "快检")),
    RegisterColumnSpec(code="tested", name="检测日期", type="date"),
    RegisterColumnSpec(code="weight", name="不合格重量", type="decimal", unit="公斤"),
    RegisterColumnSpec(code="note", name="处置说明", required=False),
)
TESTS = Register(
    code="tests",
    name="检测台账",
    department="justice",
    columns=COLUMNS,
    key=("number",),
    counts=(),
    exports=(
        Export(
            system="抽检系统",
            columns={"抽样单号": "number", "日期": "tested", "重量（吨）": "weight"},
            signs=("抽样单号", "日期"),
            constants={"kind": "抽检"},
        ),
    ),
)
LETTERS = Register(
    code="letters",
    name="来信台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="信件编号", aliases=("编号",)),
        RegisterColumnSpec(code="came", name="来信日期", aliases=("日期",), type="date"),
    ),
    key=("number",),
    counts=(),
)
CATALOGUE = catalogue(registers=(TESTS, LETTERS))


def table(tmp_path: Path, *rows: Sequence[object], catalogue: Catalogue = CATALOGUE) -> RegisterTable:
    """The one register that these rows are read as."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "blob")
    (found,) = read_file(tmp_path / "blob", "导出.xlsx", HERE, catalogue, Limits()).registers
    return found


def test_an_export_is_read_by_its_own_words(tmp_path: Path) -> None:
    found = table(tmp_path, ("日期", "抽样单号", "重量（公斤）"), ("2023-03-01", "C1", 2.5))
    assert found.register == "tests"
    assert found.letters == {"number": "B", "tested": "A", "weight": "C"}
    assert found.columns["tested"].values == [date(2023, 3, 1)]


def test_what_an_export_leaves_out_holds_for_every_row(tmp_path: Path) -> None:
    rows = [("2023-03-01", "C1", 2.5), ("2023-03-02", "C2", 0)]
    found = table(tmp_path, ("日期", "抽样单号", "重量（公斤）"), *rows)
    assert found.columns["kind"].values == ["抽检", "抽检"]
    assert found.missing_columns == (), "处置说明 need not be filled in, so an export may lack it"


def test_without_its_signs_a_table_is_no_export(tmp_path: Path) -> None:
    """The same table by hand: 类别 is missing, and so is 处置说明."""
    found = table(tmp_path, ("检测日期", "编号", "不合格重量"), ("2023-03-01", "C1", 2.5))
    assert found.missing_columns == ("kind", "note")


def test_a_column_that_an_export_must_have_is_missed(tmp_path: Path) -> None:
    found = table(tmp_path, ("日期", "抽样单号"), ("2023-03-01", "C1"))
    assert found.missing_columns == ("weight",)


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("不合格重量", 2.5, "2.5"),
        ("不合格重量（公斤）", "2.5", "2.5"),
        ("不合格重量(吨)", 2.5, "2500"),
        ("不合格重量（克）", "250", "0.25"),
        ("不合格重量", "3斤", "1.5"),
        ("不合格重量（吨）", "3公斤", "3"),
        ("不合格重量（元）", 2.5, None),
        ("不合格重量", "约3", None),
        ("不合格重量", "3只", None),
    ],
)
def test_a_number_is_in_the_unit_that_its_header_or_its_cell_gives(
    tmp_path: Path, header: str, cell: object, value: str | None
) -> None:
    rows = [("编号", "类别", "检测日期", header), ("C1", "快检", "2023-03-01", cell)]
    read = table(tmp_path, *rows).columns["weight"]
    assert read.values == [None if value is None else Decimal(value)]
    assert read.states == [CellState.NOT_UNDERSTOOD if value is None else CellState.VALUE]
