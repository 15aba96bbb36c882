"""Reading a cell: exactly, or not at all.

What a person may have written is one number (digits or Chinese numerals, grouped or not), at most one
hedge, a scale and a unit. Two numbers, stray words and anything else are refused, never coerced.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from tasks.quantity import numerals
from tasks.quantity.exact import EXACT, decimals, last_place, plain
from tasks.quantity.hedges import AFTER, BEFORE, INNER, SIGNS
from tasks.quantity.types import Quantity, Reason, Refusal
from tasks.quantity.units import SCALE, SCALES, convert, is_unit, same_unit, split_scale

LONGEST = 60
"""Characters; nothing longer is a quantity."""

LARGEST = 10**18
FINEST = 18
"""Magnitude and decimal places that curated tables hold (decimal128, 38 digits, 18 of them decimals)."""

_COARSE = 0.001  # 15 significant digits of this or more have at most 18 decimal places

_ZERO = frozenset({"无", "零", "〇", "没有", "未发生", "没有发生"})
_NOT_APPLICABLE = re.compile(r"[-—–―─]{1,3}|[/\\]{1,2}|不适用|不涉及|n/?a", re.IGNORECASE)

# Full-width ASCII to ASCII, and no more: NFKC would read 10² as 102 and ① as 1.
_WIDTH = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {ord("−"): "-"}
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_FINANCIAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿", strict=True))
_FOLD = str.maketrans(_WIDTH | {ord(c): plain for c, plain in _FINANCIAL.items()})

# 千分空 (GB/T 15835-2011 5.1.1) is a narrow space; an ordinary one may part two numbers.
_NARROW = re.compile(r"(?<=[0-9])[\u00a0\u2007\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_PARTED = re.compile(r"[0-9.,]\s+[0-9.,]|[零〇一二两三四五六七八九十]\s+[零〇一二两三四五六七八九十]")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PERCENT_OF = re.compile(rf"百分之([0-9.]+|[{numerals.CHARACTERS}]+(?:点[{numerals.DIGITS}〇]+)?)")
_TENTHS = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九])")
_SIGN = re.compile(_any(SIGNS))


_WRITTEN = re.compile(
    rf"(?:共计|合计|总计|共|达到?)?(?P<before>{_any(BEFORE)})?达?"
    r"(?:(?P<digits>-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?)"
    rf"|(?P<numeral>[{numerals.CHARACTERS}]+)(?:点(?P<decimals>[{numerals.DIGITS}〇]+))?)"
    rf"(?P<inner>{_any(INNER)})?"
    rf"(?P<scale>{SCALE})?"
    rf"(?P<inner_scaled>{_any(INNER)})?"
    r"(?P<unit>[^0-9]*?)"
    rf"(?P<after>{_any(AFTER)})?"
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A number as written, before it is converted."""

    value: Decimal
    step: Decimal
    unit: str
    hedge: str
    assumed: bool  # the unit was not written with the number


def read(
    raw: object, *, unit: str, assumed: str | None = None, percent_cell: bool = False
) -> Quantity | Refusal:
    """A cell's value in `unit`, or why there is none.

    raw: what a spreadsheet's cell holds (str, int, float, bool, date, None). assumed: the
    unit of a number that stands without one (a 计量单位 column); `unit` if None. percent_cell: the
    cell is formatted as a percentage, so that a float of 0.955 is 95.5%.
    """
    bare = unit if assumed is None else assumed
    match raw:
        case None:
            return Refusal(Reason.BLANK)
        case str():
            return _read_text(visible(raw), unit, bare)
        case bool():
            return Refusal(Reason.NOT_UNDERSTOOD, str(raw).upper())
        case int() | float():
            return _read_number(raw, unit, "%" if percent_cell else bare, percent_cell)
        case date() | datetime() | time():
            return Refusal(Reason.NOT_UNDERSTOOD, raw.isoformat())
    return Refusal(Reason.NOT_UNDERSTOOD, _cut(str(raw)))


def written(text: str) -> Quantity | None:
    """What a quantity in running text says, in the unit that stands with it ("" where none does)."""
    folded = text.translate(_FOLD)
    parsed = None if len(text) > LONGEST or _PARTED.search(folded) else _parse("".join(folded.split()), "")
    if (
        parsed is None
        or abs(parsed.value) >= LARGEST
        or max(decimals(parsed.value), decimals(parsed.step)) > FINEST
    ):
        return None
    return Quantity(plain(parsed.value), parsed.unit, parsed.hedge, parsed.step)


def visible(text: str) -> str:
    """A text without zero-width characters, and without white space around it."""
    return (text if text.isprintable() else text.translate(_INVISIBLE)).strip()


