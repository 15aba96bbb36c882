"""XML parts of a document, parsed without entities, network or unlimited depth."""

from lxml import etree

from tasks.review.reading.types import UnreadableError


def tree(data: bytes) -> etree._Element:
    """A part's root element. Raises UnreadableError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("文件内容已损坏，请用 Word 或 WPS 打开后另存再核对") from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace, "" where it is not there."""
    return next((str(v) for k, v in element.items() if str(k).rpartition("}")[2] == name), "")
