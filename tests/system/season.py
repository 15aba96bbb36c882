"""A year's report in the making: what people do with files between two runs, and what they then find."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from prefect.client.schemas.objects import FlowRun

from tests.system.office import convert
from tests.system.serving import Served
from tests.tracked import tracked
from tests.word import paragraphs

YEAR = 2023
TOWN = "洪梅镇"
TITLE = f"{TOWN}{YEAR}年法治政府建设年度报告"


@dataclass(frozen=True, slots=True)
class Season:
    """A served town, and a folder of the team's own where Word files are edited."""

    served: Served
    work: Path

    @property
    def returns(self) -> Path:
        return self.served.data / "returns" / TOWN

    @property
    def versions(self) -> Path:
        return self.served.data / "reports" / TOWN / str(YEAR)

    def fazhi(self, *arguments: str, code: int = 0) -> str:
        """A command, which must end with this code; what it said."""
        done = self.served.fazhi(*arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self) -> Path:
        """The main job from its page; the folder of the draft that it made."""
        before = self.folders()
        run = self.served.run("annual-report", YEAR)
        assert run.state_name == "Completed", self.log(run)
        (made,) = self.folders() - before
        return made

    def log(self, run: FlowRun) -> str:
        """The lines of a run's page, to be read where something went wrong."""
        return "\n".join((str(run.state), *self.served.log_lines(run)))

    def folders(self) -> set[Path]:
        """The folders of all versions."""
        return {path for path in self.versions.glob("*") if path.is_dir()}

    def drop(self, data: bytes, folder: str, name: str) -> None:
        """Put a file where the next run finds it: 收件箱, 改稿."""
        target = self.served.data / "landing" / TOWN / folder
        target.mkdir(exist_ok=True)
        (target / name).write_bytes(data)

    def saved(self, data: bytes, *formats: str) -> bytes:
        """A Word file as LibreOffice gives it back after saving it in each format in turn."""
        office = self.work / "office"
        office.mkdir(parents=True, exist_ok=True)
        path = self.work / "given.docx"
        path.write_bytes(data)
        for form in formats:
            path = shutil.move(convert(path, form, office), self.work / f"given.{form}")
        return path.read_bytes()

    def filled(self, book: Path, fill: Callable[[Workbook], None], name: str) -> None:
        """Fill in a workbook and drop it into 收件箱."""
        opened = load_workbook(book)
        fill(opened)
        opened.save(self.work / name)
        self.drop((self.work / name).read_bytes(), "收件箱", name)

    def resent(self, department: str, change: Callable[[Worksheet], None]) -> None:
        """A department sends its workbook again, with a change."""
        folder = self.served.data / "landing" / TOWN / str(YEAR) / department
        path = next(folder.glob("附件2*.xlsx"))
        book = load_workbook(path)
        change(book.worksheets[0])
        book.save(path)


def issue_copy(version: Path) -> bytes:
    """The Word file of a version that is issued."""
    return (version / f"{TITLE}.docx").read_bytes()


def printed(version: Path) -> list[str]:
    """Its paragraphs as they are read in Word."""
    return paragraphs(issue_copy(version))


def edited(version: Path, texts: list[str]) -> bytes:
    """Its Word file with all changes tracked."""
    return tracked(issue_copy(version), texts)
