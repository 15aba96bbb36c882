"""The text of a .docx with all its recorded changes accepted or rejected, by the standard alone.

ECMA-376-1, 17.13.5: what stands in w:ins goes when it is rejected, what stands in w:del when it is accepted;
so does the end of a paragraph, whose words then run into the next, and so does a row.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(package: bytes) -> etree._Element:
    """`w:body`."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        body = etree.fromstring(parts.read("word/document.xml")).find(f"{W}body")
    assert body is not None
    return body


def settled(package: bytes, *, accept: bool) -> str:
    """The text line by line, empty lines left out."""
    gone = f"{W}{'del' if accept else 'ins'}"
    found = list(_lines(body_of(package), gone))
    return "\n".join(line for line in found if line)


def _lines(element: etree._Element, gone: str) -> Iterator[str]:
    waiting = ""
    for child in element:
        if child.tag == f"{W}p":
            waiting += _words(child, gone)
            if child.find(f"{W}pPr/{W}rPr/{gone}") is None:
                yield waiting
                waiting = ""
        elif child.tag == f"{W}tr" and child.find(f"{W}trPr/{gone}") is not None:
            continue
        else:
            yield from _lines(child, gone)
    yield waiting


def _words(paragraph: etree._Element, gone: str) -> str:
    texts = [t for kind in ("t", "delText") for t in paragraph.iter(f"{W}{kind}")]
    kept = [t for t in texts if _stands(t, gone)]
    order = {t: at for at, t in enumerate(paragraph.iter())}
    return "".join(t.text or "" for t in sorted(kept, key=order.__getitem__))


def _stands(text: etree._Element, gone: str) -> bool:
    parents = [parent.tag for parent in text.iterancestors()]
    return gone not in parents and not any(tag.endswith("}Fallback") for tag in parents)
