"""Starting a year's edition from the last one; what of an edition is wrong, in vain or of last year."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.cli import run_command
from tasks.catalogue.schema import Topic
from tasks.catalogue.yearly import Kind
from tasks.model import RegionYear
from tasks.pipeline.editions import start_edition
from tasks.report import compose
from tasks.report.coverage import faults, hints, printed_and_asked
from tasks.report.yearly import looks
from tasks.settings import load
from tasks.store import files
from tests.edition import CATALOGUE, edition, item, values

KINDS = (Kind(name="届次", numbered=("届", "大")), Kind(name="当年的事", words=("首个", "出台")))
NAMES = ("第二届法治评议", "“三会一课”", "《五年规划（2023—2027年）》")


# --- what is printed and what is asked --------------------------------------------------------------


def unprinted(text: str) -> set[str]:
    return set(printed_and_asked(CATALOGUE, edition(text)).unprinted)


def test_what_is_asked_for_and_not_printed_is_told() -> None:
    asked = {one.code for one in CATALOGUE.asked("justice")}
    assert unprinted("甲。") == asked
    assert unprinted("{{ 办案总数 | 同比 }}{{ 均达(及时受理率, 按期答复率) }}") == asked - {
        "cases",
        "accepted",
        "answered",
    }


def test_what_a_printed_number_is_computed_from_is_not_asked_in_vain() -> None:
    assert unprinted("{{ 人均办案量 }}") == unprinted("甲。") - {"cases", "staff"}


def test_what_a_departments_text_prints_counts_where_there_is_a_document() -> None:
    text = edition('{{ 材料("problems", "justice", 合并=True) }}')
    document = compose(text, CATALOGUE, values({"staff": "5"}), [item("只有【执法人数】。")])
    assert "staff" in printed_and_asked(CATALOGUE, text).unprinted
    assert "staff" not in printed_and_asked(CATALOGUE, text, document).unprinted


def test_texts_without_a_place_and_places_without_a_text_are_told() -> None:
    asked = replace(CATALOGUE, topics=CATALOGUE.topics | {"cases": Topic(code="cases", name="典型案例")})
    closed = Topic(code="plans", name="下一年度安排", departments=("nobody",))
    only = replace(asked, topics=asked.topics | {"plans": closed})
    text = edition('{{ 材料("problems", "justice") }}\n\n{{ 材料("plans", "justice") }}')
    assert printed_and_asked(asked, text).unplaced == (("cases", "justice"),)
    assert not printed_and_asked(asked, text).unasked
    coverage = printed_and_asked(only, text)
    assert coverage.unasked == (("plans", "justice"),)
    assert list(faults(coverage, only)) == [
        "底稿放了司法分局的“下一年度安排”，但没有向它要（narrative.yaml 的 plans.departments）"
    ]
    assert list(hints(coverage, only))[-1] == "文字材料“典型案例”向 1 个单位要了，底稿里没有放的地方"


def test_a_comment_prints_nothing() -> None:
    assert "cases" in unprinted("%% {{ 办案总数 }}\n甲。")


# --- what a person must look at ---------------------------------------------------------------------


def found(text: str, before: str | None = None) -> list[tuple[int, str, str]]:
    return [(one.line, one.kind, one.words) for one in looks("report.md", text, KINDS, NAMES, before)]


def test_words_that_date_a_sentence_are_listed_with_their_line() -> None:
    text = (
        "%% 2023年，首个\n{{ 年 }}年，{{ 材料('a', 'b', 小标题=\"甲乙\") }}。\n\n"
        "深入学习党的二十大精神。2023年以来，出台《办法》《细则》。\n参加第二届法治评议。用好“三会一课”。"
    )
    assert found(text) == [
        (2, "写明小标题的材料", "甲乙"),
        (4, "届次", "深入学习党的二十大精神。"),
        (4, "写明的年份", "2023年以来，出台《办法》…"),
        (
            4,
            "当年的事",
            "2023年以来，出台《办法》《细则》。",
        ),
        (4, "文件名称", "《办法》"),
        (4, "文件名称", "《细则》"),
        (5, "目录里带年份、届次的名称", "参加第二届法治评议。"),
    ]


def test_of_what_overlaps_the_name_is_told_once() -> None:
    assert found("按《五年规划（2023—2027年）》推进。") == [
        (1, "目录里带年份、届次的名称", "《五年规划（2023—2027年）》")
    ]


def test_against_last_year_only_sentences_that_did_not_change_are_told() -> None:
    before = "建成首个站点。出台办法。"
    assert found("建成首个站点。出台新办法。", before) == [(1, "当年的事", "建成首个站点。")]


# --- the commands -----------------------------------------------------------------------------------

EDITION = (
    "# 甲镇2023年度底稿\ntitle: '{{ 镇街 }}{{ 年 }}年报告'\nsignatory: 甲镇人民政府\n"
    "date: 2024-01-31 # 签发\ntext: report.md\ncontents:\n"
    "  problems: {heading: 问题}\n  achievements: {heading: 问题}\n"
    "  leaders: {heading: 问题}\n  plans: {heading: 问题}\n  others: {none: 没有}\n"
)
TEXT = "%% 2023年的结构\n# 问题\n\n{{ 年 }}年，党的二十大以来建成首个站点，调解{{ 成功调解矛盾纠纷宗数 }}。\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one town and its edition of 2023."""
    monkeypatch.setenv("FAZHI_SITE", str(tmp_path / "site"))
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    regions = tmp_path / "site" / "expectations" / "regions.yaml"
    regions.parent.mkdir(parents=True)
    regions.write_text("regions: [{code: first, name: 甲镇, full_name: 甲镇}]", encoding="utf-8")
    written(tmp_path / "site", 2023, EDITION, TEXT)
    return tmp_path / "site"


