"""年度底稿 as Word: given out, known again and taken back."""

from dataclasses import dataclass

from tasks.intake.formats import Kind, RefusedError, kind_of, zipped_kind
from tasks.intake.parts import check_package, open_package
from tasks.model import RegionYear
from tasks.review.reading import UnreadableError
from tasks.review.reading.draft import ReadDraft, read_draft, wanted
from tasks.settings import Limits


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a base draft that was given back. Lines are Chinese, for the report team.

    With `problems` nothing was written. `answer` is a Word file with comments: the file given back, or where
    both it and the edition were changed, a new one that has both.
    """

    region_year: RegionYear
    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answer: bytes | None = None


def base_draft_of(data: bytes) -> RegionYear | None:
    """Whose base draft a file is; None where it is none, or cannot be read."""
    try:
        identity = _read(data, Limits()).identity
    except (RefusedError, UnreadableError):
        return None
    return identity.region_year if identity else None


def _read(data: bytes, limits: Limits) -> ReadDraft:
    """Raises RefusedError, UnreadableError."""
    if kind_of(data, "") is not Kind.ZIPPED:
        raise UnreadableError("不是 Word 文档（.docx）。请用 Word 或 WPS 另存为 .docx 后重试")
    package = open_package(data)
    check_package(package, limits)
    if zipped_kind(package.entries.keys()) is not Kind.DOCX:
        raise UnreadableError("不是 Word 文档（.docx）。请用 Word 或 WPS 另存为 .docx 后重试")
    return read_draft({name: package.xml(name) for name in wanted(package.entries)})
