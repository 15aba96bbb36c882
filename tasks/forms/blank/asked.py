"""From the catalogue and last year's accepted data to what a department is asked."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.catalogue import Catalogue, formula
from tasks.catalogue.blank_wording import BlankFile
from tasks.catalogue.schema import Indicator, Register, Topic
from tasks.forms.blank.model import BlankForm, Boxes, Computed, Group, Line
from tasks.forms.blank.typed import typed
from tasks.model import NarrativeText, RegionYear, SourceKind, Value

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class LastYear:
    """What is known of last year: the value that counts by "period/indicator", and the accepted texts."""

    values: Mapping[str, Value] = field(default_factory=dict)
    narrative: Sequence[NarrativeText] = ()


def blank_form(
    catalogue: Catalogue,
    wording: BlankFile,
    key: RegionYear,
    department: str,
    last_year: LastYear,
    due: str = "",
) -> BlankForm:
    """The form of a department (code); `due` as people read it."""
    unit = catalogue.departments[department]
    asked = catalogue.asked(department)
    return BlankForm(
        id=form_id(catalogue, key, department),
        region=catalogue.regions[key.region].name,
        year=key.year,
        department=unit.name,
        short=unit.short,
        groups=_groups(asked, catalogue, wording, key.year, department, last_year),
        topics=tuple(
            _boxes(topic, catalogue, department, last_year) for topic in catalogue.topics_of(department)
        ),
        registers=tuple(register.name for register in catalogue.registers_of(department)),
        computed=_computed(catalogue, department),
        due=due,
    )


def _computed(catalogue: Catalogue, department: str) -> tuple[Computed, ...]:
    """What is computed from a department's data; growth and increase are explained once for all."""
    comparisons = {
        of(code) for code in catalogue.indicators for of in (catalogue.growth_of, catalogue.increase_of)
    }
    return tuple(
        Computed(i.name, i.unit, i.scope_note)
        for i in catalogue.indicators_of(department)
        if i.formula is not None and i.code not in comparisons
    )


def form_id(catalogue: Catalogue, key: RegionYear, department: str) -> str:
    """Region, year, department and eight digits over everything that is asked.

    Not over last year's data: the same questions are the same form.
    """
    asked = [
        [[i.code, i.unit, i.frequency] for i in catalogue.asked(department)],
        [topic.code for topic in catalogue.topics_of(department)],
        [[r.code, [column.code for column in r.columns]] for r in catalogue.registers_of(department)],
    ]
    digest = hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()
    return f"{key.region}-{key.year}-{department}-{digest[:8]}"


def _groups(
    asked: Iterable[Indicator],
    catalogue: Catalogue,
    wording: BlankFile,
    year: int,
    department: str,
    last_year: LastYear,
) -> tuple[Group, ...]:
    """Bands in the order of the catalogue, those that ledgers count last."""
    titles = _Titles(catalogue, wording, department)
    grouped: dict[str, list[Line]] = {}
    for indicator in sorted(asked, key=lambda one: titles.counted(one) is not None):
        grouped.setdefault(titles.of(indicator), []).extend(_lines(indicator, year, last_year, wording))
    alone = len(grouped) == 1 and not any(titles.counted(i) for i in asked)
    return tuple(Group("" if alone else title, tuple(lines)) for title, lines in grouped.items())


class _Titles:
    """Under which band an indicator stands: its register, its sub-unit, or its part of the report."""

    def __init__(self, catalogue: Catalogue, wording: BlankFile, department: str) -> None:
        self._catalogue = catalogue
        self._wording = wording
        unit = catalogue.departments[department]
        self._units = {one.code: one.name for one in unit.units} | {unit.code: unit.name}
        own = [i for i in catalogue.asked(department) if i.owner == department]
        self._by_section = len(own) > wording.table.rows_without_sections
        registers = catalogue.registers_of(department)
        self._registers = {count.indicator: r for r in reversed(registers) for count in r.counts}

    def counted(self, indicator: Indicator) -> Register | None:
        """The department's register from which an indicator is counted; stating it as well is optional."""
        return self._registers.get(indicator.code) if indicator.kind == "counted" else None

    def of(self, indicator: Indicator) -> str:
        register = self.counted(indicator)
        if register is not None:
            return self._wording.table.counted.format(register=register.name)
        if self._by_section and indicator.owner in self._catalogue.departments:
            return self._section(indicator)
        return self._units[indicator.owner]

    def _section(self, indicator: Indicator) -> str:
        section = indicator.section or self._used_in(indicator.code)
        named = [prefix for prefix in self._wording.sections if section.startswith(prefix)]
        return self._wording.sections[max(named, key=len)] if named else self._wording.other_section

    def _used_in(self, code: str) -> str:
        """Where what is computed from an indicator is printed."""
        users = (user for user, tree in self._catalogue.formulas.items() if code in formula.names(tree))
        sections = (self._catalogue.indicators[user].section for user in users)
        return next(filter(None, sections), "")


def _lines(indicator: Indicator, year: int, last_year: LastYear, wording: BlankFile) -> list[Line]:
    if indicator.frequency != "monthly":
        return [
            _line(
                indicator,
                indicator.code,
                indicator.name,
                last_year.values.get(f"{year - 1}/{indicator.code}"),
            )
        ]
    return [
        _line(
            indicator,
            f"{indicator.code}@{year}-{month:02d}",
            wording.table.month.format(name=indicator.name, month=month),
            last_year.values.get(f"{year - 1}-{month:02d}/{indicator.code}"),
        )
        for month in MONTHS
    ]


def _line(indicator: Indicator, code: str, name: str, accepted: Value | None) -> Line:
    return Line(
        code=code,
        name=name,
        unit=indicator.unit,
        scope_note=indicator.scope_note,
        places=indicator.places,
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        hedged=indicator.hedge == "as_stated",
        required=indicator.required and indicator.kind != "counted",
        last_year=_last_year(accepted, indicator.unit),
        said=accepted.settlement if accepted and accepted.source is SourceKind.LAST_REPORT else "",
    )


def _last_year(accepted: Value | None, unit: str) -> str:
    """Last year's value as one would type it; nothing where it was kept in another unit."""
    if accepted is None or accepted.unit != unit:
        return ""
    return typed(accepted.value, unit, accepted.hedge, accepted.step)


def _boxes(topic: Topic, catalogue: Catalogue, department: str, last_year: LastYear) -> Boxes:
    followed = tuple(
        "\n".join(filter(None, (f"【{catalogue.topics[code].name}】{item.heading}", item.text)))
        for code in topic.follows
        for item in sorted(last_year.narrative, key=lambda item: item.ordinal)
        if (item.department, item.topic) == (department, code)
    )
    return Boxes(
        code=topic.code,
        name=topic.name,
        hint=topic.hint,
        longest=topic.longest,
        last_year=followed or ("",) * topic.boxes,
        follows=bool(topic.follows),
    )
