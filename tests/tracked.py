"""A Word file as somebody leaves it who edits with tracked changes on: what was there is struck out, what
came is marked as inserted, nothing is accepted."""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher

from lxml import etree

from tasks.differences import in_order, paired

BODY = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WHO = {f"{{{_W}}}author": "镇领导", f"{{{_W}}}date": "2024-02-01T09:00:00Z"}


def tracked(data: bytes, texts: Sequence[str]) -> bytes:
    """The file edited so that its paragraphs read as `texts` once all changes are accepted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[BODY])
    body = root.find(f"{{{_W}}}body")
    paragraphs = [one for one in body.findall(f"{{{_W}}}p") if _text(one)]
    ours = [_text(one) for one in paragraphs]
    last = None
    for old, new in in_order(paired(ours, texts).kept, len(ours), len(texts)):
        if old is None and new is not None:
            made = deepcopy(paragraphs[1])
            _write(made, "", texts[new])
            _mark(made, "ins")
            body.insert(0, made) if last is None else last.addnext(made)
            last = made
        elif old is not None:
            last = paragraphs[old]
            if new is None or ours[old] != texts[new]:
                _write(last, ours[old], "" if new is None else texts[new])
            if new is None:
                _mark(last, "del")
    parts[BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _text(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{{{_W}}}t"))


def _write(paragraph: etree._Element, old: str, new: str) -> None:
    """One paragraph's runs anew; its content controls and bookmarks are gone, as WPS leaves it."""
    first = next(paragraph.iter(f"{{{_W}}}r"))
    properties = first.find(f"{{{_W}}}rPr")
    for child in list(paragraph):
        if etree.QName(child).localname != "pPr":
            paragraph.remove(child)
    for tag, one, other, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _run(paragraph, old[one:other], "t", properties)
            continue
        if other > one:
            _run(etree.SubElement(paragraph, f"{{{_W}}}del", _WHO), old[one:other], "delText", properties)
        if end > begin:
            _run(etree.SubElement(paragraph, f"{{{_W}}}ins", _WHO), new[begin:end], "t", properties)


def _run(parent: etree._Element, text: str, tag: str, properties: etree._Element | None) -> None:
    run = etree.SubElement(parent, f"{{{_W}}}r")
    if properties is not None:
        run.append(deepcopy(properties))
    said = etree.SubElement(run, f"{{{_W}}}{tag}", {_SPACE: "preserve"})
    said.text = text


def _mark(paragraph: etree._Element, tag: str) -> None:
    """Its end was inserted or struck out."""
    properties = paragraph.find(f"{{{_W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{_W}}}pPr")
        paragraph.insert(0, properties)
    of_run = properties.find(f"{{{_W}}}rPr")
    if of_run is None:
        of_run = etree.SubElement(properties, f"{{{_W}}}rPr")
    of_run.insert(0, etree.Element(f"{{{_W}}}{tag}", _WHO))
