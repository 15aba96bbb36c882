"""The copy with marks, the file for machines, and what the command says and ends with."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from flows.cli import run_command
from tasks import settings
from tasks.model import Document
from tasks.pipeline import drafts
from tasks.review.annotate import Comment, annotate
from tasks.writers.docx import write_docx
from tasks.writers.style import load_style
from tests.edition import composed, values
from tests.unit.test_verify_reading import RUN, saved, word

TEXT = """洪梅镇认真履行职责，全年平台办案总数为{{ 办案总数 }}，{{ 办案总数 | 同比 }}。

召开会议{{ 会议次数 }}，讲授专题党课{{ 党课场次 }}。"""


def comments(data: bytes) -> list[tuple[str, str]]:
    """The words that comments stand at, and their first lines."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    found = []
    for comment in document.comments:
        inside = body.xpath(
            f".//w:t[preceding::w:commentRangeStart[@w:id='{comment.comment_id}']]"
            f"[following::w:commentRangeEnd[@w:id='{comment.comment_id}']]"
        )
        found.append(("".join(one.text or "" for one in inside), comment.paragraphs[0].text))
    return found


def text_of(data: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_comment_stands_at_the_number_and_nowhere_else() -> None:
    data = word(RUN.format("全年办案1661宗，同比增长467%。"))
    made = annotate(data, [Comment(0, 4, 9, ("甲", "乙")), Comment(0, 14, 18, ("丙",))])
    assert sorted(comments(made)) == [("1661宗", "甲"), ("467%", "丙")]
    assert text_of(made) == text_of(data)


def test_all_other_parts_and_all_formats_stay() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("全年办案1661宗")
    run.bold = True
    document.add_comment(run, "旧批注", author="张", initials="张")
    document.core_properties.title = "标题"
    data = saved(document)
    made = annotate(data, [Comment(0, 4, 8, ("甲",))])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert set(old.namelist()) == set(new.namelist())
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert sorted(comments(made)) == [("1661", "甲"), ("全年办案1661宗", "旧批注")]
    assert all(one.bold for one in docx.Document(io.BytesIO(made)).paragraphs[0].runs if one.text)


def test_comments_of_an_earlier_check_go_and_others_stay() -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph().add_run("全年办案1661宗"), "旧批注", author="张")
    once = annotate(saved(document), [Comment(0, 4, 8, ("甲",)), Comment(0, 0, 9, ("总",))])
    twice = annotate(once, [Comment(0, 4, 9, ("乙",))])
    assert sorted(comments(twice)) == [("1661宗", "乙"), ("全年办案1661宗", "旧批注")]
    assert annotate(annotate(once, []), []) == annotate(once, [])


def test_a_comment_goes_round_a_content_control() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>" + RUN.format("13宗") + "</w:sdtContent></w:sdt>"
    made = annotate(word(RUN.format("办案") + control), [Comment(0, 2, 5, ("甲",))])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    starts = root.findall(".//{*}commentRangeStart")
    assert [one.getparent().tag.rpartition("}")[2] for one in starts] == ["p"]


def test_where_word_takes_no_comment_it_is_said_at_the_title() -> None:
    document = docx.Document()
    document.add_paragraph("标题")
    made = annotate(saved(document), [Comment(9, 0, 3, ("页眉里的",)), Comment(0, 0, 2, ("总",))])
    (found,) = docx.Document(io.BytesIO(made)).comments
    assert [one.text for one in found.paragraphs] == ["页眉里的", "总"]


def test_equal_documents_get_equal_copies() -> None:
    data = write_docx(composed(TEXT, values({"cases": "9"}, {})), load_style(settings.load({})))
    found = [Comment(1, 0, 3, ("甲",))]
    assert annotate(data, found) == annotate(data, found)


