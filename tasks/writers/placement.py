"""Where things stand whatever the format: turned-over titles, signatory and date, 附件说明, columns.

GB/T 9704-2012, 7.3.1, 7.3.4, 7.3.5.3 and 7.2.4.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tasks.writers.annex_lines import TableLines
from tasks.writers.lines import Line, Piece, Role
from tasks.writers.style import Layout, RoleName

# A title may turn over here; nothing else is known of where its words end.
_WORD_ENDS = re.compile(
    r"(?<=关于)|(?<=[的和暨、》”])|(?<=人民政府)|(?<=委员会)|(?<=办事处)|(?<=情况)(?!的)|(?<=年)(?!度)|(?=年度报告)|(?=履行)"
    r"|(?<=[省市县区镇乡])(?!人民政府|委员会|党委)|(?<=街道)(?!办事处|党工委)"
)
_MOST_LINES = 4
HIGHEST_PICTURE = 0.75
"""Of the type area's height, what a chart's picture takes at most: mark, title and caption stand above it."""
_ATTACHMENT = re.compile(r"(附件：)?(\d+\.)?")
_UNBROKEN = re.compile(r"[!-~]+")
_FEWEST = 4  # characters of a column of words, however narrow
_SLACK = 0.5  # of a character in a title, for digits of a stand-in font
_CELL_SLACK = 1.0  # the same in a cell


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


def attachment_indents(text: Sequence[Line], layout: Layout) -> tuple[tuple[float, float], ...]:
    """Of each line of 附件说明, in characters: where it begins, and where a turned-over line begins.

    The first begins two characters in; the others below its number; what turns over below the name.
    """
    found = [line.text for line in text if line.role is Role.ATTACHMENT]
    begin = layout.attachments.indent
    indents = []
    for line in found:
        match = _ATTACHMENT.match(line)
        word, number = match.groups(default="") if match and len(found) > 1 else ("附件：", "")
        below = begin + width("附件：")
        indents.append((begin if word else below, below + width(number)))
    return tuple(indents)


def organ_size(organ: str, layout: Layout) -> float:
    """Size of 发文机关标志 in points: as large as the style says, smaller where it would turn over."""
    return min(layout.roles["organ"].size, layout.text_width / max(1, width(organ)))


def column_widths(table: TableLines, layout: Layout) -> tuple[float, ...]:
    """Widths of a table's columns in points, together as wide as the type area.

    Every column gets what its words need; where that is too much, columns of words turn over and
    numbers stay whole.
    """
    columns = range(len(table.columns))
    cells = [[row[column].text for row in table.rows] for column in columns]
    heads = [column.text for column in table.columns]
    wanted = [max(1, *map(width, (head, *words))) for head, words in zip(heads, cells, strict=True)]
    least = [
        min(wanted[column], _least(heads[column], cells[column], whole=column in table.numeric))
        for column in columns
    ]
    size, beside = layout.roles["table"].size, 2 * layout.table.beside
    room = (layout.text_width - len(heads) * beside) / size - len(heads) * _CELL_SLACK
    fitted = _fitted(wanted, least, room)
    return tuple((count + _CELL_SLACK) * size + beside for count in fitted)


def _least(head: str, words: Sequence[str], *, whole: bool) -> float:
    unbroken = [part for text in (head, *words) for part in _UNBROKEN.findall(text)]
    texts = [*words, *unbroken] if whole else unbroken
    return max([_FEWEST, *map(width, texts)])


def _fitted(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    if sum(least) > room:
        return [count * room / sum(least) for count in least]
    if sum(wanted) > room:
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        return [few + (many - few) * share for few, many in zip(least, wanted, strict=True)]
    return [count * room / sum(wanted) for count in wanted]


def title_lines(pieces: Sequence[Piece], layout: Layout, role: RoleName = "title") -> tuple[str, ...]:
    """The title's lines: whole words, as a trapezoid or a diamond, at most four lines if it can be."""
    limit = layout.text_width / layout.roles[role].size - _SLACK
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
