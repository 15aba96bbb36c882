"""The three documents of the shipped report, against LibreOffice turning the .docx into a PDF."""

import subprocess
import tempfile
from pathlib import Path

from benchmarks.timing import compare
from tasks.catalogue import load
from tasks.model import RegionYear
from tasks.pipeline.drafts import latest_document
from tasks.settings import load as load_settings
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style


def main() -> None:
    """Needs a rendered 2023 report (`fazhi run 2023`) and LibreOffice."""
    settings = load_settings()
    document = latest_document(settings, load(settings), RegionYear("hongmei", 2023))
    if document is None:
        raise SystemExit("fazhi run 2023 first")
    style = load_style(settings)
    fonts = choose_fonts(style.layout, packaged=True)
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "report.docx"
        word.write_bytes(write_docx(document, style))
        convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]
        compare(
            "docx, PDF and HTML, against one conversion by LibreOffice",
            lambda: (
                write_docx(document, style),
                write_pdf(document, style, fonts),
                write_html(document, style),
            ),
            lambda: subprocess.run(convert, check=True, capture_output=True),
        )


if __name__ == "__main__":
    main()
