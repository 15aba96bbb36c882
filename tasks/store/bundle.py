"""Files of several names as one zip: the same files give the same bytes on every machine.

Nothing is compressed, for compressed bytes differ between builds of zlib; so there is no bomb in one
either. What does not give the very same bytes when it is put together again was not made here.
"""

import io
import re
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3  # who made it: else it is another byte on Windows
_NAME = re.compile(r"(?!.*(^|/)\.{1,2}(/|$))[^/\\:\x00]+(/[^/\\:\x00]+)*")


class DamagedBundleError(ValueError):
    """These bytes are none of our bundles, or no longer."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by their names (POSIX, relative), sorted. Raises ValueError for any other name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            if not _NAME.fullmatch(name):
                raise ValueError(f"no name of a file in a bundle: {name!r}")
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files that `pack` was given. Raises DamagedBundleError for whatever `pack` does not give."""
    try:
        files = _stored(data)
        same = pack(files) == data
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise DamagedBundleError(str(error)) from error
    if not same:
        raise DamagedBundleError("not as it was put together")
    return files


def _stored(data: bytes) -> dict[str, bytes]:
    """The files of a zip; none where one is compressed, or they are more than the zip itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        compressed = any(entry.compress_type != zipfile.ZIP_STORED for entry in entries)
        if compressed or sum(entry.file_size for entry in entries) > len(data):
            return {}
        return {entry.filename: archive.read(entry) for entry in entries}
