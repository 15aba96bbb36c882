"""An edition that is wrong is refused in words that say where and what to do; nothing in it runs."""

import time
import timeit
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.catalogue import load as load_catalogue
from tasks.model import Frame
from tasks.report import EditionError, compose, load_edition
from tasks.report.declared import AskedAnnex
from tasks.settings import Settings, load
from tests.build import value
from tests.edition import CATALOGUE, composed, edition, lines, values

GIVEN = values({"cases": "1661", "accepted": "100", "monthly": "97"})


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 办案总数.value }}",
        "{{ 办案总数['value'] }}",
        "{{ 办案总数 + 1 }}",
        "{{ 办案总数 ~ '宗' }}",
        "{{ 办案总数 if 办案总数 else 1 }}",
        "{{ 办案总数 == 1 }}",
        "{{ -办案总数 }}",
        "{{ '%d' % 5 }}",
        "{{ 1661 }}",
        "{{ '1661' }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [办案总数] }}",
        "{{ 办案总数 | 上年(1) }}",
        "{{ 办案总数 | 上年(*办案总数) }}",
        "{{ 均达(办案总数) }}",
        "{{ 均达(办案总数, 5) }}",
        "{{ 均达(*办案总数) }}",
        "{{ 均达 }}",
        "{{ 办案总数() }}",
        "{{ 材料(办案总数, 'justice') }}",
        "{{ 材料('problems') }}",
        "{{ 材料('problems', 'justice', 小标题=5) }}",
        "{{ 材料('problems', 'justice', 路径='/etc') }}",
        "{{ 出自 }}",
        "{{ 出自('justice', 'problems') }}",
        "{{ 出自('justice', 'problems', 0) }}",
        "{{ 出自('justice', 'problems', True) }}",
        "{{ 出自('justice', 'problems', '3') }}",
        "{{ 出自('justice', 'problems', 3, 4) }}",
        "{{ 出自('justice', 'problems', 3) | 同比 }}",
        "{{ 均达(出自('justice', 'problems', 3), 办案总数) }}",
        "{{ 出自('justice', 'problems', 3) }}",
        "## {{ 出自('justice', 'problems', 3) }}",
        "{{ self }}",
        "{{ range(10**8) }}",
        "{% for x in range(10**8) %}{% for y in range(10**8) %}x{% endfor %}{% endfor %}",
        "{% set x = 5 %}{{ x }}",
        "{% if 办案总数 %}5{% endif %}",
        "{% include 'edition.yaml' %}",
        "{% import 'os' as os %}",
        "{% macro 甲() %}5{% endmacro %}{{ 甲() }}",
        "{# 注释 #}",
        "{% raw %}{{ 办案总数 }}{% endraw %}",
        "私用\ue010区",
        "{{ 办案总数",
        "办案总数 }}",
        "办案【办案总数】",
        "{{ 办案总数 | upper }}",
        "{{ 办案总数 | safe }}",
        "{{ 年 | 同比 }}",
        "{{ 办案总数 | 同比 | 增减 }}",
        "{{ 月满意度 }}",
    ],
)
def test_only_the_language_of_editions_is_let_in(attack: str) -> None:
    started = time.perf_counter()
    with pytest.raises(EditionError, match=r"^report\.md 第3行"):
        composed(f"引言。\n\n{attack}", GIVEN)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "甲。\n%% 注释\n\n{{ 办案总术 }}",
            "report.md 第4行：没有叫“办案总术”的指标。相近的名称有：办案总数",
        ),
        ("{{ 办案总数 | 同笔 }}", "没有“同笔”这种写法。相近的名称有：同比。可用的有：同比、增减、"),
        (
            "{{ 材料('problem', 'justice', 合并=True) }}",
            "没有代码为“problem”的文字材料栏目。相近的名称有：problems",
        ),
        ("{{ 材料('problems', 'justise') }}", "没有代码为“justise”的填报单位。相近的名称有：justice"),
        (
            "{{ 出自('justice', 'problem', 1) }}甲。",
            "没有代码为“problem”的文字材料栏目。相近的名称有：problems",
        ),
        (
            "{{ 出自('justise', 'problems', 1) }}甲。",
            "没有代码为“justise”的填报单位。相近的名称有：justice",
        ),
        (
            "{{ 出自('justice', 'problems', 一) }}甲。",
            '写法应为 出自("单位代码", "栏目代码", 第几条)',
        ),
        ("甲。\n\n{{ 出自('justice', 'problems', 1) }}", "第3行起的一段：出自(…) 之后没有文字"),
        ("## {{ 出自('justice', 'problems', 1) }}一、甲", "标题的序号由系统编排，请删去“一、”"),
        ("{{ 出自('justice', 'plans', 1) }}{{ 材料('plans', 'justice') }}", "材料(…)应独占一段"),
        (
            "同比{{ 出自('justice', 'plans', 1) }}{{ 办案总数 | 同比 }}",
            "“同比”印出的话里已有比较或连接的词",
        ),
        ("甲。\n\n\n乙[[，丙。", "report.md 第4行起的一段：[[ 和 ]] 不成对"),
        ("[[甲[[乙]]]]", "[[ 和 ]] 不成对，或套在了一起"),
        ("#### 四级", "标题最多三级"),
        ("# 一、甲", "标题的序号由系统编排，请删去“一、”"),
        ("### 2.甲。", "请删去“2.”"),
        ("甲{{ 材料('problems', 'justice') }}", "材料(…)应独占一段"),
    ],
)
def test_messages_say_where_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(EditionError) as raised:
        composed(text, GIVEN)
    assert message in str(raised.value)


