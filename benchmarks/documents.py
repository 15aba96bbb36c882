"""All documents of one version of the shipped report, against LibreOffice turning one .docx into a PDF."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.timing import compare
from tasks.catalogue import Catalogue, load
from tasks.model import Annex, Bar, Chart, Document, FigureRun, Frame, RegionYear, Table, Text
from tasks.pipeline.copies import Making, write_copies
from tasks.pipeline.drafts import latest_document
from tasks.pipeline.names import review_of
from tasks.review.numbers import marked
from tasks.settings import load as load_settings
from tasks.writers.docx import write_docx
from tasks.writers.fonts import FontChoice, choose_fonts
from tasks.writers.style import Style, load_style


def main() -> None:
    """Needs a rendered 2023 report (`fazhi run 2023`) and LibreOffice."""
    settings = load_settings()
    catalogue = load(settings)
    document = latest_document(settings, catalogue, RegionYear("hongmei", 2023))
    if document is None:
        raise SystemExit("fazhi run 2023 first")
    style = load_style(settings)
    fonts = choose_fonts(style.layout, packaged=True)
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "report.docx"
        word.write_bytes(write_docx(document, style))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]

        def convert() -> object:
            return subprocess.run(command, check=True, capture_output=True)

        for title, one in (("as shipped", document), ("with annexes and 版头", with_everything(document))):
            ours = every_document(one, catalogue, style, fonts)
            compare(f"all documents, {title}, against one conversion by LibreOffice", ours, convert)


def every_document(
    document: Document, catalogue: Catalogue, style: Style, fonts: FontChoice
) -> Callable[[], object]:
    """Writes each file of a version once."""

    def write() -> object:
        inside = marked(document, catalogue.names)
        return write_copies(Making(document, inside, review_of(catalogue), {}, style, fonts))

    return write


def with_everything(document: Document) -> Document:
    """The report with a table and a chart of all its figures, and 版头 and 版记."""
    figures = [figure for figure in document.figures.values() if figure.keys]
    rows = tuple(((Text(one.name),), (FigureRun(one.id),), (Text("—"),)) for one in figures)
    values = document.values
    bars = tuple(Bar(one.name, one.id, values[one.keys[0]].value) for one in figures[:12])
    annexes = (
        Annex("主要指标", (Table(("指标", "本年", "上年"), rows, numeric=(1, 2)),)),
        Annex("主要指标图", (Chart("主要指标", bars),)),
    )
    frame = Frame("洪梅镇人民政府文件", "洪府〔2024〕1号", "各村（社区）", "党政综合办公室", "2024年1月31日")
    return replace(document, annexes=annexes, frame=frame)


if __name__ == "__main__":
    main()
