"""Small building blocks for tests: a catalogue of a few indicators, cells, tables, values."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from tasks.catalogue import Catalogue, load_suites
from tasks.catalogue.load import load_rules
from tasks.catalogue.schema import (
    Department,
    Indicator,
    Region,
    Register,
    RegisterColumnSpec,
    Rule,
    Topic,
    Unit,
)
from tasks.model import (
    CellState,
    IndicatorCell,
    Place,
    Reading,
    ReadState,
    RegionYear,
    RegisterColumn,
    RegisterTable,
    SourceKind,
    Value,
)
from tasks.settings import load as load_settings
from tasks.validation import SUITES

HERE = Place("hongmei", 2023, "justice")
YEAR = RegionYear("hongmei", 2023)

REGION = Region(code="hongmei", name="洪梅镇", full_name="东莞市洪梅镇")
JUSTICE = Department(
    code="justice",
    name="洪梅司法分局",
    short="司法分局",
    aliases=("司法所",),
    units=(Unit(code="rol_office", name="镇委全面依法治镇办"),),
)
MARKET = Department(code="market", name="洪梅市场监管分局", short="市场监管分局")


def indicator(code: str, name: str, **more: Any) -> Indicator:
    """An indicator of the justice department, counted in 宗, unless told otherwise."""
    given = {"unit": "宗", "owner": "justice", "kind": "primary", "section": "四"} | more
    return Indicator(code=code, name=name, **given)


LEDGER = Register(
    code="ledger",
    name="办案台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="编号"),
        RegisterColumnSpec(code="filed", name="立案日期", type="date", in_period=True),
        RegisterColumnSpec(code="result", name="结果", codes=("处罚", "不予处罚")),
        RegisterColumnSpec(code="closed", name="结案日期", type="date", required=False),
    ),
    key=("number",),
    counts=(),
)


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules: their messages are tested with them."""
    return tuple(load_rules(load_settings({})))


@cache
def suites() -> dict[str, dict[str, Any]]:
    """The shipped suites."""
    return load_suites(load_settings({}), (*SUITES, "curated"))


def catalogue(*indicators: Indicator, registers: Iterable[Register] = (LEDGER,)) -> Catalogue:
    """A catalogue of two departments with the given indicators."""
    return Catalogue.build(
        regions=(REGION,),
        departments=(JUSTICE, MARKET),
        indicators=indicators,
        registers=registers,
        topics=(Topic(code="problems", name="存在的问题及原因"),),
        rules=rules(),
    )


def cell(at: str, indicator: str | None, value: str | None = None, **more: Any) -> IndicatorCell:
    """A value cell of sheet 数据; without a value it is blank."""
    given: dict[str, Any] = {
        "sheet": "数据",
        "cell": at,
        "label_cell": f"B{at[1:]}",
        "label": indicator or "",
        "indicator": indicator,
        "period": "2023",
        "prior": False,
        "state": CellState.BLANK if value is None else CellState.VALUE,
        "raw": value or "",
        "value": None if value is None else Decimal(value),
    }
    return IndicatorCell(**(given | more))


def reading(*cells: IndicatorCell, **more: Any) -> Reading:
    """A file that was read, with the given cells."""
    return Reading(**({"file": "报表.xlsx", "state": ReadState.READ, "indicators": cells} | more))


def ledger(*rows: Sequence[object], register: Register = LEDGER) -> RegisterTable:
    """A register's table from row 3 on; a str where a date belongs is not understood, None is blank."""
    columns = {
        column.code: _column([row[i] for row in rows], column.type)
        for i, column in enumerate(register.columns)
    }
    letters = {column.code: "ABCDEFG"[i] for i, column in enumerate(register.columns)}
    return RegisterTable(register.code, "台账", list(range(3, 3 + len(rows))), columns, letters)


def _column(values: Sequence[object], kind: str) -> RegisterColumn:
    states = [_state(value, kind) for value in values]
    kept = [v if s is CellState.VALUE else None for v, s in zip(values, states, strict=True)]
    return RegisterColumn(["" if v is None else str(v) for v in values], kept, states)


def _state(value: object, kind: str) -> CellState:
    if value is None:
        return CellState.BLANK
    bad = kind == "date" and not isinstance(value, date)
    return CellState.NOT_UNDERSTOOD if bad else CellState.VALUE


def value(indicator: str, amount: str, period: str = "2023", **more: Any) -> Value:
    """A stated value of the year 2023."""
    given: dict[str, Any] = {
        "region": "hongmei",
        "reported_in": 2023,
        "period": period,
        "indicator": indicator,
        "source": SourceKind.STATED,
        "value": Decimal(amount),
        "unit": "宗",
    }
    return Value(**(given | more))
