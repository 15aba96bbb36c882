"""The reading process: files in, cells out, over its standard input and output.

Started by `tasks.intake.reader` as `python -m tasks.intake.worker BYTES`. It imports neither the
catalogue nor anything else that is heavy, and may die or be killed at any moment.
"""

import pickle
import sys
import traceback
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from tasks import memory
from tasks.intake.cells import Cell, Opened, Sheet, Workbook
from tasks.intake.formats import Unreadable
from tasks.intake.looking import Looked, look
from tasks.intake.looking_texts import Wanted
from tasks.intake.opening import read_cells
from tasks.model import ReadState
from tasks.settings import Limits

Answer = Opened | Looked | Exception

_REPEATED = frozenset({str, date, datetime})
"""Types of cells that are equal only where they are the same."""


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Say that we are ready, then answer each request until they end. A request is (path, name, limits,
    folder to unpack into or words to look for or None), its answer the cells, what was found, or the
    exception that a fault raised."""
    answers.write(pickle.dumps("ready"))
    answers.flush()
    while True:
        try:
            request = pickle.load(requests)  # noqa: S301 written by our own parent
        except EOFError:
            return
        answers.write(_packed(*request))
        answers.flush()


def _packed(path: Path, name: str, limits: Limits, task: Path | Wanted | None) -> bytes:
    try:
        if isinstance(task, Wanted):
            return pickle.dumps(look(path, task, limits))
        answer: Answer = read_cells(path, name, limits, task)
        if isinstance(answer, Workbook):
            answer = replace(answer, sheets=tuple(map(_shared, answer.sheets)))
        return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Unreadable(ReadState.TOO_LARGE, "内容超出内存上限"))
    except OSError as error:
        return pickle.dumps(error)
    except Exception:  # noqa: BLE001 our fault: raised again by the parent, with all that is known here
        return pickle.dumps(RuntimeError(traceback.format_exc()))


def _shared(sheet: Sheet) -> Sheet:
    """The sheet with each text and date once: a ledger repeats them, and each costs when it is packed."""
    seen: dict[Cell, Cell] = {}
    once = seen.setdefault
    rows = [[once(cell, cell) if type(cell) in _REPEATED else cell for cell in row] for row in sheet.rows]
    return replace(sheet, rows=rows)


if __name__ == "__main__":
    memory.cap(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
