"""Files that want to run, escape, overwrite, or take the process down."""

import io
import zipfile

from tests.corpus.making.kit import (
    MAIN,
    Formula,
    Maker,
    Sheet,
    form,
    pack,
    raw_xlsx,
    rows_xml,
    skeleton,
    xlsx,
)
from tests.corpus.making.sheets import RAW_ROWS
from tests.corpus.making.texts import monitors

BOMB = 64 * 1024 * 1024


def _bomb() -> bytes:
    """A worksheet of 64 MB of spaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in skeleton(["Sheet1"]).items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 8, 9, 0, 0)), data)
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml", (2024, 1, 8, 9, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=False) as member:
            for _ in range(BOMB // (1 << 20)):
                member.write(b" " * (1 << 20))
    return out.getvalue()


def _lying_bomb() -> bytes:
    """A part that unpacks to 40 MB while the directory says 1 KB."""
    size = 40 * 1024 * 1024
    members = {**skeleton(["Sheet1"]), "xl/worksheets/sheet1.xml": b" " * size}
    data = pack(members)
    return data.replace(size.to_bytes(4, "little"), (1024).to_bytes(4, "little"))


def _slip() -> bytes:
    """Members that want out of the folder, beside one that is fine."""
    return pack(
        [
            ("../../../../外面.xlsx", xlsx(monitors())),
            ("/etc/cron.d/fazhi.csv", b"a,b"),
            ("C:\\Windows\\system32\\x.csv", b"a,b"),
            ("..\\..\\y.csv", b"a,b"),
            ("正常.xlsx", xlsx(monitors())),
        ]
    )


def _nested() -> bytes:
    inner = pack({"里面.xlsx": xlsx(monitors())})
    return pack({"外层/压缩包.zip": inner, "说明.txt": "见压缩包".encode()})


def _zip_bomb() -> bytes:
    return pack({"大表.csv": b"0," * (20 * 1024 * 1024)})


def _link_member() -> bytes:
    """A symbolic link inside a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("链接.xlsx", (2024, 1, 8, 9, 0, 0))
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _many_members() -> bytes:
    return pack([(f"{number}.csv", b"") for number in range(400)])


