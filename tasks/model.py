"""The words of the house as types: what one room hands to the next.

Plain frozen dataclasses, next to no behaviour. `docs/` and DESIGN use the same words; people read the
Chinese labels (`.label`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

CONFIRMATION_CODE = re.compile(r"QR-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}")
"""确认码, as a confirmation sheet prints it: no letter or digit that is mistaken for another."""

INDICATORS = "indicators"
NARRATIVE = "narrative"


def register_kind(code: str) -> str:
    """Dataset kind of a register: "register:" + its code."""
    return f"register:{code}"


class _Labelled(StrEnum):
    """A code with the Chinese word that people read."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Severity(_Labelled):
    """How grave a finding is. An open critical finding blocks a final, never a draft."""

    CRITICAL = "critical", "严重"
    WARNING = "warning", "提示"
    INFO = "info", "说明"


class Scope(_Labelled):
    """What a finding speaks of, and so what it does (DESIGN, "What a finding does")."""

    FILE = "file", "整份文件"
    DATASET = "dataset", "整个数据集"
    ROW = "row", "一行"
    CELL = "cell", "一个单元格"
    INTEGRITY = "integrity", "数据之间"


class Verdict(_Labelled):
    """审核结果 of a dataset; a file shows its worst."""

    PASSED = "passed", "通过"
    PASSED_WITH_NOTES = "passed_with_notes", "通过（有提示）"
    RETURNED = "returned", "退回修改"

    @classmethod
    def worst(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """The worst of some verdicts; of none, PASSED."""
        return max(verdicts, key=list(cls).index, default=cls.PASSED)


class CellState(_Labelled):
    """What a cell was found to hold. Missing is not zero."""

    VALUE = "value", "数值"
    BLANK = "blank", "未填"
    NOT_APPLICABLE = "not_applicable", "不适用"
    NOT_UNDERSTOOD = "not_understood", "不能识别"
    UNSIGNED = "unsigned", "没有写百分号"  # 0.955 for a percentage: 95.5% or 0.955%


class ReadState(_Labelled):
    """What became of a file when it was opened."""

    READ = "read", "已读取"
    EMPTY = "empty", "空文件"
    CORRUPT = "corrupt", "文件损坏，无法打开"
    ENCRYPTED = "encrypted", "文件有打开密码"
    UNSUPPORTED = "unsupported", "文件格式不支持"
    TOO_LARGE = "too_large", "文件过大"
    TIMED_OUT = "timed_out", "读取超时"
    NO_TABLE = "no_table", "没有可识别的表格"
    UNPACKED = "unpacked", "已解压"  # a zip: its members are submissions of their own
    SCANNED = "scanned", "扫描件"  # a picture or PDF that carries a confirmation code
    FAULT = "fault", "程序出错，未能处理"  # ours, never the department's


class FileFormat(_Labelled):
    """What a file turned out to be, judged by its content."""

    XLSX = "xlsx", "Excel 工作簿（.xlsx）"
    XLSM = "xlsm", "带宏的工作簿（.xlsm）"
    XLS = "xls", "旧版 Excel 或 WPS 表格（.xls、.et）"
    ODS = "ods", "OpenDocument 表格（.ods）"
    CSV = "csv", "文本表格（.csv、.tsv）"
    HTML = "html", "网页格式的表格"
    SPREADSHEETML = "spreadsheetml", "XML 格式的表格（Excel 2003）"
    DOCX = "docx", "Word 文档（.docx）"
    ZIP = "zip", "压缩包（.zip）"
    SCAN = "scan", "扫描件"


class NoticeKind(_Labelled):
    """What the reader has to say of a file that is no cell's fault; each kind is a rule in suite `file`."""

    MACROS = "macros", "宏未运行"
    HIDDEN_SHEETS = "hidden_sheets", "隐藏的工作表未读取"
    HIDDEN_ROWS = "hidden_rows", "隐藏的行已读取"
    HIDDEN_COLUMNS = "hidden_columns", "隐藏的列未读取"
    MEMBER_REFUSED = "member_refused", "压缩包内的文件未接收"


class SourceKind(_Labelled):
    """Where a value comes from. For one key the highest-ranking source counts: see `curation.choose`."""

    CORRECTED = "corrected", "司法分局更正"  # of a finding, on the record
    SUPPLEMENTED = "supplemented", "补充数据"  # a number outside the catalogue, on the record
    PUBLISHED = "published", "已公开数据"  # never counts: it is compared
    STATED = "stated", "单位填报"
    NOTIFIED = "notified", "上级通报数"
    COUNTED = "counted", "台账统计"
    DERIVED = "derived", "计算得出"
    PRIOR_STATED = "prior_stated", "单位填报的上年数"


@dataclass(frozen=True, order=True, slots=True)
class RegionYear:
    """The key of everything: region code and reported year."""

    region: str
    year: int


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a file was dropped: region code, reported year, department code."""

    region: str
    year: int
    department: str


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """A place in a submission. `cell` in A1 notation; empty parts mean the whole sheet or file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{self.file} {where}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """Rule × place. `observed` and `mend` are whole Chinese sentences for a clerk."""

    rule: str
    severity: Severity
    scope: Scope
    dataset: str  # dataset kind; "" for the whole file
    address: Address
    observed: str
    mend: str
    indicator: str = ""
    period: str = ""
    column: str = ""
    count: int = 1  # a register's rule × column is one finding with a count
    places: str = ""  # all its cells as A1 ranges where there are several: "C5:C17 C20"
    span: str = ""  # within a cell's text: its characters, from 1, "12-18"
    settlement: str = ""  # how the office settled it, in Chinese; then it is no longer open
    raw: str = ""  # the text of a value's cell, as it was: what a correction rests on

    @property
    def is_open(self) -> bool:
        """Whether it is still to be answered or settled."""
        return not self.settlement


# --- intake: what a file was found to say ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """One value cell of an indicators table, current or prior year, understood or not.

    `value` is exact and in the indicator's own unit (converted only where that is exact); `step` is
    the value's own precision in that unit (4.7万 → 1000); `unit_ok` is False where the stated unit
    cannot be converted. `indicator` is None where the row's name is unknown or ambiguous.
    """

    sheet: str
    cell: str
    label_cell: str
    label: str
    indicator: str | None
    period: str  # YYYY or YYYY-MM
    prior: bool  # from the 上年数 column
    state: CellState
    raw: str
    value: Decimal | None = None
    hedge: str = ""
    step: Decimal | None = None
    stated_unit: str = ""
    unit_ok: bool = True
    scope_note: str = ""
    corrected: bool = False  # a prior value from our form's 上年数更正 column
    left_out: bool = False  # not used: only what a correction by the office rests on


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """One accepted-or-not item of 文字材料: a topic's nth item, heading (may be empty) and text."""

    sheet: str
    cell: str  # of the text
    topic: str | None
    label: str  # the topic's name as written
    ordinal: int  # order within (file, topic), from 1
    heading: str
    text: str
    fault: str = ""  # an error or a formula without result, in either cell
    text_at: int = 0  # characters of the cell before the text
    heading_cell: str = ""  # where it is another cell
    heading_at: int = 0  # characters of its cell before the heading
    bound: tuple[str, ...] = ()  # typed numbers that one figure stands behind: "12-18=2023/cases"


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column of a register, as long as the table. `raw` is what was written."""

    raw: list[str]
    values: list[object]  # str | int | Decimal | date | None, by the declared type
    states: list[CellState]


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A ledger's rows, by column; `rows` are 1-based sheet rows."""

    register: str
    sheet: str
    rows: list[int]
    columns: Mapping[str, RegisterColumn]
    letters: Mapping[str, str]  # column code → sheet column letter
    missing_columns: tuple[str, ...] = ()
    zero_report: bool = False  # 零报告 ticked: no rows, and that is the answer
    silent: tuple[str, ...] = ()  # indicators of which an export's rows say nothing


@dataclass(frozen=True, slots=True)
class Stated:
    """What a workbook says of itself, with the cell that says it; empty where it says nothing."""

    department: str = ""
    department_cell: str = ""
    year: int | None = None
    year_cell: str = ""
    sheet: str = ""
    form: str = ""  # 表单编号 of a form of ours
    cutoff: date | None = None  # 数据截止日期
    cutoff_cell: str = ""
    people: tuple[tuple[str, str], ...] = ()  # (填报人, name) …


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader did with a file and has to say. `detail` completes a Chinese sentence."""

    kind: NoticeKind
    sheet: str = ""
    cell: str = ""
    detail: str = ""


Scalar = str | bool | int | float | date
"""A cell's content as it can be written to a workbook again (a datetime is a date); "" where empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells as they were read, to be written as .xlsx again. Rows begin at A1."""

    name: str
    rows: Sequence[Sequence[Scalar]]
    percent: frozenset[tuple[int, int]] = frozenset()  # (row, column) from 0, shown as percentages
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row and column, last row and column, from 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything taken from one file. Judges nothing."""

    file: str
    state: ReadState
    detail: str = ""  # Chinese, for ReadStates other than READ; e.g. the cap that was passed
    stated: Stated = field(default_factory=Stated)
    indicators: tuple[IndicatorCell, ...] = ()
    narrative: tuple[NarrativeItem, ...] = ()
    registers: tuple[RegisterTable, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    format: FileFormat | None = None
    notices: tuple[Notice, ...] = ()
    zero_reports: tuple[str, ...] = ()  # dataset kinds ticked 零报告（本年度无此项工作）
    titles: tuple[tuple[str, str, str], ...] = ()  # sheet, cell, text above the tables
    codes: tuple[str, ...] = ()  # confirmation codes found on a scan or in its name

    def kinds(self) -> tuple[str, ...]:
        """The dataset kinds that this file holds, sorted."""
        kinds = [register_kind(table.register) for table in self.registers]
        if self.indicators:
            kinds.append(INDICATORS)
        if self.narrative:
            kinds.append(NARRATIVE)
        return tuple(sorted(set(kinds)))


# --- curated values ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: a cell, or rows of a register; nothing for a derived value."""

    department: str = ""
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""  # as written in the cell
    register: str = ""
    predicate: str = ""  # Chinese, as declared
    row_count: int | None = None
    row_hash: str = ""  # SHA-256 over the counted rows' keys in order


@dataclass(frozen=True, slots=True)
class Value:
    """One row of the curated table `values`.

    Key: (region, reported_in, period, indicator, source). `value` is in `unit`; derived values are
    unrounded (18 places, ROUND_05UP, so that the one later rounding is right). `inputs` are the keys
    ("period/indicator") that the formula used. `chosen` marks the one that counts for its
    (period, indicator).
    """

    region: str
    reported_in: int
    period: str
    indicator: str
    source: SourceKind
    value: Decimal
    unit: str
    hedge: str = ""
    step: Decimal | None = None
    scope_note: str = ""
    origin: Origin = field(default_factory=Origin)
    formula: str = ""  # Chinese, for people
    inputs: tuple[str, ...] = ()
    chosen: bool = True
    settlement: str = ""  # of a value that the office settled: reason, who, when, in Chinese

    @property
    def key(self) -> str:
        """ "period/indicator", as `inputs` and figures name it."""
        return f"{self.period}/{self.indicator}"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An indicator that was left blank, and where, although no register gives it either."""

    address: Address
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class NarrativeText:
    """One row of the curated table `narrative`."""

    department: str
    topic: str
    ordinal: int
    heading: str
    text: str
    origin: Origin
    bound: tuple[str, ...] = ()  # typed numbers in the text that one figure stands behind: "12-18=2023/cases"


@dataclass(frozen=True, slots=True)
class Base:
    """Last year as it was curated: what this year's submissions are judged against.

    `values` are those that count for last year's periods, by key ("2022/cases"); both are empty in a
    first year, and then nothing is compared.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    narrative: tuple[NarrativeText, ...] = ()


# --- the document ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, bound to curated values. `keys` are "period/indicator".

    One figure may stand for several indicators (三个比率均达 100%).
    """

    id: str  # "f001" … in reading order
    keys: tuple[str, ...]
    name: str  # Chinese, of what it says
    text: str  # as printed, number with hedge and unit: 460余场次, 467%
    formula: str = ""  # Chinese, with the values put in; "" for a value taken over as it is


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a figure. `label` marks words made from the RegionYear (2023年)."""

    text: str
    label: bool = False
    narrative: str = ""  # "department/topic/ordinal" where the words are a department's


@dataclass(frozen=True, slots=True)
class FigureRun:
    """Where a figure stands."""

    figure: str  # Figure.id


Run = Text | FigureRun


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or both run together (1.推进…规范。将法治…).

    level 0: paragraph; 1, 2: heading alone; 3: heading run into its paragraph. `number` is 一、,
    （一） or 1. and is made by us, so that what is left out renumbers.
    """

    level: int
    number: str = ""
    heading: tuple[Run, ...] = ()
    body: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out of the text, and why; for the review copy and the list for review."""

    what: str  # 分句, 句子, 段落 or 标题
    text: str  # the words left out, the missing figure as 【指标名】
    missing: tuple[str, ...]  # Chinese names
    where: str  # the nearest heading, numbered


@dataclass(frozen=True, slots=True)
class Document:
    """One text: every writer writes exactly this."""

    region: str
    year: int
    title: tuple[Run, ...]
    blocks: tuple[Block, ...]
    addressee: str = ""  # 主送, without colon
    signatory: str = ""  # 署名
    date: str = ""  # 成文日期, 2024年1月31日
    language: str = "zh-CN"
    figures: Mapping[str, Figure] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)  # every value that a figure rests on
    omissions: tuple[Omission, ...] = ()
