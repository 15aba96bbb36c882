"""Landing, archive and atomic writing: nothing is altered, lost, or half there."""

import hashlib
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.store import files, scanning
from tasks.store.records import Archived, SeenFile, Sighting


def everything(_path: str) -> bool:
    return False


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_scan_lists_files_sorted_with_size_and_time(tmp_path: Path) -> None:
    for name in ("洪梅镇/2023/司法分局/b.xlsx", "洪梅镇/2023/司法分局/a.xlsx", "洪梅镇/2022/x.csv"):
        os.utime(put(tmp_path / name, b"abc"), ns=(1, 1_700_000_000_123_456_789))
    seen = scanning.scan(tmp_path, everything).files
    assert [s.path for s in seen] == [
        "洪梅镇/2022/x.csv",
        "洪梅镇/2023/司法分局/a.xlsx",
        "洪梅镇/2023/司法分局/b.xlsx",
    ]
    assert {(s.size, s.mtime_ns) for s in seen} == {(3, 1_700_000_000_123_456_789)}
    assert seen[0].source.read_bytes() == b"abc"


def test_scan_ignores_what_it_is_told_and_follows_no_links(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "secret")
    root = tmp_path / "landing"
    put(root / "a.xlsx")
    put(root / "~$a.xlsx")
    put(root / "hidden" / "b.xlsx")
    (root / "link.xlsx").symlink_to(root / "a.xlsx")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(root / "pipe")
    seen = scanning.scan(root, lambda path: path in {"~$a.xlsx", "hidden"})
    assert [s.path for s in seen.files] == ["a.xlsx"]
    assert seen.links == ("folder", "link.xlsx")


def test_scan_of_a_name_that_is_no_utf_8_can_be_stored_and_opened(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "数据".encode("gbk"))).write_bytes(b"x")
    (seen,) = scanning.scan(tmp_path, everything).files
    assert seen.path == r"\xca\xfd\xbe\xdd"
    assert files.archive(seen.source, tmp_path / "archive") == Archived(sha(b"x"), 1)


def test_a_folder_that_cannot_be_listed_is_named_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "closed" / "a")
    put(tmp_path / "open" / "b")
    listing = os.scandir

    def refusing(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refusing)
    seen = scanning.scan(tmp_path, everything)
    assert ([s.path for s in seen.files], seen.closed) == (["open/b"], ("closed",))


def test_a_file_that_goes_on_growing_is_known(tmp_path: Path) -> None:
    path = put(tmp_path / "a", b"half")
    (seen,) = scanning.scan(tmp_path, everything).files
    assert not scanning.changed_since(seen)
    assert scanning.is_recent(seen, datetime.now(UTC))
    assert not scanning.is_recent(seen, datetime.now(UTC) + timedelta(seconds=5))
    with path.open("ab") as more:
        more.write(b"more")
    assert scanning.changed_since(seen)
    path.unlink()
    assert scanning.changed_since(seen)


def test_scan_survives_what_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scanning.scan(tmp_path / "not there", everything) == scanning.Scan(())
    put(tmp_path / "a")
    put(tmp_path / "b")
    put(tmp_path / "folder" / "c")

    def vanishing(path: str) -> bool:  # between the listing and the look at the file itself
        if path == "a":
            (tmp_path / "a").unlink()
        if path == "folder":
            (tmp_path / "folder" / "c").unlink()
            (tmp_path / "folder").rmdir()
        return False

    assert [s.path for s in scanning.scan(tmp_path, vanishing).files] == ["b"]


@pytest.mark.parametrize(
    ("size", "age", "expected"),
    [
        (10, timedelta(seconds=5), True),
        (11, timedelta(seconds=5), False),
        (10, timedelta(seconds=1), False),  # may have been written twice within one tick
    ],
)
def test_what_need_not_be_read_again(size: int, age: timedelta, expected: bool) -> None:
    seen_at = datetime(2024, 1, 15, 12, tzinfo=UTC)
    mtime_ns = round((seen_at - age).timestamp() * 1e9)
    seen = SeenFile("x", size, mtime_ns, Path("x"))
    assert scanning.unchanged(seen, Sighting("x", 10, mtime_ns, "abc", 1, seen_at)) is expected
    assert not scanning.unchanged(seen, None)


def test_archive_keeps_bytes_once_read_only_and_leaves_landing_alone(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    source, root = put(tmp_path / "landing" / "a.xlsx", data), tmp_path / "archive"
    before = source.stat()
    assert files.archive(source, root) == Archived(sha(data), len(data))
    kept = files.archived(root, sha(data))
    assert kept == root / sha(data)[:2] / sha(data)
    assert kept.read_bytes() == data
    assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    inode = kept.stat().st_ino
    files.archive(put(tmp_path / "landing" / "again.xlsx", data), root)
    assert kept.stat().st_ino == inode
    assert [p for p in root.rglob("*") if p.is_file()] == [kept]
    after = source.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_mode) == (
        before.st_mtime_ns,
        before.st_size,
        before.st_mode,
    )


def _grow(path: Path) -> None:
    with path.open("ab") as growing:
        growing.write(b"more")


def _touch(path: Path) -> None:
    os.utime(path, ns=(2, 2))


def _replace(path: Path) -> None:
    before = path.stat()
    put(path.with_name("new"), path.read_bytes()).replace(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("meanwhile", [_grow, _touch, _replace, Path.unlink])
def test_archive_takes_no_file_that_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Path], object]
) -> None:
    source, root = put(tmp_path / "a.xlsx", b"abc"), tmp_path / "archive"
    copy = files._copy

    def disturbed(reading: object, writing: object) -> tuple[str, int]:
        result = copy(reading, writing)  # type: ignore[arg-type]
        meanwhile(source)
        return result

    monkeypatch.setattr(files, "_copy", disturbed)
    assert files.archive(source, root) is None
    assert not any(p.is_file() for p in root.rglob("*"))


def test_archive_takes_nothing_that_is_not_a_file(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx")
    (tmp_path / "link").symlink_to(tmp_path / "a.xlsx")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "not there", "."):
        assert files.archive(tmp_path / name, tmp_path / "archive") is None


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "returns" / "反馈.xlsx"
    files.write_atomic(path, b"old")
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="No space"):
        files.write_atomic(path, b"new, longer")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
    monkeypatch.undo()
    files.write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_sweep_removes_old_unreferenced_parquet_and_leftovers_only(tmp_path: Path) -> None:
    before = datetime(2024, 1, 15, tzinfo=UTC)
    old, new = before - timedelta(hours=1), before + timedelta(hours=1)
    for name, time in {
        "values/a.parquet": old,
        "values/referenced.parquet": old,
        "values/new.parquet": new,
        ".part-0123": old,
        "values/.part-4567": new,
        ".gitkeep": old,
        "ab/abcdef": old,
    }.items():
        os.utime(put(tmp_path / name), (time.timestamp(), time.timestamp()))
    removed = files.sweep(tmp_path, {"values/referenced.parquet"}, before)
    assert removed == [".part-0123", "values/a.parquet"]
    assert len(scanning.scan(tmp_path, everything).files) == 5