def written(site: Path, year: int, declared: str, text: str) -> None:
    folder = site / "templates" / "editions" / "first" / str(year)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edition.yaml").write_text(declared, encoding="utf-8")
    (folder / "report.md").write_text(text, encoding="utf-8")


def edition_files(site: Path) -> dict[str, str]:
    root = site / "templates" / "editions" / "first"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_new_edition_is_last_years_with_nothing_dated_and_a_list_to_look_at(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = edition_files(site)
    assert run_command(["edition", "new", "2025"]) == 0
    said = capsys.readouterr().out
    after = edition_files(site)
    assert {name: text for name, text in after.items() if name.startswith("2023/")} == before
    new = EDITION.replace("2023年度", "2025年度").replace("date: 2024-01-31 # 签发", "date: 待填")
    assert after["2025/edition.yaml"] == new
    assert after["2025/report.md"] == TEXT.replace("%% 2023年", "%% 2025年")
    for words in (
        "沿用 2023 年的",
        "第4行　成文日期：待填",
        "第7行　规定必须有的内容",
        "第4行　目录里带年份、届次的名称",
        "首个",
    ):
        assert words in said


def test_an_edition_that_is_there_is_never_touched(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = edition_files(site)
    assert run_command(["edition", "new", "2023"]) == 3
    assert "已经有了，没有改动" in capsys.readouterr().out
    own = site / "templates" / "editions" / "first" / "2024"
    own.mkdir()
    (own / "notes.md").write_text("谁的笔记", encoding="utf-8")
    assert run_command(["edition", "new", "2024"]) == 3, "a folder of somebody's own"
    assert edition_files(site) == before | {"2024/notes.md": "谁的笔记"}


def test_where_there_is_no_earlier_edition_it_says_what_to_do(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["edition", "new", "2022"]) == 3
    assert "没有更早年度的底稿可以沿用" in capsys.readouterr().out
    assert not (site / "templates" / "editions" / "first" / "2022").exists()


def test_a_kill_half_way_leaves_nothing_and_the_next_one_finishes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edition_files(site)
    real, calls = files.write_atomic, []

    def killed(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(files, "write_atomic", killed)
    with pytest.raises(KeyboardInterrupt):
        start_edition(load(), RegionYear("first", 2024))
    assert edition_files(site) == before
    monkeypatch.undo()
    monkeypatch.setenv("FAZHI_SITE", str(site))
    monkeypatch.setenv("FAZHI_DATA", str(site.parent / "data"))
    leftover = site / "templates" / "editions" / "first" / ".part-killed"
    leftover.mkdir()
    (leftover / "edition.yaml").write_text(EDITION, encoding="utf-8")
    assert run_command(["edition", "new", "2024"]) == 0, "what a kill left is no edition"


def test_a_date_that_stands_within_a_line_is_told_not_carried_over(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(site, 2023, "{title: 甲, date: 2024-01-31, text: report.md}\n", TEXT)
    assert run_command(["edition", "new", "2024"]) == 1
    assert "date：没有单独写成一行" in capsys.readouterr().err
    assert not (site / "templates" / "editions" / "first" / "2024").exists()


def test_checking_tells_everything_at_once_and_its_exit_code(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["edition", "check", "2023"]) == 0
    assert "没有要改的" in capsys.readouterr().out
    assert run_command(["edition", "check", "2024"]) == 3
    assert "fazhi edition new 2024" in capsys.readouterr().out
    assert run_command(["edition", "new", "2024"]) == 0
    folder = site / "templates" / "editions" / "first" / "2024"
    wrong = (folder / "report.md").read_text(encoding="utf-8") + "\n{{ 没有的 }}\n"
    (folder / "report.md").write_text(wrong, encoding="utf-8")
    capsys.readouterr()
    assert run_command(["edition", "check", "2024"]) == 1
    said = capsys.readouterr().out
    assert "要改的 2 处" in said
    assert "edition.yaml 第4行的 date：成文日期还没有填" in said
    assert "report.md 第6行：没有叫“没有的”的指标" in said
    assert "与 2023 年一字不差" in said


def test_contents_that_are_declared_nowhere_and_what_is_asked_in_vain_are_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(site, 2023, EDITION.replace("  plans: {heading: 问题}\n", ""), TEXT)
    assert run_command(["edition", "check", "2023"]) == 1
    said = capsys.readouterr().out
    assert "规定必须有的内容“下一年度推进法治政府建设的主要安排”没有写明在哪个标题下" in said
    assert "向交警大队要了 2 项指标，报告里没有用到：道路交通联合执法行动次数、日常巡逻人次" in said
    assert "文字材料“典型案例”向 14 个单位要了，底稿里没有放的地方" in said


def test_commands_are_named_with_the_region_that_was_given(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["edition", "check", "2030", "--region", "甲镇"]) == 3
    assert "fazhi edition new 2030 --region 甲镇\n" in capsys.readouterr().out
    assert run_command(["edition", "check", "2030"]) == 3
    assert "fazhi edition new 2030\n" in capsys.readouterr().out


def test_a_text_that_cannot_be_read_is_told_beside_a_wrong_edition_file(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site / "templates" / "editions" / "first" / "2023"
    (folder / "edition.yaml").write_text("title: 甲\n", encoding="utf-8")
    (folder / "report.md").write_bytes(b"\xff\xfe\x00")
    assert run_command(["edition", "check", "2023"]) == 1
    assert "不是 UTF-8" in capsys.readouterr().out
