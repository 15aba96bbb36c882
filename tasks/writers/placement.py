"""Where a long title turns over, and where signatory and date stand (GB/T 9704-2012, 7.3.1, 7.3.5.3)."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tasks.writers.lines import Line, Piece, Role
from tasks.writers.style import Layout

# A title may turn over here; nothing else is known of where its words end.
_WORD_ENDS = re.compile(
    r"(?<=关于)|(?<=[的和暨、》”])|(?<=人民政府)|(?<=委员会)|(?<=办事处)|(?<=情况)(?!的)|(?<=年)(?!度)|(?=年度报告)|(?=履行)"
    r"|(?<=[省市县区镇乡])(?!人民政府|委员会|党委)|(?<=街道)(?!办事处|党工委)"
)
_MOST_LINES = 4


def closing_indents(text: Sequence[Line], layout: Layout) -> dict[Role, float]:
    """Left indent of signatory and date in characters, for an unsealed document.

    The signatory stands two characters from the right and the date begins two characters after it; a
    date longer than the signatory stands two characters from the right and pushes the signatory left.
    """
    widths = {line.role: width(line.text) for line in text if line.role in (Role.SIGNATORY, Role.DATE)}
    name, date = widths.get(Role.SIGNATORY, 0), widths.get(Role.DATE, 0)
    edge = layout.grid.characters - layout.signature.right
    shift = layout.signature.date_shift if name else 0
    left = edge - name if date <= name else edge - date - shift
    return {Role.SIGNATORY: max(0, left), Role.DATE: max(0, left + shift)}


def title_lines(pieces: Sequence[Piece], layout: Layout) -> tuple[str, ...]:
    """The title's lines: whole words, as a trapezoid or a diamond, at most four lines if it can be."""
    limit = layout.text_width / layout.roles["title"].size
    text = "".join(piece.text for piece in pieces)
    if width(text) <= limit:
        return (text,)
    kept = _inside_kept(pieces)
    words = [match.start() for match in _WORD_ENDS.finditer(text)]
    inner = [place for place in words if 0 < place < len(text) and place not in kept]
    anywhere = [place for place in range(1, len(text)) if place not in kept]
    for places in (inner, anywhere):
        for count in range(2, _MOST_LINES + 1):
            fitting = [cut for cut in _cuts(text, places, count) if max(map(width, cut)) <= limit]
            if fitting:
                return min(fitting, key=_unshapeliness)
    return (text,)


def width(text: str) -> float:
    """Width in characters; ASCII is half as wide as a Chinese character."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _inside_kept(pieces: Sequence[Piece]) -> set[int]:
    inside: set[int] = set()
    end = 0
    for piece in pieces:
        if piece.keep:
            inside.update(range(end + 1, end + len(piece.text)))
        end += len(piece.text)
    return inside


def _cuts(text: str, places: Sequence[int], count: int) -> Iterator[tuple[str, ...]]:
    for chosen in combinations(places, count - 1):
        yield tuple(text[start:end] for start, end in pairwise((0, *chosen, len(text))))


def _unshapeliness(cut: Sequence[str]) -> tuple[bool, float]:
    """First no waist, then lines as even as may be; a rectangle counts as uneven."""
    widths = [width(line) for line in cut]
    waist = any(b < a and b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    spread = max(widths) - min(widths)
    return waist, spread or 1.5
