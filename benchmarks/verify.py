"""The check of the shipped report: a process of its own against LibreOffice's conversion of the same file, in
memory against python-docx reading it, and ten times the text against the text once.
"""

import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

from benchmarks.timing import compare
from tasks.catalogue import Catalogue, load
from tasks.model import Document, RegionYear
from tasks.pipeline.drafts import latest_document
from tasks.pipeline.edited import open_edited
from tasks.pipeline.known import Behind
from tasks.pipeline.said import said_by
from tasks.review.reading import Edited, Paragraph
from tasks.review.verify import Known, Line, Ours, verify
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.writers.docx import write_docx
from tasks.writers.style import load_style

_KEY = RegionYear("hongmei", 2023)
_EDITS = {"1661": "1,661", "293": "239", "3355": "3335", "15461": "15641", "同比增长": "同比下降"}


def main() -> None:
    """Needs a rendered 2023 report (`fazhi run 2023`) and LibreOffice."""
    settings = load_settings()
    catalogue = load(settings)
    document = latest_document(settings, catalogue, _KEY)
    if document is None:
        raise SystemExit("fazhi run 2023 first")
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "report.docx"
        word.write_bytes(_edited(write_docx(document, load_style(settings))))
        _cold(word)
        _warm(settings, catalogue, document, word)
    _ten_times(settings, catalogue, document)


def _edited(data: bytes) -> bytes:
    """The report with some runs of text written over."""
    word = docx.Document(io.BytesIO(data))
    for run in (run for paragraph in word.paragraphs for run in paragraph.runs):
        run.text = next((run.text.replace(a, b) for a, b in _EDITS.items() if a in run.text), run.text)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _cold(word: Path) -> None:
    folder = str(word.parent)
    program = [sys.executable, "-c", "from flows.cli import main; main()"]

    def ours() -> object:
        return subprocess.run(
            [*program, "verify", str(word), "--out", folder], check=False, capture_output=True
        )

    def other() -> object:
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]
        return subprocess.run(command, check=True, capture_output=True)

    compare("fazhi verify, a new process, against LibreOffice's conversion to PDF", ours, other)


def _warm(settings: Settings, catalogue: Catalogue, document: Document, word: Path) -> None:
    known = Behind(settings, catalogue, _KEY, document).known()

    def ours() -> object:
        edited = open_edited(word, settings.limits).edited
        return verify(edited, said_by(document), known, catalogue.names)

    def other() -> object:
        return [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]

    compare("read and checked, against python-docx reading it", ours, other, clock=time.process_time)


def _ten_times(settings: Settings, catalogue: Catalogue, document: Document) -> None:
    """Ten copies, each paragraph told apart by its number, with one figure in ten written over."""
    known = Behind(settings, catalogue, _KEY, document).known()
    one, ten = _copies(said_by(document), 1), _copies(said_by(document), 10)

    def held(ours: Ours, known: Known) -> object:
        texts = (Paragraph(line.text.replace("13", "31").replace("全年", "一年来")) for line in ours.lines)
        return verify(Edited(tuple(texts)), ours, known, catalogue.names)

    compare(
        "ten times the text, reworded, against the text once",
        lambda: held(ten, known),
        lambda: held(one, known),
        clock=time.process_time,
    )


def _copies(ours: Ours, times: int) -> Ours:
    signs = "甲乙丙丁戊己庚辛壬癸"[:times]
    lines = (Line(f"{line.text}{sign * 3}", line.spans) for sign in signs for line in ours.lines)
    return Ours(tuple(lines), ours.figures, ours.values)


if __name__ == "__main__":
    main()
