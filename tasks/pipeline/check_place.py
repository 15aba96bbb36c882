"""Whose a file is that somebody checks: what they say, else its folder, else what it says itself."""

from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.forms.identity import identity_in
from tasks.intake import Reader, Workbook, place_of
from tasks.intake.whose import whose
from tasks.model import Place
from tasks.settings import Settings


class UnclearPlaceError(ValueError):
    """Nobody knows whose the file is, or of which year; the message is Chinese and says what to give."""


@dataclass(frozen=True, slots=True)
class Places:
    """Finds places. `department` (code) and `year` are what the caller says; `around` is the file's
    folder, whose files (those of a zip) share what it says."""

    settings: Settings
    catalogue: Catalogue
    reader: Reader
    region: str
    department: str | None
    year: int | None
    around: Path

    def place(self, path: Path, name: str) -> Place:
        """The place of the file at `path`, called `name`. Raises UnclearPlaceError, OSError."""
        folder = self._of_folder()
        department = self.department or (folder.department if folder else None)
        year = self.year or (folder.year if folder else None)
        why = ""
        if department is None or year is None:
            said_department, said_year, why = self._said(path, name)
            department, year = department or said_department, year or said_year
        if department is None or year is None:
            option = "单位（--department）" if department is None else "年度（--year）"
            raise UnclearPlaceError(f"不知道“{name}”属于哪个{option[:2]}：{why}。请用 {option[3:-1]} 写明。")
        return Place(self.region, year, department)

    def _of_folder(self) -> Place | None:
        """The place of a folder in landing, or one laid out as landing is."""
        parts = self.around.resolve().parts
        found = (place_of(parts[at:], self.catalogue) for at in range(len(parts)))
        return next((place for place in found if place is not None and place.region == self.region), None)

    def _said(self, path: Path, name: str) -> tuple[str | None, int | None, str]:
        """Department and year that a file names, and why not where it does not."""
        cells = self.reader.cells(path, name)
        identity = identity_in(path) if isinstance(cells, Workbook) else None
        if identity is not None and identity.department in self.catalogue.departments:
            return identity.department, identity.year, ""
        found = whose(cells, (name,), self.region, self.catalogue)
        return found.department, found.year, found.unclear
