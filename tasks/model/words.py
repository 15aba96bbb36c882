"""The codes of the house, each with the Chinese word that people read."""

import re
from collections.abc import Iterable
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
    LAST_REPORT = "last_report", "取自上年公开报告"  # a base that no department confirmed
