"""A 建档表 filled in as a spreadsheet program would: a made-up town with its departments and indicators."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tasks import settings
from tasks.catalogue import load
from tasks.catalogue.start_wording import load_start_words
from tasks.catalogue.starting import Plan, planned
from tasks.catalogue.starting_cells import Wrong
from tasks.forms.starting import given_in, write_start

FIRST = 5  # row of the first blank line: below title, note, headings and example
REGION = ("云溪镇", "临岚市云溪镇", "云溪")
DEPARTMENTS = (
    ("云溪镇党政综合办公室", "党政办", "综合办"),
    ("云溪司法所", "司法所", "镇司法所"),
    ("云溪镇综合行政执法队", "执法队", ""),
)
INDICATORS = (
    {"指标名称": "行政复议宗数", "填报单位": "司法所"},
    {"指标名称": "行政诉讼宗数", "填报单位": "镇司法所"},
    {"指标名称": "负责人应出庭案件宗数", "填报单位": "司法所"},
    {"指标名称": "负责人实际出庭案件宗数", "填报单位": "司法所"},
    {
        "指标名称": "“双随机”检查次数",
        "计量单位": "次",
        "填报单位": "执法队",
        "印同比": "是",
        "口径": "本年度按“双随机”抽取的检查，检查一次计1次。",
        "其他叫法": "双随机抽查次数",
    },
    {
        "指标名称": "事项网办率",
        "计量单位": "%",
        "类型": "比率",
        "小数位数": 1,
        "填报单位": "党政办",
        "口径": "网上办理件占全部办件的比例。",
    },
)


@cache
def blank() -> bytes:
    """The shipped blank workbook."""
    ours = settings.load({})
    return write_start(load(ours), load_start_words(ours))


def book(
    region: Sequence[str] = REGION,
    departments: Iterable[Sequence[str]] = DEPARTMENTS,
    indicators: Iterable[Mapping[str, object]] = INDICATORS,
    changes: Mapping[tuple[str, str], object] | None = None,
) -> Workbook:
    """The workbook with these rows; `changes` are typed over cells (sheet, address)."""
    made = load_workbook(BytesIO(blank()))
    for column, text in enumerate(region, start=2):
        made["镇街"].cell(FIRST, column).value = text
    for row, names in enumerate(departments, start=FIRST):
        for column, text in enumerate(names, start=2):
            made["填报单位"].cell(row, column).value = text
    sheet = made["指标"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for row, texts in enumerate(indicators, start=FIRST):
        for heading, typed in texts.items():
            sheet.cell(row, columns[heading]).value = typed
    for (name, place), typed in (changes or {}).items():
        made[name][place].value = typed
    return made


def plan(made: Workbook) -> Plan | list[Wrong]:
    """What a filled workbook comes to beside the shipped catalogue."""
    ours = settings.load({})
    words = load_start_words(ours)
    texts = {
        sheet.title: [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet]
        for sheet in made.worksheets
    }
    return planned(given_in(texts, words), load(ours), words)


def filled(folder: Path, made: Workbook | None = None) -> Path:
    """A filled workbook as a file."""
    path = folder / "填好的建档表.xlsx"
    (made or book()).save(path)
    return path
