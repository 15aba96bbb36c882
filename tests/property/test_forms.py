"""Any form that we generate, filled with valid values, reads back exactly."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator, Topic
from tasks.forms.blank import LastYear, blank_form, write_form
from tasks.forms.blank.model import BlankForm, Line
from tasks.model import INDICATORS, NARRATIVE, CellState, IndicatorCell, Reading, register_kind
from tasks.privacy import masked
from tasks.quantity import numerals, read
from tasks.quantity.hedges import BEFORE, SENSES
from tests import forms
from tests.build import JUSTICE, LEDGER, MARKET, REGION, value
from tests.forms import COVER, KEY, TABLE, TEXTS, Typed

D = Decimal
MEASURED = ("元", "万元", "亿元", "公斤", "%")
COUNTED = ("宗", "次", "人次", "场次", "宗/人")
CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA0)
WORDS = st.text(st.one_of(CHINESE, st.sampled_from("0123456789，。、：（）“”【】=+-@%<>&\"'ab")), max_size=60)
NAMES = st.text(CHINESE, min_size=2, max_size=12)
LABELS = ("填报单位", "年度", "数据截止日期", "填报人", "审核人", "分管领导", "表单编号", "数据表")
PEOPLE = NAMES.filter(lambda name: name not in LABELS)

Expected = tuple[CellState, Decimal | None, str]
BLANK: Expected = (CellState.BLANK, None, "")


@dataclass(frozen=True)
class Entry:
    """What is typed into a cell, and what must be read there."""

    typed: Typed
    expected: Expected
    percent: bool = False


@st.composite
def indicators(draw: st.DrawFn, number: int) -> Indicator:
    unit = draw(st.sampled_from(MEASURED + COUNTED))
    return Indicator(
        code=f"indicator_{number}",
        name=f"{draw(NAMES)}{numerals.numeral(number)}",
        short=f"指标{number}",
        unit=unit,
        places=draw(st.integers(0, 2)) if unit in MEASURED else 0,
        owner=draw(st.sampled_from(("justice", "rol_office"))),
        kind="primary",
        frequency=draw(st.sampled_from(("annual", "annual", "monthly"))),
        hedge=draw(st.sampled_from(("as_stated", "never"))),
        scope_note=draw(WORDS),
        section=draw(st.sampled_from(("", "三", "四（一）1", "七"))),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    count = draw(st.integers(0, 4))
    topics = [
        Topic(code="problems", name="存在的问题及原因", hint=draw(WORDS), boxes=draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        topics.append(Topic(code="followup", name="上年度问题落实情况", boxes=2, follows=("problems",)))
    return Catalogue.build(
        regions=(REGION,),
        departments=(JUSTICE, MARKET),
        indicators=[draw(indicators(number)) for number in range(1, count + 1)],
        registers=(LEDGER,) if draw(st.booleans()) else (),
        topics=topics,
    )


def amounts(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, 10**9).map(lambda n: D(n).scaleb(-places))


@st.composite
def entries(draw: st.DrawFn, line: Line) -> Entry:
    """One of the ways in which a person may fill in a cell."""
    amount = draw(amounts(line.places))
    whole = D(draw(st.integers(2, 99_999)))
    if line.unit == "%":  # up to 1 it is understood with its sign alone: 0.955 may be 95.5%
        amount = amount % 101
        amount = amount if amount > 1 else D(0)
    exact: Expected = (CellState.VALUE, amount, "")
    written = [
        Entry(float(amount), exact),
        Entry(f"{amount:f}", exact),
        Entry(f" {amount:,f}".translate(str.maketrans("0123456789", "０１２３４５６７８９")), exact),
        Entry(f"{amount:f}{line.unit}", exact),
        Entry(numerals.numeral(int(whole)), (CellState.VALUE, whole, "")),
        Entry(draw(st.sampled_from(("0", "无", "零"))), (CellState.VALUE, D(0), "")),
        Entry(draw(st.sampled_from(("—", "／", "/", "不适用"))), (CellState.NOT_APPLICABLE, None, "")),
    ]
    if line.unit == "%":
        written.append(Entry(float(D(f"{amount:f}") / 100), exact, percent=True))
        written.append(Entry("0.5%", (CellState.VALUE, D("0.5"), "")))
    elif not line.unit.startswith(("万", "亿")):
        written.append(Entry(f"{whole / 10:f}万", (CellState.VALUE, whole * 1000, "")))
    if line.hedged:
        hedge = draw(st.sampled_from(sorted(SENSES)))
        written.append(Entry(_hedged(f"{whole}", hedge), (CellState.VALUE, whole, hedge)))
    return draw(st.sampled_from(written))


def _hedged(digits: str, hedge: str) -> str:
    return f"{hedge}{digits}" if hedge in BEFORE else f"{digits}{hedge}"


@st.composite
def last_years(draw: st.DrawFn, declared: Catalogue) -> LastYear:
    """Values as they were accepted: whatever a person may have written last year."""
    values = {}
    for one in declared.asked("justice"):
        for period in ("2023", "2023-01", "2023-12"):
            line = Line(one.code, one.name, one.unit, "", one.places, None, None, one.hedge == "as_stated")
            text = draw(st.none() | entries(line).map(lambda entry: entry.typed))
            quantity = read(text, unit=one.unit)
            amount = getattr(quantity, "value", None)
            if amount is not None:
                hedge, step = getattr(quantity, "hedge", ""), getattr(quantity, "step", None)
                accepted = value(one.code, f"{amount:f}", period, unit=one.unit, hedge=hedge, step=step)
                values[accepted.key] = accepted
    return LastYear(values)


@dataclass(frozen=True)
class Filled:
    """A form and everything that is typed into it."""

    catalogue: Catalogue
    form: BlankForm
    last_year: LastYear
    current: Mapping[str, Entry]
    corrections: Mapping[str, Entry]
    texts: tuple[tuple[str, str], ...]
    ticks: frozenset[str]
    cutoff: date | None
    people: tuple[str, str, str]


@st.composite
def filled_forms(draw: st.DrawFn) -> Filled:
    declared = draw(catalogues())
    last_year = draw(last_years(declared))
    form = blank_form(declared, forms.wording(), KEY, "justice", last_year)
    blank = st.just(Entry(None, BLANK))
    boxes = sum(len(topic.last_year) for topic in form.topics)
    said = st.text(st.one_of(CHINESE, st.sampled_from("12，。【】=+#\n")), max_size=80).map(
        lambda text: "\n".join(text.strip().splitlines())
    )
    return Filled(
        catalogue=declared,
        form=form,
        last_year=last_year,
        current={line.code: draw(blank | entries(line)) for line in form.lines},
        corrections={line.code: draw(blank | _corrections(line)) for line in form.lines},
        texts=tuple(draw(st.tuples(NAMES | st.just(""), said)) for _ in range(boxes)),
        ticks=draw(st.frozensets(st.sampled_from(_tables(form)))),
        cutoff=draw(st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31))),
        people=draw(st.tuples(PEOPLE, PEOPLE, PEOPLE)),
    )


def _corrections(line: Line) -> st.SearchStrategy[Entry]:
    """A correction is a value: 无 and — say that there is nothing to correct."""
    return entries(line).filter(lambda e: e.expected[0] is CellState.VALUE and e.typed not in ("无", "零"))


def _tables(form: BlankForm) -> list[str]:
    return [*(["指标数据"] if form.lines else []), "文字材料", *form.registers]


def fill(filled: Filled) -> bytes:
    """The form with everything typed in, as a spreadsheet program saves it."""
    book = forms.opened(write_form(filled.form, forms.wording()))
    cover = book[COVER]
    for label, text in zip(("填报人", "审核人", "分管领导"), filled.people, strict=True):
        forms.type_in(forms.beside(cover, label), text)
    forms.type_in(forms.beside(cover, "数据截止日期"), filled.cutoff)
    for table in filled.ticks:
        forms.type_in(forms.beside(cover, table), "√")
    if filled.form.lines:
        _fill_column(book[TABLE], "本年数", filled.current)
        _fill_column(book[TABLE], "上年数更正", filled.corrections)
    rows = [row for _, row in forms.lines(book[TEXTS])]
    for row, (heading, text) in zip(rows, filled.texts, strict=True):
        forms.type_in(book[TEXTS].cell(row, 3), heading or None)
        forms.type_in(book[TEXTS].cell(row, 4), text or None)
    return forms.saved(book)


def _fill_column(sheet: Worksheet, header: str, entered: Mapping[str, Entry]) -> None:
    column = forms.column(sheet, header)
    for code, row in forms.lines(sheet):
        cell = sheet.cell(row, column)
        forms.type_in(cell, entered[code].typed)
        if entered[code].percent:
            cell.number_format = "0.0%"


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(filled_forms())
def test_a_filled_form_reads_back_exactly(filled: Filled) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = forms.read_back(fill(filled), Path(folder), filled.catalogue, "justice")
    said = reading.stated
    assert (said.form, said.year, said.department) == (filled.form.id, 2024, JUSTICE.name)
    assert said.cutoff == filled.cutoff
    assert said.people == tuple(zip(("填报人", "审核人", "分管领导"), filled.people, strict=True))
    assert not reading.notices
    kinds = {"指标数据": INDICATORS, "文字材料": NARRATIVE, LEDGER.name: register_kind(LEDGER.code)}
    assert set(reading.zero_reports) == {kinds[table] for table in filled.ticks}
    assert [table.register for table in reading.registers] == [LEDGER.code] * (LEDGER.name in filled.ticks)
    _check_current(filled, reading)
    _check_prior(filled, reading)
    _check_texts(filled, reading)


def _code(cell: IndicatorCell) -> str:
    return f"{cell.indicator}@{cell.period}" if len(cell.period) > 4 else str(cell.indicator)


def _check_current(filled: Filled, reading: Reading) -> None:
    read_cells = {_code(c): (c.state, c.value, c.hedge) for c in reading.indicators if not c.prior}
    expected = {code: entry.expected for code, entry in filled.current.items()}
    if "指标数据" in filled.ticks:
        units = {line.code: line.unit for line in filled.form.lines}
        zero: Expected = (CellState.VALUE, D(0), "")
        none: Expected = (CellState.NOT_APPLICABLE, None, "")
        expected = {
            code: (none if units[code] == "%" else zero) if entry == BLANK else entry
            for code, entry in expected.items()
        }
    assert read_cells == expected

    notes = {_code(c): c.scope_note for c in reading.indicators if not c.prior}
    assert notes == {line.code: masked(line.scope_note) for line in filled.form.lines}


def _check_prior(filled: Filled, reading: Reading) -> None:
    priors = {(c.indicator, c.period): c for c in reading.indicators if c.prior}
    for line in filled.form.lines:
        code, _, month = line.code.partition("@")
        period = f"2023{month[4:]}"
        cell = priors.pop((code, period), None)
        correction = filled.corrections[line.code].expected
        accepted = filled.last_year.values.get(f"{period}/{code}")
        if correction != BLANK:
            assert cell is not None
            assert cell.corrected
            assert (cell.state, cell.value, cell.hedge) == correction
        elif accepted is not None:
            assert cell is not None
            assert not cell.corrected
            assert (cell.value, cell.hedge, cell.step) == (accepted.value, accepted.hedge, accepted.step)
        else:
            assert cell is None
    assert not priors


def _check_texts(filled: Filled, reading: Reading) -> None:
    codes = [topic.code for topic in filled.form.topics for _ in topic.last_year]
    expected = [
        (code, heading, text) for code, (heading, text) in zip(codes, filled.texts, strict=True) if text
    ]
    assert [(i.topic, i.heading, i.text) for i in reading.narrative] == expected
    assert not any(item.fault for item in reading.narrative)