def not_applicable(text: str) -> bool:
    """Whether a cell's text says that nothing applies: — － / ／ 不适用."""
    return _NOT_APPLICABLE.fullmatch(visible(text).translate(_FOLD)) is not None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def number(raw: float) -> Decimal | None:
    """A number cell's exact value; None for NaN and what the tables cannot hold.

    Excel shows 15 significant digits of a float, so those are what was meant.
    """
    if not abs(raw) < LARGEST:  # so written, NaN is caught as well
        return None
    value = plain(Decimal(raw) if isinstance(raw, int) else Decimal(format(raw, ".15g")))
    return value if abs(raw) >= _COARSE or decimals(value) <= FINEST else None


def _read_number(raw: float, unit: str, stated: str, percent: bool) -> Quantity | Refusal:
    value = number(raw)
    if value is None:
        return Refusal(Reason.NOT_UNDERSTOOD, "超出范围的数")
    value = plain(EXACT.scaleb(value, 2)) if percent else value
    written = _Written(value, Decimal(1).scaleb(-decimals(value)), stated, "", not percent)
    return _converted(written, unit, f"{value:f}%" if percent else f"{value:f}")


def _read_text(raw: str, unit: str, bare: str) -> Quantity | Refusal:
    if len(raw) > LONGEST:
        return Refusal(Reason.NOT_UNDERSTOOD, _cut(raw))
    spaced = _NARROW.sub(",", raw.translate(_FOLD))
    text = "".join(spaced.split())
    if not text:
        return Refusal(Reason.BLANK)
    if _NOT_APPLICABLE.fullmatch(text):
        return Refusal(Reason.NOT_APPLICABLE, raw)
    if text in _ZERO:
        return Quantity(Decimal(0), unit, "", Decimal(1))
    written = None if _PARTED.search(spaced) else _parse(text, bare)
    if written is None:
        return Refusal(Reason.NOT_UNDERSTOOD, raw)
    return _converted(written, unit, raw)


def _parse(text: str, bare: str) -> _Written | None:
    """The parts of a quantity, None where the text is not just one quantity."""
    text = _plain(text)
    negative = text.startswith("负")
    match = _WRITTEN.fullmatch(text, 1 if negative else 0)
    number = match and _number(match["digits"], match["numeral"], match["decimals"])
    if match is None or number is None:
        return None
    hedges = [h for h in match.group("before", "inner", "inner_scaled", "after") if h]
    if len(hedges) > 1 or ((negative or hedges) and number[0] <= 0):
        return None
    scale = SCALES.get(match["scale"] or "", Decimal(1))
    value = EXACT.multiply(number[0], scale)
    step = last_place(value) if hedges else EXACT.multiply(number[1], scale)
    # 4.7万 in a column of 万人次 means 4.7万人次, not 4.7万万人次.
    stated = match["unit"] or (split_scale(bare)[1] if match["scale"] else bare)
    return _Written(-value if negative else value, step, stated, "".join(hedges), not match["unit"])


def _plain(text: str) -> str:
    """The same in words that `_WRITTEN` knows: 百分之九十五 and 九成五 → 九十五%, ≥90% → 不少于90%."""
    text = _PERCENT_OF.sub(r"\1%", text.rstrip("。;").replace("百分之百", "100%"))
    text = _TENTHS.sub(r"\1十\2%", text)
    sign = _SIGN.match(text)
    return SIGNS[sign[0]] + text[sign.end() :] if sign else text


def _number(digits: str | None, numeral: str, fraction: str | None) -> tuple[Decimal, Decimal] | None:
    """Value and step of a number in digits or in Chinese numerals."""
    if digits is not None:
        value = Decimal(digits.replace(",", ""))
        return value, Decimal(1).scaleb(-decimals(value))
    parsed = numerals.parse(numeral)
    if parsed is None or (fraction and numeral[-1] in "万亿"):
        return None
    if fraction:
        places = "".join(str(numerals.DIGITS.index(c.replace("〇", "零"))) for c in fraction)
        return Decimal(f"{parsed}.{places}"), Decimal(1).scaleb(-len(places))
    return Decimal(parsed), SCALES[numeral[-1]] if numeral[-1] in "万亿" else Decimal(1)


def _converted(written: _Written, unit: str, seen: str) -> Quantity | Refusal:
    """In the wanted unit, within what the tables hold."""
    if written.assumed and 0 < abs(written.value) <= 1 and same_unit(written.unit, "%"):
        return Refusal(Reason.UNSIGNED, seen)
    value = convert(written.value, written.unit, unit)
    step = convert(written.step, written.unit, unit)
    if value is None or step is None:
        if written.assumed or is_unit(written.unit):
            return Refusal(Reason.OTHER_UNIT, seen, written.unit)
        return Refusal(Reason.NOT_UNDERSTOOD, seen)
    if not _fits(value, step):
        return Refusal(Reason.NOT_UNDERSTOOD, seen)
    return Quantity(value, unit, written.hedge, step)


def _fits(value: Decimal, step: Decimal) -> bool:
    """Whether the tables can hold it."""
    return abs(value) < LARGEST and max(decimals(value), decimals(step)) <= FINEST
