"""All formats that departments send, and files that are not what their names say."""

import io
import zlib

from tests.corpus.making.kit import DAY, Maker, pack, unpack, xlsx
from tests.corpus.making.ole import compound
from tests.corpus.making.texts import ACHIEVEMENT, LOANS, PLAN, loans, separated, table, texts

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"


def _csv(separator: str = ",") -> str:
    return separated(table(LOANS), separator)


def _html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in table(LOANS))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "<script>alert(1)</script></head><body><h3>洪梅镇2023年度法治政府建设数据统计表</h3>"
        f"<table border=1>\n{rows}</table></body></html>"
    ).encode("gb18030")


def _docx(*, tables: bool) -> bytes:
    """文字材料 in Word: as two tables, or as headings and paragraphs."""
    import docx

    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = DAY
    document.add_paragraph("洪梅镇2023年度法治政府建设文字材料")
    document.add_paragraph("填报单位：洪梅镇经济发展局")
    if tables:
        _word_table(document, table(LOANS))
        document.add_paragraph("文字部分见下表。")
        rows = [["栏目", "小标题", "正文"]]
        rows += [["主要举措和成效", "优化融资服务", ACHIEVEMENT], ["下一年度安排", "", PLAN]]
        _word_table(document, rows)
    else:
        document.add_heading("一、主要举措和成效", 1)
        document.add_heading("（一）优化融资服务", 2)
        document.add_paragraph(ACHIEVEMENT)
        document.add_heading("二、下一年度安排", 1)
        document.add_paragraph(PLAN)
    out = io.BytesIO()
    document.save(out)
    return pack(unpack(out.getvalue()))


def _word_table(document: object, rows: list[list[str]]) -> None:
    grid = document.add_table(len(rows), len(rows[0]))  # type: ignore[attr-defined]
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _macros() -> bytes:
    return compound({"VBA": b'Attribute VB_Name = "Module1"\r\nSub Auto_Open()\r\nShell "cmd"\r\nEnd Sub'})


def _xlsm() -> bytes:
    return xlsx(loans(), macros=_macros())


def _bundle() -> bytes:
    members = [
        ("经发局报送/附件2：数据统计表.xlsx", xlsx(loans())),
        ("经发局报送/文字材料.docx", _docx(tables=False)),
        ("经发局报送/盖章件.jpg", JPEG),
    ]
    return pack(members)


def _zip_of_windows() -> bytes:
    """As Windows zips: names in GBK without the UTF-8 flag."""
    name = "附件2：数据统计表.csv".encode("gb18030").decode("latin-1")
    return pack([("0" * len(name), _csv().encode("gb18030"))]).replace(
        b"0" * len(name), name.encode("latin-1")
    )


def _pdf() -> bytes:
    """A page with a picture's worth of nothing: a scan without a code."""
    stream = zlib.compress(b"0.9 g 20 20 555 800 re f")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, data)
    table_at = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table_at


def _locked_ods() -> bytes:
    """As LibreOffice locks it: the manifest says that the content is encrypted."""
    from pathlib import Path

    members = unpack((Path(__file__).parents[1] / "files" / "formats" / "open.ods").read_bytes())
    aes = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    salt = "AAAAAAAAAAAAAAAAAAAAAA=="
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" '
        'manifest:size="9000">'
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AAAA">'
        f'<manifest:algorithm manifest:algorithm-name="{aes}" manifest:initialisation-vector="{salt}"/>'
        '<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" '
        f'manifest:iteration-count="100000" manifest:salt="{salt}"/>'
        "</manifest:encryption-data></manifest:file-entry>"
    )
    head = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
        b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    root = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    manifest = head + (root + entry).encode() + b"</manifest:manifest>"
    noise = bytes((i * 197 + 31) % 256 for i in range(3000))
    return pack({"mimetype": members["mimetype"], "content.xml": noise, "META-INF/manifest.xml": manifest})


def _locked_xls() -> bytes:
    """A BIFF8 stream that begins with BOF and FILEPASS: nothing after it can be read."""
    bof = bytes.fromhex("09081000000605003C1CCD07C100000006030000")
    filepass = bytes.fromhex("2F003600010001000100") + bytes(range(48))
    noise = bytes((i * 131 + 17) % 256 for i in range(4000))
    return compound({"Workbook": bof + filepass + noise})


