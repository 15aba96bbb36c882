"""Small editions for tests: a catalogue of a few indicators, values by name, a text to compose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Comparison, Department, Display, Indicator, Region, Topic
from tasks.curation.derived import derive
from tasks.model import Block, Document, NarrativeText, Origin, RegionYear, Run, SourceKind, Text, Value
from tasks.report import Edition, compose

YEAR = RegionYear("hongmei", 2023)
SHOWN = Comparison(show=True)


def _indicator(code: str, name: str, unit: str, **more: object) -> Indicator:
    given = {"owner": "justice", "kind": "primary", "section": "四"} | more
    return Indicator.model_validate({"code": code, "name": name, "unit": unit} | given)


CATALOGUE = Catalogue.build(
    regions=(Region(code="hongmei", name="洪梅镇", full_name="东莞市洪梅镇"),),
    departments=(Department(code="justice", name="洪梅司法分局", short="司法分局"),),
    indicators=(
        _indicator("cases", "“粤执法”平台办案总数", "宗", short="办案总数", comparison=SHOWN),
        _indicator("staff", "执法人数", "人"),
        _indicator(
            "per_head",
            "人均办案量",
            "宗/人",
            printed_unit="宗",
            kind="derived",
            formula="cases / staff",
            display=Display(places=1),
        ),
        _indicator("lectures", "党课场次", "场次"),
        _indicator("meetings", "会议次数", "次", comparison=SHOWN),
        _indicator("visitors", "参与人次", "人次", display=Display(places=1, scale="万"), comparison=SHOWN),
        _indicator("windows", "综窗比例", "%", kind="rate", display=Display(form="at_least")),
        _indicator("accepted", "及时受理率", "%", kind="rate", display=Display(places=1), comparison=SHOWN),
        _indicator("answered", "按期答复率", "%", kind="rate", display=Display(places=1)),
        _indicator("content", "群众满意率", "%", kind="rate", display=Display(places=1)),
        _indicator("reviews", "行政复议宗数", "宗", comparison=SHOWN),
        _indicator("suits", "行政诉讼宗数", "宗"),
        _indicator("fines", "行政处罚宗数", "宗"),
        _indicator("waived", "不予处罚宗数", "宗"),
        _indicator("amount", "授信金额", "元", display=Display(places=2, scale="auto"), comparison=SHOWN),
        _indicator("pupils", "参训人次", "人次", comparison=SHOWN),
        _indicator("monthly", "月满意度", "%", kind="rate", frequency="monthly"),
    ),
    topics=(Topic(code="problems", name="存在的问题及原因"), Topic(code="plans", name="下一年度安排")),
)

TITLE = "{{ 镇街 }}{{ 年 }}年法治政府建设年度报告"


def edition(text: str, *, title: str = TITLE) -> Edition:
    """An edition with this text, as `load_edition` would give it."""
    return Edition(YEAR, title, "", "洪梅镇人民政府", date(2024, 1, 31), text, "edition.yaml", "report.md")


def values(this_year: Mapping[str, str], last_year: Mapping[str, str] | None = None) -> list[Value]:
    """Stated values by code, 460余 with its hedge, and everything derived from them."""
    given = [_stated(code, "2023", written) for code, written in this_year.items()]
    given += [_stated(code, "2022", written) for code, written in (last_year or {}).items()]
    return derive(YEAR, given, CATALOGUE)


def _stated(code: str, period: str, written: str) -> Value:
    number = re.sub("[^-.0-9]", "", written)
    return Value(
        region="hongmei",
        reported_in=2023,
        period=period,
        indicator=code,
        source=SourceKind.STATED,
        value=Decimal(number),
        unit=CATALOGUE.indicators[code].unit,
        hedge=written.replace(number, ""),
    )


def item(
    text: str, heading: str = "", topic: str = "problems", ordinal: int = 1, bound: tuple[str, ...] = ()
) -> NarrativeText:
    """A text of the justice department."""
    return NarrativeText("justice", topic, ordinal, heading, text, Origin(), bound)


def composed(
    text: str, given: Sequence[Value] = (), narrative: Sequence[NarrativeText] = (), title: str = TITLE
) -> Document:
    """The document of an edition's text."""
    return compose(edition(text, title=title), CATALOGUE, given, narrative)


def lines(document: Document) -> list[str]:
    """The document's blocks as printed."""
    return [printed(document, block) for block in document.blocks]


def printed(document: Document, block: Block) -> str:
    """One block as printed."""
    return block.number + words(document, block.heading) + words(document, block.body)


def words(document: Document, runs: Sequence[Run]) -> str:
    """Runs as printed."""
    return "".join(run.text if isinstance(run, Text) else document.figures[run.figure].text for run in runs)


def of_year(document: Document, year: int) -> Document:
    """The same document as if all its periods were moved to another year."""

    def moved(key: str) -> str:
        return f"{int(key[:4]) + year - document.year}{key[4:]}"

    figures = {
        name: replace(figure, keys=tuple(map(moved, figure.keys)))
        for name, figure in document.figures.items()
    }
    values = {
        moved(key): replace(value, period=moved(value.period), inputs=tuple(map(moved, value.inputs)))
        for key, value in document.values.items()
    }
    return replace(document, year=year, figures=figures, values=values)
