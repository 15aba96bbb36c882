"""The sheet 问题清单: the result and by when to answer, every finding linked to its cell, how to mend."""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue.wording import AnswersFile
from tasks.cell_text import clean, line_count
from tasks.form_words import FINDINGS, OTHER_FINDINGS
from tasks.forms.answers import Question, Slip
from tasks.forms.dates import day_in_words, time_in_words
from tasks.forms.marks import COLOURS
from tasks.forms.packing import sheet_name
from tasks.forms.places import LISTED, MARKED
from tasks.model import Severity, Verdict

WIDTHS = (6, 8, 18, 20, 40, 44)
FONT = "宋体"
LAST = len(WIDTHS)

_RESULT_FILL = {
    Verdict.RETURNED: COLOURS[Severity.CRITICAL],
    Verdict.PASSED_WITH_NOTES: COLOURS[Severity.WARNING],
    Verdict.PASSED: ("E2EFDA", "375623"),
}
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def heads(words: AnswersFile) -> tuple[str, ...]:
    """The list's headings: a sheet that has them in a row is ours."""
    named = words.slip.headings
    return named.number, named.severity, named.place, named.title, named.observed, named.mend


def add_question_sheet(book: Workbook, slip: Slip, words: AnswersFile) -> None:
    """Put the list before all other sheets."""
    taken = {name.casefold() for name in book.sheetnames}
    name = FINDINGS if FINDINGS.casefold() not in taken else OTHER_FINDINGS
    sheet = book.create_sheet(name, 0)
    _Writer(sheet, slip, words, book.sheetnames).write()
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


class _Writer:
    """Writes the sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, slip: Slip, words: AnswersFile, sheets: Iterable[str]) -> None:
        self._sheet, self._slip, self._words = sheet, slip, words
        self._sheets = frozenset(sheets)
        self._row = 0

    def write(self) -> None:
        self._page()
        self._result()
        for line in self._about():
            self._wide(line)
        self._headings()
        for number, question in enumerate(self._slip.questions[:LISTED], 1):
            self._question(number, question)
        self._how()

    def _page(self) -> None:
        sheet = self._sheet
        for column, width in enumerate(WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_properties.tabColor = _RESULT_FILL[self._slip.verdict][1]
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        if sheet.sheet_properties.pageSetUpPr is not None:
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.5

    def _result(self) -> None:
        slip = self._slip
        due = day_in_words(slip.due, self._words.words)
        text = getattr(self._words.slip.results, slip.outcome).format(due=due, verdict=slip.verdict.label)
        fill, ink = _RESULT_FILL[slip.verdict]
        cell = self._wide(text, size=14, bold=True, height=34)
        cell.fill, cell.font = (
            PatternFill("solid", start_color=fill, end_color=fill),
            Font(name=FONT, size=14, bold=True, color=ink),
        )

    def _about(self) -> list[str]:
        slip, words = self._slip, self._words.slip
        sent = slip.sent
        lines = [
            words.about.format(
                department=sent.department_name,
                year=sent.year,
                file=sent.file,
                received=time_in_words(sent.received, self._words.words),
            )
        ]
        if slip.parts:
            parts = [words.dataset.format(name=p.name, verdict=p.verdict.label) for p in slip.parts]
            lines.append(words.datasets.format(verdicts=words.separator.join(parts)))
        counts = [(s, sum(q.finding.severity is s for q in slip.questions)) for s in Severity]
        said = [words.count.format(severity=s.label, count=n) for s, n in counts if n]
        if said:
            lines.append(words.counts.format(total=len(slip.questions), counts="，".join(said)))
        if slip.register_list:
            lines.append(words.csv_note.format(marked=MARKED, file=slip.register_list))
        return lines

    def _headings(self) -> None:
        self._row += 1
        for column, head in enumerate(heads(self._words), 1):
            cell = self._put(column, head, centre=True)
            cell.font = Font(name=FONT, size=11, bold=True)
            cell.fill = PatternFill("solid", start_color="D9E1F2", end_color="D9E1F2")
        self._sheet.row_dimensions[self._row].height = 24
        self._sheet.freeze_panes = f"A{self._row + 1}"
        self._sheet.print_title_rows = f"{self._row}:{self._row}"

    def _question(self, number: int, question: Question) -> None:
        self._row += 1
        finding = question.finding
        mend = finding.mend
        if question.example:
            mend += self._words.slip.example.format(example=question.example)
        texts = (str(number), finding.severity.label, self._place(question), question.title)
        for column, text in enumerate((*texts, finding.observed, mend), 1):
            self._put(column, text, centre=column < 3)
        fill, ink = COLOURS[finding.severity]
        severity = self._sheet.cell(self._row, 2)
        severity.fill = PatternFill("solid", start_color=fill, end_color=fill)
        severity.font = Font(name=FONT, size=11, bold=True, color=ink)
        self._link(question)
        self._fit([*texts, finding.observed, mend])

    def _place(self, question: Question) -> str:
        finding, words = question.finding, self._words.slip
        address = finding.address
        if not address.sheet:
            return words.whole_file
        more = words.more_places.format(count=finding.count) if finding.count > 1 else ""
        return f"{address.sheet} {address.cell}".strip() + more

    def _link(self, question: Question) -> None:
        """A link inside the workbook; a formula it is not."""
        address = question.finding.address
        name = sheet_name(address.sheet) if address.sheet else ""
        if name not in self._sheets:
            return
        cell = self._sheet.cell(self._row, 3)
        target = f"{quote_sheetname(name)}!{address.cell or 'A1'}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, display=str(cell.value))
        cell.font = Font(name=FONT, size=11, underline="single", color="0563C1")

    def _how(self) -> None:
        words, why = self._words.slip, self._slip.why_no_copy
        self._row += 1
        self._wide(words.how_heading, bold=True)
        reason = ""
        if why is not None:
            reason = getattr(words.list_only, why.value).format(limit=self._slip.cells_limit)
        lines = words.how if why is None else words.how_list_only
        for number, line in enumerate(lines, 1):
            self._wide(f"{number}. {line.format(contact=self._words.contact, why=reason)}")

    def _wide(self, text: str, *, size: int = 11, bold: bool = False, height: float = 0) -> Cell:
        self._row += 1
        cell = self._put(1, text, boxed=False)
        cell.font = Font(name=FONT, size=size, bold=bold)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=LAST)
        self._sheet.row_dimensions[self._row].height = height or _height(text, sum(WIDTHS))
        return cell

    def _put(self, column: int, text: str, *, centre: bool = False, boxed: bool = True) -> Cell:
        cell = self._sheet.cell(self._row, column)
        assert isinstance(cell, Cell)  # noqa: S101 nothing is merged yet
        cell.value = clean(text)
        cell.data_type = "s"  # a leading "=" makes no formula
        cell.font = Font(name=FONT, size=11)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if centre else None)
        if boxed:
            cell.border = _BOX
        return cell

    def _fit(self, texts: Sequence[str]) -> None:
        tallest = max(_height(text, width) for text, width in zip(texts, WIDTHS, strict=True))
        self._sheet.row_dimensions[self._row].height = tallest


def _height(text: str, width: float) -> float:
    """Points for a text in a column `width` characters wide."""
    return min(409.0, line_count(text, width * 0.92) * 15.0 + 6)
