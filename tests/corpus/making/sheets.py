"""Sheets as people make them."""

from tests.corpus.making.kit import (
    HEADER,
    MAIN,
    RELATIONS,
    Formula,
    Maker,
    Sheet,
    Shown,
    changed,
    form,
    raw_xlsx,
    rows_xml,
    xlsx,
)
from tests.corpus.making.texts import LOANS, MONITORS, loans, monitors

PHONE = "13812345678"
IDENTITY = "441900199001011234"


def _anywhere() -> bytes:
    """The table begins in E9, under titles, an address line and empty rows."""
    rows = [
        ("附件2",),
        ("洪梅镇2023年度法治政府建设数据统计表",),
        (),
        (None, "填报单位：", "经济发展局", None, "单位：笔、亿元"),
        (),
        (),
        HEADER,
        (),
        *((n, *line) for n, line in enumerate(LOANS, 1)),
    ]
    return xlsx(Sheet("Sheet1", rows, at=(2, 4), merges=["E3:J3", "E4:J4"]))


def _stacked() -> bytes:
    """数值 over 本年数 and 上年数; 类别 merged down its rows; a 小计 and a 合计; notes below."""
    rows = [
        ("2023年度法治政府建设数据统计表",),
        ("类别", "序号", "指标名称", "计量单位", "数值", None, "备注"),
        (None, None, None, None, "本年数", "上年数", None),
        ("检查", 1, "应查次数", "次", 320, 300, None),
        (None, 2, "实查次数", "次", 128, 150, None),
        (None, None, "小计", "次", 448, 450, None),
        ("人员", 3, "出动执法人员人次", "人次", "460余", "约400", "按次累计"),
        ("合计", None, None, None, 908, None, None),
        ("说明：1.检查以检查记录为准。",),
        ("2.巡查不计。",),
    ]
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "A4:A6", "A10:G10"]
    return xlsx(Sheet("统计表", rows, merges=merges))