def _far() -> bytes:
    """One cell in the last corner: 17 thousand million cells between."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return raw_xlsx(rows_xml(RAW_ROWS) + far)


LAUGHS = (
    '<!DOCTYPE worksheet [<!ENTITY a "哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def _laughs() -> bytes:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    return raw_xlsx(cell, prolog=LAUGHS)


def _external() -> bytes:
    """An entity that reads a file of ours, in the shared strings."""
    strings = (
        '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'
    )
    return raw_xlsx(rows_xml(RAW_ROWS), more={"xl/sharedStrings.xml": strings.encode()})


def _formula_texts() -> bytes:
    """Texts and formulas that run in a careless office program, in every place that we show again."""
    lines = [
        ("视频监控点位数", "个", 1280, None, "=cmd|' /C calc'!A0"),
        ('=HYPERLINK("http://evil.example","视频监控路数")', "路", 3605, None, "@SUM(A1)"),
        ("视频监控路数", "路", Formula('=HYPERLINK("http://evil.example","3605")', "3605"), "+1+1", None),
    ]
    return xlsx(form("数字政府办", lines))


def _linked() -> bytes:
    """A workbook with DDE and an external link among its parts."""
    link = (
        f'<externalLink xmlns="{MAIN}"><ddeLink xmlns:r="x" ddeService="cmd" ddeTopic="/c calc">'
        '<ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink></externalLink>'
    )
    rows = rows_xml(RAW_ROWS).replace("<v>1280</v>", "<f>[1]!A0</f><v>1280</v>")
    return raw_xlsx(rows, more={"xl/externalLinks/externalLink1.xml": link.encode()})


def _huge_cell() -> bytes:
    """A text of a million characters where 32,767 is the most that Excel can hold."""
    rows = (*RAW_ROWS, ("备注", "长" * 1_000_000))
    return raw_xlsx(rows_xml(rows))


def _many_sheets() -> bytes:
    parts = skeleton([f"表{number}" for number in range(10_000)])
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml(RAW_ROWS)}</sheetData></worksheet>'
    return pack({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


def _wide() -> bytes:
    """Sixteen thousand columns, all filled."""
    cells = "".join(f'<c r="{_letters(column)}1"><v>1</v></c>' for column in range(16_384))
    return raw_xlsx(f'<row r="1">{cells}</row>')


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _control() -> bytes:
    """Escaped control characters, direction marks and zero widths in names and values."""
    rows = [list(row) for row in RAW_ROWS]
    rows[3][1] = "视频\u200b监控点\ufeff位数"
    rows[4][1] = "\u202e视频监控路数\u202c"
    rows[3][3] = "<is><t>12_x0000_80</t></is>"
    xml = rows_xml(rows).replace('<c r="D4">', '<c r="D4" t="inlineStr">')
    return raw_xlsx(xml)


def _nul_csv() -> bytes:
    """NUL bytes in the middle of a CSV."""
    return "指标名称,计量单位,本年数\r\n视频监控点位数,个,12".encode() + b"\0\0" + b"80\r\n"


def _duplicate_parts() -> bytes:
    """Two parts of one name: which is read depends on the reader."""
    import warnings

    members = [*skeleton(["Sheet1"]).items()]
    for value in (1280, 9999):
        rows = rows_xml(RAW_ROWS).replace("1280", str(value))
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        members.append(("xl/worksheets/sheet1.xml", sheet.encode()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return pack(members)


def _template_text() -> bytes:
    """Text that would be template, markup or a path elsewhere is text here."""
    lines = [
        ("视频监控点位数", "个", 1280, None, "{{ 7*7 }} {% include '/etc/passwd' %}"),
        ("视频监控路数", "路", 3605, None, "<script>alert(1)</script> ../../x"),
        ("{{ config }}", "个", 1, None, None),
    ]
    texts = Sheet("文字材料", [("栏目", "正文"), ("典型案例", '<b>案例</b>{{ 办案总数 }}#import "x"')])
    return xlsx(form("数字政府办", lines), texts)


def _html_bomb() -> bytes:
    """An HTML table a thousand tables deep, with scripts and a picture from elsewhere."""
    deep = "<table><tr><td>" * 1000
    return (
        f'<html><img src="http://evil.example/x.png"><script>1</script>{deep}视频监控点位数</html>'.encode()
    )


def _infinite_span() -> bytes:
    """A cell that spans a hundred million columns and rows."""
    cell = '<td colspan="100000000" rowspan="100000000">视频监控点位数</td>'
    return f"<table><tr>{cell}<td>个</td><td>1280</td></tr></table>".encode()


def _ods_repeat() -> bytes:
    """An .ods whose one row is repeated a million times, each with sixteen thousand filled cells."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="Sheet1"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return pack({"mimetype": kind, "content.xml": content.encode()})


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _entity_docx() -> bytes:
    """An entity that reads a file of ours, in a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    return pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": ENTITY + body.encode()})


def _entity_ods() -> bytes:
    """An entity that reads a file of ours, in an OpenDocument spreadsheet."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return pack({"mimetype": kind, "content.xml": ENTITY + b"<office>&x;</office>"})


FILES: dict[str, Maker] = {
    "hostile/entity.docx": _entity_docx,
    "hostile/entity.ods": _entity_ods,
    "hostile/bomb.xlsx": _bomb,
    "hostile/lying-bomb.xlsx": _lying_bomb,
    "hostile/slip.zip": _slip,
    "hostile/nested.zip": _nested,
    "hostile/bomb.zip": _zip_bomb,
    "hostile/link.zip": _link_member,
    "hostile/many-members.zip": _many_members,
    "hostile/far.xlsx": _far,
    "hostile/laughs.xlsx": _laughs,
    "hostile/external.xlsx": _external,
    "hostile/formula-texts.xlsx": _formula_texts,
    "hostile/dde.xlsx": _linked,
    "hostile/huge-cell.xlsx": _huge_cell,
    "hostile/many-sheets.xlsx": _many_sheets,
    "hostile/wide.xlsx": _wide,
    "hostile/control.xlsx": _control,
    "hostile/nul.csv": _nul_csv,
    "hostile/duplicate-parts.xlsx": _duplicate_parts,
    "hostile/template.xlsx": _template_text,
    "hostile/deep.xls": _html_bomb,
    "hostile/spans.xls": _infinite_span,
    "hostile/repeat.ods": _ods_repeat,
}
