"""The shipped report's PDF and machine-readable page: the same words, no source, the curated facts."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from arelle.ModelXbrl import ModelXbrl

from tasks.model import Document
from tasks.pipeline.render import Rendered
from tasks.writers.annex_lines import plain_text
from tests.system.arelle_reading import read_page, wrong_numbers
from tests.town import Town, new_town

pytestmark = pytest.mark.system

HEDGED = re.compile("[约近超余多成]|不到|以上|以下|[增减]|持平")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return new_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def rendered(town: Town) -> Rendered:
    rendered = town.run().rendered
    assert isinstance(rendered, Rendered)
    return rendered


@pytest.fixture(scope="module")
def document(town: Town, rendered: Rendered) -> Document:
    return town.document()


@pytest.fixture(scope="module")
def facts(rendered: Rendered) -> Iterator[ModelXbrl]:
    (page,) = rendered.folder.glob("*（机读稿）.html")
    with read_page(page) as model:
        yield model


def test_the_pdf_says_the_same_and_holds_no_source(rendered: Rendered, document: Document) -> None:
    pdf = next(rendered.folder.glob("*年度报告.pdf"))
    told = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", "-meta", str(pdf)], capture_output=True, text=True, check=True).stdout
    about += subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = [re.sub(r"—\s*\d+\s*—\s*$", "", page.strip()) for page in told.split("\f")]
    assert "".join("".join(pages).split()) == "".join(plain_text(document).split())
    values = document.values.values()
    inside = {text for v in values for text in (v.origin.file, v.origin.sha256) if text} | {"张某某"}
    assert not [one for one in inside if one in told + about]


def test_arelle_finds_no_error_and_a_fact_for_every_figure(facts: ModelXbrl, document: Document) -> None:
    assert facts.errors == []
    assert len(facts.facts) == sum(len(figure.keys) for figure in document.figures.values())
    assert len(facts.facts) >= 88


def test_numbers_read_back_are_the_curated_values_as_printed(facts: ModelXbrl, document: Document) -> None:
    numbers = [fact for fact in facts.facts if fact.isNumeric]
    assert len(numbers) >= 80
    assert wrong_numbers(facts, document) == []


def test_hedged_figures_are_read_back_in_words(facts: ModelXbrl, document: Document) -> None:
    words = [fact.xValue for fact in facts.facts if not fact.isNumeric]
    assert sorted(words) == sorted(
        figure.text for figure in document.figures.values() for _ in figure.keys if HEDGED.search(figure.text)
    )
