"""Which printed figures of a document are not what they were in an earlier one, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure, Omission, Value
from tasks.privacy import masked
from tasks.review.reasons import Kind, Reason, Sides, reasons


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure was and is, as printed, and why, in Chinese without personal numbers.

    `was` is empty for a new figure, `now` for one that is gone; both are the same where only the source
    changed. Words chosen by the sign (增长, 下降) go with the figure where they changed.
    """

    was: str
    now: str
    why: str
    kinds: tuple[Kind, ...]


def figure_changes(before: Document, after: Document, catalogue: Catalogue) -> Mapping[str, Change]:
    """The figures of `after` (by id, in order) that `before` has not, or otherwise, or from elsewhere."""
    sides = Sides(before, after, catalogue)
    matched = _matched(sides)
    changes = {f.id: _change(sides, matched.get(f.id), f) for f in after.figures.values()}
    return {name: change for name, change in changes.items() if change}


def gone_figures(
    before: Document, after: Document, catalogue: Catalogue
) -> tuple[tuple[Figure, Change], ...]:
    """The figures of `before` that `after` prints no more, in reading order, and why."""
    kept = {figure.id for figure in _matched(Sides(before, after, catalogue)).values()}
    gone = [figure for figure in before.figures.values() if figure.id not in kept]
    return tuple((f, Change(f.text, "", masked(_lost(f, after)), (Kind.GONE,))) for f in gone)


def _matched(sides: Sides) -> dict[str, Figure]:
    """For figures of `after` (by id) the one of `before` that stood for the same: for all of it, for part of
    it, or for the same comparison in another form (同比增长5% became 与上年持平)."""
    free = _by_keys(sides.before)
    found: dict[str, Figure] = {}
    for keys, figures in _by_keys(sides.after).items():
        found |= _paired(free.get(keys, []), figures)
    exact = {figure.id for figure in found.values()}
    whole = [f for f in sides.after.figures.values() if f.id not in found and frozenset(f.keys) not in free]
    for about in (_itself, partial(_subject, sides.catalogue)):
        old = {about(key): f for f in reversed(tuple(sides.before.figures.values())) for key in f.keys}
        for figure in whole:
            part = next((old[about(key)] for key in figure.keys if about(key) in old), None)
            if part and figure.id not in found and (about is _itself or part.id not in exact):
                found[figure.id] = part
    return found


def _itself(key: str) -> str:
    return key


def _subject(catalogue: Catalogue, key: str) -> str:
    """What a key speaks of: for a comparison with last year, the indicator that is compared."""
    period, _, code = key.partition("/")
    compared = catalogue.compared(code)
    return f"{period}/{compared.code} compared" if compared else key


def _by_keys(document: Document) -> dict[frozenset[str], list[Figure]]:
    found: dict[frozenset[str], list[Figure]] = defaultdict(list)
    for figure in document.figures.values():
        found[frozenset(figure.keys)].append(figure)
    return found


def _paired(before: Sequence[Figure], after: Sequence[Figure]) -> dict[str, Figure]:
    """Figures of the same keys, in pairs: those that are printed alike first, the others in their order."""
    left, found = list(before), {}
    for alike in (True, False):
        for figure in after:
            one = next((f for f in left if f.text == figure.text or not alike), None)
            if one and figure.id not in found:
                found[figure.id] = one
                left.remove(one)
    return found


def _change(sides: Sides, was: Figure | None, now: Figure) -> Change | None:
    if was is None:
        return Change("", now.text, masked(_gained(sides, now)), (Kind.NEW,))
    why = tuple(_why(sides, was, now))
    if not why:
        return None
    kinds = tuple(dict.fromkeys(kind for reason in why for kind in reason.kinds))
    words = masked("；".join(dict.fromkeys(reason.words for reason in why)))
    signed = bool(was.words and now.words) and was.words != now.words
    return Change(_printed(was, signed), _printed(now, signed), words, kinds)


def _printed(figure: Figure, signed: bool) -> str:
    return figure.words + figure.text if signed else figure.text


def _why(sides: Sides, was: Figure, now: Figure) -> Iterator[Reason]:
    keys = dict.fromkeys((*was.keys, *now.keys) if set(now.keys) > set(was.keys) else now.keys)
    found = [reason for key in keys for reason in reasons(sides, key)]
    if (was.words, was.text) != (now.words, now.text):
        other_form = not found and set(was.keys) != set(now.keys)
        alike = other_form or all(_number(sides.before, key) == _number(sides.after, key) for key in keys)
        if alike and was.text != now.text:
            found.append(Reason((Kind.DISPLAY,), f"数值未变，印法由“{was.text}”改为“{now.text}”"))
        elif not alike and not found:
            found.append(Reason((Kind.PROGRAM,), "来源和公式未变，计算的方式改变"))
    yield from found


def _number(document: Document, key: str) -> tuple[object, ...] | None:
    value: Value | None = document.values.get(key)
    return (value.value, value.unit, value.hedge) if value else None


def _gained(sides: Sides, figure: Figure) -> str:
    omission = left_out(sides.before, figure)
    if omission:
        return f"原来缺少数据，略去了{omission.what}“{omission.text}”；现已有数据"
    known = all(key in sides.before.values for key in figure.keys)
    return "底稿新印出这一项" if known else "新有数据，或底稿新印出这一项"


def _lost(figure: Figure, after: Document) -> str:
    omission = left_out(after, figure)
    if omission:
        return f"现缺少数据，略去了{omission.what}“{omission.text}”"
    return "底稿不再印出这一项"


def left_out(document: Document, figure: Figure) -> Omission | None:
    """What a document left out because it lacked what the figure says."""
    names = {figure.name, *(figure.name.split("、") if len(figure.keys) > 1 else ())}
    return next((one for one in document.omissions if names & set(one.missing)), None)
