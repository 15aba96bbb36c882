"""A whole season: from the first draft to a report that is published and later corrected.

Everything goes through the command line, the pages of Prefect and the folders, as with the people whose work
it is; Word is LibreOffice, the browser Chromium.
"""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.drafts import Draft
from tests.leaders import ADDED, DELETED, MOST, moved, reworded
from tests.opinions import put
from tests.system.browsing import ARGUMENTS
from tests.system.season import TOWN, YEAR, Season, edited, issue_copy, printed
from tests.system.serving import serving
from tests.town import value_cell
from tests.word import word_text

pytestmark = pytest.mark.system

PORT = 4731
BY = ("张某", "2024-01-22")
DRAFT_WORDS = ("巩固已有成效，补齐短板弱项", "巩固已有成效，抓紧补齐短板弱项")
ENFORCEMENT, JUSTICE, SERVICE, TRAFFIC = "综合行政执法分局", "司法分局", "政务服务中心", "交警大队"
RIGHTS = "分类梳理权责事项617项"
"""What the enforcement branch disputes."""


def test_from_the_first_draft_to_a_correction(tmp_path: Path) -> None:
    data, site = tmp_path / "data", tmp_path / "site"
    with serving(data, PORT, site, spoiled=False) as served:
        season = Season(served, tmp_path / "work")
        wanted = word_comes_back(season)
        draft = departments_answer(season, wanted)
        final = signed(season, draft)
        published_and_corrected(season, final)


def word_comes_back(season: Season) -> list[str]:
    """One changes a sentence of the 底稿, others edit the report in Word: the next draft has both
    word for word, its numbers as the data say; so it would with the one that is still missing."""
    draft = season.run()
    season.work.mkdir()
    given = season.work / "底稿.docx"
    season.fazhi("edition", "export", str(YEAR), "--out", str(given))
    changed = Draft(given.read_bytes()).replace(*DRAFT_WORDS)
    season.drop(season.saved(changed.saved(), "docx"), "改稿", "底稿（改）.docx")
    wanted = left_by_leaders(printed(draft))
    typed = [line.replace("日常巡逻216人次", "日常巡逻888人次") for line in wanted]
    assert typed != wanted
    season.drop(season.saved(edited(draft, typed), "odt", "docx"), "改稿", "改稿.docx")

    now = printed(season.run())
    assert "已写进洪梅镇 2023 年的底稿" in answer(season, "底稿（改）_回执.txt")
    told = answer(season, "改稿_回执.txt")
    assert "改了的数：日常巡逻人次，文稿里是“888人次”，数据是“216人次”" in told
    assert "新的数：“12名”没有数据依据，定名“选聘法治副校长”" in told
    wanted = [line.replace(*DRAFT_WORDS) for line in wanted]
    assert sum(DRAFT_WORDS[1] in line for line in wanted) == 1
    assert without_numbers(now) == without_numbers([line.replace(ADDED[0], "") for line in wanted])
    return wanted


def left_by_leaders(lines: list[str]) -> list[str]:
    """30 sentences reworded, a section moved, two figures deleted, one added."""
    wanted, count = reworded(lines)
    assert count == MOST
    wanted = moved(wanted, "凝聚执法合力", "深化“放管服”改革")
    for clause in DELETED:
        assert sum(clause in line for line in wanted) == 1
        wanted = [line.replace(clause, "") for line in wanted]
    at = next(n for n, line in enumerate(wanted) if line.startswith("1.做实基层法律服务"))
    wanted[at] += ADDED[0]
    return wanted


def departments_answer(season: Season, wanted: list[str]) -> Path:
    """A number that leaders added is given, a cell comes late, one department disputes a number: the draft
    says the first two and is no final for the third."""
    assert "14 个单位" in season.fazhi("consult", str(YEAR), "--until", "2024-01-20")
    sheets = season.returns / str(YEAR) / "征求意见"
    disputed = {RIGHTS: ("应修改", RIGHTS.replace("617", "620"), "漏算3项")}
    for department, answers, nothing in ((ENFORCEMENT, disputed, ""), (JUSTICE, {}, "无意见")):
        name = f"征求意见表（{department}）.xlsx"
        season.filled(sheets / name, lambda book: put(book.worksheets[0], answers, nothing), name)  # noqa: B023
    season.filled(season.returns / "改稿" / "改稿_问题处理单.xlsx", give_the_number, "处理单（改稿）.xlsx")
    season.resent(SERVICE, lambda sheet: sheet.__setitem__(value_cell(sheet, "群众求助快速响应工单件数"), 26))
    made = season.run()
    late = [("工单25件，满意度为100%", "工单26件，满意度为96.2%")]
    now = without_numbers(printed(made))
    assert now == without_numbers([replaced(line, late) for line in wanted])
    reasons = season.fazhi("render", str(YEAR), "--final", code=1)
    assert "617项" in reasons
    assert "还没有确认数据" in reasons
    assert "保密审查没有做完" in reasons
    assert "必有的数缺了" not in reasons
    return made