def _locked_xlsx() -> bytes:
    info = b'\x04\0\x04\0\x40\0\0\0<?xml version="1.0" encoding="UTF-8"?><encryption/>'
    noise = bytes((i * 211 + 7) % 256 for i in range(5000))
    return compound({"EncryptionInfo": info, "EncryptedPackage": noise})


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _office(name: str) -> bytes:
    from pathlib import Path

    return (Path(__file__).parents[1] / "files" / name).read_bytes()


def _spreadsheetml() -> bytes:
    """Excel 2003's XML, as many systems still export it under .xls."""
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in table(LOANS)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="导出"><Table>{rows}</Table>'
        "</Worksheet></Workbook>"
    ).encode()


def _ragged() -> bytes:
    """Titles above the table, lines of different lengths, a line break within a cell, empty lines, a BOM."""
    lines = [
        "洪梅镇2023年度法治政府建设数据统计表",
        "填报单位：经济发展局,,填报日期：2024年1月8日",
        "",
        '序号,"指标\n名称",计量单位,本年数',
        '1,引导企业申请融资贷款笔数,笔,"1,045",,,',
        "2,授信金额,亿元,约2.36",
        "",
        "填报人：甲",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _mac() -> bytes:
    """What macOS and Office leave in a zip is nobody's submission."""
    junk = b"\x00\x05\x16\x07" + b"\0" * 60
    left = ("__MACOSX/._表.xlsx", ".DS_Store", "~$表.xlsx")
    return pack([("表.xlsx", xlsx(loans())), *((name, junk) for name in left)])


def _locked_zip() -> bytes:
    """A zip with a password: the flag is set in both places that have it."""
    data = pack({"表.xlsx": xlsx(loans())})
    flags = int.from_bytes(data[6:8], "little")
    old, new = flags.to_bytes(2, "little"), (flags | 1).to_bytes(2, "little")
    at = data.index(b"PK\x01\x02")
    return data[:6] + new + data[8 : at + 8] + data[at + 8 : at + 10].replace(old, new) + data[at + 10 :]


def _flipped() -> bytes:
    """A byte of a worksheet changed on its way."""
    data = bytearray(pack(unpack(xlsx(loans())), level=0))
    at = data.index("引导企业".encode())
    data[at] ^= 1
    return bytes(data)


def _backslashes() -> bytes:
    """As older Windows tools zip: backslashes between folder and file."""
    name = "资料/1月/表.xlsx"
    return pack({name: xlsx(loans())}).replace(name.encode(), name.replace("/", "\\").encode())


FILES: dict[str, Maker] = {
    "formats/backslashes.zip": _backslashes,
    "formats/spreadsheetml.xls": _spreadsheetml,
    "formats/ragged.csv": _ragged,
    "formats/mac.zip": _mac,
    "formats/locked.zip": _locked_zip,
    "formats/flipped.xlsx": _flipped,
    "formats/rich.rtf": lambda: b"{\\rtf1\\ansi hello}",
    "formats/utf8.csv": lambda: _csv().encode(),
    "formats/utf8-bom.csv": lambda: _csv().encode("utf-8-sig"),
    "formats/gb18030.csv": lambda: _csv().encode("gb18030"),
    "formats/utf16.csv": lambda: b"\xff\xfe" + _csv("\t").encode("utf-16-le"),
    "formats/tabs.tsv": lambda: _csv("\t").encode(),
    "formats/tables.docx": lambda: _docx(tables=True),
    "formats/prose.docx": lambda: _docx(tables=False),
    "formats/html.xls": _html,
    "formats/csv.xls": lambda: _csv().encode("gb18030"),
    "formats/macros.xlsm": _xlsm,
    "formats/xlsx.xls": lambda: xlsx(loans(), texts()),
    "formats/bundle.zip": _bundle,
    "formats/windows.zip": _zip_of_windows,
    "formats/locked.xlsx": _locked_xlsx,
    "formats/locked.xls": _locked_xls,
    "formats/half.xlsx": lambda: _half(xlsx(loans())),
    "formats/half.xls": lambda: _half(_office("formats/old.xls")),
    "formats/picture.xlsx": lambda: PNG,
    "formats/photo.jpg": lambda: JPEG,
    "formats/stamped.pdf": _pdf,
    "formats/empty.xls": lambda: b"",
    "formats/binary.xlsb": lambda: pack({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\0" * 64}),
    "formats/old.doc": lambda: compound({"WordDocument": b"\xec\xa5\xc1\0" + b"\0" * 600}),
    "formats/slides.pptx": lambda: pack(
        {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}
    ),
    "formats/archive.rar": lambda: b"Rar!\x1a\x07\x01\0" + bytes(range(200)),
    "formats/locked.ods": _locked_ods,
}
