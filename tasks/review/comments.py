"""The comments of a Word document: its part, what leads to it, and where they stand in the text."""

import posixpath
from collections.abc import Iterable, Mapping

from lxml import etree

from tasks.review.reading.xml import attribute, tree

AUTHOR = "数据核对"
"""Whose comments they are; the next check takes them out again."""

_INITIALS = "核"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_NEW_PART = "word/fazhi-comments.xml"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACES = ("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")


class Comments:
    """The comments of one document, whose `root` is its body's part, read with all `parts` by name."""

    def __init__(self, parts: Mapping[str, bytes], root: etree._Element) -> None:
        self._root = root
        self._space = root.tag.rpartition("}")[0] + "}"
        self._relations = tree(parts.get(_RELATIONS, _NO_RELATIONS))
        self._types = tree(parts[_TYPES])
        found = self._part()
        self._is_new = found not in parts
        self._name = _NEW_PART if self._is_new else found
        self._comments = etree.Element(self._tag("comments"), nsmap={"w": self._space[1:-1]})
        if not self._is_new:
            self._comments = tree(parts[found])
        self._next = 1 + max((_whole(attribute(one, "id")) for one in self._comments), default=-1)

    def take_out_ours(self) -> None:
        """Remove the comments that an earlier check left."""
        ours = {attribute(one, "id") for one in self._comments if attribute(one, "author") == AUTHOR}
        for one in [one for one in self._comments if attribute(one, "id") in ours]:
            self._comments.remove(one)
        for place in [p for p in self._root.iter(*_PLACES) if attribute(p, "id") in ours]:
            above = place.getparent()
            above.remove(place)
            if above.tag == self._tag("r") and not len(above.xpath("./*[local-name()!='rPr']")):
                above.getparent().remove(above)

    def place(self, first: etree._Element, last: etree._Element, text: Iterable[str]) -> None:
        """Say something beside what stands from one element of a paragraph to another."""
        number = str(self._next)
        self._next += 1
        first.addprevious(self._make("commentRangeStart", id=number))
        reference = self._make("r")
        reference.append(self._make("commentReference", id=number))
        last.addnext(reference)
        last.addnext(self._make("commentRangeEnd", id=number))
        comment = self._make("comment", id=number, author=AUTHOR, initials=_INITIALS)
        for line in text:
            paragraph = etree.SubElement(comment, self._tag("p"))
            said = etree.SubElement(etree.SubElement(paragraph, self._tag("r")), self._tag("t"))
            said.text = line
            said.set(_SPACE, "preserve")
        self._comments.append(comment)

    def parts(self) -> dict[str, bytes]:
        """The parts that carry the comments, by name."""
        written = {self._name: self._comments}
        if self._is_new:
            self._announce()
            written |= {_RELATIONS: self._relations, _TYPES: self._types}
        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in written.items()
        }

    def _announce(self) -> None:
        """Tell of a new part in the relations and content types."""
        relations = self._relations
        kind = _STRICT if "purl.oclc.org" in self._space else _TRANSITIONAL
        taken = {attribute(one, "Id") for one in relations}
        identity = next(name for n in range(len(taken) + 1) if (name := f"rIdFazhi{n}") not in taken)
        space = relations.tag.rpartition("}")[0] + "}"
        target = _NEW_PART.removeprefix("word/")
        etree.SubElement(
            relations, f"{space}Relationship", Id=identity, Type=f"{kind}/comments", Target=target
        )
        space = self._types.tag.rpartition("}")[0] + "}"
        etree.SubElement(self._types, f"{space}Override", PartName=f"/{_NEW_PART}", ContentType=_CONTENT)

    def _part(self) -> str:
        """The part that holds the document's comments, "" where there is none."""
        for one in self._relations:
            if attribute(one, "Type").endswith("/relationships/comments"):
                return posixpath.normpath(posixpath.join("/word", attribute(one, "Target")))[1:]
        return ""

    def _make(self, name: str, **attributes: str) -> etree._Element:
        given = {self._tag(key): value for key, value in attributes.items()}
        return etree.Element(self._tag(name), given)

    def _tag(self, name: str) -> str:
        return f"{self._space}{name}"


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
