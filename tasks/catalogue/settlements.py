"""What the office settled: the shape of `expectations/corrections/<region>/<year>.yaml`, and which of its
entries stand.

The file is the record: entries are only added, the last one about a thing stands. Landing and what was read
are never edited.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from tasks.catalogue.catalogue import fold
from tasks.catalogue.load import read
from tasks.catalogue.schema import Code, Model, Words
from tasks.model import Address, Finding, RegionYear
from tasks.settings import Settings


def _as_written(given: object) -> object:
    """A whole number may stand without quotes; a fraction may not, for YAML would round it."""
    return str(given) if type(given) is int else given


def _none_yet(given: object) -> object:
    """A key that stands there without anything holds nothing."""
    return () if given is None else given


Written = Annotated[str, BeforeValidator(_as_written)]
Number = Annotated[Words, BeforeValidator(_as_written)]
PERIOD = "^[0-9]{4}(-(0[1-9]|1[0-2]))?$"
Period = Annotated[Written, Field(pattern=PERIOD)]


class FindingKey(NamedTuple):
    """What a finding is known by from one run to the next; what it observed may change."""

    department: str
    rule: str
    dataset: str
    indicator: str
    period: str
    column: str
    sheet: str
    cell: str


def key_of(department: str, found: Finding) -> FindingKey:
    """The key of a department's (code) finding: its cell only where nothing else says what it is about."""
    at = found.address
    return FindingKey(
        department,
        found.rule,
        found.dataset,
        found.indicator,
        found.period,
        found.column,
        "" if found.indicator else at.sheet,
        "" if found.indicator or found.column else at.cell,
    )


class _Decided(Model):
    by: Words = Field(description="who decided, or gave the number")
    dated: date = Field(description='the day of it; "on" would be a truth value in YAML')


class _OnFinding(_Decided):
    department: Code
    rule: Words = Field(description="the rule whose finding is settled")
    dataset: str = ""
    indicator: str = ""
    period: Period | Literal[""] = ""
    column: str = ""
    sheet: str = ""
    cell: str = ""
    reason: Words

    @property
    def key(self) -> FindingKey:
        """The key of the finding that is settled."""
        return FindingKey(*(getattr(self, name) for name in FindingKey._fields))

    def _who(self) -> str:
        return f"{self.reason.rstrip('。')}（{self.by}，{self.dated}）"


class Correct(_OnFinding):
    """更正: another value counts."""

    decision: Literal["correct"]
    value: Number = Field(description="as people write it: 约578, 4.7万")
    expect: Written = Field(description="the cell's text, or the counted value, as it was; empty if missing")

    @property
    def about(self) -> tuple[str, str]:
        """Indicator and period whose value is another."""
        return self.indicator, self.period

    def words(self) -> str:
        """The settlement as people read it."""
        was = f"原填“{self.expect}”" if self.expect else "原未填"
        return f"更正：{was}，改为“{self.value}”。{self._who()}"


class Accept(_OnFinding):
    """说明后采用: what was found stands, and is explained."""

    decision: Literal["accept"]
    expect: Written = Field(description="what the finding said was observed")

    def words(self) -> str:
        """The settlement as people read it."""
        return f"说明后采用：{self._who()}"


class Return(_OnFinding):
    """退回修改: the department must send something else."""

    decision: Literal["return"]
    expect: Written = Field(description="what the finding said was observed")

    def words(self) -> str:
        """What is added for the department to what it is to do."""
        return f"司法分局要求修改：{self._who()}"


class Supplement(_Decided):
    """补充数据: a number outside the catalogue, for this year's edition."""

    decision: Literal["supplement"]
    name: Words
    value: Number
    unit: str = ""
    basis: Words = Field(description="依据")

    def words(self) -> str:
        """The settlement as people read it."""
        return f"依据：{self.basis}（{self.by}，{self.dated}）"


class Publish(_Decided):
    """已公开数据: what is public elsewhere; it is compared and never counts."""

    decision: Literal["publish"]
    indicator: Code
    period: Period
    value: Number
    source: Words = Field(description="the document that says it")
    scope_note: str = Field(default="", description="口径")

    def words(self) -> str:
        """The settlement as people read it."""
        return f"见{self.source}（{self.by}，{self.dated}）"


class Waive(_Decided):
    """免报, 免确认: what a department need not do this year; `nothing` takes that back."""

    decision: Literal["waive"]
    department: Code
    what: Literal["report", "confirm", "nothing"]
    reason: Words

    def words(self) -> str:
        """Why, as people read it."""
        return f"{self.reason.rstrip('。')}（{self.by}，{self.dated}）"