def test_all_unknown_names_are_told_at_once() -> None:
    with pytest.raises(EditionError) as raised:
        composed("{{ 甲 }}\n\n{{ 乙 | 同比 }}{{ 均达(丙, 丁) }}", GIVEN)
    assert [line[:15] for line in str(raised.value).splitlines()] == ["report.md 第1行：没"] + [
        "report.md 第3行：没"
    ] * 3


def test_all_that_evaluating_tells_and_all_wrong_markup_is_told_at_once() -> None:
    with pytest.raises(EditionError) as raised:
        composed("{{ 月满意度 }}{{ 月满意度 | 同比 }}\n\n{{ 办案总数 }}，{{ 办案总数 | 同比 | 增减 }}", GIVEN)
    assert [line[:13] for line in str(raised.value).splitlines()] == ["report.md 第1行"] * 2 + [
        "report.md 第3行"
    ]
    with pytest.raises(EditionError) as raised:
        composed("#### 甲\n\n乙。\n\n# 一、丙\n\n丁]]。", GIVEN)
    assert [line[:13] for line in str(raised.value).splitlines()] == [
        "report.md 第1行",
        "report.md 第5行",
        "report.md 第7行",
    ]


def test_what_nobody_is_asked_for_in_this_region_is_told_as_that() -> None:
    elsewhere = replace(CATALOGUE, elsewhere=frozenset({"交警出警次数"}))
    with pytest.raises(EditionError, match="第1行：“交警出警次数”本镇没有单位填报"):
        compose(edition("{{ 交警出警次数 }}"), elsewhere, (), ())


def test_line_numbers_hold_after_expressions_over_several_lines() -> None:
    with pytest.raises(EditionError, match="第7行：“月满意度”按月填报"):
        composed("%% 注释\n{{ 均达(\n及时受理率,\n及时受理率) }}\n接着。\n\n{{ 月满意度 }}。", GIVEN)


@pytest.mark.parametrize(
    "title", ["{{ 办案总数 }}", "# 标题", "{{ 年 }}年\n\n报告", "{{ 材料('plans', 'justice') }}"]
)
def test_a_title_holds_nothing_that_can_be_missing(title: str) -> None:
    with pytest.raises(EditionError, match=r"edition\.yaml 的 title"):
        composed("甲。", GIVEN, title=title)


def test_comments_are_no_text_and_lines_of_a_block_are_one_paragraph() -> None:
    assert lines(composed("%% 甲 {{ 没有 }}\n乙，\n%% 丙\n丁。\n\n  戊。  ", GIVEN)) == ["乙，丁。", "戊。"]


