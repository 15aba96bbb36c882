"""A PDF: the text that its pages carry, page numbers left out."""

import re
from collections.abc import Iterator
from typing import Any

from tasks.review.reading.joining import joined
from tasks.review.reading.types import Edited, Paragraph, UnreadableError

_PAGE_NUMBER = re.compile(r"[-—–－―─\s]*[0-9０-９]{1,4}[-—–－―─\s]*")
_MOST_PAGES = 1000
_SOFT_HYPHEN = re.compile("[\ufffe\u00ad]")
"""What PDFium gives for a hyphen at a line's end, and the character itself."""


def read_pdf(data: bytes) -> Edited:
    """Its paragraphs. Raises UnreadableError where it is damaged, locked, too long or only a picture."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "PDF 有打开密码，请去掉密码后再核对" if locked else "PDF 已损坏，无法打开，请重新导出"
        raise UnreadableError(why) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"PDF 超过 {_MOST_PAGES} 页，请分开核对")
        lines = [line for page in document for line in _lines(page)]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("PDF 有损坏的页，请重新导出") from error
    finally:
        document.close()
    paragraphs = tuple(Paragraph(text) for text in joined(lines))
    if not paragraphs:
        raise UnreadableError("PDF 里没有文字（可能是扫描件），请用导出的 PDF 或 Word 稿核对")
    return Edited(paragraphs, quoted=False)  # set in a font of their own, they come before their line


def _lines(page: Any) -> Iterator[str]:
    """A page's lines without its number, which stands alone in its first or last line."""
    text_page = page.get_textpage()
    text = _SOFT_HYPHEN.sub("-", text_page.get_text_range())
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    text_page.close()
    for number, line in enumerate(lines):
        outermost = number in (0, len(lines) - 1)
        if not (outermost and _PAGE_NUMBER.fullmatch(line)):
            yield line
