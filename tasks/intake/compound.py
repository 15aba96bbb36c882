"""The streams of an OLE compound file, which .xls and .et are: each chain followed once, never round.

Why not a library: xlrd's reader follows a chain that bites its tail for ever when it is told to be
lenient, and refuses what some programs write when it is not. olefile 0.47 takes a file of 2 KB whose
table of tables bites its tail at its word and is busy for more than half a minute; told to go on past
defects it hands over streams cut short as if they were whole, told not to it refuses harmless ones.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = 512
_ENTRY: Final = 128
_LINKS: Final = struct.Struct("<HBxiii")  # of an entry: length of name, type, left, right, child
_STREAM: Final = 2
_FIRST_TABLES: Final = 109


class DamagedError(Exception):
    """The file is not as its own tables say."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    links: tuple[int, int]
    child: int
    start: int
    size: int


def stream(data: bytes, names: Sequence[str]) -> bytes | None:
    """The first of these streams that is at the top of a compound file. Raises DamagedError."""
    try:
        return _File(data).first(names)
    except (struct.error, IndexError) as error:
        raise DamagedError from error


class _File:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 4 <= small <= shift:
            raise DamagedError
        self._size, self._small = 1 << shift, 1 << small
        self._cutoff, first_small = struct.unpack_from("<Ii", data, 56)
        self._table = _numbers(b"".join(map(self._sector, self._table_sectors())))
        self._entries = list(self._directory(struct.unpack_from("<i", data, 48)[0]))
        self._small_table = _numbers(self._chained(first_small))
        root = self._entries[0]
        self._small_data = self._chained(root.start)

    def first(self, names: Sequence[str]) -> bytes | None:
        """The content of the first of these names that hangs on the root."""
        top = {entry.name: entry for entry in self._top() if entry.kind == _STREAM}
        return next((self._content(top[name]) for name in names if name in top), None)

    def _top(self) -> Iterator[_Entry]:
        seen: set[int] = set()
        waiting = [self._entries[0].child]
        while waiting:
            number = waiting.pop()
            if number not in seen and 0 <= number < len(self._entries):
                seen.add(number)
                waiting.extend(self._entries[number].links)
                yield self._entries[number]

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self._cutoff:
            whole = self._chained(entry.start)
        else:
            size = self._small
            starts = (number * size for number in _chain(entry.start, self._small_table))
            whole = b"".join(self._small_data[at : at + size] for at in starts)
        if len(whole) < entry.size:
            raise DamagedError
        return whole[: entry.size]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(start, self._table)))

    def _sector(self, number: int) -> bytes:
        start = max(self._size, _HEADER) + number * self._size
        if number < 0 or start >= len(self._data):
            raise DamagedError
        return self._data[start : start + self._size]

    def _table_sectors(self) -> Iterator[int]:
        """Sectors of the table of sectors: the first in the header, more in a chain of their own."""
        count = struct.unpack_from("<I", self._data, 44)[0]
        if count > len(self._data) // self._size:
            raise DamagedError
        listed = list(struct.unpack_from(f"<{_FIRST_TABLES}i", self._data, 76))
        following = struct.unpack_from("<i", self._data, 68)[0]
        while following >= 0 and len(listed) < count:
            *more, following = _numbers(self._sector(following))
            listed.extend(more)
        return (number for number in listed[:count] if number >= 0)

    def _directory(self, start: int) -> Iterator[_Entry]:
        data = self._chained(start)
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind, left, right, child = _LINKS.unpack_from(data, at + 64)
            name = data[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<iI", data, at + 116)
            yield _Entry(name, kind, (left, right), child, first, size)


def _chain(start: int, table: "array[int]") -> Iterator[int]:
    """Sectors from the first to the end of a chain."""
    left = len(table)
    while start >= 0:
        if not left:
            raise DamagedError
        left -= 1
        yield start
        start = table[start]


def _numbers(data: bytes) -> "array[int]":
    numbers = array("i")
    numbers.frombytes(data[: len(data) // 4 * 4])
    return numbers
