"""A base draft in Word as somebody edits it: words changed, paragraphs put in, taken out and moved."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.word import W, text_of

_BODY = "word/document.xml"
_SAID = {f"{W}author": "张三", f"{W}date": "2024-01-05T09:00:00Z"}


class Draft:
    """The paragraphs of a draft, to be edited by hand."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._root = etree.fromstring(self._parts[_BODY])

    @property
    def texts(self) -> list[str]:
        """What the paragraphs say."""
        return [text_of(one) for one in self._root.iter(f"{W}p")]

    def replace(self, old: str, new: str) -> "Draft":
        """Other words where they stand first; a paragraph's formatting is lost with them."""
        words = self.find(old)
        self._say(words, text_of(words).replace(old, new, 1))
        return self

    def tracked(self, old: str, new: str) -> "Draft":
        """The same as recorded changes: the old words struck out, the new ones put in."""
        paragraph = self.find(old)
        before, _, after = text_of(paragraph).partition(old)
        self._say(paragraph, before)
        removed = etree.SubElement(paragraph, f"{W}del", {f"{W}id": "9001", **_SAID})
        etree.SubElement(etree.SubElement(removed, f"{W}r"), f"{W}delText").text = old
        added = etree.SubElement(paragraph, f"{W}ins", {f"{W}id": "9002", **_SAID})
        for holder, words in ((added, new), (paragraph, after)):
            etree.SubElement(etree.SubElement(holder, f"{W}r"), f"{W}t").text = words
        return self

    def insert_after(self, words: str, text: str, style: str = "公文正文") -> "Draft":
        """A new paragraph behind the one with these words."""
        paragraph = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {f"{W}val": style})
        self._say(paragraph, text)
        self.find(words).addnext(paragraph)
        return self

    def remove(self, words: str) -> "Draft":
        """Take the paragraph with these words out."""
        paragraph = self.find(words)
        paragraph.getparent().remove(paragraph)
        return self

    def move_after(self, words: str, *moved: str) -> "Draft":
        """Cut paragraphs and paste them behind another, in their order."""
        for one in reversed(moved):
            self.find(words).addnext(self.find(one))
        return self

    def restyle(self, words: str, style: str) -> "Draft":
        """Another style for a paragraph."""
        self.find(words).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
        return self

    def in_table(self, words: str) -> "Draft":
        """A table with one cell behind a paragraph, which says the same."""
        table = etree.Element(f"{W}tbl")
        cell = etree.SubElement(etree.SubElement(table, f"{W}tr"), f"{W}tc")
        cell.append(deepcopy(self.find(words)))
        self.find(words).addnext(table)
        return self

    def find(self, words: str) -> etree._Element:
        """The first paragraph with these words."""
        return next(one for one in self._root.iter(f"{W}p") if words in text_of(one))

    def saved(self, keep: Callable[[str], bool] = lambda _: True) -> bytes:
        """The file, of its parts those that an editor keeps."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._parts.items():
                if keep(name):
                    archive.writestr(name, etree.tostring(self._root) if name == _BODY else data)
        return target.getvalue()

    def _say(self, paragraph: etree._Element, text: str) -> None:
        for run in [one for one in paragraph if one.tag != f"{W}pPr"]:
            paragraph.remove(run)
        run = etree.SubElement(paragraph, f"{W}r")
        said = etree.SubElement(run, f"{W}t")
        said.text = text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
