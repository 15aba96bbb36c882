"""What an operator and the report team see in Prefect's pages, in a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.system.browsing import ARGUMENTS
from tests.system.serving import Served, serving

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on which the main job has run once."""
    with serving(tmp_path_factory.mktemp("served") / "data", 4721) as one:
        one.run("annual-report", 2023)
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, served: Served, tmp_path: Path) -> Iterator[Page]:
    """A page that asks nothing of any other host, photographed at the end."""
    opened = browser.new_page(base_url=served.url, viewport={"width": 1400, "height": 1000})
    strangers: list[str] = []
    opened.on(
        "request", lambda request: strangers.append(request.url) if _strange(request.url, served) else None
    )
    opened.on("dialog", lambda dialog: strangers.append(dialog.message))
    yield opened
    opened.screenshot(path=tmp_path / "page.png", full_page=True)
    opened.close()
    assert strangers == []


def _strange(url: str, served: Served) -> bool:
    return not url.startswith((served.url, f"blob:{served.url}", "data:"))


def test_runs_have_readable_names(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Runs", exact=True).click()
    expect(page.get_by_text("洪梅镇 2023 年度报告").first).to_be_visible()


def test_a_runs_page_leads_to_its_tasks_and_tables(page: Page) -> None:
    page.goto("/runs")
    page.get_by_text("洪梅镇 2023 年度报告").first.click()
    page.get_by_text("Task Runs", exact=True).click()
    for name in ("接收 洪梅镇 2022、2023 年报送文件", "汇总 洪梅镇 2022 年数据", "生成 洪梅镇 2023 年度报告"):
        expect(page.get_by_text(name).first).to_be_visible()
    page.get_by_text("Artifacts", exact=True).click()
    for title in ("洪梅镇 2023 年报送情况", "洪梅镇 2023 年问题清单", "洪梅镇 2023 年成果文件"):
        expect(page.get_by_text(title).first).to_be_visible()


@pytest.mark.parametrize(
    ("key", "title", "cells"),
    [
        ("submissions", "报送情况", ["填报单位", "综合行政执法分局", "通过"]),
        ("findings", "问题清单", ["怎样修改", "信访办", "严重", "补充材料.xlsx"]),
        ("documents", "成果文件", ["年度报告.docx", "年度报告.pdf"]),
    ],
)
def test_tables_are_chinese(page: Page, key: str, title: str, cells: list[str]) -> None:
    page.goto(f"/artifacts/key/{key}-hongmei-2023")
    page.locator("a[href*='/artifacts/artifact/']").first.click()
    expect(page.get_by_role("heading", name=f"洪梅镇 2023 年{title}")).to_be_visible()
    for cell in cells:
        expect(page.get_by_text(cell).first).to_be_visible()


def test_the_report_team_renders_with_a_form(page: Page, served: Served) -> None:
    page.goto("/deployments")
    expect(page.get_by_text("生成报告", exact=True)).to_be_visible()
    page.get_by_text("render-annual-report").first.click()
    page.get_by_text("Description", exact=True).click()
    expect(page.get_by_text("由已汇总的数据、文字材料和年度底稿生成公文、PDF 和网页。")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Custom run").click()
    expect(page.get_by_text("报告所属年份，例如 2023。")).to_be_visible()
    page.get_by_role("spinbutton").first.fill("2023")
    page.get_by_role("button", name="Submit").click()
    assert served.ended(served.find_run("洪梅镇 2023 生成报告")).state_name == "Completed"
    page.goto("/runs")
    expect(page.get_by_text("洪梅镇 2023 生成报告").first).to_be_visible()
