"""The terminal: plain Chinese lines in UTF-8, with the pipeline's log as progress."""

import io
import logging
import os
import re
import shutil
import sys
from contextvars import ContextVar

_COLUMNS_IN_A_FILE = 160


def prepare() -> None:
    """UTF-8 whatever the locale, and the pipeline's log lines as they come."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("tasks").addHandler(handler)
    logging.raiseExceptions = False  # whoever read our progress may have gone; the work goes on


REGION: ContextVar[str] = ContextVar("region", default="")
"""The town that a command was given, if any: commands that are named to people are to be typed with it."""

_COMMAND = re.compile(
    r"fazhi (?:run|ingest|curate|render|status|form|record|trace|approve|consult|secrecy-review"
    r"|edition (?:check|export|materials|new))"
    r"(?: 20\d\d)?(?: --final)?"
    r"(?! --region)(?! 20\d\d)(?! --final)"
)


def say(*lines: str) -> None:
    """Lines on standard output; where nobody reads it any more (`| head`) they go nowhere."""
    try:
        sys.stdout.writelines(f"{_to_type(line)}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{_to_type(line)}\n")


def _to_type(line: str) -> str:
    region = REGION.get()
    return _COMMAND.sub(lambda command: f"{command.group()} --region {region}", line) if region else line


def show_table(headings: list[str], rows: list[list[str]]) -> None:
    """A table with aligned columns; what stands in a cell is never markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # Chinese has no spaces to break a line at: what is too long goes on below, nothing is cut
    columns = (Column(heading, overflow="fold") for heading in headings)
    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS_IN_A_FILE
    drawn = io.StringIO()
    Console(file=drawn, width=width).print(table)
    say(drawn.getvalue().strip("\n"))
