"""材料汇编: departments' texts to be copied from, with their origin and with numbers that stay bound."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from flows.cli import run_command
from tasks.catalogue.schema import Topic
from tasks.model import Address, Finding, NarrativeText, RegionYear, Scope, Severity, Text, Value
from tasks.pipeline import curated_tables
from tasks.pipeline.materials import Written
from tasks.pipeline.materials import write_materials as compile_materials
from tasks.report import compose, load_edition, materials
from tasks.report.book import open_book
from tasks.report.draft_problems import text_problems
from tasks.report.word_names import code_names
from tasks.report.word_text import markup_of, spelled_text
from tasks.review.numbers import marked, unbound
from tasks.settings import load
from tasks.store.registry import open_registry
from tasks.writers.materials import Collected, Listed, write_materials
from tasks.writers.sources import Review
from tasks.writers.style import load_style
from tests.edition import CATALOGUE, YEAR, composed, item, values, words
from tests.town import Town
from tests.word import W, paragraphs, part, text_of

NAMES = code_names(CATALOGUE)
STYLE = load_style(load())
GIVEN = values({"cases": "1661", "accepted": "100", "answered": "100"}, {"cases": "293"})


def gathered(*texts: NarrativeText, given: list[Value] = GIVEN) -> materials.Materials:
    return materials.gather(open_book(CATALOGUE, YEAR, given, texts))


def figures(text: NarrativeText, given: list[Value] = GIVEN) -> list[tuple[str, str, tuple[str, ...]]]:
    """Of each figure of a text: what an edition writes for it, as it was typed, its keys."""
    found = gathered(text, given=given).document.figures.values()
    return [(one.made, one.text, one.keys) for one in found]


def written(
    *texts: NarrativeText, given: list[Value] = GIVEN, findings: dict[str, tuple[Finding, ...]] | None = None
) -> bytes:
    found = gathered(*texts, given=given)
    return write_materials(
        Collected(
            document=marked(found.document, CATALOGUE.names),
            contents=tuple(Listed(one.name, one.sent, one.silent) for one in found.chapters),
            findings=findings or {},
            spell=lambda made: spelled_text(f"{{{{ {made} }}}}", NAMES),
        ),
        Review(departments={"justice": "洪梅司法分局"}, indicators={"cases": "办案总数"}),
        STYLE,
    )


def comments(data: bytes) -> list[str]:
    return [text_of(one) for one in part(data, "word/comments.xml")]


def highlighted(data: bytes) -> list[str]:
    found = part(data, "word/document.xml").iter(f"{W}highlight")
    return [text_of(one.getparent().getparent()) for one in found]


# --- from what was accepted -------------------------------------------------------------------------------


def test_a_town_has_its_materials_where_the_office_looks(fresh: Town) -> None:
    key = RegionYear("hongmei", 2023)
    found = compile_materials(fresh.settings, key)
    assert isinstance(found, Written)
    assert (found.texts, found.departments) == (44, 14)
    assert found.path == fresh.settings.returns / "洪梅镇" / "2023" / "材料汇编.docx"
    before = found.path.read_bytes()
    assert compile_materials(fresh.settings, key) == found
    assert found.path.read_bytes() == before
    said = paragraphs(before)
    assert "【出自：司法分局·存在的问题及原因、2】二是执法程序意识有待增强。" in "".join(said)


def test_every_paragraph_of_a_towns_materials_can_be_taken_over(town: Town, tmp_path: Path) -> None:
    key = RegionYear("hongmei", 2023)
    compile_materials(town.settings, key, tmp_path / "材料汇编.docx")
    names = code_names(town.catalogue)
    pasted = [t for t in paragraphs((tmp_path / "材料汇编.docx").read_bytes()) if t.startswith("【出自")]
    assert len(pasted) > 44
    assert not [problem for text in pasted for problem in text_problems(text, names)]
    with open_registry(town.settings.registry_url) as registry:
        build = registry.current_build(key)
    assert build
    values_, narrative = (
        curated_tables.read_values(town.settings, build),
        curated_tables.read_narrative(town.settings, build),
    )
    text = "\n\n".join(markup_of(one, names) for one in pasted)
    made = replace(load_edition(town.settings, "hongmei", 2023), text=text, contents=())
    document = compose(made, town.catalogue, values_, narrative)
    assert not document.omissions
    assert not unbound(document, town.catalogue.names)
    assert {run.narrative for block in document.blocks for run in block.body if isinstance(run, Text)} == {
        f"{one.department}/{one.topic}/{one.ordinal}" for one in narrative
    }


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["2030"], 3, "还没有采用的文字材料"),
        (["2023", "--out", "a.doc"], 2, "以 .docx 结尾"),
    ],
)
def test_what_cannot_be_written_is_told(
    town: Town,
    arguments: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    monkeypatch.setenv("FAZHI_SITE", str(town.settings.site))
    assert run_command(["edition", "materials", *arguments]) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err


# --- what is gathered -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "made", "keys"),
    [
        (("5-9=2023/cases",), "办案总数", ("2023/cases",)),
        (("5-8=2022/cases",), "办案总数 | 上年", ("2022/cases",)),
    ],
)
def test_a_typed_number_that_a_value_stands_behind_is_what_an_edition_writes(
    bound: tuple[str, ...], made: str, keys: tuple[str, ...]
) -> None:
    typed = "1661宗" if keys == ("2023/cases",) else "293宗"
    assert figures(item(f"全年办案{typed}。", bound=bound)) == [(made, typed, keys)]


def test_a_number_of_several_values_is_written_so_that_the_sentence_stays_true() -> None:
    told = item("两率均达100%。", bound=("5-8=2023/accepted", "5-8=2023/answered"))
    ((made, text, _),) = figures(told)
    assert made == '均达(及时受理率, 按期答复率) | 只印数("均达")'
    document = composed(f"两率均达{{{{ {made} }}}}。", GIVEN)
    assert (text, [words(document, block.body) for block in document.blocks]) == ("100%", ["两率均达100%。"])


@pytest.mark.parametrize("now", ["1660", "1661余"])
def test_a_number_that_the_report_prints_otherwise_stays_as_it_was_typed(now: str) -> None:
    told = item("全年办案1661宗。", bound=("5-9=2023/cases",))
    assert figures(told, values({"cases": now})) == [("", "1661宗", ("2023/cases",))]


def test_a_comparison_is_not_bound_by_its_name() -> None:
    told = item("同比增长466.9%。", bound=("5-10=2023/cases_yoy",))
    ((made, text, _),) = figures(told)
    assert (made, text) == ("", "466.9%")
    (figure,) = gathered(told).document.figures.values()
    assert figure.name == "办案总数·同比"


@pytest.mark.parametrize(
    ("name", "made", "why"),
    [
        ("办案总数", "办案总数", "“粤执法”平台办案总数"),
        ("“粤执法”平台办案总数", "办案总数", "“粤执法”平台办案总数"),
        ("会议次数", "会议次数", "会议次数"),  # without a value
        ("没有的指标", "", "没有这个指标"),
        ("月满意度", "", "按月填报，不能直接印出"),
        ("办案总数同比增减", "", "与上年的比较由底稿来写"),
    ],
)
def test_a_departments_own_placeholder_is_kept_or_told(name: str, made: str, why: str) -> None:
    (figure,) = gathered(item(f"办案【{name}】。")).document.figures.values()
    assert (figure.made, figure.name) == (made, why)


def test_chapters_are_those_of_the_catalogue_with_who_was_asked_and_sent_nothing() -> None:
    closed = Topic(code="closed", name="没人填的栏目", departments=("nobody",))
    book = open_book(
        replace(CATALOGUE, topics={**CATALOGUE.topics, "closed": closed}), YEAR, (), [item("甲")]
    )
    found = materials.gather(book)
    assert [(one.name, one.sent, one.silent) for one in found.chapters] == [
        ("存在的问题及原因", (("司法分局", 1),), ()),
        ("下一年度安排", (), ("司法分局",)),
    ]


def test_words_are_folded_stopped_and_without_typed_numbers_as_the_report_prints_them() -> None:
    found = gathered(item("推进改革,成效明显\n第二段", "一、深化改革"))
    said = [words(found.document, (*one.heading, *one.body)) for one in found.document.blocks]
    assert said[2:] == ["深化改革", "推进改革，成效明显。", "第二段。"]
    assert [one.level for one in found.document.blocks] == [1, 2, 3, 0, 0]
    runs = [run for block in found.document.blocks[2:5] for run in (*block.heading, *block.body)]
    assert {run.narrative for run in runs if isinstance(run, Text)} == {"justice/problems/1"}


# --- as Word shows it -------------------------------------------------------------------------------------


def test_what_is_pasted_into_a_base_draft_is_the_markup_with_origin_and_bindings() -> None:
    told = [
        item("全年办案1661宗，上年【办案总数】。", "一、深化改革", bound=("5-9=2023/cases",)),
        item("两率均达100%。", topic="plans", ordinal=2, bound=("5-8=2023/accepted", "5-8=2023/answered")),
    ]
    pasted = [text for text in paragraphs(written(*told)) if text.startswith("【出自")]
    assert [markup_of(text, NAMES) for text in pasted] == [
        '{{ 出自("justice", "problems", 1) }}深化改革',
        '{{ 出自("justice", "problems", 1) }}全年办案{{ 办案总数 }}，上年{{ 办案总数 }}。',
        '{{ 出自("justice", "plans", 2) }}两率均达{{ 均达(及时受理率, 按期答复率) | 只印数("均达") }}。',
    ]
    document = composed("\n\n".join(markup_of(text, NAMES) for text in pasted), GIVEN)
    assert [words(document, block.body) for block in document.blocks] == [
        "深化改革",
        "全年办案1661宗，上年1661宗。",
        "两率均达100%。",
    ]
    assert {run.narrative for block in document.blocks for run in block.body if isinstance(run, Text)} == {
        "justice/problems/1",
        "justice/plans/2",
    }


def test_comments_say_value_and_source_or_what_to_do() -> None:
    told = item(
        "全年办案1661宗，另有30宗，同比增长466.9%，【会议次数】，【没有的指标】。",
        bound=("5-9=2023/cases", "21-26=2023/cases_yoy"),
    )
    data = written(told)
    bound, loose, differs, empty, unknown = comments(data)
    assert bound.startswith("1661宗　“粤执法”平台办案总数")
    assert bound.endswith("写进底稿后由系统印出，数据变了自动跟着变。")
    assert loose.startswith("没有数据依据")
    assert differs.startswith("与采用的数据写得不一样")
    assert "改成【办案总数·同比】" in differs
    assert "467" in differs or "466" in differs
    assert empty.startswith("现在没有数据")
    assert unknown == "印不出来【？没有的指标】：没有这个指标。请改成能印的指标名，或者改写这一句。"
    assert highlighted(data) == ["30宗", "466.9%", "【会议次数】", "【？没有的指标】"]


def test_what_is_open_about_a_text_stands_at_its_first_paragraph_once() -> None:
    found = Finding(
        "rule", Severity.CRITICAL, Scope.CELL, "narrative", Address("a.xlsx"), "两处不一致。", "请改。"
    )
    data = written(item("甲。\n乙。", "其一"), findings={"justice/problems/1": (found,)})
    assert comments(data) == ["待处理问题（严重）：两处不一致。请改。"]
    body = part(data, "word/document.xml")
    (start,) = body.iter(f"{W}commentRangeStart")
    assert text_of(start.getparent()) == "【出自：司法分局·存在的问题及原因、1】其一"


def test_marks_are_small_and_grey_and_headings_are_words_own() -> None:
    data = written(item("甲。", "其一"))
    body = part(data, "word/document.xml")
    small = [one for one in body.iter(f"{W}r") if text_of(one).startswith("【出自")]
    assert len(small) == 2
    for one in small:
        assert [size.get(f"{W}val") for size in one.iter(f"{W}sz")] == ["18"]
        assert [colour.get(f"{W}val") for colour in one.iter(f"{W}color")] == ["808080"]
    styles = {text_of(one): one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in body.iter(f"{W}p")}
    assert styles["一、存在的问题及原因"] == "Heading1"
    assert styles["司法分局"] in ("Heading2", "表格文字")
    assert styles["【出自：司法分局·存在的问题及原因、1】其一"] == "Heading3"


def test_the_contents_list_who_sent_nothing() -> None:
    said = paragraphs(written(item("甲。"), item("乙。", ordinal=2)))
    table = said[said.index("栏目") : said.index("一、存在的问题及原因")]
    assert table == [
        *("栏目", "已报的单位", "没有报的单位"),
        *("存在的问题及原因", "司法分局（2条）", "各单位都报了"),
        *("下一年度安排", "没有收到", "司法分局"),
    ]


def test_personal_numbers_are_masked_everywhere() -> None:
    data = written(
        item("联系人张三，电话13812345678，办案1661宗。", "热线13812345678", bound=("23-27=2023/cases",))
    )
    for name in ("word/document.xml", "word/comments.xml"):
        assert "13812345678" not in etree.tostring(part(data, name), encoding="unicode")


def test_the_same_texts_are_the_same_bytes() -> None:
    told = item("全年办案1661宗，另有30宗。", "其一", bound=("5-9=2023/cases",))
    assert written(told) == written(told)


@pytest.mark.parametrize("words_", ["=1+1", "<w:t>", "a\x00b", "# 标题", "%% 注"])
def test_a_departments_words_are_words(words_: str) -> None:
    said = paragraphs(written(item(f"甲{words_}乙。")))
    assert any(words_.replace("\x00", "") in text for text in said)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ 7*7 }}",
        "【出自：司法分局·存在的问题及原因、9】",
        "【材料：司法分局·下一年度安排，合并】",
        "【办案总数·同比】",
        "[[甲]]",
        "【甲",
    ],
)
def test_what_a_department_wrote_as_if_it_were_markup_is_refused_when_it_is_pasted(attack: str) -> None:
    (pasted,) = [text for text in paragraphs(written(item(f"甲{attack}乙。"))) if text.startswith("【出自")]
    assert text_problems(pasted, NAMES)


def test_brackets_that_word_has_for_clauses_are_none_in_a_departments_words() -> None:
    (pasted,) = [text for text in paragraphs(written(item("甲〖乙〗丙。"))) if text.startswith("【出自")]
    assert markup_of(pasted, NAMES).endswith("}}甲〔乙〕丙。")
