"""OLE2 compound files: the smallest writer that the office programs' container needs."""

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PADDED = 4096
"""Bytes; shorter streams would go into a stream of their own, so ours are filled up to this."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams in its root."""
    padded = {name: data.ljust(PADDED, b"\0") for name, data in streams.items()}
    sizes = [-(-len(data) // SECTOR) for data in padded.values()]
    directory = -(-(len(padded) + 1) * 128 // SECTOR)
    total = sum(sizes) + directory
    tables = -(-(total + total // 100 + 2) // 128)
    chain: list[int] = [FAT] * tables
    starts = []
    for size in [directory, *sizes]:
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + size), END]
    chain += [FREE] * (tables * 128 - len(chain))
    body = struct.pack(f"<{len(chain)}I", *chain)
    entries = _entry("Root Entry", 5, END, 0, 1 if padded else FREE)
    for number, (name, data) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else FREE
        entries += _entry(name, 2, starts[number], len(data), FREE, right)
    body += entries.ljust(directory * SECTOR, b"\0")
    body += b"".join(data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0") for data in padded.values())
    return _header(tables, starts[0]) + body


def _header(tables: int, directory: int) -> bytes:
    listed = [*range(tables), *[FREE] * (109 - tables)]
    return struct.pack(
        "<8s16sHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, PADDED, END, 0, END, 0, *listed,
    )  # fmt: skip


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xIQQIQ", text, len(text), kind, 1, FREE, right, child, 0, 0, 0, start, size
    )
