"""How a figure is marked in a Word file: the review copy is written so, and the check reads it so.

A figure stands in a content control (alias: its name; tag: its keys) and in a bookmark
`_fig_<code>_<n>`, where code is the indicator of its first key and n the number in its id (f012 → 12);
where the same figure stands again, `_fig_<code>_<n>_x2`. Saved by LibreOffice, as .docx or by way of .odt,
controls lose alias and tag, and the word joiners (U+2060) that keep a number together for it become text;
bookmarks stay. Word takes bookmark names of 40 characters at most, of letters, digits and _, and tags and
aliases of 64: what is longer is cut and ends in a digest.
"""

import re
from hashlib import sha256

from tasks.model.document import Figure

NOTES_BEGIN = "核稿说明（以下内容不属于报告正文）"
"""The paragraph after which nothing of a review copy belongs to the text."""

_LONGEST_NAME = 40
_LONGEST_TAG = 64
_DIGEST = 8  # characters
_BOOKMARK = re.compile(r"_fig_\w+?_(\d+)(?:_x\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d+")


def bookmark_name(figure: Figure, occurrence: int = 1) -> str:
    """The bookmark round a figure where it stands for the first, second … time in a document."""
    code = figure.keys[0].partition("/")[2] if figure.keys else "none"
    again = f"_x{occurrence}" if occurrence > 1 else ""
    end = f"_{_number(figure.id)}{again}"
    return f"_fig_{_cut(code, _LONGEST_NAME - len('_fig_') - len(end), '_')}{end}"


def marked_figure(bookmark: str) -> str | None:
    """The id (f012) of the figure that a bookmark marks; None where it is no bookmark of ours."""
    match = _BOOKMARK.fullmatch(bookmark)
    return f"f{int(match.group(1)):03}" if match else None


def control_tag(figure: Figure) -> str:
    """The tag of a figure's content control: its keys."""
    return _cut(" ".join(figure.keys), _LONGEST_TAG, "~")


def control_alias(figure: Figure) -> str:
    """The title of a figure's content control: its Chinese name."""
    return figure.name if len(figure.name) <= _LONGEST_TAG else f"{figure.name[: _LONGEST_TAG - 1]}…"


def _number(figure_id: str) -> int:
    found = _NUMBER.search(figure_id)
    return int(found.group()) if found else 0


def _cut(text: str, longest: int, joint: str) -> str:
    if len(text) <= longest:
        return text
    digest = sha256(text.encode()).hexdigest()[:_DIGEST]
    return f"{text[: longest - _DIGEST - len(joint)]}{joint}{digest}"
