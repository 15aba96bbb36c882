"""WordprocessingML elements, and the empty package that python-docx opens.

python-docx's own template brings theme fonts that override named ones, a customXml part and a
thumbnail; a document with nothing but what the style asks for starts from here.
"""

import io
import zipfile
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def w(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """`<w:tag w:attribute="value">children</w:tag>`; `hAnsi=…` becomes `w:hAnsi`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def empty_package(styles: BaseOxmlElement, settings: BaseOxmlElement, fonts: BaseOxmlElement) -> bytes:
    """A .docx without text, with the given styles, settings and font table."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_CORE}"/>',
        "word/document.xml": f"{_XML}<w:document {_NAMESPACES}><w:body><w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            ("styles", f"{_OFFICE}/styles", "styles.xml"),
            ("settings", f"{_OFFICE}/settings", "settings.xml"),
            ("fonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
        ),
        "word/styles.xml": serialised(styles),
        "word/settings.xml": serialised(settings),
        "word/fontTable.xml": serialised(fonts),
    }
    return zipped((name, text.encode()) for name, text in parts.items())


def rezipped(package: bytes) -> bytes:
    """The same parts, sorted and without the time of writing, so that equal documents are equal bytes."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return zipped((name, source.read(name)) for name in source.namelist())


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of named parts in sorted order, dated 1980-01-01."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0  # else it tells the operating system
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def serialised(element: BaseOxmlElement) -> str:
    """An element as a part of its own."""
    return f"{_XML}{etree.tostring(element, encoding='unicode')}"


def _relationships(*rows: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    parts = (
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
        ("word/fontTable.xml", f"{_WORD_TYPE}.fontTable+xml"),
        ("word/settings.xml", f"{_WORD_TYPE}.settings+xml"),
        ("word/styles.xml", f"{_WORD_TYPE}.styles+xml"),
    )
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'
