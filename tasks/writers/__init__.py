"""Writers: one document model → .docx, PDF, HTML, word for word the same, same bytes for the same input."""

from tasks.writers.docx import write_docx
from tasks.writers.fonts import FontChoice, choose_fonts
from tasks.writers.html import write_html
from tasks.writers.lines import plain_text
from tasks.writers.pdf import check_glyphs, write_pdf
from tasks.writers.sources import Review
from tasks.writers.style import Style, load_style

__all__ = [
    "FontChoice",
    "Review",
    "Style",
    "check_glyphs",
    "choose_fonts",
    "load_style",
    "plain_text",
    "write_docx",
    "write_html",
    "write_pdf",
]
