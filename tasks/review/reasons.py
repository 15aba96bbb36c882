"""Why a value is not what it was: sent anew, settled by the office, computed otherwise or on another base.

A computed value changes because its formula did or because what it was computed from did; then the
reasons are those of the values at the bottom, each named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tasks import quantity
from tasks.catalogue import Catalogue
from tasks.model import Document, Origin, SourceKind, Value

_PLACES_SHOWN = 6
_SETTLED = (SourceKind.CORRECTED, SourceKind.SUPPLEMENTED)


class Kind(StrEnum):
    """The kinds of reason, by the words that people read."""

    SUBMITTED = "重新报送"  # another file, cell, row set or department
    SETTLED = "更正"  # by the office
    FORMULA = "计算公式改变"
    BASE = "基期数据改变"
    DISPLAY = "印法改变"  # rounding, scale, unit or hedge
    SOURCE = "来源改变"  # a register counts now where a total was stated
    SCOPE = "口径改变"
    PROGRAM = "程序或目录更新"  # same cells, same formula, read or computed otherwise
    NEW = "新增"
    GONE = "不再印出"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in a Chinese clause. A base that was sent anew is of two kinds."""

    kinds: tuple[Kind, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The two documents that are compared, and the catalogue that names what they speak of."""

    before: Document
    after: Document
    catalogue: Catalogue


def reasons(sides: Sides, key: str) -> Iterator[Reason]:
    """Why the value of a key ("period/indicator") is another one; nothing where all about it is the same."""
    return _reasons(sides, key, frozenset())


def _reasons(sides: Sides, key: str, above: frozenset[str]) -> Iterator[Reason]:
    """The reasons of a value and of all that it was computed from, but for `above`; those below are named."""
    was, now = sides.before.values.get(key), sides.after.values.get(key)
    if now and was is None and any(each in sides.before.values for each in now.inputs):
        for each in now.inputs:  # it could have been computed before, and was not printed
            yield from _reasons(sides, each, above | {key})
        return
    if was is None or now is None:
        if was or now:
            yield _appeared(sides, now) if now else _vanished(sides, was)
        return
    subject = f"{_subject(sides, was, now)}，" if above else ""
    for reason in _differences(sides, was, now):
        named = replace(reason, words=subject + reason.words)
        yield _as_base(named) if _is_base(sides, now) else named
    for each in dict.fromkeys((*was.inputs, *now.inputs)):
        if each not in above:
            yield from _reasons(sides, each, above | {key})


def _subject(sides: Sides, was: Value, now: Value) -> str:
    moved = "" if amount(was) == amount(now) else f"由{amount(was)}变为{amount(now)}"
    return f"{_name(sides, now)}{moved}"


def _appeared(sides: Sides, now: Value) -> Reason:
    reason = Reason((Kind.SUBMITTED,), f"{_name(sides, now)}现有数据：{amount(now)}")
    return _as_base(reason) if _is_base(sides, now) else reason


def _vanished(sides: Sides, was: Value | None) -> Reason:
    reason = Reason((Kind.SUBMITTED,), f"{_name(sides, was)}已没有数据")
    return _as_base(reason) if was and _is_base(sides, was) else reason


def _is_base(sides: Sides, value: Value) -> bool:
    return int(value.period[:4]) < sides.after.year


def _as_base(reason: Reason) -> Reason:
    return replace(reason, kinds=tuple(dict.fromkeys((Kind.BASE, *reason.kinds))))


def _differences(sides: Sides, was: Value, now: Value) -> Iterator[Reason]:
    """What differs in the value itself, not in what it was computed from."""
    found = [*_sourced(sides, was, now), *_computed(was, now)]
    if was.scope_note != now.scope_note:
        found.append(Reason((Kind.SCOPE,), f"口径由{quoted(was.scope_note)}改为{quoted(now.scope_note)}"))
    if was.cutoff != now.cutoff:
        found.append(Reason((Kind.SCOPE,), "数据截止日期改变"))
    if not found and not now.inputs and _says(was) != _says(now):
        found.append(Reason((Kind.PROGRAM,), "报送的内容未变，读取或换算的方式改变"))
    yield from found


def _sourced(sides: Sides, was: Value, now: Value) -> Iterator[Reason]:
    settled = now.source in _SETTLED, was.source in _SETTLED
    if any(settled) and (was.settlement, _says(was)) != (now.settlement, _says(now)):
        words = _settlement(now) if settled[0] else f"司法分局撤销了更正，改用{_label(sides, now)}"
        yield Reason((Kind.SETTLED,), words)
    elif not any(settled) and _label(sides, was) != _label(sides, now):
        yield Reason((Kind.SOURCE,), f"来源由{_label(sides, was)}改为{_label(sides, now)}{_from(sides, now)}")
    elif now.source not in (*_SETTLED, SourceKind.DERIVED):
        yield from _submitted(sides, was, now)


def _settlement(value: Value) -> str:
    return f"{value.source.label}：{value.settlement.removeprefix('更正：')}"


def _submitted(sides: Sides, was: Value, now: Value) -> Iterator[Reason]:
    """What of a submission is another: its department, file, cell, text, or a register's rows."""
    before, after = was.origin, now.origin
    if before.predicate != after.predicate:
        yield Reason((Kind.FORMULA,), f"统计条件由{quoted(before.predicate)}改为{quoted(after.predicate)}")
    if before == replace(after, predicate=before.predicate):
        return
    yield Reason((Kind.SUBMITTED,), "，".join(_moves(sides, was, now)))


def _moves(sides: Sides, was: Value, now: Value) -> Iterator[str]:
    before, after = was.origin, now.origin
    department = _department(sides, after.department)
    if before.department != after.department:
        yield f"改由{department}报送（原为{_department(sides, before.department)}）"
    elif before.sha256 != after.sha256:
        yield f"{department}重新报送"
    if before.file != after.file:
        yield f"改用《{after.file}》（原为《{before.file}》）"
    if _place(before) != _place(after):
        yield f"位置由{_place(before)}改为{_place(after)}"
    yield _content(before, after)


def _content(before: Origin, after: Origin) -> str:
    if after.register and before.row_count != after.row_count:
        return f"台账所计的行由{before.row_count}行变为{after.row_count}行"
    if after.register and before.row_hash != after.row_hash:
        return "台账所计的行有变动，行数相同"
    if before.raw != after.raw:
        return f"原文由{quoted(before.raw)}改为{quoted(after.raw)}"
    return "内容相同"


def _place(origin: Origin) -> str:
    return "!".join(part for part in (origin.sheet, origin.cell) if part)


def _from(sides: Sides, value: Value) -> str:
    origin = value.origin
    return f"（{_department(sides, origin.department)}《{origin.file}》）" if origin.file else ""


def _computed(was: Value, now: Value) -> Iterator[Reason]:
    if SourceKind.DERIVED not in (was.source, now.source) or was.source is not now.source:
        return
    if was.formula != now.formula:
        words = f"计算公式由{quoted(was.formula)}改为{quoted(now.formula)}"
        yield Reason((Kind.FORMULA,), words)


def _says(value: Value) -> tuple[object, ...]:
    return value.value, value.unit, value.hedge, value.step


def _label(sides: Sides, value: Value) -> str:
    """Where a value comes from; last year's own report is another source than this year's submissions."""
    earlier = value.reported_in < sides.after.year
    return f"{value.reported_in}年报告的{value.source.label}" if earlier else value.source.label


def _name(sides: Sides, value: Value | None) -> str:
    if value is None:
        return ""
    declared = sides.catalogue.indicators.get(value.indicator)
    name = declared.name if declared else value.indicator
    year, _, month = value.period.partition("-")
    of_year = "" if year == str(sides.after.year) else f"{year}年"
    return f"{of_year}{f'{int(month)}月' if month else ''}{name}"


def _department(sides: Sides, code: str) -> str:
    declared = sides.catalogue.departments.get(code)
    return declared.name if declared else code


def quoted(text: str) -> str:
    """A text in quotation marks, or that there is none."""
    return f"“{text}”" if text else "空白"


def amount(value: Value) -> str:
    """A value with hedge and unit, to six places."""
    return quantity.write(value.value, unit=value.unit, hedge=value.hedge, places=_PLACES_SHOWN)
