"""Bundles: the same files give the same bytes, come back as they were, and nothing else is taken for one."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.store.bundle import DamagedBundleError, pack, unpack

PART = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:"), min_size=1).filter(
    lambda part: part not in {".", ".."}
)
NAMES = st.lists(PART, min_size=1, max_size=3).map("/".join)
FILES = st.dictionaries(NAMES, st.binary(max_size=200), max_size=6)


@given(FILES)
def test_files_come_back_and_their_order_does_not_matter(files: dict[str, bytes]) -> None:
    data = pack(files)
    assert unpack(data) == files
    assert pack(dict(reversed(files.items()))) == data


@given(FILES, st.data())
def test_a_changed_byte_is_damage_or_other_files(files: dict[str, bytes], data: st.DataObject) -> None:
    whole = pack(files)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    try:
        assert pack(unpack(changed)) == changed
    except DamagedBundleError:
        return
    assert unpack(changed) != files


@given(FILES, st.data())
def test_half_a_bundle_is_damage(files: dict[str, bytes], data: st.DataObject) -> None:
    whole = pack(files)
    with pytest.raises(DamagedBundleError):
        unpack(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize(
    "name", ["", "/etc/x", "../x", "a/../../x", "a//b", "a/", "C:\\x", "c:x", "a\\b", "."]
)
def test_a_name_that_leads_elsewhere_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        pack({name: b""})
    with pytest.raises(DamagedBundleError):
        unpack(zipped({name or "/": b""}))


def test_what_is_compressed_is_refused_unread() -> None:
    with pytest.raises(DamagedBundleError):
        unpack(zipped({"a": b"0" * 10_000_000}, zipfile.ZIP_DEFLATED))


def test_entries_that_share_their_bytes_are_refused_unread() -> None:
    data = pack({"a": b"x" * 100})
    end = data.rindex(b"PK\5\6")
    start = data.index(b"PK\1\2")
    entry = data[start:end]
    twice = data[:start] + entry + entry.replace(b"a", b"b", 1)
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, 2 * len(entry), start, 0)
    with pytest.raises(DamagedBundleError):
        unpack(twice + tail)


def zipped(files: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()