def test_the_report_is_composed_in_a_tenth_of_a_second() -> None:
    catalogue = load_catalogue(load({}))
    edition = load_edition(load({}), "hongmei", 2023)
    given = [value("yuezhifa_cases", "1661"), value("hotline_tickets", "3355")]
    taken = min(timeit.repeat(lambda: compose(edition, catalogue, given, ()), number=1, repeat=3))
    assert taken < 0.1


# --- edition.yaml ----------------------------------------------------------------------------------

WRITTEN = 'title: "{{ 年 }}年报告"\nsignatory: 洪梅镇人民政府\ndate: 2024-01-31\ntext: report.md\n'


def site(folder: Path, yaml: str, text: str | bytes = "甲。") -> Settings:
    edition = folder / "templates/editions/hongmei/2031"
    edition.mkdir(parents=True)
    (edition / "edition.yaml").write_text(yaml, encoding="utf-8")
    (edition / "report.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load({"FAZHI_SITE": str(folder), "FAZHI_DATA": str(folder / "data")})


def test_an_edition_is_read_from_the_site(tmp_path: Path) -> None:
    edition = load_edition(site(tmp_path, WRITTEN, "\ufeff甲。"), "hongmei", 2031)
    assert (edition.text, edition.signatory, edition.addressee) == ("甲。", "洪梅镇人民政府", "")
    assert edition.text_file == "templates/editions/hongmei/2031/report.md"


def test_annexes_and_frame_are_read(tmp_path: Path) -> None:
    asked = "annexes: [{kind: growth, title: 增长情况, indicators: [办案总数]}]\n"
    framed = "frame: {number: 洪府〔2024〕1号, copies: 镇纪委。, printed_on: 2024-02-01, signer: 林某某}\n"
    edition = load_edition(site(tmp_path, WRITTEN + asked + framed), "hongmei", 2031)
    assert edition.annexes == (AskedAnnex(kind="growth", title="增长情况", indicators=("办案总数",)),)
    assert edition.frame == Frame(
        number="洪府〔2024〕1号", copies="镇纪委", printed_on="2024年2月1日", signer="林某某"
    )
    assert edition.annex_places == ["templates/editions/hongmei/2031/edition.yaml 第5行的 annexes.0"]
    assert load_edition(load({}), "hongmei", 2023).frame is None
    assert load_edition(site(tmp_path / "empty", WRITTEN + "frame: {}\n"), "hongmei", 2031).frame is None


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (WRITTEN.replace("date: 2024-01-31\n", ""), "edition.yaml 的 date：缺少这一项"),
        (WRITTEN + "signatery: 甲\n", "的 signatery：没有这一项。相近的名称有：signatory"),
        (WRITTEN.replace("2024-01-31", "一月"), "的 date：应写成 2024-01-31 这样的日期"),
        (WRITTEN.replace("report.md", "../../report.md"), "的 text：应是同一文件夹中的文件名"),
        (WRITTEN.replace("report.md", "other.md"), "other.md：没有这个文件"),
        (WRITTEN.replace("洪梅镇人民政府", '"{{ 镇街 }}"'), "的 signatory：这一项按原样印出"),
        (WRITTEN.replace("洪梅镇人民政府", "[1]"), "的 signatory：应是文字"),
        ("title: [\n", "edition.yaml 第2行：写法不对"),
        (WRITTEN + "date: 2024-02-01\n", "同一项不能写两次"),
        (WRITTEN.replace("2024-01-31", "2024-02-30"), "有一个日期不存在"),
        (WRITTEN + "annexes: {kind: growth}\n", "的 annexes：应逐行列出"),
        (
            WRITTEN + "annexes: [甲]\n",
            "第5行的 annexes.0：应逐行写“名称: 内容”，可用的有：kind、title、indicators",
        ),
        (
            WRITTEN + "annexes: [{kind: 图, title: 甲}]\n",
            "的 annexes.0.kind：只能写这几种中的一种：indicators、growth",
        ),
        (
            WRITTEN + "annexes: [{kind: growth, title: 甲}]\n",
            "的 annexes.0：kind 是 growth 或 months 的，要在 indicators",
        ),
        (
            WRITTEN + "annexes: [{kind: growth, titel: 甲}]\n",
            "的 annexes.0.titel：没有这一项。相近的名称有：title",
        ),
        (
            WRITTEN + 'annexes: [{kind: indicators, title: "{{ 年 }}"}]\n',
            "的 annexes.0.title：这一项按原样印出",
        ),
        (WRITTEN + "frame: 有\n", "的 frame：应逐行写“名称: 内容”，可用的有：organ、number"),
        (WRITTEN + 'frame: {number: "洪府[2024]第1号"}\n', "的 frame.number：应写成 洪府〔2024〕1号"),
        (WRITTEN + "frame: {number: 洪府〔2024〕01号}\n", "的 frame.number：应写成 洪府〔2024〕1号"),
        (WRITTEN + "frame: {printed_on: 月底}\n", "的 frame.printed_on：应写成 2024-01-31 这样的日期"),
        ("", "应逐行写"),
    ],
)
def test_a_wrong_edition_file_is_told_by_file_and_key(tmp_path: Path, yaml: str, message: str) -> None:
    with pytest.raises(EditionError) as raised:
        load_edition(site(tmp_path, yaml), "hongmei", 2031)
    assert message in str(raised.value)
    assert not any(word in str(raised.value) for word in ("Input", "input", "valid", "pydantic"))


