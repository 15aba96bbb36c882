"""The reading process: reused, stopped when it takes too long, replaced when it dies."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tasks.intake import Reader, read_file
from tasks.model import Reading, ReadState
from tasks.settings import Limits
from tests.unit.test_intake import CATALOGUE, HERE
from tests.unit.test_intake_container import with_rows

SHORT = replace(Limits(), read_seconds=1.0, read_memory_bytes=512 * 1024 * 1024)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(CATALOGUE, SHORT) as reader:
        yield reader


@pytest.fixture
def form(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].append(("指标名称", "本年数"))
    book.worksheets[0].append(("会议次数", "4余"))
    book.save(tmp_path / "form")
    return tmp_path / "form"


def read(reader: Reader, path: Path) -> Reading:
    return reader.read(path, "报表.xlsx", HERE)


def test_reads_what_reading_in_this_process_reads(reader: Reader, form: Path) -> None:
    assert read(reader, form) == read_file(form, "报表.xlsx", HERE, CATALOGUE, SHORT)
    form.write_bytes(b"")
    assert read(reader, form).state is ReadState.EMPTY


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file that never ends needs a pipe")
def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    reader: Reader, form: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "endless")
    reading = read(reader, tmp_path / "endless")
    assert (reading.state, reading.detail) == (ReadState.TIMED_OUT, "上限为 1 秒")
    assert read(reader, form).state is ReadState.READ


@pytest.mark.skipif(sys.platform != "linux", reason="memory is capped on Linux")
def test_a_file_that_brings_the_process_down_is_corrupt_and_the_next_is_read(
    reader: Reader, form: Path, tmp_path: Path
) -> None:
    wide = with_rows('<row r="1"><c r="A1000000"><v>1</v></c><c r="Z1"><v>1</v></c></row>')
    (tmp_path / "wide").write_bytes(wide)
    assert read(reader, tmp_path / "wide").state is ReadState.CORRUPT
    assert read(reader, form).state is ReadState.READ


def test_a_fault_is_raised_here_and_the_next_file_is_read(reader: Reader, form: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(reader, tmp_path / "none")
    assert read(reader, form).state is ReadState.READ


def test_a_process_that_does_not_start_is_a_fault(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with Reader(CATALOGUE, SHORT) as broken, pytest.raises(RuntimeError, match="does not start"):
        read(broken, form)


def test_the_process_imports_nothing_heavy() -> None:
    code = (
        "import sys, tasks.intake.worker;"
        "heavy = {'pydantic', 'yaml', 'pandas', 'prefect', 'sqlalchemy', 'lxml', 'xlrd', 'PIL', 'pypdfium2'};"
        "print(heavy & set(sys.modules) or '')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
