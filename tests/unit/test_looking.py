"""A mark of secrecy is found in whatever part of a file it stands, and nothing else is taken for one."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst
import xlsxwriter
from docx import Document
from docx.document import Document as Docx
from openpyxl import Workbook
from openpyxl.comments import Comment

from tasks.intake import Reader
from tasks.pipeline.secrecy import Guard
from tasks.settings import load
from tasks.store.records import SeenFile
from tests.forms import shipped

FILES = Path(__file__).parent / "files"
Fill = Callable[[Workbook], object]


def book(fill: Fill) -> bytes:
    made, file = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    sheet.append(["指标", "数量", "备注"])
    sheet.append(["保密检查", 3, "国家秘密法宣传"])
    fill(made)
    made.save(file)
    return file.getvalue()


def document(fill: Callable[[Docx], object]) -> bytes:
    made, file = Document(), io.BytesIO()
    made.add_paragraph("洪梅镇开展国家秘密法宣传，保守商业秘密。")
    fill(made)
    made.save(file)
    return file.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def cell(where: str, text: str) -> Fill:
    def fill(made: Workbook) -> None:
        made.worksheets[0][where] = text

    return fill


def runs(*texts: str) -> Callable[[Docx], object]:
    """A paragraph whose words Word has split."""

    def fill(made: Docx) -> None:
        paragraph = made.add_paragraph()
        for number, text in enumerate(texts):
            paragraph.add_run(text).bold = bool(number % 2)

    return fill


def in_header(made: Docx) -> None:
    made.sections[0].header.paragraphs[0].text = "机密★5年"


def in_properties(made: Docx) -> None:
    made.core_properties.keywords = "秘密"


def in_table(made: Docx) -> None:
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "密级", "秘密"


def in_comment(made: Workbook) -> None:
    made.worksheets[0]["A1"].comment = Comment("秘密★1年", "填报人")


def in_page_header(made: Workbook) -> None:
    made.worksheets[0].oddHeader.center.text = "秘密"


def in_hidden_sheet(made: Workbook) -> None:
    sheet = made.create_sheet("底稿")
    sheet["B2"], sheet.sheet_state = "机密★", "hidden"


def choices(made: Workbook) -> None:
    sheet = made.create_sheet("选项")
    for row in (("是", "绝密"), ("否", "机密"), ("", "秘密"), ("", "公开")):
        sheet.append(row)


def in_property_of_its_own(made: Workbook) -> None:
    from openpyxl.packaging.custom import StringProperty

    made.custom_doc_props.append(StringProperty(name="密级", value="秘密"))


def text_box() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        made.add_worksheet("数据").insert_textbox(0, 0, "秘密★3年")
    return file.getvalue()


def watermark() -> bytes:
    """As Word keeps one: words in an attribute of a shape."""
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="机密"/></v:shape>'
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return zipped({**parts, "word/header1.xml": f"<hdr>{shape}</hdr>".encode()})


def old_word(text: str) -> bytes:
    """The bytes of an old binary document that matter here: its signature and a text in UTF-16."""
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return signature + bytes(505) + f"洪梅镇\r{text}\r正文。\r".encode("utf-16-le") + bytes(64)


def rtf(text: str) -> bytes:
    escaped = "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))
    return f"{{\\rtf1\\ansi\\ansicpg936 {escaped}\\par end}}".encode()


def rtf_with_fallback(text: str) -> bytes:
    """As Word and LibreOffice write it: each character as Unicode, then for old readers in GBK."""
    both = "".join(
        f"\\u{ord(one)}" + "".join(f"\\'{byte:02x}" for byte in one.encode("gb18030")) for one in text
    )
    return f"{{\\rtf1\\ansi\\uc2 {both}\\par end}}".encode()


def printed(text: str) -> bytes:
    """A PDF with a text."""
    return bytes(typst.compile(text.encode()))


MARKED: dict[str, tuple[bytes, str]] = {
    "a cell.xlsx": (book(cell("C1", "秘密★1年")), "第1张工作表的 C1 单元格"),
    "beside a label.xlsx": (book(lambda b: (cell("A4", "密级")(b), cell("B4", "秘密")(b))), "B4"),
    "a register.xlsx": (book(cell("C40", "机密")), "C40"),
    "a comment.xlsx": (book(in_comment), "批注"),
    "a page header.xlsx": (book(in_page_header), "工作表"),
    "a hidden sheet.xlsx": (book(in_hidden_sheet), "工作表"),
    "the name of a sheet.xlsx": (book(lambda b: b.create_sheet("秘密")), "工作表名称"),
    "a property.xlsx": (book(in_property_of_its_own), "文件属性"),
    "a text box.xlsx": (text_box(), "文本框"),
    "runs.docx": (document(runs("秘", "密", "★1", "年")), "正文"),
    "english runs.docx": (document(runs("CONFI", "DENTIAL")), "正文"),
    "a header.docx": (document(in_header), "页眉页脚"),
    "keywords.docx": (document(in_properties), "文件属性"),
    "a table.docx": (document(in_table), "正文"),
    "a watermark.docx": (watermark(), "页眉页脚"),
    "old.doc": (old_word("秘密★2年"), "正文"),
    "alone in old.doc": (old_word("机　密"), "正文"),
    "saved as.rtf": (rtf("秘密*1年"), "正文"),
    "with fallback.rtf": (rtf_with_fallback("秘密★"), "正文"),
    "utf8.csv": ("指标,数量\n密级,秘密\n".encode(), "正文"),
    "gbk.csv": ("指标,数量\n密级,秘密\n".encode("gb18030"), "正文"),
    "utf16.txt": ("\ufeff特急 秘密\n正文".encode("utf-16-le"), "正文"),
    "page.xls": ("<html><table><tr><td>秘<b>密</b>★1年</td></tr></table></html>".encode(), "正文"),
    "entities.html": (b"<html><p>&#31192;&#23494;&#9733;1</p></html>", "正文"),
    "a stamped.ofd": (
        zipped(
            {
                "OFD.xml": b"<ofd/>",
                "Doc_0/Pages/Page_0/Content.xml": (
                    "<ofd:TextObject><ofd:TextCode>秘</ofd:TextCode><ofd:TextCode>密</ofd:TextCode>"
                    "</ofd:TextObject>"
                ).encode(),
            }
        ),
        "正文",
    ),
    "printed.pdf": (printed("CONFIDENTIAL"), "第 1 页"),
    "several.zip": (zipped({"a.xlsx": book(cell("C1", "秘密★1年")), "b.txt": b"x"}), "工作表"),
    "zip in zip.zip": (zipped({"内.zip": zipped({"a.docx": document(in_header)})}), "页眉页脚"),
    "named inside.zip": (zipped({"台账（秘密）.csv": b"1,2"}), "压缩包里的文件名"),
    "2023年统计表（秘密）.xlsx": (book(lambda b: None), "文件名"),
    "秘密_2023年统计表.xlsx": (book(lambda b: None), "文件名"),
    "机密-统计.xlsx": (book(lambda b: None), "文件名"),
}

ORDINARY: dict[str, bytes] = {
    "ordinary.xlsx": book(cell("C4", "秘密调解")),
    "商业秘密保护台账.xlsx": book(cell("C4", "商业秘密")),
    "国家秘密法宣传.docx": document(lambda d: d.add_paragraph("开展保密检查3次，排查秘密载体。")),
    "a choice.xlsx": book(choices),
    "a choice to tick.docx": document(lambda d: d.add_paragraph("密级：□绝密 □机密 □秘密")),
    "text.csv": "方式,数量\n秘密投票,3\n".encode("gb18030"),
    "printed.pdf": printed("This is no CONFIDENTIAL page."),
    "code.txt": b"client_secret = 1\nThe report is confidential.\n",
    "old.doc": old_word("保守国家秘密"),
    "several.zip": zipped({"商业秘密.xlsx": book(cell("C4", "秘密调解"))}),
    "internal.docx": document(lambda d: d.add_paragraph("内部资料，注意保存")),
    "damaged.xlsx": book(cell("C1", "秘密★1年"))[:900],
    "empty.xlsx": b"",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "统计表.xls": (FILES / "统计表.xls").read_bytes(),
    "统计表.ods": (FILES / "统计表.ods").read_bytes(),
}


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    catalogue = shipped()
    settings = load({"FAZHI_DATA": str(tmp_path_factory.mktemp("data"))})
    with Reader(catalogue, settings.limits) as reader:
        yield Guard(settings, catalogue.secrecy, lambda: reader)


def stopped_at(guard: Guard, folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    stop = guard.stop(SeenFile(name, len(data), 0, path), hashlib.sha256(data).hexdigest())
    return stop.mark.where if stop else ""


@pytest.mark.parametrize("name", MARKED)
def test_a_mark_is_found_where_it_stands(guard: Guard, tmp_path: Path, name: str) -> None:
    data, where = MARKED[name]
    assert where in (stopped_at(guard, tmp_path, name, data) or "nowhere")


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_file_is_not_stopped(guard: Guard, tmp_path: Path, name: str) -> None:
    assert stopped_at(guard, tmp_path, name, ORDINARY[name]) == ""


def test_what_is_kept_already_is_not_looked_at_again(guard: Guard, tmp_path: Path) -> None:
    data, _ = MARKED["a cell.xlsx"]
    (tmp_path / "a.xlsx").write_bytes(data)
    seen = SeenFile("a.xlsx", len(data), 0, tmp_path / "a.xlsx")
    known = Guard(guard.settings, guard.declared, guard.reader, known={"known"})
    assert known.stop(seen, "known") is None
    assert known.stop(seen, "new") is not None
