"""A Word document with comments at some of its numbers; everything else in it stays as it was.

Parts that carry no comment are copied as they are. Comments that an earlier check left are taken out.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from tasks.review.comments import Comments
from tasks.review.reading.docx import BODY, Words, words_of
from tasks.review.reading.xml import local, tree

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Comment:
    """Paragraphs to say beside the characters from `start` to `end` of a paragraph, which is counted as
    `read_docx` does.
    """

    paragraph: int
    start: int
    end: int
    text: tuple[str, ...]


def annotate(data: bytes, comments: Sequence[Comment]) -> bytes:
    """The same document with these comments. What stands where Word takes no comment (a header, a footnote, a
    text box) is said at the first paragraph.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    parts = {info.filename: content for info, content in entries}
    root = tree(parts[BODY])
    written = Comments(parts, root)
    written.take_out_ours()
    _add(root, written, comments)
    changed = {BODY: _bytes(root), **written.parts()}
    return _zipped([(info, changed.pop(info.filename, content)) for info, content in entries], changed)


def _add(root: etree._Element, written: Comments, comments: Sequence[Comment]) -> None:
    paragraphs = words_of(root)
    by_paragraph: dict[int, dict[tuple[int, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in comments:
        there = one.paragraph < len(paragraphs) and _takes(paragraphs[one.paragraph])
        place = (one.paragraph, one.start, one.end) if there else _head(paragraphs)
        by_paragraph[place[0]][place[1:]] += one.text
    for paragraph, places in sorted(by_paragraph.items()):
        for (start, end), text in sorted(places.items(), reverse=True):  # from the end: offsets stay
            _mark(paragraphs[paragraph], start, end, written, text)


def _head(paragraphs: Sequence[Words]) -> tuple[int, int, int]:
    first = next((n for n, one in enumerate(paragraphs) if _takes(one)), 0)
    return first, 0, len(paragraphs[first].text)


def _takes(words: Words) -> bool:
    """Whether Word takes a comment there."""
    return bool(words.holders) and not any(
        local(above) == "txbxContent" for _, holder in words.holders[:1] for above in holder.iterancestors()
    )


def _mark(words: Words, start: int, end: int, written: Comments, text: Sequence[str]) -> None:
    _split(words, end)
    _split(words, start)
    within = [holder for at, holder in words.holders if start <= at < end]
    if not within:
        within = [words.holders[0][1]]
    written.place(_below_paragraph(within[0]), _below_paragraph(within[-1]), text)


def _split(words: Words, at: int) -> None:
    """Part the run that holds the text to both sides of an offset, if one does."""
    for number, (begin, holder) in enumerate(words.holders):
        said = holder.text or ""
        if begin < at < begin + len(said):
            rest = _parted(holder, at - begin)
            words.holders.insert(number + 1, (at, rest))
            return


def _parted(holder: etree._Element, at: int) -> etree._Element:
    """Cut a `w:t` in two: what follows goes into a run of the same properties. Gives the second `w:t`."""
    run, said = holder.getparent(), holder.text or ""
    following = list(holder.itersiblings())
    second = etree.Element(run.tag, run.attrib, run.nsmap)
    properties = run.find("{*}rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    rest = etree.SubElement(second, holder.tag, {_SPACE: "preserve"})
    holder.text, rest.text = said[:at], said[at:]
    holder.set(_SPACE, "preserve")
    second.extend(following)
    run.addnext(second)
    return rest


def _below_paragraph(element: etree._Element) -> etree._Element:
    """What holds an element directly below its paragraph: a comment goes round a content control, not
    into it, or LibreOffice drops the control.
    """
    while local(element.getparent()) != "p":
        element = element.getparent()
    return element


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _zipped(entries: Sequence[tuple[zipfile.ZipInfo, bytes]], more: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            archive.writestr(info, content, info.compress_type)
        for name in sorted(more):
            archive.writestr(zipfile.ZipInfo(name), more[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
