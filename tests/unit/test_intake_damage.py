"""Files cut off or with bytes changed: an answer for each, never an exception. The seed is fixed."""

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.intake.cells import Scan, Unpacked, Workbook
from tasks.intake.formats import Unreadable
from tasks.intake.opening import read_cells
from tasks.settings import Limits
from tests.unit.test_intake_archive import zipped
from tests.unit.test_intake_container import workbook
from tests.unit.test_intake_documents import docx, p, t, tc
from tests.unit.test_intake_formats import FILES, PAGE, TABLE, XML
from tests.unit.test_intake_scan import page, saved

ROUNDS = 30
SMALL = replace(Limits(), rows=10_000, cells=100_000, unpacked_bytes=16 * 1024 * 1024)
BOOK = workbook(["指标名称", "本年数"], ["会议次数", 4], ["占比", "95.5%"])
SAMPLES = {
    "xlsx": BOOK,
    "xls": (FILES / "统计表.xls").read_bytes(),
    "ods": (FILES / "统计表.ods").read_bytes(),
    "docx": docx(p(t("题")) + f"<w:tbl><w:tr>{tc('甲')}{tc('乙')}</w:tr></w:tbl>"),
    "csv": TABLE.encode("gb18030") * 20,
    "html": PAGE.format("utf-8").encode(),
    "xml": XML.encode(),
    "zip": zipped(("a.xlsx", BOOK), ("b.csv", TABLE.encode())),
    "pdf": saved(page(), "PDF"),
    "png": saved(page(), "PNG"),
    "jpg": saved(page(), "JPEG"),
}


def damaged(data: bytes, seed: str) -> Iterator[bytes]:
    chance = random.Random(seed)  # noqa: S311 no secret
    for _ in range(ROUNDS):
        cut = bytearray(data[: chance.randrange(1, len(data))] if chance.random() < 0.3 else data)
        for _ in range(chance.randrange(1, 12)):
            cut[chance.randrange(len(cut))] = chance.randrange(256)
        yield bytes(cut)


def inside(data: bytes, seed: str) -> Iterator[bytes]:
    """The parts of a zip damaged, in a zip that is whole."""
    chance = random.Random(seed)  # noqa: S311 no secret
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(ROUNDS):
        name = chance.choice([name for name, part in parts.items() if part])
        part = next(damaged(parts[name], str(chance.random())))
        yield zipped(*(parts | {name: part}).items())


def check(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "blob").write_bytes(data)
    outcome = read_cells(tmp_path / "blob", "报表.xlsx", SMALL)
    assert isinstance(outcome, Workbook | Unpacked | Scan | Unreadable)
    if isinstance(outcome, Workbook):
        for sheet in outcome.sheets:
            assert len({len(row) for row in sheet.rows}) <= 1


@pytest.mark.parametrize("kind", SAMPLES)
def test_damaged_files(tmp_path: Path, kind: str) -> None:
    check(tmp_path, SAMPLES[kind])
    for data in damaged(SAMPLES[kind], kind):
        check(tmp_path, data)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx"])
def test_damaged_parts(tmp_path: Path, kind: str) -> None:
    for data in inside(SAMPLES[kind], kind):
        check(tmp_path, data)
