"""From the evaluated text to drafts of blocks: headings by their #, paragraphs, departments' items.

Numbers of headings are not made here, since what is left out renumbers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.model import Text
from tasks.report.errors import EditionError
from tasks.report.narrative import Slot, typed_number
from tasks.report.origins import traced
from tasks.report.pieces import CLAUSE_CLOSE, CLAUSE_OPEN, Piece, Pieces, made_by, skeleton
from tasks.report.sentences import stopped, unstopped
from tasks.report.template import TOKEN, Line, Rendered

RUN_IN = 3
"""The level whose heading runs into its paragraph."""

_HEADING = re.compile(r"(#+)\s*(.*)")
_CLAUSES = re.compile("[^\ue001\ue002]*(?:\ue001[^\ue001\ue002]*\ue002[^\ue001\ue002]*)*")
_STRAY = re.compile(r"{{|}}|{%|%}|【|】")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before pruning. Level 0 has a body, 1 and 2 a heading, 3 both. `inserted` with others by a
    slot, which their lines hold.
    """

    level: int
    heading: Pieces = ()
    body: Pieces = ()
    lines: tuple[int, int] = (0, 0)  # of the edition's text
    inserted: bool = False


def drafts(rendered: Rendered) -> list[Draft]:
    """All blocks in order, departments' items put in. Raises EditionError for all wrong markup at once."""
    out: list[Draft] = []
    problems: list[str] = []
    level = 0  # of the last heading that the edition itself has
    for lines in rendered.blocks:
        at = f"{rendered.file} 第{lines[0].lines[0]}行起的一段"
        try:
            slot = _slot(rendered, lines[-1])
            own = _own(rendered, lines[:-1] if slot else lines, at)
            level = next((one.level for one in reversed(own) if one.level), level)
            more = _inserted(slot, level + 1, at, stop=_stops(rendered)) if slot else ()
            out += [*own, *(replace(one, lines=lines[-1].lines, inserted=True) for one in more)]
        except EditionError as error:
            problems.append(str(error))
    if problems:
        raise EditionError("\n".join(problems))
    return out


def _own(rendered: Rendered, lines: Sequence[Line], at: str) -> list[Draft]:
    """One block of the edition's own lines."""
    return [_checked(draft, at) for draft in _merged(_draft(rendered, line, at) for line in lines)]


def _draft(rendered: Rendered, line: Line, at: str) -> Draft:
    match = _HEADING.fullmatch(line.text)
    if match is None:
        return Draft(0, body=_pieces(rendered, line.text, at), lines=line.lines)
    level, heading = len(match.group(1)), _pieces(rendered, match.group(2), at)
    if level > RUN_IN:
        raise EditionError(f"{at}：标题最多三级（###）。请改正后重试。")
    if not skeleton(heading):
        raise EditionError(f"{at}：# 之后没有标题文字。请改正后重试。")
    if typed_number(skeleton(heading)):
        raise EditionError(f"{at}：标题的序号由系统编排，请删去“{typed_number(skeleton(heading)).strip()}”。")
    return Draft(level, heading=heading, lines=line.lines)


def _checked(draft: Draft, at: str) -> Draft:
    if not all(_CLAUSES.fullmatch(skeleton(part)) for part in (draft.heading, draft.body)):
        raise EditionError(f"{at}：[[ 和 ]] 不成对，或套在了一起。请改正后重试。")
    heading, body = traced((draft.heading, draft.body))
    if not heading and not body:
        raise EditionError(f"{at}：出自(…) 之后没有文字。请改正后重试。")
    return replace(draft, heading=heading, body=body)


def _merged(lines: Iterable[Draft]) -> list[Draft]:
    """Lines of one block: a line after a paragraph or a run-in heading goes on with it."""
    out: list[Draft] = []
    for draft in lines:
        if draft.level == 0 and out and out[-1].level in (0, RUN_IN):
            span = (out[-1].lines[0], draft.lines[1])
            out[-1] = replace(out[-1], body=out[-1].body + draft.body, lines=span)
        else:
            out.append(draft)
    return out


def _pieces(rendered: Rendered, line: str, at: str) -> Pieces:
    """A line with its tokens put back. Clause marks count in the edition's own words only."""
    out: list[Piece] = []
    for index, part in enumerate(TOKEN.split(line)):
        bound = rendered.bound[int(part)] if index % 2 else None
        if isinstance(bound, Slot):
            raise EditionError(f'{at}：材料(…)应独占一段；要并入句中，请写 合并=True 或 小标题="…"。')
        out.extend(made_by(bound.pieces, rendered.made[int(part)]) if bound else (_words(part, at),))
    return tuple(piece for piece in out if not isinstance(piece, Text) or piece.text or piece.narrative)


def _words(text: str, at: str) -> Text:
    stray = _STRAY.search(text)
    if stray:
        raise EditionError(f"{at}：多出了“{stray.group()}”。指标请写作 {{{{ 指标名 }}}}。")
    return Text(text.replace("[[", CLAUSE_OPEN).replace("]]", CLAUSE_CLOSE))


def _slot(rendered: Rendered, line: Line) -> Slot | None:
    match = TOKEN.fullmatch(line.text)
    bound = rendered.bound[int(match.group(1))] if match else None
    return bound.made_by(rendered.made[int(match.group(1))]) if match and isinstance(bound, Slot) else None


def _stops(rendered: Rendered) -> bool:
    """Whether this edition's （一） headings end with a full stop; inserted ones follow it."""
    return any(re.match(r"##[^#].*。$", line.text) for lines in rendered.blocks for line in lines)


def _inserted(slot: Slot, level: int, at: str, *, stop: bool) -> Iterator[Draft]:
    for item in slot.items:
        first, *rest = item.paragraphs
        if not item.heading:
            rest.insert(0, first)
        elif level > RUN_IN:
            raise EditionError(f"{at}：三级标题之下不能再有小标题。请把材料(…)上移一级，或写 合并=True。")
        elif level == RUN_IN:
            yield Draft(level, heading=stopped(item.heading), body=first)
        else:
            yield Draft(level, heading=stopped(item.heading) if stop else unstopped(item.heading))
            rest.insert(0, first)
        yield from (Draft(0, body=paragraph) for paragraph in rest)
