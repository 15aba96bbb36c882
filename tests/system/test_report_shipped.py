"""The shipped report's PDF and machine-readable page: the same words, no source, the curated facts."""

import re
import subprocess
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from arelle.ModelXbrl import ModelXbrl

from tasks.model import Document, Value
from tasks.pipeline.render import Rendered
from tasks.quantity import convert
from tasks.writers.annex_lines import plain_text
from tests.system.arelle_reading import read_page
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
    for fact in numbers:
        value = document.values[f"{period_of(fact)}/{fact.qname.localName}"]
        exact = in_xbrl(value).quantize(Decimal(1).scaleb(-int(fact.decimals)), ROUND_HALF_UP)
        assert fact.xValue == exact, value


def test_hedged_figures_are_read_back_in_words(facts: ModelXbrl, document: Document) -> None:
    words = [fact.xValue for fact in facts.facts if not fact.isNumeric]
    assert sorted(words) == sorted(
        figure.text for figure in document.figures.values() for _ in figure.keys if HEDGED.search(figure.text)
    )


def period_of(fact: object) -> str:
    """The period of a fact's context: 2023, or 2023-04 for a month."""
    context = fact.context  # type: ignore[attr-defined]
    begin, after = context.startDatetime, context.endDatetime  # Arelle's end is the first moment after
    return f"{begin:%Y}" if (after - begin).days > 31 else f"{begin:%Y-%m}"


def in_xbrl(value: Value) -> Decimal:
    """A curated value as XBRL has it: shares as pure numbers, money in yuan, counts in ones."""
    share = convert(value.value, value.unit, "%") if value.unit != "百分点" else value.value
    if share is not None:
        return share / 100
    base = re.sub("^[百千万亿]+", "", value.unit)
    converted = convert(value.value, value.unit, base)
    assert converted is not None
    return converted
