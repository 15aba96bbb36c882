"""The review copy in Word: every figure marked three ways, what stands behind it, and what lies beside."""

import io
import re
from collections import Counter
from dataclasses import replace

import docx
import pytest
from lxml import etree

from tasks import settings
from tasks.model import Block, Document, Figure, FigureRun, Text
from tasks.model.marks import NOTES_BEGIN, marked_figure
from tasks.writers.docx import write_docx
from tasks.writers.lines import lines
from tasks.writers.style import Style, load_style
from tests.document import FINDINGS, NAMES, OMISSIONS, annexed, review, sample
from tests.word import W, names, paragraphs, part, text_of, values

ON_AMOUNT = replace(FINDINGS[0], indicator="mediated_amount", period="2023")


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def package(style: Style) -> bytes:
    return write_docx(annexed(), style, review=review())


@pytest.fixture(scope="module")
def tree(package: bytes) -> etree._Element:
    return part(package, "word/document.xml")


def printed(document: Document) -> list[str]:
    """The figures' texts in reading order."""
    return [figure.text for figure in document.figures.values()]


def comments(package: bytes) -> dict[str, list[str]]:
    found = part(package, "word/comments.xml").iter(f"{W}comment")
    return {each.get(f"{W}id"): [text_of(line) for line in each.iter(f"{W}p")] for each in found}


def test_equal_reviews_are_equal_bytes(style: Style, package: bytes) -> None:
    assert write_docx(annexed(), style, review=review()) == package


def test_every_figure_stands_in_a_control_with_its_name_and_keys(tree: etree._Element) -> None:
    controls = list(tree.iter(f"{W}sdt"))
    assert [text_of(each) for each in controls] == printed(annexed())
    yoy = next(each for each in controls if text_of(each) == "385%")
    assert values(yoy, "alias") == ["综合执法平台办案总数同比增长率"]
    assert values(yoy, "tag") == ["2023/cases_yoy"]
    assert len(set(values(tree, "id"))) == len(controls)
    assert yoy.find(f".//{W}lock") is None


def test_every_figure_stands_in_a_bookmark_that_leads_back_to_it(tree: etree._Element) -> None:
    starts = list(tree.iter(f"{W}bookmarkStart"))
    found = [marked_figure(each.get(f"{W}name")) for each in starts]
    assert found == list(annexed().figures)
    for start in starts:
        inside = start.getnext()
        assert inside.tag == f"{W}sdt"
        assert inside.getnext().tag == f"{W}bookmarkEnd"
        assert inside.getnext().get(f"{W}id") == start.get(f"{W}id")


def test_a_comment_is_anchored_outside_the_control(tree: etree._Element) -> None:
    assert not [each for each in tree.iter(f"{W}sdt") if each.find(f".//{W}commentRangeStart") is not None]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert values(tree, mark, "id") == [str(number) for number in range(len(annexed().figures))]


def test_comments_are_of_the_system_on_the_day_of_the_report(package: bytes) -> None:
    tree = part(package, "word/comments.xml")
    assert {*values(tree, "comment", "author")} == {"系统"}
    assert {*values(tree, "comment", "date")} == {"2024-01-31T00:00:00Z"}
    read = docx.Document(io.BytesIO(package)).comments
    assert len(read) == len(annexed().figures)


def note_on(package: bytes, text: str, name: str) -> list[str]:
    return next(note for note in comments(package).values() if note[0] == f"{text}　{name}")


def test_a_comment_says_the_value_where_it_was_counted_and_its_scope(package: bytes) -> None:
    note = note_on(package, "1483宗", NAMES["cases"])
    assert note[1] == (
        "综合执法平台办案总数（2023年）　数值：1483宗；来源：台账统计；填报单位：综合行政执法办公室；"
        "文件：执法案件台账2023.xlsx；位置：台账；台账：执法案件台账；统计条件：全部案件；"
        "符合条件的行数：1483行；口径：以平台立案时间为准，含简易程序案件。"
    )


def test_a_comment_says_the_formula_and_every_input(package: bytes) -> None:
    note = note_on(package, "1177宗", NAMES["cases_increase"])
    assert note[1] == "计算：1483宗－306宗＝1177宗"
    rests, this_year, last_year = note[3:]
    assert rests == "由以下数据算得："
    assert this_year == f"{NAMES['cases']}（2023年）　1483宗；台账统计：执法案件台账，全部案件，1483行"
    assert last_year.startswith(f"{NAMES['cases']}（2022年）　306宗；单位填报的上年数：综合行政执法办公室，")
    assert last_year.endswith("综合行政执法办公室2023年指标.xlsx，指标!E6")


def test_a_comment_says_an_input_once_however_often_it_was_used(style: Style) -> None:
    document = sample()
    twice = replace(document.values["2023/cases_yoy"], inputs=("2023/cases_increase", "2022/cases"))
    values = {**document.values, "2023/cases_yoy": twice}
    package = write_docx(replace(document, values=values), style, review=review())
    note = note_on(package, "385%", NAMES["cases_yoy"])
    assert len([line for line in note if line.startswith("综合执法平台办案总数（2022年）")]) == 1


