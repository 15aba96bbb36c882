"""Zips of submissions: unpacked within caps, under names of ours; whatever leads out of them stays out."""

import io
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.intake import Reader, read_file
from tasks.intake.cells import Opened, Unpacked
from tasks.intake.formats import Unreadable
from tasks.intake.opening import read_cells
from tasks.model import FileFormat, NoticeKind, ReadState
from tasks.settings import Limits
from tests.unit.test_intake import CATALOGUE, HERE
from tests.unit.test_intake_container import workbook

BOOK = workbook(["指标名称", "本年数"], ["会议次数", 4])


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            target.writestr(name, data)
    return file.getvalue()


def named(name: bytes, data: bytes = BOOK) -> bytes:
    """A zip with one member, whose name is these bytes, without the flag that says UTF-8."""
    plain = "x" * len(name)
    return zipped((plain, data)).replace(plain.encode(), name)


def opened(tmp_path: Path, data: bytes, into: Path | None = None, **limits: int) -> Opened:
    (tmp_path / "blob").write_bytes(data)
    return read_cells(tmp_path / "blob", "报送.zip", replace(Limits(), **limits), into)


def unpacked(tmp_path: Path, data: bytes, **limits: int) -> Unpacked:
    into = tmp_path / "into"
    into.mkdir()
    outcome = opened(tmp_path, data, into, **limits)
    assert isinstance(outcome, Unpacked)
    assert {member.path for member in outcome.members} == set(into.iterdir())
    return outcome


def test_files_are_unpacked_under_names_of_ours(tmp_path: Path) -> None:
    data = zipped(
        ("报送/", b""),
        ("报送/统计表.xlsx", BOOK),
        ("台账.csv", b"a,b"),
        ("__MACOSX/报送/._统计表.xlsx", b"x"),
        ("报送/~$统计表.xlsx", b"x"),
        ("报送/.~统计表.xlsx", b"x"),
        ("Thumbs.db", b"x"),
    )
    outcome = unpacked(tmp_path, data)
    assert [member.name for member in outcome.members] == ["报送/统计表.xlsx", "台账.csv"]
    assert outcome.refused == ()
    assert [member.path and member.path.read_bytes() for member in outcome.members] == [BOOK, b"a,b"]
    assert [member.path and member.path.name for member in outcome.members] == ["0001", "0002"]


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    outcome = opened(tmp_path, zipped(("a.xlsx", BOOK)))
    assert isinstance(outcome, Unpacked)
    assert [(member.name, member.path) for member in outcome.members] == [("a.xlsx", None)]
    assert [path.name for path in tmp_path.iterdir()] == ["blob"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_utf8_flag(tmp_path: Path, encoding: str) -> None:
    outcome = unpacked(tmp_path, named("司法分局报送材料.xlsx".encode(encoding)))
    assert [member.name for member in outcome.members] == ["司法分局报送材料.xlsx"]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "data", "why"),
    [
        ("../逃出.xlsx", BOOK, "路径"),
        ("a/../../逃出.xlsx", BOOK, "路径"),
        ("..\\逃出.xlsx", BOOK, "路径"),
        ("/etc/表.xlsx", BOOK, "路径"),
        ("C:\\表.xlsx", BOOK, "路径"),
        ("c:表.xlsx", BOOK, "路径"),
        ("换\n行.xlsx", BOOK, "控制符"),
        ("长" * 500 + ".xlsx", BOOK, "过长"),
        (link("链接.xlsx"), b"/etc/passwd", "链接"),
        ("内层.zip", zipped(("a.xlsx", BOOK)), "压缩包里的压缩包"),
        ("内层.rar", b"Rar!\x1a\x07\x00", "压缩包里的压缩包"),
        ("表.XLSX", BOOK, "重名"),
    ],
)
def test_refused_members_are_named_and_the_others_taken(
    tmp_path: Path, member: str | zipfile.ZipInfo, data: bytes, why: str
) -> None:
    outcome = unpacked(tmp_path, zipped(("表.xlsx", BOOK), (member, data)))
    assert [one.name for one in outcome.members] == ["表.xlsx"]
    ((_, reason),) = outcome.refused
    assert why in reason
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blob", "into"]


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped(("好.xlsx", BOOK), ("坏.csv", b"a,b\n" * 1000)))
    at = data.index("坏.csv".encode()) + len("坏.csv".encode()) + 4
    data[at] ^= 0xFF
    outcome = unpacked(tmp_path, bytes(data))
    assert outcome.refused == (("坏.csv", "文件不完整"),)


@pytest.mark.parametrize(
    ("data", "limits", "state", "detail"),
    [
        (zipped(), {}, ReadState.UNSUPPORTED, "没有文件"),
        (zipped(("../a.xlsx", BOOK)), {}, ReadState.UNSUPPORTED, "../a.xlsx"),
        (
            zipped(("a.csv", b"1"), ("b.csv", b"2"), ("c.csv", b"3")),
            {"members": 2},
            ReadState.TOO_LARGE,
            "2 个",
        ),
        (zipped(("a.csv", bytes(64 << 20))), {}, ReadState.TOO_LARGE, "200"),
        (zipped(("a.csv", bytes(2 << 20))), {"unpacked_bytes": 1 << 20}, ReadState.TOO_LARGE, "1 MB"),
        (zipped(("a.csv", bytes(2 << 20))), {"file_bytes": 1 << 20}, ReadState.UNSUPPORTED, "1 MB"),
        (zipped(("a.csv", b"1"))[:-30], {}, ReadState.CORRUPT, "不完整"),
    ],
)
def test_whole_zips_that_are_refused(
    tmp_path: Path, data: bytes, limits: dict[str, int], state: ReadState, detail: str
) -> None:
    outcome = opened(tmp_path, data, **limits)
    assert isinstance(outcome, Unreadable)
    assert outcome.state is state
    assert detail in outcome.detail


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.xlsx", BOOK)))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    outcome = opened(tmp_path, bytes(data))
    assert isinstance(outcome, Unreadable)
    assert outcome.state is ReadState.ENCRYPTED


def test_the_reading_of_a_zip_and_unpacking_in_the_process(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(zipped(("a.xlsx", BOOK), ("b.zip", zipped(("c.xlsx", BOOK)))))
    reading = read_file(path, "报送.zip", HERE, CATALOGUE, Limits())
    assert (reading.state, reading.format) == (ReadState.UNPACKED, FileFormat.ZIP)
    assert [notice.kind for notice in reading.notices] == [NoticeKind.MEMBER_REFUSED]
    assert "b.zip" in reading.notices[0].detail
    with Reader(CATALOGUE, Limits()) as reader:
        found = reader.unpack(path, "报送.zip", tmp_path)
        assert isinstance(found, Unpacked)
        (member,) = found.members
        assert member.path is not None
        assert reader.read(member.path, member.name, HERE).state is ReadState.READ
        path.write_bytes(BOOK)
        assert reader.unpack(path, "a.xlsx", tmp_path) == Unreadable(ReadState.UNSUPPORTED, "不是压缩包")
