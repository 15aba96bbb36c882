"""A data root of one's own with the shipped submissions, and the main job on it without Prefect."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue import Catalogue, load
from tasks.catalogue.settlements import Waive
from tasks.model import INDICATORS, Document, RegionYear
from tasks.pipeline.answers import write_answers
from tasks.pipeline.curate import Curated, curate
from tasks.pipeline.drafts import latest_document
from tasks.pipeline.ingest import Collected, Judged, collect, judge
from tasks.pipeline.render import Blocked, NothingToRender, Outcome, Rendered, render
from tasks.pipeline.reviews import Step
from tasks.pipeline.secrecy_review import Reviewed, ReviewGiven, review
from tasks.pipeline.settlement_record import append
from tasks.pipeline.status import FindingRow, StatusRow, status
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings

YEAR = 2023
YEARS = (2022, YEAR)
SIGNED = date(2024, 2, 20)
"""The day on which what a final needs was done."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run came to."""

    collected: Collected
    judged: Judged
    curated: tuple[Curated, ...]
    rendered: Rendered | NothingToRender


@dataclass(frozen=True, slots=True)
class Town:
    """A data root and what can be done with it."""

    settings: Settings

    @property
    def landing(self) -> Path:
        return self.settings.landing / "洪梅镇" / str(YEAR)

    @property
    def catalogue(self) -> Catalogue:
        return load(self.settings)

    def run(self) -> Ran:
        """Everything, as `fazhi run` does it."""
        collected = collect(self.settings, "hongmei", YEARS)
        judged, curated = judged_and_curated(self.settings, YEARS)
        return Ran(collected, judged, curated, render(self.settings, "hongmei", YEAR))

    def settle(self, fill: Callable[[Workbook], None], name: str = "处理单.xlsx") -> Path:
        """Fill in the office's 问题处理单 as Excel would, and drop it into the inbox."""
        book = load_workbook(self.settlement_list)
        fill(book)
        inbox = self.settings.landing / "洪梅镇" / "收件箱"
        inbox.mkdir(exist_ok=True)
        book.save(inbox / name)
        return inbox / name

    @property
    def settlement_list(self) -> Path:
        return self.settings.returns / "洪梅镇" / str(YEAR) / "问题处理单.xlsx"

    def let_off(self) -> None:
        """Nobody need confirm: with it, before its job runs, a town comes to where a final is possible."""
        off = [
            Waive(decision="waive", department=code, what="confirm", reason="试用", by="张某", dated=SIGNED)
            for code in self.catalogue.departments
        ]
        append(self.settings, RegionYear("hongmei", YEAR), off, "let-off")

    def review(self) -> None:
        """保密审查 of the last version's words, done by three people."""
        for step, by in zip(Step, ("陈静", "李明", "王强"), strict=True):
            given = ReviewGiven(step, passed=True, by=by, dated=SIGNED.isoformat())
            done = review(self.settings, RegionYear("hongmei", YEAR), given)
            assert isinstance(done, Reviewed)

    def final(self) -> Outcome:
        """A final, its words reviewed before where that alone is wanting; or why there is none."""
        outcome = render(self.settings, "hongmei", YEAR, final=True)
        wanting = outcome.reasons if isinstance(outcome, Blocked) else ()
        if [one[:6] for one in wanting] == ["保密审查没有"]:
            render(self.settings, "hongmei", YEAR)
            self.review()
            outcome = render(self.settings, "hongmei", YEAR, final=True)
        return outcome

    def answer(self) -> None:
        """What goes back to the departments, and the office's 问题处理单."""
        write_answers(self.settings, "hongmei", YEARS)

    def document(self) -> Document:
        """The last rendered document."""
        document = latest_document(self.settings, self.catalogue, RegionYear("hongmei", YEAR))
        assert document is not None
        return document

    def form(self, department: str) -> Path:
        """A department's shipped workbook."""
        return next((self.landing / department).glob("附件2*.xlsx"))

    def edit(self, department: str, change: Callable[[Worksheet], None]) -> None:
        """Change a department's first sheet as Excel would."""
        path = self.form(department)
        book = load_workbook(path)
        change(book.worksheets[0])
        book.save(path)

    def files(self) -> dict[str, bytes]:
        """Everything that is curated and rendered, by path."""
        roots = (self.settings.curated, self.settings.reports)
        found = [path for root in roots for path in root.rglob("*") if path.is_file()]
        return {path.relative_to(self.settings.data).as_posix(): path.read_bytes() for path in sorted(found)}


def judged_and_curated(settings: Settings, years: Iterable[int]) -> tuple[Judged, tuple[Curated, ...]]:
    """Year by year, as the main job does it: each is what the next is judged against."""
    done = [(judge(settings, "hongmei", year), curate(settings, "hongmei", year)) for year in years]
    return Judged.together(judged for judged, _ in done), tuple(curated for _, curated in done)


DOUBTED = ("value.hedged_exact", "数据统计表 D22")
"""What a reviewer asks about the shipped submissions themselves: 约578场次 (tests/rules/shipped.yaml)."""


def open_findings(settings: Settings, year: int = YEAR) -> tuple[FindingRow, ...]:
    """What is open in a year besides what the shipped submissions are asked about."""
    found = status(settings, "hongmei", year).findings
    return tuple(one for one in found if (one.rule, one.where) != DOUBTED)


def result_of(row: StatusRow) -> str:
    """审核结果 of a department's indicators."""
    dataset = row.dataset(INDICATORS)
    assert dataset is not None
    return dataset.result


def row_of(sheet: Worksheet, name: str) -> int:
    """The row of an indicator."""
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == name)


def value_cell(sheet: Worksheet, name: str) -> str:
    """The address of an indicator's 本年数."""
    column = next(cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "本年数")
    return f"{column}{row_of(sheet, name)}"


def new_town(data: Path, *, landing: bool = True) -> Town:
    """A data root, with the shipped submissions in its landing folder."""
    if landing:
        shutil.copytree(HOUSE / "data" / "landing", data / "landing")
    # a site of its own: what the office settles must not be written into the checkout
    where = {"FAZHI_DATA": str(data), "FAZHI_SITE": str(data / "site"), "FAZHI_FONTS": "packaged"}
    return Town(load_settings(where))