def keep(folder: Path, version: str, document: Document) -> None:
    """A version of a report, its model alone."""
    model = drafts.to_json(document)
    manifest = drafts.Manifest(
        version=version,
        inputs={},
        files={drafts.MODEL: drafts.digest(model)},
        documents=(),
        figures=len(document.figures),
        omissions=0,
        unbound=(),
        warnings=(),
    )
    drafts.keep(folder / version, {drafts.MODEL: model}, manifest)
    drafts.set_latest(folder, version)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data root with one version of a report, and a working folder with its documents."""
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data" / "reports" / "洪梅镇" / "2023"
    document = composed(
        TEXT, values({"cases": "1661", "meetings": "20", "lectures": "460余"}, {"cases": "293"})
    )
    data = write_docx(document, load_style(settings.load({})))
    keep(folder, "draft-1", document)
    (tmp_path / "报告.docx").write_bytes(data)
    return tmp_path


def edit(town: Path, old: str, new: str, name: str = "报告.docx") -> Path:
    document = docx.Document(str(town / "报告.docx"))
    runs = [run for one in document.paragraphs for run in one.runs if old in run.text]
    assert runs
    runs[0].text = runs[0].text.replace(old, new)
    document.save(str(town / name))
    return town / name


def test_a_clean_report_is_exit_0_and_gets_no_copy(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (town / "报告.docx").read_bytes()
    assert run_command(["verify", "报告.docx"]) == 0
    said = capsys.readouterr().out
    assert "4处与数据一致" in said
    assert "没有需要看的" in said
    assert sorted(one.name for one in town.glob("报告*")) == ["报告.docx", "报告（核对）.json"]
    assert (town / "报告.docx").read_bytes() == before


def test_a_wrong_number_is_exit_1_with_sentence_was_now_and_source(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(town, "1661", "1681")
    assert run_command(["verify", "报告.docx", "--out", "核对"]) == 1
    said = capsys.readouterr().out
    assert "1处与数据不符" in said
    assert "现为“1681宗”，应为“1661宗”（“粤执法”平台办案总数）" in said
    assert "依据：单位填报" in said
    assert "原文：洪梅镇认真履行职责，全年平台办案总数为1681宗" in said
    copy = (town / "核对" / "报告（核对）.docx").read_bytes()
    assert [at for at, _ in comments(copy)][1:] == ["1681宗"]
    machine = json.loads((town / "核对" / "报告（核对）.json").read_text(encoding="utf-8"))
    assert (machine["year"], machine["version"], machine["wrong"]) == (2023, "draft-1", 1)
    assert machine["counts"]["changed"] == 1
    (found,) = [one for one in machine["results"] if one["outcome"] == "changed"]
    assert (found["now"], found["was"]) == ("1681宗", "1661宗")


def test_a_page_is_written_for_what_is_no_word_file(town: Path) -> None:
    text = "洪梅镇2023年法治政府建设年度报告\n洪梅镇认真履行职责，全年平台办案总数为1681宗，同比下降467%。<b>"
    (town / "报告.txt").write_text(text, encoding="gb18030")
    assert run_command(["verify", "报告.txt"]) == 1
    page = (town / "报告（核对）.html").read_text(encoding="utf-8")
    assert '<mark class="wrong" id="r1">1681宗<a href="#i1">1</a></mark>' in page
    assert "&lt;b&gt;" in page
    assert "原句：召开会议20次" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "content", "more", "code", "said"),
    [
        ("坏.docx", b"PK\x03\x04", [], 2, "《坏.docx》：文件不完整或已损坏"),
        ("旧.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), [], 2, "另存为 .docx"),
        ("无年份.txt", "全年办案1661宗。".encode(), [], 2, "请用 --year 写明"),
        ("报告.txt", "全年办案1661宗。".encode(), ["--year", "1999"], 2, "报告所属年份"),
        ("报告.txt", "全年办案1661宗。".encode(), ["--year", "2016"], 3, "2016 年没有汇总好的数据"),
        (
            "报告.txt",
            "全年办案1661宗。".encode(),
            ["--year", "2023", "--version", "v9"],
            3,
            "没有名为“v9”的版本。已有的版本：draft-1",
        ),
        ("报告.txt", "全年办案1661宗。".encode(), ["--region", "某镇"], 2, "没有名为“某镇”的镇街"),
    ],
)
def test_what_is_wrong_is_one_chinese_line(
    town: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    more: list[str],
    code: int,
    said: str,
) -> None:
    (town / name).write_bytes(content)
    assert run_command(["verify", name, *more]) == code
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert "Traceback" not in told.err


def test_the_year_is_read_from_title_first_sentence_or_name(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "全年平台办案总数为1661宗，同比增长467%。召开会议20次，讲授专题党课460余场次。"
    for name, text in (
        ("甲.txt", f"关于2023年度法治政府建设情况的报告\n{said}"),
        ("乙.txt", f"2023年，洪梅镇认真履行职责，{said}"),
        ("洪梅镇2023年法治政府建设年度报告.txt", said),
    ):
        (town / name).write_text(text, encoding="utf-8")
        assert run_command(["verify", name]) == 0, name
        assert "洪梅镇2023年报告的版本 draft-1" in capsys.readouterr().out


def test_a_text_that_is_closer_to_another_version_says_which(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = town / "data" / "reports" / "洪梅镇" / "2023"
    other = composed("讲授专题党课{{ 党课场次 }}。" + "另有其他工作。" * 3, values({"lectures": "460余"}))
    keep(folder, "draft-2", other)
    text = "洪梅镇2023年报告\n洪梅镇认真履行职责，全年平台办案总数为1661宗，同比增长467%。召开会议20次。"
    (town / "报告.txt").write_text(text, encoding="utf-8")
    run_command(["verify", "报告.txt"])
    assert "--version draft-1" in capsys.readouterr().out


def test_a_telephone_number_is_told_to_nobody(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "洪梅镇2023年报告\n洪梅镇认真履行职责，全年平台办案总数为1661宗，同比增长467%。联系电话13800138000。"
    )
    (town / "报告.txt").write_text(text, encoding="utf-8")
    assert run_command(["verify", "报告.txt"]) == 1
    assert "13800138000" not in capsys.readouterr().out
    assert "13800138000" not in (town / "报告（核对）.json").read_text(encoding="utf-8")


def test_a_document_without_relations_gets_comments_too() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(RUN.format("办案13宗")))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "word/_rels/document.xml.rels":
                new.writestr(name, old.read(name))
    assert comments(annotate(out.getvalue(), [Comment(0, 2, 5, ("甲",))])) == [("13宗", "甲")]
