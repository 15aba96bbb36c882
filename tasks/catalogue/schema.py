"""The catalogue's shape: what a data steward may write in `expectations/`.

One pydantic model a YAML file. `fazhi`'s JSON Schemas in `expectations/schema/` are made from these.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Model(BaseModel):
    """Strict and frozen: an unknown or misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Region(Model):
    """镇街."""

    code: Code
    name: Words = Field(description="as people call it: 某某镇")
    full_name: Words = Field(description="with the city before it: 某某市某某镇")
    aliases: tuple[Words, ...] = ()


class RegionsFile(Model):
    """`expectations/regions.yaml`. The first is what commands mean where none is named."""

    regions: tuple[Region, ...] = Field(min_length=1)


class Unit(Model):
    """A sub-unit: owns indicators, submits through its department."""

    code: Code
    name: Words
    aliases: tuple[Words, ...] = ()


class Department(Model):
    """填报单位. `short` is the folder's name by default."""

    code: Code
    name: Words
    short: Words
    aliases: tuple[Words, ...] = ()
    units: tuple[Unit, ...] = ()


class DepartmentsFile(Model):
    """`expectations/departments.yaml`."""

    departments: tuple[Department, ...]


class RegionalDepartment(Department):
    """A department of a region that has its own. What nobody here owns is not asked in this region."""

    indicators: tuple[Code, ...] = Field(
        default=(), description="what it is asked for of what it or a unit owns; empty: all of it"
    )
    takes: tuple[Code, ...] = Field(
        default=(), description="what it is asked for here although another department owns it elsewhere"
    )


class RegionalDepartmentsFile(Model):
    """`expectations/departments/<region>.yaml`."""

    departments: tuple[RegionalDepartment, ...] = Field(min_length=1)


class Display(Model):
    """How a value is printed; it is rounded once, here.

    places: decimal places. scale: print in 万 or 亿 of the unit; `auto`: in 亿 or 万 where the number would
    have five digits or more. form: `plain`; `at_least` prints the
    value rounded down to a multiple of `step` followed by 以上 (90%以上); `under_tenths` prints a
    percentage as 不到五成 (GB/T 15835-2011 4.2.2: approximations in Chinese numerals).
    """

    places: int = Field(default=0, ge=0, le=6)
    scale: Literal["", "万", "亿", "auto"] = ""
    form: Literal["plain", "at_least", "under_tenths"] = "plain"
    step: Decimal = Decimal(10)


class Comparison(Model):
    """The comparison with last year: always computed where there is a base, printed only if `show`.

    Codes default to `<indicator>_increase` and `<indicator>_yoy`.
    """

    show: bool = False
    increase: Code | None = None
    growth: Code | None = None
    places: int = Field(default=0, ge=0, le=6, description="decimal places of the growth in %")


class Indicator(Model):
    """指标: one quantity asked for or computed."""

    code: Code
    name: Words = Field(description="as the form prints it; matched in what departments send")
    short: Words | None = Field(
        default=None, description="name in editions and in 【】, where `name` is no identifier"
    )
    aliases: tuple[Words, ...] = ()
    unit: str = Field(description="unit of the value: 宗, 场次, 亿元, %")
    printed_unit: str | None = Field(default=None, description="where print differs: 宗/人 is printed 宗")
    places: int = Field(default=0, ge=0, le=6, description="decimal places that a stated value may have")
    owner: Code = Field(description="department or sub-unit")
    kind: Literal["primary", "rate", "counted", "derived"]
    planned: bool = Field(default=False, description="what is planned, not what was done: 计划, 应查, 总投资")
    notified: bool = Field(default=False, description="上级通报数: known only from above")
    formula: str | None = Field(default=None, description="derived, and rates with both parts known")
    frequency: Literal["annual", "monthly"] = "annual"
    required: bool = True
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    stock: bool = Field(
        default=False, description="what there is at the year's end, and may well be the same for years"
    )
    swing_floor: Decimal | None = Field(
        default=None,
        description="a change up to this needs no explanation; usual: suites/indicators.yaml",
    )
    hedge: Literal["as_stated", "never"] = Field(
        default="as_stated", description="whether 约/余/以上 may stand with it"
    )
    display: Display = Display()
    comparison: Comparison = Comparison()
    section: str = Field(default="", description="where the 2023 report prints it: 四（三）1; empty: nowhere")
    scope_note: str = Field(default="", description="口径")

    @property
    def label(self) -> str:
        """The name in editions and narrative placeholders: an identifier."""
        return self.short or self.name

    def admits(self, value: Decimal) -> bool:
        """Whether a value lies within the bounds."""
        low, high = self.minimum, self.maximum
        return (low is None or value >= low) and (high is None or value <= high)


