"""A web page, already decoded: what is seen of it."""

import re
from typing import TYPE_CHECKING

from tasks.review.reading.types import Edited, Paragraph, UnreadableError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    {"script", "style", "head", "title", "del", "template", "noscript", "textarea", "select", "svg"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "ins", "kbd", "label", "mark"}
    | {
        "ix:nonfraction",
        "ix:nonnumeric",
        "o:p",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(text: str) -> Edited:
    """Its paragraphs: of the article where the page marks one, else of the whole page. Raises
    UnreadableError.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("网页内容无法读取，请另存后再核对") from error
    paragraphs = tuple(Paragraph(one) for one in _paragraphs(_article(root)))
    if not paragraphs:
        raise UnreadableError("网页里没有文字")
    return Edited(paragraphs)


def _article(root: "HtmlElement") -> "HtmlElement":
    for tag in ("article", "main", "body"):
        found = list(root.iter(tag))
        if len(found) == 1:
            return found[0]
    return root


def _paragraphs(root: "HtmlElement") -> list[str]:
    """Texts between the borders of blocks; walked without recursion."""
    pieces: list[str] = []
    stack: list[HtmlElement | str] = [root]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        if one.tail and one is not root:
            stack.append(one.tail.replace("\n", " "))
        if not isinstance(one.tag, str) or _is_unseen(one):
            continue
        if one.tag in _INLINE:
            stack.extend(reversed(one))
        else:
            gap = " " if one.tag in ("td", "th") else "\n"  # a table's row stays together
            stack.extend((gap, *reversed(one)))
            pieces.append(gap)
        pieces.append((one.text or "").replace("\n", " "))
    lines = "".join(pieces).split("\n")
    return [line.strip() for line in lines if line.strip()]


def _is_unseen(element: "HtmlElement") -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return element.tag in _UNSEEN or bool(hidden)
