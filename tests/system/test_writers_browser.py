"""The HTML pages in a browser: on a phone, by keyboard, on paper."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tasks import settings
from tasks.writers.html import write_html
from tasks.writers.style import load_style
from tests.document import annexed, review, sample
from tests.system.office import seen_lines

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    style = load_style(settings.load({}))
    (tmp_path / "public.html").write_bytes(write_html(sample(), style))
    (tmp_path / "annexed.html").write_bytes(write_html(annexed(), style))
    (tmp_path / "review.html").write_bytes(write_html(sample(), style, review()))
    return tmp_path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(java_script_enabled=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["public", "review"])
def test_a_phone_never_scrolls_sideways(folder: Path, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_line_of_the_page_holds_28_characters(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto((folder / "public.html").as_uri())
    paragraph = page.locator("article p.body").first
    size = paragraph.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert paragraph.bounding_box()["width"] == pytest.approx(28 * size)  # type: ignore[index]


def test_keyboard_focus_shows_the_source_and_enter_opens_it(folder: Path, page: Page) -> None:
    page.goto((folder / "review.html").as_uri())
    figure = page.locator("a.figure", has_text="385%")
    figure.evaluate("element => element.focus({focusVisible: true})")
    strip = figure.evaluate("element => getComputedStyle(element, '::after').content")
    assert "（1483－306）÷306＝385%" in strip
    page.keyboard.press("Enter")
    panel = page.locator(".source:target")
    assert panel.is_visible()
    assert panel.evaluate("element => getComputedStyle(element).position") == "fixed"
    assert "执法案件台账" in panel.inner_text()
    panel.get_by_role("link", name="返回正文").click()
    assert page.locator(".source:target").count() == 0


def test_a_click_opens_the_source_without_scripts(folder: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((folder / "review.html").as_uri())
    opened.locator("a.figure", has_text="1483宗").click()
    assert opened.locator(".source:target").is_visible()
    context.close()


def test_the_skip_link_appears_with_the_first_tab(folder: Path, page: Page) -> None:
    page.goto((folder / "public.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    assert skip.bounding_box()["x"] == 0  # type: ignore[index]


def test_on_paper_the_public_page_is_an_official_document(folder: Path, page: Page) -> None:
    page.goto((folder / "public.html").as_uri())
    printed = folder / "printed.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    seen = seen_lines(printed)
    assert round(min(line.left for line in seen) / 72 * 25.4) in (27, 28)
    assert "青禾镇2023年法治政府建设年度报告" in [line.text for line in seen]
    assert "—1—" in [line.text for line in seen]


def test_on_paper_an_annex_begins_a_page_and_its_table_repeats_the_head(folder: Path, page: Page) -> None:
    page.goto((folder / "annexed.html").as_uri())
    printed = folder / "annexed.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    seen = seen_lines(printed)
    tops = [next(line.text for line in seen if line.page == number) for number in range(1, seen[-1].page + 1)]
    assert {"附件1", "附件2"} <= set(tops)
    assert sum(line.text == "指标2023年2022年同比" for line in seen) > 1