class IndicatorsFile(Model):
    """`expectations/indicators/<department>.yaml`."""

    indicators: tuple[Indicator, ...]


class RegisterColumnSpec(Model):
    """One column of a register."""

    code: Code
    name: Words
    aliases: tuple[Words, ...] = ()
    type: Literal["text", "integer", "decimal", "date"] = "text"
    unit: str = Field(default="", description="of numbers: 元, 公斤, 人次; another is converted where exact")
    required: bool = True
    required_where: dict[Code, tuple[Words, ...]] = Field(
        default_factory=dict, description="required only in rows whose columns hold one of these codes"
    )
    codes: tuple[Words, ...] = Field(default=(), description="allowed values; empty: any")
    fixes: dict[str, str] = Field(default_factory=dict, description="known other spellings → code")
    in_period: bool = Field(default=False, description="a date that must fall in the reported year")
    minimum: Decimal | None = Field(default=Decimal(0), description="of numbers")
    maximum: Decimal | None = Field(default=None, description="of numbers")

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.type in ("integer", "decimal")


class Measure(Model):
    """What an indicator takes from the rows whose columns hold one of the given codes.

    rows: how many there are; distinct: how many different values their column `of` holds; sum: what
    that column adds up to, converted exactly from its unit to the indicator's.
    """

    indicator: Code
    measure: Literal["rows", "distinct", "sum"] = "rows"
    of: Code | None = Field(default=None, description="the column that is added up or told apart")
    where: dict[Code, tuple[Words, ...]] = Field(default_factory=dict)
    predicate: Words = Field(description="in Chinese, for people: 全部案件")
    months: Code | None = Field(
        default=None, description="the column of dates by which it is counted by month as well, for annexes"
    )


class Export(Model):
    """A system's export of a register, read as it comes. Its header words go before names and aliases."""

    system: Words = Field(description="the system's name: “粤执法”平台")
    columns: dict[Words, Code] = Field(description="header word → column")
    signs: tuple[Words, ...] = Field(
        default=(), description="header words that mark the format, all needed; empty: all of `columns`"
    )
    constants: dict[Code, Words] = Field(
        default_factory=dict, description="column → what holds for every row of this export"
    )
    silent: tuple[Code, ...] = Field(
        default=(), description="indicators of which it says nothing, besides those that a constant excludes"
    )


class Register(Model):
    """台账: `expectations/registers/<code>.yaml`."""

    code: Code
    name: Words
    aliases: tuple[Words, ...] = ()
    department: Code
    columns: tuple[RegisterColumnSpec, ...]
    key: tuple[Code, ...] = Field(min_length=1)
    counts: tuple[Measure, ...]
    exports: tuple[Export, ...] = ()

    def silent(self, export: Export) -> tuple[str, ...]:
        """Indicators of which an export says nothing: no row of it could ever count."""
        return tuple(
            m.indicator for m in self.counts if m.indicator in export.silent or not _may_be(m.where, export)
        )

    def needed(self, export: Export) -> frozenset[str]:
        """Columns that an export must give: the key, what is required, and what is counted by, unless a
        constant of the export says that its rows never need it.
        """
        required = [c for c in self.columns if c.required or c.required_where]
        asked = {c.code for c in required if _may_be(c.required_where, export)}
        taken = [m for m in self.counts if m.indicator not in self.silent(export)]
        return frozenset({*self.key, *asked} | {c for m in taken for c in (*m.where, m.of) if c})


