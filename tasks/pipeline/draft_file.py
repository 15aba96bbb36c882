"""A base draft's file, opened within the caps."""

from tasks.intake.formats import Kind, kind_of, zipped_kind
from tasks.intake.parts import check_package, open_package
from tasks.review.reading import UnreadableError
from tasks.review.reading.draft import ReadDraft, read_draft, wanted
from tasks.settings import Limits

NO_WORD = "请用 Word 或 WPS 打开底稿，存为 .docx 再交回"


def read_file(data: bytes, limits: Limits) -> ReadDraft:
    """What a Word file says. Raises RefusedError, UnreadableError."""
    if kind_of(data, "") is not Kind.ZIPPED:
        raise UnreadableError(f"不是 Word 文档（.docx）。{NO_WORD}")
    package = open_package(data)
    check_package(package, limits)
    if zipped_kind(package.entries.keys()) is not Kind.DOCX:
        raise UnreadableError(f"不是 Word 文档（.docx）。{NO_WORD}")
    return read_draft({name: package.xml(name) for name in wanted(package.entries)})