def signed(season: Season, draft: Path) -> Path:
    """What is in a final's way is settled; it is approved in a browser, once, and what was signed is kept."""
    sheets = season.returns / str(YEAR) / "征求意见"
    season.filled(sheets / "意见采纳情况表.xlsx", reject, "采纳情况.xlsx")
    season.filled(season.returns / str(YEAR) / "问题处理单.xlsx", let_off, "处理单（免确认）.xlsx")
    season.run()
    reviewed(season)
    run = season.served.run("render-annual-report", YEAR, final=True)
    assert run.state_name == "待签发", season.log(run)
    final = season.versions / "v1"
    assert printed(final) == printed(draft)
    approve_in_browser(season)
    again = ("approve", str(YEAR), "v1", "--decision", "同意", "--reviewer", "李明", "--signer", "王强")
    assert "已经登记过，没有新的内容" in season.fazhi(*again)
    file = season.work / "签署.pdf"
    file.write_bytes(season.saved(issue_copy(final), "pdf"))
    assert "签署的文件：《签署.pdf》" in season.fazhi(*again, "--file", str(file))
    return final


def published_and_corrected(season: Season, final: Path) -> None:
    """It goes out; what comes later leaves it as it is, and the draft of a second one says what changed."""
    season.fazhi("record", str(YEAR), "v1", "--sent-to", "市委依法治市办", "--date", "2024-02-26")
    season.fazhi("record", str(YEAR), "v1", "--published-at", "http://www.dg.gov.cn/hongmei/2023.html")
    season.resent(TRAFFIC, lambda sheet: sheet.__setitem__(value_cell(sheet, "日常巡逻人次"), 226))
    site = season.served.site
    assert site is not None
    style = site / "templates" / "html" / "document.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    style.write_text("p { color: red }\n", encoding="utf-8")
    edition = site / "templates" / "editions" / "hongmei" / str(YEAR) / "report.md"
    edition.write_text(edition.read_text("utf-8").replace("抓紧补齐短板弱项", "加紧补齐短板弱项"), "utf-8")
    before = {path.name: path.read_bytes() for path in final.iterdir()}
    second = season.run()
    assert "全部与生成时一字节不差" in season.fazhi("render", str(YEAR), "--version", "v1", "--check")
    assert before == {path.name: path.read_bytes() for path in final.iterdir()}
    changes = [("日常巡逻216人次", "日常巡逻226人次"), ("抓紧补齐短板弱项", "加紧补齐短板弱项")]
    assert printed(second) == [replaced(line, changes) for line in printed(final)]
    assert json.loads((second / "manifest.json").read_bytes())["inputs"]["corrects"]["version"] == "v1"
    note = word_text((second / "更正说明（代拟稿）.docx").read_bytes())
    assert "216人次" in note
    assert "226人次" in note
    assert "加紧补齐短板弱项" in note


# --- what they read ------------------------------------------------------------------------------


def answer(season: Season, name: str) -> str:
    """What became of a file of 改稿."""
    return (season.returns / "改稿" / name).read_text(encoding="utf-8-sig")


def without_numbers(lines: list[str]) -> list[str]:
    """Headings without their numbers, which are made anew."""
    return [line.lstrip("一二三四五六七八九十（）、0123456789.") for line in lines]


def replaced(line: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        line = line.replace(old, new)
    return line


# --- what people type ----------------------------------------------------------------------------


def give_the_number(book: Workbook) -> None:
    sheet = book["补充数据"]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "选聘法治副校长")
    assert row[1].value == ADDED[1]
    for cell, text in zip(row[3:], ("教育办聘书", *BY), strict=False):
        cell.value = text


def reject(book: Workbook) -> None:
    sheet = book.worksheets[0]
    row = next(row for row in range(6, sheet.max_row + 1) if "620项" in str(sheet.cell(row, 5).value))
    for column, text in enumerate(("不采纳", "以权责清单公布的617项为准", *BY), start=7):
        sheet.cell(row, column).value = text


def let_off(book: Workbook) -> None:
    for row in book["报送和确认"].iter_rows(min_row=4):
        if row[0].value:
            for cell, text in zip(row[2:], ("免确认", "已当面核对", *BY), strict=False):
                cell.value = text


def reviewed(season: Season) -> None:
    """保密审查 of the last draft by three people."""
    for step, by in (("初审", "陈静"), ("复审", "李明"), ("批准", "王强")):
        season.fazhi("secrecy-review", str(YEAR), "--step", step, "--by", by)


def approve_in_browser(season: Season) -> None:
    """审核签发 with the form of the deployment."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = chromium.new_page(base_url=season.served.url)
        page.goto("/deployments")
        page.get_by_text("approve-annual-report").first.click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("button", name="Custom run").click()
        expect(page.get_by_text("送审稿的版本，例如 v1。")).to_be_visible()
        said = {"年份": str(YEAR), "审核人": "李明", "版本": "v1", "签发人": "王强", "日期": "2024-02-21"}
        for label, text in said.items():
            field(page, label, "*[self::input or self::textarea]").fill(text)
        field(page, "审核结果", "button").press("ArrowDown")
        page.get_by_role("option", name="同意").click()
        page.screenshot(path=season.work / "form.png", full_page=True)
        page.get_by_role("button", name="Submit").click()
        run = season.served.ended(season.served.find_run(f"{TOWN} {YEAR} 审核签发"))
        assert run.state_name == "已签发", season.log(run)
        page.goto(f"/runs/flow-run/{run.id}")
        expect(page.get_by_text("v1 同意（审核人李明，签发人王强，2024-02-21）").first).to_be_visible()
        chromium.close()


def field(page: Page, label: str, tag: str) -> Locator:
    """What is filled in under a label of the form."""
    of = f"//*[starts-with(normalize-space(text()), '{label}')]/following::article[1]"
    return page.locator(f"xpath={of}/following::{tag}[1]")
