"""Reading a submission into rows with addresses, against bare python-calamine and pandas with openpyxl."""

from functools import partial
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.timing import compare
from tasks.catalogue import load
from tasks.intake import place_of, read_file
from tasks.settings import HOUSE
from tasks.settings import load as load_settings


def main() -> None:
    """A department's workbook and the largest shipped ledger."""
    settings = load_settings({})
    catalogue = load(settings)
    landing = HOUSE / "data" / "landing"
    for path in (_largest(landing, "附件2*"), _largest(landing, "*台账*")):
        place = place_of(path.relative_to(landing).parts, catalogue)
        assert place is not None  # noqa: S101 the shipped samples are well placed
        ours = partial(read_file, path, path.name, place, catalogue, settings.limits)
        print(f"\n{path.name}, {path.stat().st_size // 1024} KB")
        compare("  against python-calamine, cells only", ours, partial(_calamine, path))
        compare("  against pandas.read_excel (openpyxl)", ours, partial(_pandas, path))


def _largest(landing: Path, pattern: str) -> Path:
    return max(landing.rglob(f"{pattern}.xlsx"), key=lambda path: path.stat().st_size)


def _calamine(path: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _pandas(path: Path) -> None:
    pd.read_excel(path, sheet_name=None, engine="openpyxl", header=None)


if __name__ == "__main__":
    main()
