"""What a ledger of 100,000 rows costs after it is read: judged, staged and taken up again, counted.

CPU seconds, medians of five; invented tickets, every third one out of its year in the second line.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tasks.catalogue import Catalogue, load, load_suites
from tasks.curation.counted import counted
from tasks.curation.dataset import Dataset
from tasks.model import CellState, Place, Reading, ReadState, RegionYear, RegisterColumn, RegisterTable
from tasks.settings import load as load_settings
from tasks.store import ledgers
from tasks.validation.checked import Submission
from tasks.validation.registers import judge_registers

ROWS = 100_000
RUNS = 5
REGISTER = "hotline"
PLACE = Place("hongmei", 2023, "gov_service")


def main() -> None:
    """The 12345 register, sound and with a third of its rows out of the year."""
    catalogue = load(load_settings({}))
    sound = _table(catalogue)
    days = [date(2022, 1, 1) if i % 3 == 0 else day for i, day in enumerate(_days())]
    received = replace(sound.columns["received_on"], values=list(days))
    failing = replace(sound, columns={**sound.columns, "received_on": received})
    dataset = Dataset(PLACE.department, "台账.xlsx", "", registers=(sound,))
    register = catalogue.registers[REGISTER]
    _print("judged, nothing wrong", lambda: _judge(sound, catalogue))
    _print("judged, every third row located", lambda: _judge(failing, catalogue))
    _print("staged and taken up", lambda: ledgers.from_arrow(ledgers.to_arrow([sound], register)))
    _print("counted", lambda: list(counted(RegionYear("hongmei", 2023), dataset, catalogue)))


def _judge(table: RegisterTable, catalogue: Catalogue) -> object:
    reading = Reading("台账.xlsx", ReadState.READ, registers=(table,))
    return list(
        judge_registers([Submission(1, PLACE, reading)], catalogue, load_suites(load_settings({}), ()))
    )


def _days() -> list[date]:
    return [date(2023, 1, 1) + timedelta(days=i % 365) for i in range(ROWS)]


def _table(catalogue: Catalogue) -> RegisterTable:
    columns: dict[str, RegisterColumn] = {}
    for spec in catalogue.registers[REGISTER].columns:
        values: list[object] = [f"DG{i:08d}" for i in range(ROWS)]
        if spec.type == "date":
            values = list(_days())
        elif spec.codes:
            values = [spec.codes[i % len(spec.codes)] for i in range(ROWS)]
        columns[spec.code] = RegisterColumn([str(v) for v in values], values, [CellState.VALUE] * ROWS)
    letters = {code: chr(ord("A") + i) for i, code in enumerate(columns)}
    return RegisterTable(REGISTER, "台账", list(range(4, 4 + ROWS)), columns, letters)


def _print(what: str, call: Callable[[], object]) -> None:
    call()
    print(f"{what}: {statistics.median(_seconds(call) for _ in range(RUNS)):.2f} s")


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
