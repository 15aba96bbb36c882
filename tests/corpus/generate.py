"""Write the corpus: `python -m tests.corpus.generate [--again]`.

Files are made by the makers in `making/`, byte for byte the same each time. Two kinds are made only where
they are missing, or all anew with `--again`: those by LibreOffice (`making/office.py`: real .xls, .et and
.ods), which puts the time into what it writes and may not be installed (then they stay as they are); and
forms and slips of ours (`making/forms.py`), which are as they were once sent out.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.making import folder, formats, forms, hostile, narratives, office, registers, sheets, values
from tests.corpus.making.kit import Maker

FILES = Path(__file__).parent / "files"
GROUPS = (formats, sheets, values, registers, narratives, folder, hostile)


def makers() -> dict[str, Maker]:
    """Name below `files/` → maker, of all files that are the same each time."""
    return {name: maker for group in GROUPS for name, maker in group.FILES.items()}


def generate(out: Path, *, again: bool = False) -> Iterator[Path]:
    """Write all files below `out`, giving their paths. again: also those that are made but once."""
    yield from office.convert(out, again=again)
    once = {name: maker for name, maker in forms.FILES.items() if again or not (out / name).is_file()}
    for name, maker in (makers() | once).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(maker())
        yield path


if __name__ == "__main__":
    for written in generate(FILES, again="--again" in sys.argv[1:]):
        sys.stdout.write(f"{written.relative_to(FILES).as_posix()} {written.stat().st_size}\n")
