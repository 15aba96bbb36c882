"""Compound files: streams large and small; tables that lead nowhere or round in a circle."""

import struct
import time

import pytest

from tasks.intake.compound import SIGNATURE, DamagedError, stream
from tests.unit.test_intake_formats import FILES

SECTOR = 512
END, FREE, TABLE = -2, -1, -3
REAL = (FILES / "统计表.xls").read_bytes()


def entry(name: str, kind: int, start: int, size: int, child: int = -1, right: int = -1) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBxiii", len(raw) + 2, kind, -1, right, child)
    return head.ljust(116, b"\0") + struct.pack("<iIi", start, size, 0)


def compound(table: list[int], sectors: list[bytes], first_small: int = END, tables: int = 1) -> bytes:
    """A file whose sector 0 is its table and sector 1 its directory."""
    header = bytearray(SECTOR)
    header[:8] = SIGNATURE
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<Ii", header, 44, tables, 1)
    struct.pack_into("<Iiiii", header, 56, 4096, first_small, 1, END, 0)
    struct.pack_into("<109i", header, 76, 0, *[FREE] * 108)
    links = struct.pack("<128i", *table, *[FREE] * (128 - len(table)))
    return bytes(header) + links + b"".join(part.ljust(SECTOR, b"\0") for part in sectors)


def small(small_table: list[int], size: int = 100) -> bytes:
    """One stream of 100 bytes, kept among the small ones."""
    directory = entry("Root Entry", 5, 3, 128, child=1) + entry("Book", 2, 0, size)
    links = struct.pack("<128i", *small_table, *[FREE] * (128 - len(small_table)))
    return compound([TABLE, END, END, END], [directory, links, b"a" * 64 + b"b" * 64], first_small=2)


def test_a_real_workbook() -> None:
    found = stream(REAL, ("Workbook", "Book"))
    assert found is not None
    assert found[:2] == b"\x09\x08"
    assert stream(REAL, ("WordDocument",)) is None


def test_a_small_stream() -> None:
    assert stream(small([1, END]), ("Workbook", "Book")) == b"a" * 64 + b"b" * 36


@pytest.mark.parametrize(
    "data",
    [
        small([1, 0]),
        small([99]),
        small([END]),
        small([1, END], size=4000),
        compound([TABLE, 1], [entry("Root Entry", 5, END, 0)]),
        compound([TABLE, END], [entry("Root Entry", 5, 9, 0)]),
        compound([TABLE, END, 2], [entry("Root Entry", 5, END, 0, 1) + entry("Book", 2, 2, 9999), b""]),
        compound([TABLE, END], [entry("Root Entry", 5, END, 0)], tables=0xFFFFFFFF),
        SIGNATURE,
        SIGNATURE + bytes(1000),
        REAL[:700],
    ],
)
def test_tables_that_do_not_hold(data: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(DamagedError):
        stream(data, ("Workbook", "Book"))
    assert time.perf_counter() - started < 5


def test_entries_that_hang_on_each_other() -> None:
    directory = entry("Root Entry", 5, END, 0, child=1) + entry("x", 1, END, 0, right=1)
    assert stream(compound([TABLE, END], [directory]), ("Book",)) is None
