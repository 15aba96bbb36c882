"""What the shipped report does not have, read back by Arelle: falls, months, money, quotients, multiples."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.model import Annex, Bar, Block, Chart, Document, Figure, FigureRun, Run, SourceKind, Text, Value
from tests.document import NAMES, annexed
from tests.golden.test_second_town import report
from tests.system.arelle_reading import read_back, wrong_numbers

pytestmark = pytest.mark.system

# printed, value, unit, period, last day counted → as read: value, decimals, begin, end
STATED = {
    "fewer": (("5宗", "-5", "宗", "2023", None), ("-5", "0", "2023-01-01", "2023-12-31")),
    "fall": (("-12.5%", "-12.46", "%", "2023", None), ("-0.125", "3", "2023-01-01", "2023-12-31")),
    "none": (("0宗", "0", "宗", "2023", None), ("0", "0", "2023-01-01", "2023-12-31")),
    "month": (("94.5%", "94.5", "%", "2023-02", None), ("0.945", "3", "2023-02-01", "2023-02-28")),
    "until": (("7次", "7", "次", "2023", date(2023, 11, 30)), ("7", "0", "2023-01-01", "2023-11-30")),
    "money": (("1.5亿元", "15012", "万元", "2023", None), ("150000000", "-7", "2023-01-01", "2023-12-31")),
    "each": (("13.5宗", "13.504", "宗/人", "2023", None), ("13.5", "1", "2023-01-01", "2023-12-31")),
    "times": (("1.5倍", "150", "%", "2023", None), ("1.5", "1", "2023-01-01", "2023-12-31")),
}
UNITS = {"fewer": "fz:宗", "money": "iso4217:CNY", "fall": "xbrli:pure", "each": "fz:宗/fz:人"}


def odd_year() -> Document:
    """A sentence and a chart with all of `STATED`."""
    values, figures, said = {}, {}, []
    for number, (code, ((text, amount, unit, period, cutoff), _)) in enumerate(STATED.items()):
        value = Value(
            "qinghe", 2023, period, code, SourceKind.STATED, Decimal(amount), unit, cutoff=cutoff
        )  # fmt: skip
        values[value.key] = value
        figures[f"f{number}"] = Figure(f"f{number}", (value.key,), code, text)
        said += [Text("，"), FigureRun(f"f{number}")]
    runs: tuple[Run, ...] = tuple(said)
    chart = Chart("图", tuple(Bar("项", figure, Decimal(number)) for number, figure in enumerate(figures)))
    return Document(
        "qinghe", 2023, (Text("报告"),), (Block(0, body=runs),),
        figures=figures, values=values, annexes=(Annex("图", (chart,)),),
    )  # fmt: skip


def test_every_kind_of_number_is_read_back_as_it_is(tmp_path: Path) -> None:
    with read_back(odd_year(), {}, tmp_path) as model:
        assert model.errors == []
        assert len(model.facts) == 2 * len(STATED)
        for fact in model.facts:
            value, decimals, begin, end = STATED[fact.qname.localName][1]
            assert (fact.xValue, fact.decimals) == (Decimal(value), decimals)
            days = [each.text for each in fact.context.period.iterdescendants()]
            assert days == [begin, end]


def test_units_are_measures(tmp_path: Path) -> None:
    with read_back(odd_year(), {}, tmp_path) as model:
        units = {fact.qname.localName: fact.unit.measures for fact in model.facts}
        told = {code: "/".join(str(each) for side in sides for each in side) for code, sides in units.items()}
        assert {code: told[code] for code in UNITS} == UNITS


def test_a_report_with_annexes_is_valid(tmp_path: Path) -> None:
    with read_back(annexed(), NAMES, tmp_path) as model:
        assert model.errors == []
        assert {str(fact.qname) for fact in model.facts} >= {"fz:cases", "fz:cases_yoy", "fz:window.words"}
        (concept,) = [each for each in model.qnameConcepts.values() if str(each.qname) == "fz:cases"]
        assert concept.label(lang="zh-CN") == NAMES["cases"]


def test_a_year_of_falls_and_hedges_is_read_back_as_curated(tmp_path: Path) -> None:
    document = report(tmp_path)
    with read_back(document, {}, tmp_path) as model:
        assert model.errors == []
        assert len(model.facts) == sum(len(figure.keys) for figure in document.figures.values())
        assert wrong_numbers(model, document) == []
        numbers = [fact for fact in model.facts if fact.isNumeric]
        assert len(numbers) >= 80
        assert any(fact.xValue < 0 for fact in numbers)
        assert "未发生" in {fact.xValue for fact in model.facts}
