"""A base draft (年度底稿) in Word, read again: paragraphs with what they are, tracked changes accepted.

What a paragraph is, its label says (【注】), else its style by name or outline level.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from tasks.model.draft import HEADINGS, LABELS, PROPERTY, DraftIdentity, DraftRole, identity_in, identity_of
from tasks.review.reading.docx import BODY, words_of
from tasks.review.reading.xml import attribute, local, tree

STYLES = "word/styles.xml"
CUSTOM = "docProps/custom.xml"
_TITLES = ("title", "标题")
_HEADS = ("heading ", "标题 ", "heading", "标题")
_REPORT = (DraftRole.BODY, *HEADINGS)


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it stands in the file: all of its text, how many characters of it are its label."""

    role: DraftRole
    text: str
    label: int = 0
    in_table: bool = False

    @property
    def said(self) -> str:
        """The words without the label."""
        return self.text[self.label :]


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """The paragraphs in the order in which `annotate` counts them; no identity where the file says none."""

    identity: DraftIdentity | None
    paragraphs: tuple[ReadParagraph, ...]


def wanted(names: Iterable[str]) -> list[str]:
    """The parts of a package that `read_draft` reads."""
    return [name for name in names if name in (BODY, STYLES, CUSTOM)]


def read_draft(parts: Mapping[str, bytes]) -> ReadDraft:
    """A draft from its XML parts by name. Raises UnreadableError."""
    styles = _styles(tree(parts[STYLES])) if STYLES in parts else {}
    paragraphs = tuple(_paragraph(words.text, words.first, styles) for words in words_of(tree(parts[BODY])))
    paragraphs = _with_title(paragraphs)
    said = (identity_in(one.text) for one in paragraphs)
    identity = next((one for one in said if one), None) or _property(parts)
    return ReadDraft(identity, paragraphs)


def _with_title(paragraphs: tuple[ReadParagraph, ...]) -> tuple[ReadParagraph, ...]:
    """The paragraphs; where none has the style of a title, the first words that are no sentence are it."""
    at = next((at for at, one in enumerate(paragraphs) if one.role in _REPORT), None)
    if at is None or any(one.role is DraftRole.TITLE for one in paragraphs):
        return paragraphs
    if paragraphs[at].role is not DraftRole.BODY or "。" in paragraphs[at].text:
        return paragraphs
    return (*paragraphs[:at], replace(paragraphs[at], role=DraftRole.TITLE), *paragraphs[at + 1 :])


def _paragraph(text: str, element: etree._Element | None, styles: Mapping[str, DraftRole]) -> ReadParagraph:
    table = element is not None and any(
        local(above) in ("tbl", "txbxContent") for above in element.iterancestors()
    )
    begin = len(text) - len(text.lstrip())
    if identity_in(text):
        return ReadParagraph(DraftRole.IDENTITY, text)
    for role, label in LABELS.items():
        if text.startswith(label, begin):
            return ReadParagraph(role, text, begin + len(label), table)
    return ReadParagraph(_role(element, styles), text, in_table=table)


def _role(element: etree._Element | None, styles: Mapping[str, DraftRole]) -> DraftRole:
    if element is None:
        return DraftRole.BODY
    level = element.find("{*}pPr/{*}outlineLvl")
    if level is not None:
        return _heading(attribute(level, "val"))
    style = element.find("{*}pPr/{*}pStyle")
    return styles.get(attribute(style, "val"), DraftRole.BODY) if style is not None else DraftRole.BODY


def _styles(root: etree._Element) -> dict[str, DraftRole]:
    """What the paragraphs of each style are, by its id: its own name or level says it, or the style below."""
    own: dict[str, DraftRole] = {}
    below: dict[str, str] = {}
    for style in root.iterfind("{*}style"):
        name, level = style.find("{*}name"), style.find("{*}pPr/{*}outlineLvl")
        base = style.find("{*}basedOn")
        identity = attribute(style, "styleId")
        below[identity] = attribute(base, "val") if base is not None else ""
        called = attribute(name, "val").lower() if name is not None else ""
        if called in _TITLES:
            own[identity] = DraftRole.TITLE
        elif called[:-1] in _HEADS and called[-1:].isdigit():
            own[identity] = _heading(str(int(called[-1]) - 1))
        elif level is not None:
            own[identity] = _heading(attribute(level, "val"))
    return {identity: role for identity in below if (role := _inherited(identity, own, below))}


def _inherited(identity: str, own: Mapping[str, DraftRole], below: Mapping[str, str]) -> DraftRole | None:
    for _ in below:
        if identity in own or identity not in below:
            break
        identity = below[identity]
    return own.get(identity)


def _heading(level: str) -> DraftRole:
    """The heading of an outline level (from 0); deeper ones are told apart nowhere, body text is 9."""
    return HEADINGS[int(level)] if level in ("0", "1", "2") else DraftRole.BODY


def _property(parts: Mapping[str, bytes]) -> DraftIdentity | None:
    if CUSTOM not in parts:
        return None
    named = (one for one in tree(parts[CUSTOM]) if attribute(one, "name") == PROPERTY)
    return next((found for one in named if (found := identity_of("".join(map(str, one.itertext()))))), None)
