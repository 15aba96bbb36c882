"""All submissions of the chosen cases, written, read and judged together; and what was found in each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from tasks.catalogue import Catalogue, load, load_suite, load_suites
from tasks.catalogue.settlements import Settlements, SettlementsFile, standing
from tasks.curation import build, by_category
from tasks.curation.dataset import Dataset
from tasks.intake import Reader
from tasks.model import (
    Base,
    CellState,
    Dispute,
    Finding,
    NarrativeText,
    Origin,
    Place,
    Reading,
    ReadState,
    RegionYear,
    SourceKind,
    Value,
    Verdict,
)
from tasks.settings import Limits, Settings
from tasks.settings import load as load_settings
from tasks.validation import SUITES, Judged, Submission, judge, judge_curated, judge_opinions, settle_curated
from tests.rules import making
from tests.rules.spec import HERE, Case, Spec

REGION = "hongmei"


@dataclass(frozen=True)
class Found:
    """What was found in a case's two submissions."""

    breaks: tuple[Finding, ...]
    near_miss: tuple[Finding, ...]


def found(cases: Iterable[Case], folder: Path) -> dict[str, Found]:
    """Every case's findings, by its name; its files are written into `folder`."""
    by_site: dict[str, list[Case]] = {}
    for case in cases:
        by_site.setdefault(case.site, []).append(case)
    return {name: one for site, own in by_site.items() for name, one in _found(site, own, folder).items()}


@cache
def settings(site: str) -> Settings:
    """Ours, with a site's files laid over them."""
    return load_settings({"FAZHI_SITE": str(HERE / "sites" / site)} if site else {})


def _found(site: str, own: Sequence[Case], folder: Path) -> dict[str, Found]:
    catalogue = load(settings(site))
    specs = [spec for case in own for spec in (case.breaks, case.near_miss)]
    files = [(number, one) for number, spec in enumerate(specs) for one in _files(spec)]
    judged = _judge(site, [one for _, one in files], folder, catalogue)
    by_spec: dict[int, list[tuple[Spec, Judged]]] = {}
    for (number, spec), result in zip(files, judged, strict=True):
        by_spec.setdefault(number, []).append((spec, result))
    said = [
        _curated(site, by_spec[number], catalogue)
        if own[number // 2].curated
        else tuple(finding for _, one in by_spec[number] for finding in one.findings)
        for number in range(len(specs))
    ]
    return {case.name: Found(*said[2 * i : 2 * i + 2]) for i, case in enumerate(own)}


def _files(spec: Spec) -> Iterator[Spec]:
    if "files" not in spec:
        yield spec
        return
    shared = {key: what for key, what in spec.items() if key != "files"}
    yield from (shared | one for one in spec["files"])


def _judge(site: str, specs: Sequence[Spec], folder: Path, catalogue: Catalogue) -> list[Judged]:
    suites = load_suites(settings(site), SUITES)
    submissions = list(_submissions(specs, folder, catalogue))
    return judge(submissions, catalogue, suites)


def _submissions(specs: Sequence[Spec], folder: Path, catalogue: Catalogue) -> Iterator[Submission]:
    with Reader(catalogue, Limits()) as usual:
        for number, spec in enumerate(specs):
            path = folder / str(number)
            place = _place(spec, catalogue)
            path.write_bytes(making.made(spec, catalogue))
            reading = _reading(spec, path, place, catalogue, usual)
            base = _base(spec.get("base", {}), place.year - 1, catalogue)
            settled = _settled(spec)
            yield Submission(number, place, reading, spec.get("unknown_code", ""), base, settled)


def _reading(spec: Spec, path: Path, place: Place, catalogue: Catalogue, usual: Reader) -> Reading:
    if "state" in spec:
        return Reading(making.name(spec), ReadState(spec["state"]))
    if "limits" not in spec:
        return usual.read(path, making.name(spec), place)
    with Reader(catalogue, replace(Limits(), **spec["limits"])) as reader:
        return reader.read(path, making.name(spec), place)


def _place(spec: Spec, catalogue: Catalogue) -> Place:
    code = catalogue.resolve_department(making.department(spec))
    assert code is not None, making.department(spec)
    return Place(REGION, making.year(spec), code)


def _base(given: Mapping[str, Any], year: int, catalogue: Catalogue) -> Base:
    values = [_value(code, entry, year, catalogue) for code, entry in given.get("values", {}).items()]
    texts = [_text(entry, number) for number, entry in enumerate(given.get("narrative", ()), 1)]
    return Base({value.key: value for value in values}, tuple(texts))


def _settled(spec: Spec) -> Settlements:
    return standing(SettlementsFile.model_validate({"settlements": spec.get("settled", ())}).settlements)


def _value(code: str, entry: Any, year: int, catalogue: Catalogue) -> Value:
    more = dict(entry) if isinstance(entry, dict) else {"value": entry}
    number, step = Decimal(str(more.pop("value"))), more.pop("step", None)
    period = str(more.pop("period", year))
    source = SourceKind(more.pop("source", "stated"))
    declared = catalogue.indicators[code]
    return Value(
        region=REGION,
        reported_in=year,
        period=period,
        indicator=code,
        source=source,
        value=number,
        unit=declared.unit,
        step=None if step is None else Decimal(str(step)),
        origin=Origin(department=catalogue.department_of(declared.owner), file="上年.xlsx"),
        **more,
    )


def _text(entry: Sequence[Any], number: int) -> NarrativeText:
    """A text of last year: topic, heading, text, and whose it was."""
    topic, heading, text, *department = entry
    owner = department[0] if department else "justice"
    return NarrativeText(owner, topic, number, heading or "", text, Origin(owner, "上年.xlsx"))


def _curated(site: str, files: Sequence[tuple[Spec, Judged]], catalogue: Catalogue) -> tuple[Finding, ...]:
    """What is found on the accepted datasets of these files, curated together."""
    spec = files[0][0]
    key = RegionYear(REGION, making.year(spec))
    base = _base(spec.get("base", {}), key.year - 1, catalogue)
    datasets = [one for file in files for one in _datasets(*file, catalogue)]
    settled = _settled(spec)
    curated = build(key, datasets, list(base.values.values()), catalogue, settled)
    suites = {name: load_suite(settings(site), name) for name in ("curated", "settlements", "opinions")}
    shares = partial(by_category, curated, catalogue=catalogue)
    said = judge_curated(
        curated.values, catalogue, suites["curated"], curated.unanswered, shares, curated.narrative
    )
    disputed = [Dispute(**one) for one in spec.get("disputed", ())]
    said += judge_opinions(disputed, curated.values, catalogue, suites["opinions"])
    expired = curated.expired
    return settle_curated(said, curated.values, expired, settled, catalogue, suites["settlements"])


def _datasets(spec: Spec, judged: Judged, catalogue: Catalogue) -> Iterator[Dataset]:
    if Verdict.worst(judged.verdicts.values()) is Verdict.RETURNED:
        return
    sound = judged.sound
    yield Dataset(
        department=_place(spec, catalogue).department,
        file=sound.file,
        sha256=sha256(repr(spec).encode()).hexdigest(),
        indicators=tuple(c for c in sound.indicators if c.state is CellState.VALUE and not c.left_out),
        narrative=sound.narrative,
        registers=sound.registers,
        unanswered=tuple(c for c in sound.indicators if c.state is CellState.BLANK),
        left_out=tuple(c for c in sound.indicators if c.left_out),
    )
