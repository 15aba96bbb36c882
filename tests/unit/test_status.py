"""Departments × datasets, what is due, the required contents, and the pages: on a day that is given."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from tasks.catalogue import load_calendar
from tasks.catalogue.rulebook import load_rulebook
from tasks.model import (
    INDICATORS,
    Address,
    Block,
    Document,
    Finding,
    Place,
    ReadState,
    Scope,
    Severity,
    Text,
    Verdict,
)
from tasks.pipeline.findings import Open
from tasks.pipeline.status import ContentRow, DatasetRow, FindingRow, Status, StatusRow, Tone, chart
from tasks.pipeline.status.grid import Standing, row
from tasks.pipeline.status.pages import pages, write_pages_of
from tasks.pipeline.status.results import MOST_FINDINGS, results
from tasks.pipeline.status.rows import DeadlineRow, Due
from tasks.report import EditionError, load_edition
from tasks.report.contents import Required, held
from tasks.settings import HOUSE
from tasks.settings import load as load_settings
from tasks.store.records import Arrival, CurrentDataset, Dataset, JudgedArrival, Judgement, Part
from tests.build import catalogue, indicator

SETTINGS = load_settings({})
CALENDAR = load_calendar(SETTINGS)
CATALOGUE = catalogue(indicator("cases", "办案数", kind="counted"))
MONDAY = datetime(2024, 1, 8, 2, tzinfo=UTC)  # to be answered by the 11th


def arrival(number: int) -> Arrival:
    place = Place("hongmei", 2023, "justice")
    return Arrival(number, place, f"a/{number}.xlsx", f"{number}.xlsx", "0" * 64, 1, MONDAY)


def finding(severity: Severity, scope: Scope = Scope.CELL, dataset: str = INDICATORS) -> Finding:
    return Finding(
        "value.missing", severity, scope, dataset, Address("1.xlsx", "表", "D5"), "空着。", "请填。"
    )


def judged(verdict: Verdict, *found: Finding) -> JudgedArrival:
    staged = Part("values", "x", "0" * 64, 1)
    dataset = Dataset(INDICATORS, verdict, staged)
    return JudgedArrival(arrival(1), Judgement(1, "f", ReadState.READ, "", (dataset,), found))


def standing(*files: JudgedArrival, today: date = date(2024, 1, 10), waiting: int = 0) -> Standing:
    current = [
        CurrentDataset(one.arrival, d.kind, d.verdict, d.staged)
        for one in files
        for d in one.judgement.datasets
        if d.verdict is not Verdict.RETURNED and d.staged
    ]
    return Standing(
        2023,
        today,
        CALENDAR,
        files,
        current,
        [arrival(9)] * waiting,
        [Open("justice", f) for one in files for f in one.judgement.findings],
        {"justice": "未确认", "market": "—"},
    )


def indicators(of: Standing) -> DatasetRow:
    found = row("justice", of, CATALOGUE).dataset(INDICATORS)
    assert found is not None
    return found


def test_what_has_not_come_is_due_by_the_internal_deadline() -> None:
    one = indicators(standing())
    assert (one.received, one.tone, one.left) == ("未报送", Tone.MISSING, "报送还有 3 个工作日")
    late = row("justice", standing(today=date(2024, 1, 18)), CATALOGUE)
    assert late.missing == ("指标数据", "文字材料"), "a register may be left out: its total may be stated"
    assert late.datasets[0].left == "报送逾期 3 天"
    assert [one.received for one in late.datasets] == ["未报送", "未报送", "没有台账"]


def test_what_waits_to_be_judged_is_not_missing() -> None:
    waits = row("justice", standing(waiting=1), CATALOGUE)
    assert waits.missing == ()
    assert {one.received for one in waits.datasets} == {"待审核"}


@pytest.mark.parametrize("verdict", [Verdict.PASSED_WITH_NOTES, Verdict.RETURNED])
def test_a_critical_finding_is_to_be_answered_in_working_days(verdict: Verdict) -> None:
    file = judged(verdict, finding(Severity.CRITICAL), finding(Severity.WARNING))
    one = indicators(standing(file))
    assert (one.received, one.result) == ("01-08 10:00", verdict.label)
    assert (one.critical, one.warnings, one.left) == (1, 1, "答复还有 1 个工作日")
    late = row("justice", standing(file, today=date(2024, 1, 12)), CATALOGUE)
    now = Status("洪梅镇", 2023, date(2024, 1, 12), (late,), (), 1, 0)
    assert [(u.dataset, u.due.left) for u in now.unanswered] == [("指标数据", "逾期 1 天")]
    on_time = replace(now, rows=(row("justice", standing(file, today=date(2024, 1, 11)), CATALOGUE),))
    assert on_time.unanswered == (), "the last day is in time"


def test_a_warning_is_not_to_be_answered() -> None:
    one = indicators(standing(judged(Verdict.PASSED_WITH_NOTES, finding(Severity.WARNING))))
    assert (one.left, one.tone) == ("", Tone.NOTES)


def test_what_concerns_the_whole_file_has_a_line_of_its_own_so_that_counts_add_up() -> None:
    file = judged(Verdict.RETURNED, finding(Severity.CRITICAL, Scope.FILE, ""))
    found = row("justice", standing(file), CATALOGUE)
    assert [(one.name, one.critical) for one in found.datasets if one.critical] == [("整份文件", 1)]
    assert found.critical == 1


# --- the required contents ---------------------------------------------------------------------

DOCUMENT = Document(
    "hongmei",
    2023,
    (Text("题"),),
    (
        Block(1, "一、", (Text("主要成效"),)),
        Block(2, "（一）", (Text("执法"),), ()),
        Block(0, "", (), (Text("全年……"),)),
        Block(1, "二、", (Text("主要问题"),)),
        Block(1, "三、", (Text("2024", label=True), Text("年计划"))),
        Block(0, "", (), (Text("下一步……"),)),
    ),
)


def test_a_required_content_stands_under_its_heading_and_is_not_empty() -> None:
    wanted = (
        Required("成效", "主要成效"),
        Required("不足", "主要问题"),
        Required("安排", "{{ 下年 }}年计划"),
        Required("履职", "第一责任人"),
        Required("其他", none="本年度没有"),
        Required("还有", ""),
    )
    found = {one.name: (one.where, one.fault) for one in held(DOCUMENT, wanted)}
    assert found["成效"] == ("一、主要成效", "")
    assert found["不足"] == ("二、主要问题", "标题下没有内容")
    assert found["安排"] == ("三、2024年计划", "")
    assert "缺少“第一责任人”" in found["履职"][1]
    assert found["其他"] == ("没有：本年度没有", "")
    assert "contents" in found["还有"][1]


def test_the_shipped_edition_says_where_all_five_are() -> None:
    contents = load_edition(SETTINGS, "hongmei", 2023).contents
    assert [bool(one.heading) for one in contents] == [True] * 4 + [False]
    assert contents[-1].none


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "heading: 主要存在问题",
            "heading: 主要存在问提",
            r"edition\.yaml 的 contents\.problems\.heading：.*主要存在问题",
        ),
        ("  problems: {heading", "  problem: {heading", r"edition\.yaml 的 contents\.problem：.*problems"),
        ("{heading: 主要存在问题}", "{none: 没有问题}", r"contents\.problems：这一项必须有"),
        ("{heading: 主要存在问题}", "{}", r"contents\.problems：写 heading"),
        ("{heading: 主要存在问题}", "{title: 主要存在问题}", r"contents\.problems\.title：没有这一项"),
    ],
)
def test_a_heading_that_is_not_there_is_an_error_with_file_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder = tmp_path / "templates/editions/hongmei/2023"
    folder.mkdir(parents=True)
    text = (HOUSE / "templates/editions/hongmei/2023/edition.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "edition.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(EditionError, match=message):
        load_edition(load_settings({"FAZHI_SITE": str(tmp_path)}), "hongmei", 2023)


# --- the pages ---------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>{{ 7*7 }}"


def shown(rule: str = "value.missing", **more: str) -> FindingRow:
    given = {"file": f"{EVIL}.xlsx", "where": "表 D5", "observed": EVIL, "mend": "请填。"} | more
    return FindingRow(Severity.CRITICAL, "信访办", rule, "未填", **given)


def standing_of(*findings: FindingRow, settled: tuple[FindingRow, ...] = ()) -> Status:
    due = Due(date(2024, 1, 15), "逾期 3 天", overdue=True)
    rows = (
        StatusRow(
            "信访办", (DatasetRow(INDICATORS, "指标数据", "01-08 10:00", "通过", Tone.PASSED),), "已确认"
        ),
        StatusRow("人大办", (DatasetRow(INDICATORS, "指标数据", "未报送", "—", Tone.MISSING, due=due),)),
    )
    return Status(
        "洪梅镇",
        2023,
        date(2024, 1, 18),
        rows,
        findings,
        1,
        0,
        settled=settled,
        deadlines=(DeadlineRow("各单位报送", "内部期限", due, due.day),),
        contents=(ContentRow("成效", "", "缺少“成效”"),),
        looked_at={"files": "1 份文件"},
    )


def test_pages_are_the_same_bytes_and_ask_for_nothing(tmp_path: Path) -> None:
    now = standing_of(shown())
    made = pages(SETTINGS, now)
    assert made == pages(SETTINGS, now)
    for data in made.values():
        text = data.decode()
        assert "<script" not in text.replace("&lt;script", "")
        assert "http" not in text.replace("http-equiv", "")
    index = write_pages_of(load_settings({"FAZHI_DATA": str(tmp_path)}), now)
    assert index == tmp_path / "status" / "洪梅镇" / "2023" / "index.html"
    before = index.stat().st_mtime_ns
    write_pages_of(load_settings({"FAZHI_DATA": str(tmp_path)}), now)
    assert index.stat().st_mtime_ns == before, "the same is not written twice"


def test_a_page_that_cannot_be_written_now_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "status").write_text("not a folder")
    index = write_pages_of(load_settings({"FAZHI_DATA": str(tmp_path)}), standing_of())
    assert not index.exists()
    assert "下次再写" in caplog.text


def test_the_page_of_progress_lists_who_is_missing() -> None:
    page = html.fromstring(pages(SETTINGS, standing_of(shown()))["index.html"])
    text = page.text_content()
    assert "1 / 2单位已报齐" in text
    assert "人大办：指标数据" in text
    assert "缺少“成效”" in text
    assert "今天 1月18日" in text
    assert all(th.get("scope") for th in page.iter("th"))
    assert [h.tag for h in page.iter("h1")] == ["h1"]


def test_the_page_of_results_has_every_rule_once_and_findings_as_text() -> None:
    settled = shown(settlement="说明后采用：确实没有（张某，2024-01-16）")
    page = html.fromstring(pages(SETTINGS, standing_of(shown(), settled=(settled,)))["results.html"])
    text = page.text_content()
    assert EVIL in text
    assert "说明后采用：确实没有" in text
    codes = [one.text_content() for one in page.iter("span") if one.get("class") == "code"]
    assert sorted(codes) == sorted(load_rulebook(SETTINGS).entries)
    assert "未填：1 个，已处理 1 个" in text
    assert "看过 1 份文件" in text


def test_a_page_lists_so_many_and_says_how_many_more() -> None:
    found = results(standing_of(*[shown()] * (MOST_FINDINGS + 7)), load_rulebook(SETTINGS))
    (one,) = (rule for suite in found for rule in suite.found)
    assert (one.open, len(one.listed), one.more) == (MOST_FINDINGS + 7, MOST_FINDINGS, 7)
    page = pages(SETTINGS, standing_of(*[shown()] * (MOST_FINDINGS + 7)))["results.html"].decode()
    assert "另有 7 个没有列出" in page


def test_near_deadlines_do_not_hide_each_other() -> None:
    due = Due(date(2024, 2, 29), "还有 1 个工作日", overdue=False)
    rows = tuple(DeadlineRow(what, "", due, due.day) for what in ("甲", "乙"))
    line = chart.time_line(replace(standing_of(), deadlines=rows))
    assert len({mark.y for mark in (*line.deadlines, line.today) if mark}) == 3
    assert chart.time_line(replace(standing_of(), today=date(2026, 1, 1))).today is None
