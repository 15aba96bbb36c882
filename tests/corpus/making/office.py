"""Files that LibreOffice writes: real .xls, .et (the same BIFF under WPS's name) and .ods."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.corpus.making import registers, sheets, values
from tests.corpus.making.kit import xlsx
from tests.corpus.making.texts import loans, texts

CONVERTED: dict[str, Callable[[], bytes]] = {
    "formats/old.xls": lambda: xlsx(loans(), texts()),
    "formats/wps.et": lambda: xlsx(loans(), texts()),
    "formats/open.ods": lambda: xlsx(loans(), texts()),
    "formats/xls.xlsx": lambda: xlsx(loans()),
    "sheets/awkward.xls": sheets.awkward,
    "sheets/awkward.ods": sheets.awkward,
    "values/percentages.ods": values.percentages,
    "values/percentages.xls": values.percentages,
    "registers/cases.et": registers.dated,
    "registers/cases.ods": registers.dated,
}
"""Name below `files/` → the workbook that is converted to its format."""

KIND = {".et": "xls", ".xlsx": "xls"}


def convert(out: Path, *, again: bool) -> Iterator[Path]:
    """Make what is missing (again: everything); nothing where LibreOffice is not installed."""
    program = shutil.which("soffice")
    wanted = [name for name in CONVERTED if again or not (out / name).is_file()]
    for name in wanted if program else []:
        with tempfile.TemporaryDirectory() as scratch:
            yield _convert(str(program), out / name, CONVERTED[name](), Path(scratch))


def _convert(program: str, target: Path, source: bytes, scratch: Path) -> Path:
    book = scratch / "book.xlsx"
    book.write_bytes(source)
    kind = KIND.get(target.suffix, target.suffix[1:])
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    made = scratch / "made"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made / f"book.{kind}", target)
    return target
