"""Arelle as an oracle: the facts of a page as a program reads them that knows nothing of us."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from arelle.api.Session import Session
from arelle.ModelXbrl import ModelXbrl
from arelle.RuntimeOptions import RuntimeOptions

from tasks import settings
from tasks.model import Document
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