def _may_be(where: Mapping[str, tuple[str, ...]], export: Export) -> bool:
    """Whether a row of an export with its constants may fit a condition."""
    return all(export.constants.get(code, codes[0]) in codes for code, codes in where.items())


class Topic(Model):
    """A box of 文字材料 that departments fill and editions insert."""

    code: Code
    name: Words = Field(description="as the form prints it: 存在的问题及原因")
    aliases: tuple[Words, ...] = ()
    hint: str = ""
    departments: tuple[Code, ...] = Field(default=(), description="who is asked; empty: all")
    boxes: int = Field(default=4, ge=1, le=20, description="how many boxes a blank form has for it")
    longest: int = Field(default=200, ge=20, le=2000, description="characters of an item before a form warns")
    follows: tuple[Code, ...] = Field(
        default=(), description="asks what became of last year's items of these topics, a box for each"
    )


class NarrativeFile(Model):
    """`expectations/narrative.yaml`."""

    topics: tuple[Topic, ...]


class Name(Model):
    """A proper name that contains digits or numerals and so is no quantity."""

    name: Words
    note: str = ""


class NamesFile(Model):
    """`expectations/names.yaml`."""

    names: tuple[Name, ...]


class SecrecyFile(Model):
    """`expectations/secrecy.yaml`: marks of secrecy (密级标志), and where a word is one."""

    levels: tuple[Words, ...] = Field(
        default=(), description="绝密, 机密, 秘密: a file that is marked so is not taken in at all"
    )
    english: tuple[Words, ...] = Field(
        default=(), description="the same in English, where it stands alone in a line"
    )
    urgencies: tuple[Words, ...] = Field(
        default=(), description="特急: may stand in one line with a level's mark"
    )
    marks: tuple[Words, ...] = Field(
        default=(),
        description="other marks where they stand alone in a line, in brackets, before ★ or after a lead",
    )
    phrases: tuple[Words, ...] = Field(default=(), description="marks wherever they stand")
    leads: tuple[Words, ...] = Field(default=(), description="密级, 此件: what follows is a mark")
    quoted: tuple[Words, ...] = Field(default=(), description="what follows directly is spoken of: no mark")


class Rule(Model):
    """What a rule means and how its finding reads. `{}` fields are filled by the validation."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z][a-z_]*$")]
    title: Words
    why: Words
    observed: Words = Field(description="template of the sentence that says what was seen")
    mend: Words = Field(description="template of the sentence that says what to do")
    wrong: Words = Field(description="an example that breaks the rule, for fazhi explain")
    right: Words = Field(description="the same, mended")
    waivable: bool = Field(
        default=True, description="whether the office may accept it as explained (说明后采用)"
    )


class ExpectationMeta(Model):
    """What an expectation's failure means to us."""

    rule: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z][a-z_]*$")]
    severity: Literal["critical", "warning", "info"]
    scope: Literal["file", "dataset", "row", "cell", "integrity"]
    column: str = Field(default="", description="of a register: where it is told; empty: the first one named")


class ExpectationSpec(Model):
    """One expectation in Great Expectations' own shape."""

    type: Words
    kwargs: dict[str, Any]
    meta: ExpectationMeta


class SuiteMeta(Model):
    """What we say of a suite in Great Expectations' own place for it."""

    title: Words = Field(description="what it looks at, for people: 指标数据")
    order: int = Field(default=99, description="where it stands among the suites in lists for people")
    looks_at: Literal["files", "indicators", "narrative", "registers", "curated"] = Field(
        default="files", description="what its rows come from, for how much it looked at"
    )


class SuiteFile(Model):
    """`expectations/suites/<name>.yaml`: a Great Expectations suite."""

    name: Words
    meta: SuiteMeta
    expectations: tuple[ExpectationSpec, ...]


class RulesFile(Model):
    """`expectations/rules/<kind>.yaml`."""

    rules: tuple[Rule, ...]
