"""A Word file as its parts say: text as a reader sees it, figures' marks, comments."""

import io
import zipfile

from lxml import etree

from tasks.model.marks import NOTES_BEGIN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def names(package: bytes) -> list[str]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.namelist()


def part(package: bytes, name: str) -> etree._Element:
    """A part as a tree."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def paragraphs(package: bytes) -> list[str]:
    """The paragraphs of the body, those of tables and controls among them; empty ones left out."""
    body = part(package, "word/document.xml")
    texts = (text_of(paragraph) for paragraph in body.iter(f"{W}p"))
    return [text for text in texts if text]


def word_text(package: bytes) -> str:
    """The report's text, a line per paragraph: what stands before a review copy's notes."""
    found = paragraphs(package)
    end = found.index(NOTES_BEGIN) if NOTES_BEGIN in found else len(found)
    return "\n".join(found[:end])


def text_of(element: etree._Element) -> str:
    """The words in an element, without what only LibreOffice reads."""
    return "".join(each.text or "" for each in element.iter(f"{W}t") if each.getparent().tag != _FALLBACK)


def values(tree: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    """An attribute of every element of a name, in order."""
    return [each.get(f"{W}{attribute}") for each in tree.iter(f"{W}{tag}")]
