"""A Word document as its reader sees it once all tracked changes are accepted.

What was inserted counts, what was struck out or moved away does not; hidden text, comments and field
codes are not read. Content controls and bookmarks may be there or not. Text boxes, tables, footnotes,
headers and footers are read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tasks.model.marks import marked_figure
from tasks.review.reading.types import Edited, Mark, Paragraph
from tasks.review.reading.xml import attribute, local, tree

BODY = "word/document.xml"
_OTHERS: Mapping[str, str] = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
}
_OTHER = re.compile(r"word/(header|footer|footnotes|endnotes)[0-9]*\.xml")

_GONE = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "sdtPr", "instrText", "delText"})
_APART = frozenset({"txbxContent", "p", "tbl"})
"""What is read on its own, wherever it hangs."""
_SEEN: Mapping[str, str] = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES: Mapping[str, frozenset[str]] = {
    "文稿里有修订，按全部接受修订后的文字核对": frozenset({"ins", "del", "moveFrom", "moveTo"}),
    "文稿里插入了另一份文件，其中的文字没有核对，请用 Word 打开后另存再核对": frozenset(
        {"altChunk", "subDoc"}
    ),
}
"""What is said of a document that holds one of these."""
_PAGE_NUMBER = re.compile(r"[-—–－―─\s]*(?:第?\s*[0-9０-９]{0,4}\s*页?)[-—–－―─\s]*(?:共\s*[0-9]*\s*页)?")


@dataclass(slots=True)
class Words:
    """A paragraph's text and the `w:t` elements that hold it, with the offset at which each begins."""

    text: str = ""
    holders: list[tuple[int, etree._Element]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    first: etree._Element | None = None  # the w:p it begins with


def wanted(names: Iterable[str]) -> list[str]:
    """The parts of a package that `read_docx` reads."""
    return [name for name in names if name == BODY or _OTHER.fullmatch(name)]


def read_docx(parts: Mapping[str, bytes]) -> Edited:
    """A document from its XML parts by name: the body first, in the order in which `annotate` counts its
    paragraphs. Raises UnreadableError.
    """
    root = tree(parts[BODY])
    paragraphs = [Paragraph(one.text, "", tuple(one.marks)) for one in words_of(root)]
    for name in sorted(parts):
        other = _OTHER.fullmatch(name)
        if other:
            where = _OTHERS[other[1]]
            said = (Paragraph(one.text, where) for one in words_of(tree(parts[name])))
            paragraphs += [one for one in said if not _PAGE_NUMBER.fullmatch(one.text)]
    within = {local(one) for one in root.iter()}
    notes = [said for said, names in _NOTES.items() if names & within]
    return Edited(tuple(paragraphs), tuple(notes))


def words_of(root: etree._Element) -> list[Words]:
    """All paragraphs with text, in reading order; a table's row is one, its cells apart."""
    found: list[Words] = []
    open_words: Words | None = None
    for block in _blocks(root):
        paragraphs = [block] if local(block) == "p" else list(_cells(block))
        for number, paragraph in enumerate(paragraphs):
            words = open_words or Words(first=paragraph)
            if number:
                words.text += " "
            _fill(words, paragraph)
            open_words = words if number + 1 < len(paragraphs) or _runs_on(paragraph) else None
            if open_words is None and words.text.strip():
                found.append(words)
    if open_words is not None and open_words.text.strip():
        found.append(open_words)
    return found


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs outside tables, and rows of tables, in order, without what is struck out."""
    stack = [root]
    while stack:
        one = stack.pop()
        name = local(one)
        if name in ("del", "moveFrom", "Fallback") or (name == "tr" and _struck(one)):
            continue
        if name == "tr":
            yield one
            stack.extend(reversed([t for t in one.iter("{*}tbl", "{*}txbxContent") if _own(t, one)]))
            continue
        if name == "p":
            yield one
        stack.extend(reversed(one))


def _own(inner: etree._Element, row: etree._Element) -> bool:
    """Whether a table or box within a row is not within another one there."""
    above = next((a for a in inner.iterancestors("{*}tr", "{*}txbxContent")), None)
    return above is row


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """A row's paragraphs, but those of tables and text boxes within."""
    return (p for p in row.iter("{*}p") if _own(p, row) and not any(_gone(a) for a in p.iterancestors()))


def _gone(element: etree._Element) -> bool:
    return local(element) in ("del", "moveFrom", "Fallback")


def _struck(row: etree._Element) -> bool:
    return row.find("{*}trPr/{*}del") is not None


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether a paragraph's end was struck out, so that the next one goes on with it."""
    return paragraph.find("{*}pPr/{*}rPr/{*}del") is not None


def _fill(words: Words, paragraph: etree._Element) -> None:
    """Add a paragraph's text to `words`."""
    begun: dict[str, tuple[int, str]] = {}
    stack = list(reversed(paragraph))
    while stack:
        one = stack.pop()
        name = local(one)
        if name in _GONE or name in _APART or not name:
            continue
        if name == "t":
            words.holders.append((len(words.text), one))
            words.text += one.text or ""
        elif name in _SEEN:
            words.text += _SEEN[name]
        elif name == "bookmarkStart":
            begun[attribute(one, "id")] = (len(words.text), attribute(one, "name"))
        elif name == "bookmarkEnd" and attribute(one, "id") in begun:
            start, called = begun.pop(attribute(one, "id"))
            figure = marked_figure(called)
            words.marks += [Mark(start, len(words.text), figure)] if figure else []
        elif not (name == "r" and _hidden(one)):
            stack.extend(reversed(one))


def _hidden(run: etree._Element) -> bool:
    vanish = run.find("{*}rPr/{*}vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")
