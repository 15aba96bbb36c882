"""Write the corpus: `python -m tests.corpus.generate [--office]`.

Every file is made from the makers in `making/`, byte for byte the same each time. Files that only an
office program can write (.xls, .et, .ods, opened with a password) are made by LibreOffice where it is
installed (`soffice`), if they are missing or `--office` is given; otherwise they stay as they are, for
LibreOffice puts the time into what it writes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.making import folder, formats, forms, hostile, office, registers, sheets, values
from tests.corpus.making.kit import Maker

FILES = Path(__file__).parent / "files"
GROUPS = (formats, sheets, values, registers, folder, hostile, forms)


def makers() -> dict[str, Maker]:
    """Name below `files/` → maker, of all files that need no office program."""
    return {name: maker for group in GROUPS for name, maker in group.FILES.items()}


def generate(out: Path, *, again: bool = False) -> Iterator[Path]:
    """Write all files below `out`, giving their paths. again: also those by LibreOffice that are there."""
    yield from office.convert(out, again=again)
    for name, maker in makers().items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(maker())
        yield path


if __name__ == "__main__":
    for written in generate(FILES, again="--office" in sys.argv[1:]):
        sys.stdout.write(f"{written.relative_to(FILES).as_posix()} {written.stat().st_size}\n")
