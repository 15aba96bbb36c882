"""Arelle as an oracle: the facts of a page as a program reads them that knows nothing of us."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from arelle.api.Session import Session
from arelle.ModelXbrl import ModelXbrl
from arelle.RuntimeOptions import RuntimeOptions

from tasks import settings
from tasks.model import Document, Value
from tasks.quantity import convert
from tasks.writers.style import load_style
from tasks.writers.xbrl import write_xbrl

_SCHEMA = "年度报告 50%#1（机读稿）.xsd"


@contextmanager
def read_back(document: Document, names: Mapping[str, str], folder: Path) -> Iterator[ModelXbrl]:
    """The page of a document as Arelle reads it; `folder` to work in."""
    page, schema = write_xbrl(document, load_style(settings.load({})), names, _SCHEMA)
    (folder / "report.html").write_bytes(page)
    (folder / _SCHEMA).write_bytes(schema)
    with read_page(folder / "report.html") as model:
        yield model


@contextmanager
def read_page(page: Path) -> Iterator[ModelXbrl]:
    """A page with its schema beside it, loaded and validated without a network."""
    options = RuntimeOptions(
        entrypointFile=str(page),
        internetConnectivity="offline",
        validate=True,
        keepOpen=True,
        logFile="logToBuffer",
    )
    with Session() as session:
        session.run(options)
        (model,) = session.get_models()
        yield model


def wrong_numbers(model: ModelXbrl, document: Document) -> list[str]:
    """The numeric facts that are not the curated value, rounded half up to the decimals that they state."""
    wrong = []
    for fact in model.facts:
        if fact.isNumeric:
            value = document.values[f"{_period_of(fact)}/{fact.qname.localName}"]
            place = Decimal(1).scaleb(-int(fact.decimals))
            if fact.xValue != _in_xbrl(value).quantize(place, ROUND_HALF_UP):
                wrong.append(f"{fact.qname} {fact.xValue} {value.value}{value.unit}")
    return wrong


def _period_of(fact: object) -> str:
    """The period of a fact's context: 2023, or 2023-04 for a month."""
    context = fact.context  # type: ignore[attr-defined]
    begin, after = context.startDatetime, context.endDatetime  # Arelle's end is the first moment after
    return f"{begin:%Y}" if (after - begin).days > 31 else f"{begin:%Y-%m}"


def _in_xbrl(value: Value) -> Decimal:
    """A curated value as XBRL has it: shares as pure numbers, money in yuan, counts in ones."""
    share = convert(value.value, value.unit, "%") if "百分点" not in value.unit else value.value
    if share is not None:
        return share / 100
    base = re.sub("^[百千万亿]+", "", value.unit)
    converted = convert(value.value, value.unit, base)
    assert converted is not None
    return converted
