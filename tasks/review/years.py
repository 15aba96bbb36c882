"""Two years' reports by indicator: what each printed, how it grew, what is new, gone, or of another scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks import quantity
from tasks.catalogue import Catalogue, formula
from tasks.model import Document, Figure, Value
from tasks.privacy import masked
from tasks.review.compare import left_out
from tasks.review.reasons import amount, quoted

_PLACES = 1
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class YearRow:
    """An indicator as the two reports print it; `growth` and `note` are Chinese or empty."""

    name: str
    was: str
    now: str
    growth: str
    note: str


def year_rows(before: Document, after: Document, catalogue: Catalogue) -> tuple[YearRow, ...]:
    """All indicators that either report prints of its own year, in reading order; what is gone comes last."""
    old, new = _printed(before), _printed(after)
    codes = dict.fromkeys((*new, *old))
    return tuple(
        YearRow(
            name=catalogue.indicators[code].name if code in catalogue.indicators else code,
            was=old[code].text if code in old else "",
            now=new[code].text if code in new else "",
            growth=_growth(before, after, code, catalogue) if code in old and code in new else "",
            note=masked("；".join(_notes(before, after, code, old.get(code), new.get(code)))),
        )
        for code in codes
    )


def _printed(document: Document) -> dict[str, Figure]:
    """The first figure of each indicator of the document's own year."""
    found: dict[str, Figure] = {}
    for figure in document.figures.values():
        for key in figure.keys:
            period, _, code = key.partition("/")
            if period == str(document.year):
                found.setdefault(code, figure)
    return found


def _growth(before: Document, after: Document, code: str, catalogue: Catalogue) -> str:
    was, now = _value(before, before.year, code), _value(after, after.year, code)
    tree = catalogue.formula_of(code) if code in catalogue.indicators else None
    if was is None or now is None or (tree is not None and formula.looks_back(tree)):
        return ""
    if was.unit != now.unit:
        return "单位不同"
    about = "约" if was.hedge or now.hedge else ""
    moved = now.value - was.value
    if not moved:
        return "持平" if not about else "约持平"
    if was.unit == "%":
        return f"{about}{'提高' if moved > 0 else '下降'}{_rounded(abs(moved))}个百分点"
    if not was.value:
        return "上年为零"
    share = abs(moved) / abs(was.value) * _HUNDRED
    return f"{about}{'增长' if moved > 0 else '下降'}{_rounded(share)}%"


def _rounded(value: Decimal) -> str:
    return quantity.write(value, unit="", places=_PLACES)


def _notes(
    before: Document, after: Document, code: str, old: Figure | None, new: Figure | None
) -> Iterator[str]:
    was, now = _value(before, before.year, code), _value(after, after.year, code)
    if old is None:
        yield "本年新印出"
    if new is None and old is not None:
        omission = left_out(after, old)
        yield f"本年缺少数据，略去了{omission.what}“{omission.text}”" if omission else "本年底稿不再印出"
    if was and now and was.scope_note != now.scope_note:
        yield f"口径由{quoted(was.scope_note)}改为{quoted(now.scope_note)}"
    if was and now and was.source is not now.source:
        yield f"来源由{was.source.label}改为{now.source.label}"
    base = _value(after, before.year, code)
    if was and base and (base.value, base.unit) != (was.value, was.unit):
        yield f"本年报告所用的上年数为{amount(base)}，与上年报告的{amount(was)}不同"


def _value(document: Document, year: int, code: str) -> Value | None:
    return document.values.get(f"{year}/{code}")