Decision = Correct | Accept | Return
Entry = Annotated[Correct | Accept | Return | Supplement | Publish | Waive, Field(discriminator="decision")]


class SettlementsFile(Model):
    """`expectations/corrections/<region>/<year>.yaml`."""

    forms: Annotated[tuple[Written, ...], BeforeValidator(_none_yet)] = Field(
        default=(), description="fingerprints of the 问题处理单 whose rows are below; written by the system"
    )
    settlements: Annotated[tuple[Entry, ...], BeforeValidator(_none_yet)] = ()

    @model_validator(mode="before")
    @classmethod
    def _nothing_yet(cls, given: object) -> object:
        """A file of comments alone holds nothing."""
        return {} if given is None else given


@dataclass(frozen=True, slots=True)
class Settlements:
    """What stands for a RegionYear. Make one with `standing`, or `load_settlements`.

    `decisions` are by the finding's key, the last for each thing observed; `corrections` by indicator and
    period; `supplements` by name, folded; `waivers` by department.
    """

    entries: tuple[Entry, ...] = ()
    forms: tuple[str, ...] = ()
    decisions: Mapping[FindingKey, tuple[Decision, ...]] = field(default_factory=dict)
    corrections: Mapping[tuple[str, str], Correct] = field(default_factory=dict)
    supplements: Mapping[str, Supplement] = field(default_factory=dict)
    published: Mapping[tuple[str, str, str], Publish] = field(default_factory=dict)
    waivers: Mapping[str, Waive] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """All that stands in the record, as one text: what is judged and curated depends on it."""
        return "\n".join(entry.model_dump_json() for entry in self.entries)

    def standing_entries(self) -> list[Entry]:
        """The entries that no later one replaced, in their order."""
        decisions = (one for some in self.decisions.values() for one in some)
        others = (self.supplements, self.published, self.waivers)
        standing: list[object] = [*decisions, *(one for some in others for one in some.values())]
        kept = {id(one) for one in standing}
        return [entry for entry in self.entries if id(entry) in kept]


def standing(entries: Iterable[Entry], forms: Sequence[str] = ()) -> Settlements:
    """Which of the entries stand: the last about a finding, a value, a name or a source."""
    listed = tuple(entries)
    decisions: dict[FindingKey, dict[str, Decision]] = {}
    corrections: dict[tuple[str, str], Correct] = {}
    supplements: dict[str, Supplement] = {}
    published: dict[tuple[str, str, str], Publish] = {}
    waivers: dict[str, Waive] = {}
    for entry in listed:
        match entry:
            case Supplement():
                supplements[fold(entry.name)] = entry
            case Publish():
                published[entry.indicator, entry.period, entry.source] = entry
            case Waive():
                waivers[entry.department] = entry
            case Correct():
                _drop(corrections.pop(entry.about, None), decisions)
                decisions[entry.key] = {entry.expect: entry}
                corrections[entry.about] = entry
            case _:
                about = (entry.indicator, entry.period)
                if about in corrections and _of_the_same(corrections[about], entry):
                    _drop(corrections.pop(about), decisions)
                decisions.setdefault(entry.key, {})[entry.expect] = entry
    return Settlements(
        listed,
        tuple(forms),
        {key: tuple(some.values()) for key, some in decisions.items() if some},
        corrections,
        supplements,
        published,
        waivers,
    )


def _of_the_same(correction: Correct, entry: Accept | Return) -> bool:
    """Whether a decision takes a correction back: of the same finding, or of any on the same cell."""
    same_cell = bool(entry.dataset) and correction.department == entry.department
    return correction.key == entry.key or same_cell


def _drop(replaced: Correct | None, decisions: dict[FindingKey, dict[str, Decision]]) -> None:
    if replaced is not None:
        decisions[replaced.key].pop(replaced.expect, None)


@dataclass(frozen=True, slots=True)
class Expired:
    """A correction that was not applied: what it rests on reads `now` something else, at `address`."""

    correction: Correct
    now: str
    address: Address


def path_of(key: RegionYear) -> str:
    """Where a RegionYear's record lies, below the site."""
    return f"expectations/corrections/{key.region}/{key.year}.yaml"


def load_record(settings: Settings, key: RegionYear) -> Settlements:
    """What stands in a site's record of a RegionYear, whatever the catalogue says of it; empty where there
    is none. Raises CatalogueError, naming file and key."""
    path = settings.resource(path_of(key))
    return _load(path, path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else Settlements()


@cache
def _load(path: Path, _time: int, _size: int) -> Settlements:
    file = read(path, SettlementsFile)
    return standing(file.settlements, file.forms)
