"""Whatever stands in a workbook's cells, recognising it ends in a sound Reading."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.intake.cells import Marks, Sheet, Workbook, shown
from tasks.intake.recognise import recognise
from tasks.intake.words import INDICATOR_HEADERS, NARRATIVE_HEADERS
from tasks.model import CellState
from tests.unit.test_intake import CATALOGUE, HEADER, HERE, LEDGER_HEADER

WORDS = (
    *INDICATOR_HEADERS,
    *NARRATIVE_HEADERS,
    *(name for i in CATALOGUE.indicators.values() for name in (i.name, *i.aliases)),
    *LEDGER_HEADER,
    *(
        "一、存在问题",
        "（一）人手不足。全年新增案件较多。",
        "单位：万元",
        "表单编号",
        "数据截止日期",
        "数据表",
        "零报告",
        "指标数据",
        "√",
        "meetings",
        "填报单位：",
        "司法分局",
        "2023年",
        "2022年",
        "合计",
        "填报人：",
        "次",
        "万元",
        "%",
        "460余",
        "4.7万",
        "—",
        "无",
    ),
)
cells = st.one_of(
    st.sampled_from(("", *WORDS)),
    st.text(max_size=8),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.just(datetime.fromisoformat("2023-03-01 09:30")),
    st.just(time(9, 30)),
    st.just(timedelta(hours=3)),
)
marks = st.builds(
    Marks,
    percent=st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=3),
    hidden_columns=st.frozensets(st.integers(0, 6), max_size=2),
    hidden_rows=st.frozensets(st.integers(0, 6), max_size=2),
    merged=st.sampled_from(((), ((0, 0, 0, 1),), ((0, 5, 0, 9), (1, 0, 2, 0)))),
    faults=st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.just("#REF!"), max_size=3),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows = draw(st.lists(st.lists(cells, min_size=6, max_size=6), min_size=1, max_size=6))
    header = draw(st.sampled_from((None, HEADER, LEDGER_HEADER, ("栏目", "小标题", "正文", "", "", ""))))
    return Sheet("表", [header, *rows] if header else rows, draw(marks))


@settings(deadline=None)
@given(st.lists(sheets(), max_size=2))
def test_any_cells_give_a_sound_reading(made: list[Sheet]) -> None:
    reading = recognise(Workbook(tuple(made)), "表.xlsx", HERE, CATALOGUE)
    for cell in reading.indicators:
        assert (cell.state is CellState.VALUE) or cell.value is None
        assert (
            cell.value is not None
            or cell.state is not CellState.VALUE
            or not cell.unit_ok
            or not cell.indicator
        )
        assert (cell.state is CellState.BLANK) == (not cell.raw)
        assert (cell.value is None) == (cell.step is None)
    for item in reading.narrative:
        assert item.text
    for table in reading.registers:
        for column in table.columns.values():
            assert len(column.raw) == len(column.values) == len(column.states) == len(table.rows)
            for raw, value, state in zip(column.raw, column.values, column.states, strict=True):
                assert (state is CellState.VALUE) == (value is not None)
                assert (state is CellState.BLANK) == (not raw)


@given(cells)
def test_any_cell_can_be_shown(cell: object) -> None:
    assert isinstance(shown(cell), str)  # type: ignore[arg-type]
