"""Two versions of a report, or the reports of two years: what changed, why, and the two as one document."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tasks.catalogue import Catalogue, load
from tasks.model import Figure, RegionYear
from tasks.pipeline.change_tables import figure_sheet, text_sheet, year_sheet
from tasks.pipeline.naming import file_name
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.versions import LATEST, UnclearVersionError, Version, find_version, years_with_reports
from tasks.review.compare import Change, figure_changes, gone_figures
from tasks.review.years import YearRow, year_rows
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.writers.annex_changes import annex_changes
from tasks.writers.annex_lines import annex_lines
from tasks.writers.change_sheet import write_changes
from tasks.writers.line_changes import line_changes
from tasks.writers.lines import lines, written_on
from tasks.writers.redline import write_redline
from tasks.writers.style import load_style
from tasks.writers.text_changes import TextChange, annex_text_changes, text_changes

_YEAR = re.compile(r"\d{4}")
_MADE_FROM = {
    "build": "采用的数据",
    "findings": "问题及其处理",
    "waiting": "待审核、待认领的文件",
    "catalogue": "指标目录",
    "edition": "底稿",
    "style": "版式",
    "fonts": "字体",
    "code": "程序",
}


@dataclass(frozen=True)
class Compared:
    """What `after` has otherwise than `before`."""

    before: Version
    after: Version
    catalogue: Catalogue

    @property
    def of_years(self) -> bool:
        """Whether the reports are of different years, and so compared by indicator."""
        return self.before.document.year != self.after.document.year

    @cached_property
    def figures(self) -> tuple[tuple[Figure, Change], ...]:
        """Figures of one year that changed or came, in reading order, then those that went."""
        if self.of_years:
            return ()
        before, after = self.before.document, self.after.document
        changed = figure_changes(before, after, self.catalogue)
        come = tuple((after.figures[name], change) for name, change in changed.items())
        return come + gone_figures(before, after, self.catalogue)

    @cached_property
    def indicators(self) -> tuple[YearRow, ...]:
        """The indicators of two years."""
        return year_rows(self.before.document, self.after.document, self.catalogue) if self.of_years else ()

    @cached_property
    def texts(self) -> tuple[TextChange, ...]:
        """Sentences that changed, and rows of annexes."""
        before, after = self.before.document, self.after.document
        return (
            *text_changes(line_changes(lines(before), lines(after))),
            *annex_text_changes(annex_changes(annex_lines(before), annex_lines(after))),
        )

    @property
    def made_from(self) -> tuple[str, ...]:
        """What the two were made from that differs, in Chinese."""
        was, now = self.before.manifest.inputs, self.after.manifest.inputs
        return tuple(words for name, words in _MADE_FROM.items() if was.get(name) != now.get(name))

    @property
    def same(self) -> bool:
        """Whether nothing changed that anyone reads."""
        return not self.figures and not self.texts


def compare(settings: Settings, region: str, before: str, after: str, year: int | None) -> Compared | None:
    """Two versions of a year's report (default: of the last year that has one), or two years' last ones.

    None where no report was ever rendered. Raises NoVersionError, UnclearVersionError,
    DamagedVersionError, CatalogueError.
    """
    years = [bool(_YEAR.fullmatch(each)) for each in (before, after)]
    if any(years) and not all(years):
        raise UnclearVersionError("请写两个版本，或写两个年份；不能一个是版本、一个是年份。")
    if all(years):
        sides = [(int(each), LATEST[0]) for each in (before, after)]
    else:
        known = years_with_reports(settings, load(settings), region)
        last = year or (known[-1] if known else None)
        if last is None:
            return None
        sides = [(last, before), (last, after)]
    catalogues = [catalogue_of(settings, RegionYear(region, of)) for of, _ in sides]
    found = [
        find_version(settings, catalogue, RegionYear(region, of), what)
        for catalogue, (of, what) in zip(catalogues, sides, strict=True)
    ]
    return Compared(found[0], found[1], catalogues[1])


def write_comparison(settings: Settings, compared: Compared, out: Path) -> tuple[Path, ...]:
    """The workbook of changes and, where words changed, the text with its changes recorded."""
    names = " 与 ".join(sides(compared))
    files = {f"比较表 {names}（不公开）.xlsx": _workbook(compared)}
    if compared.texts:
        before, after = compared.before.document, compared.after.document
        files[f"修订稿 {names}（不公开）.docx"] = write_redline(before, after, load_style(settings))
    written = {out / file_name(name): data for name, data in files.items()}
    for path, data in written.items():
        write_atomic(path, data)
    return tuple(written)


def sides(compared: Compared) -> tuple[str, str]:
    """The two sides as people name them: versions, or years."""
    both = compared.before, compared.after
    before, after = (f"{one.document.year}年" if compared.of_years else one.name for one in both)
    return before, after


def _workbook(compared: Compared) -> bytes:
    before, after = compared.before.document, compared.after.document
    note = f"{' 与 '.join(sides(compared))} 比较。"
    if compared.of_years:
        first = year_sheet(compared.indicators, (before.year, after.year), note)
    else:
        made = "、".join(compared.made_from) or "无"
        first = figure_sheet(after, compared.figures, f"{note}两版所用的材料，不同的有：{made}。")
    title = next((line.text for line in lines(after)), "")
    return write_changes(f"{title}　比较表", written_on(after), (first, text_sheet(compared.texts, note)))