def _header_units() -> bytes:
    """No column of units: they stand in the header and in the names."""
    rows = [
        ("洪梅镇司法分局2023年度调解工作统计",),
        ("序号", "项目", "本年数（万元）", "上年数(万元)"),
        (1, "调解协议涉及金额", 332.5, 298),
        (2, "成功调解矛盾纠纷宗数（宗）", 210, 195),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _across() -> bytes:
    """Indicators across, with their units in the header, and one row of data; numbered notes below."""
    rows = [
        ("2023年度视频监控建设情况",),
        ("单位", "视频监控点位数（个）", "视频监控路数（路）"),
        ("数字政府办", 1280, "3,605"),
        ("说明：1.点位以年末在用的为准。",),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _across_stacked() -> bytes:
    """The form of the yearly enforcement statistics: a stacked header over one row of data."""
    rows = [
        ("2023年度信访工作情况统计表",),
        ("填报单位", "比率（%）", None, None),
        (None, "信访及时受理率", "信访按期答复率", "信访群众满意率"),
        ("洪梅镇信访办公室", 100, 99.5, "98.75%"),
        ("说明：照上级通报数填报。",),
    ]
    return xlsx(Sheet("表1", rows, merges=["A2:A3", "B2:D2"]))


def _several() -> bytes:
    notes = Sheet("填表说明", [("一、本表由各单位填报。",), ("二、指标名称不得改动。",)])
    return xlsx(Sheet("Sheet2"), notes, loans(name="Sheet1"), Sheet("Sheet3"))


def _hidden() -> bytes:
    """Last year's values in a hidden column, a hidden row with a value, another unit's hidden sheet."""
    other = form("洪梅镇综合行政执法分局", [("应查次数", "次", 1, None, None)], name="上年底稿", hidden=True)
    return xlsx(loans(hidden_columns=["E"], hidden_rows=[5]), other)


def _aliases() -> bytes:
    """Last year's names, other quotes and brackets, numbering before the names."""
    lines = [
        ("1.送法进企业和法治体检家次", "家次", 52, None, None),
        ("(2)公司治理建议条数", "条", 310, None, None),
        ("（三）其中：民法典墙绘阵地个数", "个", 3, None, None),
        ("4、 开展普法活动场次", "场次", "460余", None, None),
        ("⑤ 镇长出庭应诉案件宗数", "宗", 1, None, None),
    ]
    return xlsx(form("司法分局", lines))


def _unclear() -> bytes:
    """Names that could be either of two are not guessed."""
    lines = [
        ("窗口数", "个", 31, None, None),
        ("满意度", "%", 98, None, None),
        ("综合窗口数", "个", 28, None, None),
    ]
    return xlsx(form("政务服务中心", lines))


def _twice() -> bytes:
    lines = [
        ("视频监控点位数", "个", 1280, None, None),
        ("监控点位数", "个", 1290, None, None),
        ("视频监控路数", "路", 3605, None, None),
    ]
    return xlsx(form("数字政府办", lines))


RAW_ROWS = (
    ("洪梅镇2023年度法治政府建设数据统计表",),
    ("填报单位：数字政府办",),
    HEADER,
    (1, "视频监控点位数", "个", 1280, 1100),
    (2, "视频监控路数", "路", 3605, 3100),
)


def _dimension() -> bytes:
    """WPS says that the sheet is A1 alone."""
    return raw_xlsx(rows_xml(RAW_ROWS), dimension="A1")


WPS_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="59" formatCode="0.00_ "/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill/><fill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="59" fontId="0" fillId="1" borderId="0" xfId="0"/>'
    '<xf numFmtId="9" fontId="0" fillId="2" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


def _formats() -> bytes:
    """Number format 59 (a built-in date in some tables) and an empty fill on the value cells."""
    xml = rows_xml(RAW_ROWS)
    for cell in ("D4", "D5"):
        xml = xml.replace(f'<c r="{cell}"', f'<c r="{cell}" s="1"')
    return raw_xlsx(xml, styles=WPS_STYLES)


def _formulas() -> bytes:
    """A formula with its result, one never calculated, errors, and a formula that gives a text."""
    lines = [
        ("信访及时受理率", "%", Formula("=99+0.5", 99.5), None, None),
        ("信访按期答复率", "%", Formula("=99/0", "#DIV/0!"), None, None),
        ("信访群众满意率", "%", "@", Formula("=Sheet9!A1", "#REF!"), None),
    ]
    uncached = b"<f>98+1</f>"
    book = xlsx(form("信访办", lines))

    def without_result(xml: bytes) -> bytes:
        import re

        return re.sub(rb'<c r="D6"[^>]*>.*?</c>', b'<c r="D6">' + uncached + b"</c>", xml)

    return changed(book, {"xl/worksheets/sheet1.xml": without_result})


def _spaced() -> bytes:
    """Header words and names with spaces and line breaks in them."""
    rows = [
        ("2023 年 度 统 计 表",),
        ("填报单位 （盖章）：  洪梅镇数字政府建设办公室    填报日期：2024 年 1 月 8 日",),
        ("序 号", "指 标\n名 称", "计量\n单位", "本 年 数", "上 年 数", "备 注"),
        (1, "视频监控\n点位数", " 个 ", " 1280 ", "1100\n", None),
        (2, " 视频监控　路数 ", "路", "３６０５", None, None),
    ]
    return xlsx(Sheet("Sheet1 ", rows))


def _years() -> bytes:
    """Columns named after the years, last year's first."""
    rows = [
        ("视频监控建设情况表",),
        ("项目", "单位", "2022年", "2023年"),
        ("视频监控点位数", "个", 1100, 1280),
        ("视频监控路数", "路", 3100, 3605),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _totals() -> bytes:
    """Totals, empty lines within the table, and a signature with a telephone number."""
    rows = [
        ("洪梅镇2023年度法治政府建设数据统计表",),
        ("填报单位：镇委党校",),
        HEADER,
        ("一", "培训", None, None, None, None),
        (1, "法治专题培训班、党校培训班场次", "场次", 12, 10, None),
        (),
        (2, "培训学员人次", "人次", "1,500余", "1.2千", f"联系张三 {PHONE}"),
        (),
        ("合 计", None, None, 1512, None, None),
        ("注：以签到记录为准",),
        ("填表人：张三", None, "审核人：李四", None, f"联系电话：{PHONE}", f"身份证号：{IDENTITY}"),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _foreign() -> bytes:
    """Another unit's row in our table."""
    lines = [*monitors().rows[3:5], (3, "应查次数", "次", 320, None, None)]
    return xlsx(form("数字政府办", [line[1:] for line in lines]))


def _two_tables() -> bytes:
    """Two tables on one sheet, one below the other, the second with columns in another order."""
    rows = [
        ("洪梅镇2023年度投资促进工作",),
        ("指标名称", "本年数", "计量单位"),
        ("镇重点项目总投资额", "约38.5", "亿元"),
        (),
        ("二、代办服务",),
        ("序号", "指标名称", "单位", "本年度", "备注"),
        (1, "镇重点项目数", "个", 16, None),
        (2, "免费代办服务次数", "次", "逾400", None),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _roster() -> bytes:
    rows = [("春节值班安排表",), ("日期", "带班领导", "值班人员", "电话"), ("2月9日", "甲", "乙", PHONE)]
    return xlsx(Sheet("值班表", rows))


def _prefixed() -> bytes:
    """Every element with a namespace prefix, cells without references, rich text and phonetics."""
    sound = "<rPh sb='0' eb='1'><t>shipin</t></rPh>"
    rich = f"<is><r><t>视频监控</t></r><r><rPr><b/></rPr><t>点位数</t></r>{sound}</is>"
    xml = rows_xml(RAW_ROWS).replace("<is><t>视频监控点位数</t></is>", rich)
    members_of = raw_xlsx(xml)

    def prefix(data: bytes) -> bytes:
        import re

        text = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", data.decode())
        text = text.replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x=")
        return re.sub(r'(<x:c) r="[A-Z]+[0-9]+"', r"\1", text).encode()

    return changed(members_of, {"xl/worksheets/sheet1.xml": prefix})


def _monthly() -> bytes:
    """A value a month: named in all the ways months are named; February is not there, May is text."""
    written = ["12345热线月度满意度（1月）", None, "12345月度满意度-3月", "2023年4月12345热线月度满意度"]
    written += [f"12345热线月度满意度（{month}月份）" for month in range(5, 13)]
    lines = [
        (name, "%", Shown(0.95 + month / 1000, "0.0%") if month != 5 else "95.5%", None, None)
        for month, name in enumerate(written, 1)
        if name
    ]
    return xlsx(form("政务服务中心", lines))


def _covered(unit: str, year: int) -> bytes:
    return xlsx(form(unit, [("视频监控点位数", "个", 1280, None, None)], year=year))


def awkward() -> bytes:
    """For the other formats: a stacked header, a hidden column, an error, a percentage, an empty sheet."""
    rows = [
        ("洪梅镇2023年度信访工作统计表",),
        ("填报单位：信访办",),
        ("指标名称", "计量单位", "数值", None, "备注"),
        (None, None, "本年数", "上年数", None),
        ("信访及时受理率", "%", Shown(0.9955, "0.00%"), Shown(0.98, "0%"), None),
        ("信访按期答复率", "%", Formula("=1/0", "#DIV/0!"), None, None),
        ("信访群众满意率", "%", Formula("=98+0.5", 98.5), None, None),
        ("备注：照通报数",),
    ]
    merges = ["A3:A4", "B3:B4", "C3:D3", "E3:E4"]
    page = Sheet("信访", rows, merges=merges, hidden_columns=["D"], hidden_rows=[7])
    return xlsx(page, Sheet("Sheet2"), Sheet("底稿", [("草稿",)], hidden=True))


def _commented() -> bytes:
    """Comments, a boolean, and a number kept as text with an apostrophe's mark."""
    lines = [
        ("视频监控点位数", "个", Shown("1280", "@"), True, None),
        ("视频监控路数", "路", Shown("3605", "@"), None, None),
    ]
    return xlsx(form("数字政府办", lines, comments={"D4": f"问张三 {PHONE}"}))


def _planned() -> bytes:
    """Texts: merged 栏目, a placeholder that nobody knows, an error where words belong, an unknown box."""
    rows = [
        ("洪梅镇2024年度工作计划与2023年度文字材料",),
        ("序号", "栏目", "小标题", "正文"),
        (1, "主要举措和成效", "推进数字政府建设", "全年新增视频监控点位【视频监控点位数】个。"),
        (2, None, "强化数据共享", "归集数据【数据归集条数】条。"),
        (3, "存在问题", None, "=SUM(A1)是公式样的文字，{{ 办案总数 }}也只是文字。"),
        (4, "领导批示", None, "请抓好落实。"),
        (5, "下一步工作计划", None, Formula("=Sheet9!A1", "#REF!")),
    ]
    return xlsx(Sheet("文字材料", rows, merges=["B3:B4"]))


def _months_across() -> bytes:
    """One indicator, its months across."""
    months = [f"{month}月" for month in range(1, 13)]
    rates = [Shown(0.95 + month / 1000, "0.0%") for month in range(1, 13)]
    rows = [
        ("2023年12345热线满意度",),
        ("指标名称", "计量单位", *months),
        ("12345热线月度满意度", "%", *rates),
    ]
    return xlsx(Sheet("月度", rows))


def _unit_above() -> bytes:
    """The unit stands in a line above the table."""
    rows = [
        ("2023年投资促进工作情况",),
        (None, None, "单位：万元"),
        ("指标名称", "本年数", "上年数"),
        ("镇重点项目总投资额", 385000, "30亿元"),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _strict() -> bytes:
    """Saved as Strict Open XML: other namespaces throughout."""

    def strictly(data: bytes) -> bytes:
        strict = "http://purl.oclc.org/ooxml/"
        data = data.replace(MAIN.encode(), f"{strict}spreadsheetml/main".encode())
        return data.replace(RELATIONS.encode(), f"{strict}officeDocument/relationships".encode())

    parts = ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
    parts += ["xl/styles.xml", "xl/worksheets/sheet1.xml"]
    return changed(raw_xlsx(rows_xml(RAW_ROWS)), dict.fromkeys(parts, strictly))


def _sub_unit() -> bytes:
    """A unit that reports through its department names itself."""
    return xlsx(form("东莞市公安局洪梅分局", [line[1:] for line in monitors().rows[3:5]]))


def _across_total() -> bytes:
    """A row for each village, and their total."""
    rows = [
        ("2023年视频监控建设情况",),
        ("村（社区）", "视频监控点位数（个）", "视频监控路数（路）"),
        ("洪屋涡村", 600, 1800),
        ("洪梅社区", 680, 1805),
        ("合计", 1280, 3605),
        ("填表人：甲",),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _quarters() -> bytes:
    """Quarters before the year."""
    rows = [
        ("2023年道路交通执法情况",),
        ("指标名称", "计量单位", "一季度", "二季度", "三季度", "四季度", "全年"),
        ("道路交通联合执法行动次数", "次", 3, 4, 5, 6, 18),
        ("日常巡逻人次", "人次", 50, 50, 50, 66, 216),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _far_down() -> bytes:
    """Forty lines of notes before the table."""
    notes = [(f"{number}.填报说明第{number}条。",) for number in range(1, 41)]
    rows = [
        ("2023年视频监控填报",),
        *notes,
        ("指标名称", "计量单位", "本年数"),
        *(line[:3] for line in MONITORS),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _growth() -> bytes:
    """A column of growth that nobody asks for, with the error that an empty last year gives."""
    header = ("序号", "指标名称", "计量单位", "本年数", "上年数", "同比（%）", "备注")
    error = Formula("=(D4-E4)/E4", "#DIV/0!")
    rows = [
        ("2023年视频监控统计表",),
        ("填报单位：数字政府办",),
        header,
        (1, "视频监控点位数", "个", 1280, None, error, None),
        (2, "视频监控路数", "路", 3605, 3100, Shown(0.1629, "0.0%"), None),
    ]
    return xlsx(Sheet("Sheet1", rows))


def _merged_value() -> bytes:
    """One value over two rows: it is the first row's, the second has none."""
    lines = [("视频监控点位数", "个", 1280, None, None), ("视频监控路数", "路", None, None, None)]
    return xlsx(form("数字政府办", lines, merges=["D4:D5"]))


def _derived() -> bytes:
    """What the system computes is given as well: a difference that is right, a rate that is not."""
    lines = [
        ("应查次数", "次", 320, None, None),
        ("实查次数", "次", 128, None, None),
        ("缩减检查频次", "次", 192, None, None),
        ("检查频次降幅", "%", "50%", None, None),
    ]
    return xlsx(form("综合行政执法分局", lines))


def _chinese_year() -> bytes:
    """The year in Chinese numerals; it is not the folder's."""
    rows = [
        ("洪梅镇二〇二三年度法治政府建设数据统计表",),
        ("填报单位：数字政府办",),
        HEADER[1:4],
        *(line[:3] for line in MONITORS),
    ]
    return xlsx(Sheet("Sheet1", rows))


FILES: dict[str, Maker] = {
    "sheets/derived.xlsx": _derived,
    "sheets/chinese-year.xlsx": _chinese_year,
    "sheets/across-total.xlsx": _across_total,
    "sheets/quarters.xlsx": _quarters,
    "sheets/far-down.xlsx": _far_down,
    "sheets/growth.xlsx": _growth,
    "sheets/merged-value.xlsx": _merged_value,
    "sheets/months-across.xlsx": _months_across,
    "sheets/unit-above.xlsx": _unit_above,
    "sheets/strict.xlsx": _strict,
    "sheets/sub-unit.xlsx": _sub_unit,
    "sheets/anywhere.xlsx": _anywhere,
    "sheets/stacked.xlsx": _stacked,
    "sheets/header-units.xlsx": _header_units,
    "sheets/across.xlsx": _across,
    "sheets/across-stacked.xlsx": _across_stacked,
    "sheets/several.xlsx": _several,
    "sheets/hidden.xlsx": _hidden,
    "sheets/aliases.xlsx": _aliases,
    "sheets/unclear.xlsx": _unclear,
    "sheets/twice.xlsx": _twice,
    "sheets/dimension.xlsx": _dimension,
    "sheets/format59.xlsx": _formats,
    "sheets/formulas.xlsx": _formulas,
    "sheets/spaced.xlsx": _spaced,
    "sheets/years.xlsx": _years,
    "sheets/totals.xlsx": _totals,
    "sheets/foreign-row.xlsx": _foreign,
    "sheets/two-tables.xlsx": _two_tables,
    "sheets/roster.xlsx": _roster,
    "sheets/prefixed.xlsx": _prefixed,
    "sheets/monthly.xlsx": _monthly,
    "sheets/other-unit.xlsx": lambda: _covered("洪梅镇网格管理中心", 2023),
    "sheets/other-year.xlsx": lambda: _covered("洪梅镇数字政府建设办公室", 2022),
    "sheets/commented.xlsx": _commented,
    "sheets/planned.xlsx": _planned,
}
