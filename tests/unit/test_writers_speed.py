"""The three documents and the review copy together stay far below the two seconds they may take."""

import time

from tasks import settings
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style
from tests.document import review, sample


def test_all_documents_within_two_seconds() -> None:
    style = load_style(settings.load({}))
    start = time.perf_counter()
    fonts = choose_fonts(style.layout, packaged=True)
    write_docx(sample(), style)
    write_pdf(sample(), style, fonts)
    write_html(sample(), style)
    write_html(sample(), style, review())
    assert time.perf_counter() - start < 2
