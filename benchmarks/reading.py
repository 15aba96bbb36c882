"""Reading a submission into rows with addresses, against bare python-calamine and pandas with openpyxl.

Makes both files itself: a standard workbook (three sheets, 60 indicators) and a ledger of 100,000 rows.
Peak memory is that of a process that reads the ledger and does nothing else.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.timing import compare
from tasks.catalogue import Catalogue, load
from tasks.catalogue.schema import RegisterColumnSpec
from tasks.intake import Reader, read_file
from tasks.intake.opening import read_cells
from tasks.model import Place
from tasks.settings import Limits
from tasks.settings import load as load_settings

YEAR = 2023
ROWS = 100_000
INDICATORS = 60
FORM, LEDGER = "justice", "hotline"


def main() -> None:
    """Ratios of ours to each of the others, then peak memory."""
    settings = load_settings({})
    catalogue = load(settings)
    with tempfile.TemporaryDirectory() as folder:
        form, ledger = Path(folder) / "form.xlsx", Path(folder) / "ledger.xlsx"
        write_form(form, catalogue)
        write_ledger(ledger, catalogue)
        department = catalogue.registers[LEDGER].department
        with Reader(catalogue, settings.limits) as reader:
            _measure(form, Place("hongmei", YEAR, FORM), catalogue, reader, runs=30)
            _measure(ledger, Place("hongmei", YEAR, department), catalogue, reader, runs=5)
        for way in ("ours", "calamine", "pandas"):
            print(f"peak memory, ledger, {way}: {_peak(way, ledger, department)} MB")


def _measure(path: Path, place: Place, catalogue: Catalogue, reader: Reader, *, runs: int) -> None:
    limits, own = Limits(), time.process_time
    ours = partial(read_file, path, path.name, place, catalogue, limits)
    cells = partial(read_cells, path, path.name, limits)
    calamine, pandas = partial(_calamine, path), partial(_pandas, path)
    print(f"\n{path.name}, {path.stat().st_size // 1024} KB, {ours().state.label}")
    compare("  read_file against python-calamine, cells only", ours, calamine, runs=runs, clock=own)
    compare("    of which checks and cells", cells, calamine, runs=runs, clock=own)
    compare("  in the reading process", partial(reader.read, path, path.name, place), calamine, runs=runs)
    compare("  read_file against pandas.read_excel (openpyxl)", ours, pandas, runs=min(runs, 3), clock=own)


def write_form(path: Path, catalogue: Catalogue) -> None:
    """A department's table as it is usually filled in, with 文字材料 and a guide."""
    book = xlsxwriter.Workbook(path)
    percent = book.add_format({"num_format": "0.0%"})
    table = book.add_worksheet("数据统计表")
    table.merge_range(0, 0, 0, 5, f"洪梅镇{YEAR}年度法治政府建设数据统计表")
    table.write_row(1, 0, ("填报单位：", catalogue.departments[FORM].short))
    table.write_row(2, 0, ("序号", "指标名称", "计量单位", "本年数", "上年数", "口径说明"))
    asked = [one for one in catalogue.indicators.values() if one.kind != "derived"][:INDICATORS]
    for row, indicator in enumerate(asked, 3):
        table.write_row(row, 0, (row - 2, indicator.name, indicator.unit))
        share = indicator.unit == "%"
        table.write(row, 3, 0.955 if share else row * 3, percent if share else None)
        table.write_row(row, 4, (f"约{row * 2}" if row % 10 == 0 else row * 2, "全年"))
    texts = book.add_worksheet("文字材料")
    texts.write_row(0, 0, ("序号", "栏目", "小标题", "正文"))
    for row, topic in enumerate(catalogue.topics.values(), 1):
        texts.write_row(row, 0, (row, topic.name, "推进规范执法", "全年组织培训，成效明显。" * 8))
    guide = book.add_worksheet("填表说明")
    for row, indicator in enumerate(asked[:20]):
        guide.write(row, 0, f"{indicator.name}：按全年累计数填报。")
    book.close()


def write_ledger(path: Path, catalogue: Catalogue) -> None:
    """Rows of every type that the register's columns have."""
    chance = random.Random(1)  # noqa: S311 no secret
    columns = catalogue.registers[LEDGER].columns
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, [column.name for column in columns])
    for row in range(1, ROWS + 1):
        for number, column in enumerate(columns):
            cell = _cell(column, row, chance)
            if isinstance(cell, date):
                sheet.write_datetime(row, number, cell, day)
            else:
                sheet.write(row, number, cell)
    book.close()


def _cell(column: RegisterColumnSpec, row: int, chance: random.Random) -> object:
    if column.type == "date":
        return date(YEAR, 1, 1) + timedelta(days=chance.randrange(365))
    if column.numeric:
        return chance.randrange(10_000)
    if column.codes:
        return chance.choice(column.codes)
    return f"{column.name}{YEAR}{row:06}" if column.code.endswith("_no") else f"事项{chance.randrange(500)}"


def _calamine(path: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _pandas(path: Path) -> None:
    pd.read_excel(path, sheet_name=None, engine="openpyxl", header=None)


def _ours(path: Path, department: str) -> None:
    settings = load_settings({})
    read_file(path, path.name, Place("hongmei", YEAR, department), load(settings), settings.limits)


def _peak(way: str, path: Path, department: str) -> int:
    command = [sys.executable, "-m", "benchmarks.reading", way, str(path), department]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _alone(way: str, path: Path, department: str) -> None:
    """Print the peak memory of this process, in MB, after reading in one way (Linux)."""
    ways: dict[str, Callable[[], None]] = {
        "ours": partial(_ours, path, department),
        "calamine": partial(_calamine, path),
        "pandas": partial(_pandas, path),
    }
    ways[way]()
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage keeps the parent's peak
    print(next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _alone(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    else:
        main()
