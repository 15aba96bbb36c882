"""A register of a million rows, a tenth of them failing: judged, against the same checks in plain pandas.

Both begin with the table as it was read, judge every rule of the register, count what fails, locate all rows
and name the first 200 cells. Invented tickets; each cell is an object of its own, as the reader makes them.
Peak memory is that of a process that makes the table and judges it, or only makes it.
"""

import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.plain import holds
from benchmarks.timing import compare
from tasks.catalogue import Catalogue, load, load_suites
from tasks.model import CellState, Place, Reading, ReadState, RegisterColumn, RegisterTable
from tasks.settings import load as load_settings
from tasks.validation.checked import Submission
from tasks.validation.register_suite import suite
from tasks.validation.registers import judge_registers

ROWS = 1_000_000
NAMED = 200
REGISTER = "hotline"
PLACE = Place("hongmei", 2023, "gov_service")

Suites = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Plain:
    """What plain pandas finds of a rule: how many rows, where, and the first cells."""

    rule: str
    count: int
    rows: "np.ndarray[Any, Any]"
    cells: list[str]


def main() -> None:
    """Ratio and peak memory; both must find the same."""
    catalogue, suites, asked = _given()
    made = table(catalogue)
    ours, plain = partial(judge_ours, made, catalogue, suites), partial(judge_plain, made, asked)
    found = [(f.rule, f.count) for one in ours() for f in one.findings]
    assert found == [(one.rule, one.count) for one in plain()], (found, plain())  # noqa: S101
    struck = {row for one in ours() for rows in one.rows for row in rows}
    print(f"{ROWS:,} rows, {len(asked)} rules, {sum(n for _, n in found):,} failures at {len(struck):,} rows")
    compare("  judged, against plain pandas", ours, plain, clock=time.process_time)
    for what in ("table", "judged"):
        print(f"  peak memory, {what}: {_peak(what)} MB")


def _given() -> tuple[Catalogue, Suites, list[dict[str, Any]]]:
    settings = load_settings({})
    catalogue, suites = load(settings), load_suites(settings, ())
    own = suites[f"registers/{REGISTER}"]["expectations"]
    return catalogue, suites, suite(catalogue.registers[REGISTER], own)["expectations"]


def judge_ours(made: RegisterTable, catalogue: Catalogue, suites: Suites) -> list[Any]:
    """The findings of a table."""
    reading = Reading("台账.xlsx", ReadState.READ, registers=(made,))
    return list(judge_registers([Submission(1, PLACE, reading)], catalogue, suites))


def judge_plain(made: RegisterTable, asked: list[dict[str, Any]]) -> list[Plain]:
    """The same in plain pandas: frame, checks, counts, positions, first cells."""
    frame = _plain_frame(made)
    found = []
    for one in asked:
        rows = np.flatnonzero(~holds(frame, one["type"], one["kwargs"]))
        if len(rows):
            cells = [f"A{made.rows[row]}" for row in rows[:NAMED]]
            found.append(Plain(one["meta"]["rule"], len(rows), rows, cells))
    return found


def _plain_frame(made: RegisterTable) -> pd.DataFrame:
    data: dict[str, Any] = {"submission": 1, "year": PLACE.year}
    for code, column in made.columns.items():
        data[code] = pd.Series(column.values, dtype=object)
        data[f"{code}:state"] = pd.Series(column.states, dtype=object)
        if code.endswith("_on"):
            data[code] = pd.to_datetime(data[code])
            data[f"{code}:year"] = data[code].dt.year
    return pd.DataFrame(data)


def table(catalogue: Catalogue) -> RegisterTable:
    """Tickets received through the year and closed within the week, but for every tenth."""
    columns = {spec.code: _column([]) for spec in catalogue.registers[REGISTER].columns}
    for row in range(ROWS):
        ticket = _ticket(row)
        for code, column in columns.items():
            value = ticket[code]
            column.values.append(value)
            column.raw.append(f"{value}")
            column.states.append(CellState.VALUE)
    letters = {code: chr(ord("A") + number) for number, code in enumerate(columns)}
    return RegisterTable(REGISTER, "台账", list(range(4, 4 + ROWS)), columns, letters)


def _column(values: list[object]) -> RegisterColumn:
    return RegisterColumn([], values, [])


def _ticket(row: int) -> dict[str, object]:
    received = date(2023, 1, 1) + timedelta(days=row % 350)
    ticket: dict[str, object] = {
        "ticket_no": f"DG{row:08d}",
        "received_on": received,
        "category": "投诉咨询"[2 * (row % 2) :][:2],
        "subject": f"事项{row % 500}",
        "handler": f"单位{row % 40}",
        "due_on": received + timedelta(days=7),
        "closed_on": received + timedelta(days=row % 7),
        "on_time": "是否"[:1],
    }
    return ticket | _wrong(row // 10 % 10, received) if row % 10 == 0 else ticket


def _wrong(how: int, received: date) -> dict[str, object]:
    """What is wrong with a ticket, in five ways of different frequency."""
    if how < 3:
        return {"received_on": received.replace(year=2022)}
    if how < 6:
        return {"category": "其他"}
    if how < 8:
        return {"on_time": "否", "closed_on": received}
    if how < 9:
        return {"closed_on": received - timedelta(days=3)}
    return {"ticket_no": "DG"}


def _peak(what: str) -> int:
    command = [sys.executable, "-m", "benchmarks.registers", what]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _alone(what: str) -> None:
    """Print the peak memory of this process, in MB (Linux)."""
    catalogue, suites, _ = _given()
    made = table(catalogue)
    if what == "judged":
        judge_ours(made, catalogue, suites)
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage keeps the parent's peak
    print(next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _alone(sys.argv[1])
    else:
        main()