def test_a_comment_says_the_open_findings_on_its_figure(style: Style) -> None:
    package = write_docx(sample(), style, review=replace(review(), findings=(ON_AMOUNT,)))
    note = note_on(package, "约296万元", NAMES["mediated_amount"])
    assert note[-1] == f"待处理问题（提示）：{FINDINGS[0].observed}{FINDINGS[0].mend}"
    others = note_on(package, "231宗", NAMES["mediated"])
    assert not [line for line in others if line.startswith("待处理问题")]


def test_digests_stand_after_the_text_and_not_in_the_margin(package: bytes) -> None:
    assert not [note for note in comments(package).values() if re.search("[0-9a-f]{64}", "".join(note))]
    after = "".join(paragraphs(package))
    assert "执法案件台账2023.xlsx　9f2c4e" in after
    assert "综合执法平台办案总数（2023年）所计1483行　ab12cd34" in after


def test_notes_after_the_text_say_what_is_left_out_and_what_is_open(style: Style) -> None:
    settled = replace(FINDINGS[1], settlement="更正：按台账1483宗采用。")
    told = replace(review(), findings=FINDINGS[:1], settled=(settled,))
    found = paragraphs(write_docx(sample(), style, review=told))
    notes = found[found.index(NOTES_BEGIN) + 1 :]
    first = notes.index("未写入的内容") + 1
    assert notes[first] == (
        f"1. 分句：{OMISSIONS[0].text}　原因：没有人民监督员数。位置：{OMISSIONS[0].where}"
    )
    opened = notes[notes.index("待处理问题") + 1]
    assert opened.startswith("1. 提示　司法分局数据.xlsx 指标!E13　")
    assert FINDINGS[0].mend in opened
    assert notes[notes.index("已处理问题") + 1].endswith("更正：按台账1483宗采用。")


def test_notes_say_it_where_there_is_nothing_to_say(style: Style) -> None:
    document = replace(sample(), omissions=(), values={})
    found = paragraphs(write_docx(document, style, review=replace(review(), findings=())))
    notes = found[found.index(NOTES_BEGIN) + 1 :]
    assert "没有略去的内容。" in notes
    assert not [note for note in notes if "没有数据依据" in note]
    assert "没有待处理的问题。" in notes
    assert "已处理问题" not in notes


def test_every_page_says_that_it_is_not_public(package: bytes) -> None:
    headers = [name for name in names(package) if "header" in name]
    assert [text_of(part(package, name)) for name in headers] == ["核稿本·不公开"] * 2
    assert docx.Document(io.BytesIO(package)).core_properties.title.endswith("（核稿本）")


def test_a_number_that_nothing_stands_behind_is_highlighted_and_said_to_be_so(style: Style) -> None:
    block = Block(0, body=(Text("建成"), Text("37个", unbound=True), Text("阵地，还有"), FigureRun("f001")))
    figures = {"f001": Figure("f001", ("2023/cases",), "办案总数", "1483宗")}
    document = Document("qinghe", 2023, (Text("报告"),), (block,), figures=figures)
    package = write_docx(document, style, review=review())
    tree = part(package, "word/document.xml")
    marked = [each.getparent().getparent() for each in tree.iter(f"{W}highlight")]
    assert [text_of(run) for run in marked] == ["37个"]
    assert marked[0].getprevious().tag == f"{W}commentRangeStart"
    first, second = comments(package).values()
    assert first[0] == "没有数据依据"
    assert second[0] == "1483宗　办案总数"
    assert "正文有1处数量没有数据依据，已用黄色标出，请逐处核对。" in paragraphs(package)


def test_a_figure_that_stands_twice_has_two_bookmarks(style: Style) -> None:
    figures = {"f001": Figure("f001", ("2023/cases",), "办案总数", "1483宗")}
    blocks = tuple(Block(0, body=(Text("办案"), FigureRun("f001"))) for _ in range(2))
    document = Document("qinghe", 2023, (Text("报告"),), blocks, figures=figures)
    tree = part(write_docx(document, style, review=review()), "word/document.xml")
    assert values(tree, "bookmarkStart", "name") == ["_fig_cases_1", "_fig_cases_1_x2"]


def test_a_figure_of_several_pieces_stands_in_one_control(tree: etree._Element) -> None:
    long = next(each for each in tree.iter(f"{W}sdt") if text_of(each) == "不到五成")
    assert len(list(long.iter(f"{W}r"))) == len(
        [
            piece
            for line in lines(sample())
            for piece in line.pieces
            if piece.figure and piece.text in "不到五成"
        ]
    )


def test_names_and_ids_are_used_once(tree: etree._Element) -> None:
    for tag, attribute in (("bookmarkStart", "name"), ("bookmarkStart", "id"), ("sdtPr/id", "val")):
        path = tree.iterfind(f".//{W}" + tag.replace("/", f"/{W}"))
        found = Counter(each.get(f"{W}{attribute}") for each in path)
        assert found.most_common(1)[0][1] == 1
    assert all(len(name) <= 40 for name in values(tree, "bookmarkStart", "name"))


def test_words_of_a_department_are_text_in_comments_and_notes(style: Style) -> None:
    raw = "<w:del>\x07{{ 7*7 }} =1+1\n"
    finding = replace(ON_AMOUNT, observed=raw)
    package = write_docx(sample(), style, review=replace(review(), findings=(finding,)))
    assert any(
        "<w:del>{{ 7*7 }} =1+1" in line for line in note_on(package, "约296万元", NAMES["mediated_amount"])
    )
    assert any("<w:del>{{ 7*7 }} =1+1" in line for line in paragraphs(package))
