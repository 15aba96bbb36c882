"""An OpenDocument text: what stands in it once tracked changes are accepted."""

from collections.abc import Iterator

from lxml import etree

from tasks.review.reading.types import Edited, Paragraph
from tasks.review.reading.xml import attribute, local, tree

BODY = "content.xml"
_APART = frozenset({"tracked-changes", "annotation", "note-citation", "page-number", "page-count"})
"""Struck out, or beside the text."""
_OWN = frozenset({"p", "h", "note-body", "text-box"})
"""What is a paragraph of its own, or holds some, wherever it hangs."""


def read_odt(content: bytes) -> Edited:
    """A document from its `content.xml`. Raises UnreadableError."""
    root = tree(content)
    changed = any(local(one) == "changed-region" for one in root.iter())
    notes = ("文稿里有修订，按全部接受修订后的文字核对",) if changed else ()
    texts = (_text(block) for block in _blocks(root))
    return Edited(tuple(Paragraph(text) for text in texts if text.strip()), notes)


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, headings and rows of tables in order."""
    stack = [root]
    while stack:
        one = stack.pop()
        name = local(one)
        if name in _APART:
            continue
        if name in ("p", "h", "table-row"):
            yield one
        if name != "table-row":
            stack.extend(reversed(one))


def _text(block: etree._Element) -> str:
    row = local(block) == "table-row"
    pieces: list[str] = []
    stack: list[etree._Element | str] = [block]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        if one is not block and one.tail:
            stack.append(one.tail)
        name = local(one)
        if name in _APART or (name in _OWN and one is not block and not row):
            continue
        pieces.append(_before(name, one) + (one.text or ""))
        stack.extend(reversed(one))
    return "".join(pieces)


def _before(name: str, element: etree._Element) -> str:
    """White space that an element stands for."""
    if name == "s":
        return " " * _whole(attribute(element, "c"))
    return {"tab": " ", "line-break": "\n", "table-cell": " ", "p": " "}.get(name, "")


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
