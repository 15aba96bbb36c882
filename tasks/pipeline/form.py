"""Blank forms and ledgers for departments, written below `data/forms/<region>/<year>/`.

A list beside the forms says which bytes were ours: what somebody has filled in or changed there since
is left as it is.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue, load, load_calendar
from tasks.catalogue.blank_wording import BlankFile, load_blank
from tasks.catalogue.published import load_published
from tasks.curation.published import printed_last_year
from tasks.forms.blank import LastYear, blank_form, blank_ledgers, write_form, write_ledger
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.errors import stale_words
from tasks.pipeline.naming import file_name
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.registry import open_registry

LIST = ".forms.json"


@dataclass(frozen=True, slots=True)
class Forms:
    """What was written. `changed` are files left alone because somebody changed them."""

    folder: Path
    written: tuple[Path, ...]
    changed: tuple[Path, ...]
    prefill: str  # in Chinese: which values of last year were filled in, or why none


def write_forms(
    settings: Settings, region: str, year: int, department: str | None = None, out: Path | None = None
) -> Forms:
    """Write the forms of a region's (code) year for all departments or for one (code).

    Raises CatalogueError where a form's wording is wrong, OSError where the folder cannot be written.
    """
    catalogue = load(settings, region)
    key = RegionYear(region, year)
    folder = out or settings.forms / catalogue.regions[region].name / str(year)
    last_year, prefill = _known(settings, catalogue, key)
    made: dict[str, bytes] = {}
    for code in [department] if department else catalogue.departments:
        made |= _made(settings, catalogue, key, code, last_year)
    written, changed = _keep(folder, made)
    return Forms(folder, written, changed, prefill)


def _made(
    settings: Settings, catalogue: Catalogue, key: RegionYear, department: str, last_year: LastYear
) -> dict[str, bytes]:
    """A department's workbooks by file name."""
    wording = load_blank(settings)
    form = blank_form(catalogue, wording, key, department, last_year, _due(settings, wording, key.year))
    names = {"region": form.region, "year": form.year, "department": form.short}
    made = {wording.files.form.format(**names): write_form(form, wording)}
    for ledger in blank_ledgers(catalogue, key, department):
        name = wording.files.ledger.format(**names, register=ledger.register)
        made[name] = write_ledger(ledger, wording)
    return {f"{file_name(name)}.xlsx": data for name, data in made.items()}


def _due(settings: Settings, wording: BlankFile, year: int) -> str:
    day = load_calendar(settings).submit_by
    return wording.cover.day.format(year=year + 1, month=day.month, day=day.day)


def _known(settings: Settings, catalogue: Catalogue, key: RegionYear) -> tuple[LastYear, str]:
    """What is known of the year before, and what to say of it: last year's accepted data, and below it what
    its published report says.
    """
    before = RegionYear(key.region, key.year - 1)
    accepted, told = _last_year(settings, catalogue, before)
    report = load_published(settings, before, catalogue)
    said = {value.key: value for value in printed_last_year(key, report, catalogue)}
    more = said.keys() - accepted.values.keys()
    if report is None or not more:
        return accepted, told
    taken = f"已预填取自上年公开报告《{report.file}》的上年数 {len(more)} 个，请各单位核对。"
    both = LastYear({**said, **accepted.values}, accepted.narrative)
    return both, f"{told}{taken}" if accepted.values else taken


def _last_year(settings: Settings, catalogue: Catalogue, key: RegionYear) -> tuple[LastYear, str]:
    """Last year's accepted data, and what to say of it. Nothing is filled in from a stale build."""
    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
        under = fingerprint.judging(settings, registry, key, catalogue)
    if build is None:
        return LastYear(), f"没有预填上年数：{key.year} 年还没有通过审核并汇总的数据。"
    if build.fingerprint != under:
        return LastYear(), f"没有预填上年数：{stale_words(key.year)}"
    # Arrow takes a second to import: only where there is something to read
    from tasks.pipeline.curated_tables import read_narrative, read_values
    from tasks.store.tables import DamagedPartError

    try:
        values = {v.key: v for v in read_values(settings, build) if v.chosen}
        return LastYear(values, read_narrative(settings, build)), f"已预填 {key.year} 年采用的数据。"
    except DamagedPartError:
        return LastYear(), f"没有预填上年数：{key.year} 年的数据文件缺失，请先运行 fazhi run {key.year}。"


def _keep(folder: Path, made: dict[str, bytes]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write what is new or still ours; gives the files that are there now, and those left alone."""
    known = _ours(folder / LIST)
    ours, changed = dict(known), []
    for name, data in made.items():
        there = _digest_of(folder / name)
        if there not in (None, ours.get(name), _digest(data)):
            changed.append(folder / name)
            continue
        if there != _digest(data):
            write_atomic(folder / name, data)
        ours[name] = _digest(data)
    if ours != known:
        listed = json.dumps(ours, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_atomic(folder / LIST, listed.encode())
    return tuple(folder / name for name in made if folder / name not in changed), tuple(changed)


def _ours(path: Path) -> dict[str, str]:
    """SHA-256 by file name of what we wrote."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in known.items()} if isinstance(known, dict) else {}


def _digest_of(path: Path) -> str | None:
    return _digest(path.read_bytes()) if path.is_file() else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
