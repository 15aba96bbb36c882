"""A zip of submissions, unpacked within caps into files that we name ourselves."""

import io
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from tasks.intake.cells import Member, Unpacked
from tasks.intake.formats import Kind, Library, RefusedError, kind_of, megabytes, zipped_kind
from tasks.intake.places import is_ignored
from tasks.model import ReadState
from tasks.settings import Limits

ENTRIES: Final = 10_000
"""Of any zip, what stands in it and is no file of a department included."""

HARMLESS: Final = 32 * 1024 * 1024
"""Bytes; what unpacks to no more than this may be packed as tightly as it likes."""

LONGEST_NAME: Final = 400
_CHUNK: Final = 1 << 20
_UTF8: Final = 0x800
_ENCRYPTED: Final = 1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_LEFT_BEHIND: Final = "__MACOSX"
_DAMAGED: Final = "压缩包不完整"


@dataclass(frozen=True, slots=True)
class _Entry:
    info: zipfile.ZipInfo
    name: str


def check_entries(entries: Sequence[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """The caps of any zip, by what its directory says; raises RefusedError. `size` is the file's own."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES:
        raise RefusedError(ReadState.TOO_LARGE, f"压缩包内的文件上限为 {ENTRIES} 个")
    if unpacked > limits.unpacked_bytes:
        raise RefusedError(ReadState.TOO_LARGE, f"解压后的大小上限为 {megabytes(limits.unpacked_bytes)}")
    if unpacked > max(HARMLESS, size * limits.unpack_ratio):
        raise RefusedError(ReadState.TOO_LARGE, f"解压后与解压前大小之比的上限为 {limits.unpack_ratio}")


def unpack(data: bytes, limits: Limits, into: Path | None) -> Unpacked:
    """The files in a zip, written to `into` under numbers of ours, or only looked at where that is None.

    Nested archives, names that lead out of the folder, links and damaged files are left out and named.
    Raises RefusedError where the whole zip is encrypted, past a cap, or holds nothing to take.
    """
    with Library(_DAMAGED):
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        check_entries(archive.infolist(), len(data), limits)
        entries = list(_entries(archive))
        if any(entry.info.flag_bits & _ENCRYPTED for entry in entries):
            raise RefusedError(ReadState.ENCRYPTED, "压缩包有密码，请解压后逐份放入")
        if len(entries) > limits.members:
            raise RefusedError(ReadState.TOO_LARGE, f"一个压缩包里的文件上限为 {limits.members} 个")
        return _unpacked(archive, entries, limits, into)


def _unpacked(archive: zipfile.ZipFile, entries: list[_Entry], limits: Limits, into: Path | None) -> Unpacked:
    members: list[Member] = []
    refused: list[tuple[str, str]] = []
    seen: set[str] = set()
    for entry in entries:
        why = _why_refused(entry, seen, limits)
        path = into / f"{len(members) + 1:04}" if into else None
        why = why or _write(archive, entry, path)
        seen.add(entry.name.casefold())
        if why:
            refused.append((_shown(entry.name), why))
        else:
            members.append(Member(entry.name, path))
    if not members:
        raise RefusedError(ReadState.UNSUPPORTED, _nothing(refused))
    return Unpacked(tuple(members), tuple(refused))


def _nothing(refused: list[tuple[str, str]]) -> str:
    listed = "；".join(f"{name}：{why}" for name, why in refused[:5])
    return f"压缩包里没有可以接收的文件（{listed}）" if listed else "压缩包里没有文件"


def _entries(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    """All files of a zip but what systems and programs leave behind."""
    for info in archive.infolist():
        name = member_name(info)
        parts = name.split("/")
        left_behind = _LEFT_BEHIND in parts or any(
            is_ignored(part) and part != ".." for part in parts if part
        )
        if not name.endswith("/") and not left_behind:
            yield _Entry(info, name)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name. Windows in Chinese writes GB18030 without saying so, some programs UTF-8."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").removeprefix("./")


def _why_refused(entry: _Entry, seen: set[str], limits: Limits) -> str:
    name, info = entry.name, entry.info
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or _CONTROL.search(name):
        return "文件名含有路径符号或控制符，不接收"
    if len(name) > LONGEST_NAME or not name.strip("/ ."):
        return "文件名过长或为空"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "是链接，不是文件"
    if name.casefold() in seen:
        return "与压缩包内另一文件重名"
    if info.file_size > limits.file_bytes:
        return f"文件大小上限为 {megabytes(limits.file_bytes)}"
    return "" if info.compress_type in _METHODS else "压缩方式不支持，请解压后放入"


def _write(archive: zipfile.ZipFile, entry: _Entry, path: Path | None) -> str:
    """Unpack a file; why not, where it is damaged or an archive itself."""
    try:
        with Library(_DAMAGED):
            data = _read(archive.open(entry.info), entry.info.file_size)
        if _is_archive(data):
            return "是压缩包里的压缩包，请解压后逐份放入"
    except RefusedError:
        return "文件不完整"
    if path is not None:
        path.write_bytes(data)
    return ""


def _read(file: IO[bytes], size: int) -> bytes:
    """All of a member; `zipfile` stops at the declared size, and then finds the checksum wrong."""
    data = bytearray()
    with file:
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > size:
                raise RefusedError(ReadState.CORRUPT, _DAMAGED)
    return bytes(data)


def _is_archive(data: bytes) -> bool:
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return True
    try:
        if kind_of(data, "") is not Kind.ZIPPED:
            return False
        with Library(_DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return zipped_kind(frozenset(archive.namelist())) is Kind.ARCHIVE
    except RefusedError:
        return False  # a department's file that reading will answer for


def _shown(name: str) -> str:
    return _CONTROL.sub("?", name)[:80]
