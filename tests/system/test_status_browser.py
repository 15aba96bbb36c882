"""The pages of progress and results in a browser: self-contained, on a phone, on paper, without scripts."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tasks.pipeline.status.pages import write_pages_of
from tasks.settings import load as load_settings
from tests.system.office import seen_lines
from tests.unit.test_status import shown, standing_of

pytestmark = pytest.mark.system

CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!c.endsWith(', 0)') && c !== 'transparent') return c; }
    return 'rgb(255, 255, 255)'; };
  return [...document.querySelectorAll('main *')]
    .filter(e => !e.closest('svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => { const a = light(getComputedStyle(e).color), b = light(behind(e));
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim().slice(0, 20)]; })
    .filter(([ratio]) => ratio < 4.5);
}"""
"""Words that stand out too little from what is behind them (WCAG AA: 4.5 : 1)."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    wide = shown(observed="长" * 300 + "x" * 300, settlement="说明后采用：确实没有")
    now = standing_of(shown(), shown("file.corrupt"), settled=(wide,))
    return write_pages_of(load_settings({"FAZHI_DATA": str(data)}), now).parent


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that asks for nothing but files of its own folder."""
    opened = browser.new_page()
    strangers: list[str] = []
    opened.on("request", lambda one: None if one.url.startswith("file:") else strangers.append(one.url))
    opened.on("dialog", lambda dialog: strangers.append(dialog.message))
    opened.on("console", lambda message: strangers.append(message.text))
    yield opened
    opened.close()
    assert strangers == []


@pytest.mark.parametrize("name", ["index", "results"])
@pytest.mark.parametrize("width", [360, 390, 768, 1200])
def test_nothing_scrolls_sideways(folder: Path, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", ["index", "results"])
def test_words_can_be_read_and_tables_have_headers(folder: Path, page: Page, name: str) -> None:
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate(CONTRAST) == []
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("th:not([scope])").count() == 0
    assert page.locator("svg:not([aria-label])").count() == 0


def test_the_pages_lead_to_each_other(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="审核结果").click()
    assert page.get_by_role("heading", level=1).inner_text() == "洪梅镇 2023 年审核结果"
    page.get_by_role("link", name="返回报送进度").click()
    assert page.get_by_role("heading", level=1).inner_text() == "洪梅镇 2023 年报送进度"


@pytest.mark.parametrize(("name", "words"), [("index", "没有报齐的单位"), ("results", "没有发现问题的规则")])
def test_the_pages_print(folder: Path, page: Page, tmp_path: Path, name: str, words: str) -> None:
    page.goto((folder / f"{name}.html").as_uri())
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    seen = seen_lines(tmp_path / "printed.pdf")
    assert any(words in line.text.replace(" ", "") for line in seen)
    assert max(line.left for line in seen) < 595
