"""The writing process: slips in, bytes out, over its standard input and output.

Started by `tasks.forms.slip_writer` as `python -m tasks.forms.worker BYTES`; may die or be killed at
any moment, for openpyxl opens what a clerk sent.
"""

import pickle
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tasks import memory
from tasks.catalogue.wording import AnswersFile
from tasks.forms.answers import NoCopy, Slip
from tasks.forms.slip import NotCopiedError, slip_alone, slip_on_cells, slip_on_file
from tasks.model import Grid

Source = Path | Sequence[Grid] | None
Answer = bytes | NotCopiedError | Exception


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each (slip, source, words) until the requests end."""
    while True:
        try:
            slip, source, words = pickle.load(requests)  # noqa: S301 written by our own parent
        except EOFError:
            return
        answers.write(pickle.dumps(_answer(slip, source, words)))
        answers.flush()


def _answer(slip: Slip, source: Source, words: AnswersFile) -> Answer:
    try:
        return write_slip(slip, source, words)
    except (NotCopiedError, OSError) as error:
        return error
    except MemoryError:
        return NotCopiedError("out of memory")
    except Exception:  # noqa: BLE001 our fault: raised again by the parent, with all that is known here
        return RuntimeError(traceback.format_exc())


def write_slip(slip: Slip, source: Source, words: AnswersFile) -> bytes:
    """The slip on a file, on cells, or alone. Raises NotCopiedError where a file cannot be copied."""
    if source is None:
        return slip_alone(replace(slip, why_no_copy=slip.why_no_copy or NoCopy.NOT_COPIED), words)
    if isinstance(source, Path):
        return slip_on_file(slip, source.read_bytes(), words)
    return slip_on_cells(slip, source, words)


if __name__ == "__main__":
    memory.cap(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