def test_all_that_is_wrong_with_an_edition_file_is_told_at_once_by_line(tmp_path: Path) -> None:
    wrong = "title: [1]\nsignatory: 甲\ndate: 待填\ntext: report.md\ncontents:\n  plans: {headng: 乙}\n"
    with pytest.raises(EditionError) as raised:
        load_edition(site(tmp_path, wrong), "hongmei", 2031)
    told = str(raised.value).replace("templates/editions/hongmei/2031/edition.yaml ", "").splitlines()
    assert [line.partition("：")[0] for line in told] == [
        "第1行的 title",
        "第3行的 date",
        "第6行的 contents.plans.headng",
    ]
    assert "成文日期还没有填" in told[1]


def test_all_headings_that_there_are_not_are_told_at_once(tmp_path: Path) -> None:
    wrong = (
        WRITTEN
        + "contents:\n  plans: {heading: 甲}\n  leaders: {none: 没有}\n  achievements: {heading: 乙}\n"
    )
    with pytest.raises(EditionError) as raised:
        load_edition(site(tmp_path, wrong, "# 乙\n\n丙。"), "hongmei", 2031)
    assert ["contents.plans.heading" in str(raised.value), "contents.leaders：" in str(raised.value)] == [
        True
    ] * 2
    assert "achievements" not in str(raised.value)


def test_a_missing_or_unreadable_edition_is_told(tmp_path: Path) -> None:
    settings = site(tmp_path, WRITTEN, "甲。".encode("gb18030"))
    with pytest.raises(EditionError, match="不是 UTF-8"):
        load_edition(settings, "hongmei", 2031)
    with pytest.raises(EditionError, match=r"2032/edition\.yaml：没有这个文件"):
        load_edition(settings, "hongmei", 2032)


@pytest.mark.parametrize(
    "hostile",
    ["a: &a [*a]\n", "a: &a [x, x]\nb: [*a, *a]\n", "title: " + "[" * 100_000],
)
def test_an_edition_file_that_refers_to_itself_or_is_nested_without_end_is_refused(
    tmp_path: Path, hostile: str
) -> None:
    with pytest.raises(EditionError, match="写法不对"):
        load_edition(site(tmp_path, hostile), "hongmei", 2031)


def test_a_text_far_longer_than_any_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="超过 1 MB"):
        load_edition(site(tmp_path, WRITTEN, "甲。\n" * 300_000), "hongmei", 2031)


@pytest.mark.parametrize("deep", ["(" * 5000 + "年" + ")" * 5000, "年" + " | 同比" * 20_000])
def test_an_expression_nested_without_end_is_told(deep: str) -> None:
    with pytest.raises(EditionError, match="太多"):
        composed("甲{{ " + deep + " }}", [])
