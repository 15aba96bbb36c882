"""Editions (年度底稿): a new year's, started from the last one; and what is wrong with one, all at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.catalogue.contents import load_contents
from tasks.catalogue.yearly import load_yearly
from tasks.model import Document, NarrativeText, RegionYear, Value
from tasks.pipeline import curated_tables
from tasks.pipeline.approved_edition import approved_edition
from tasks.pipeline.earlier_texts import earlier_texts
from tasks.pipeline.record import catalogue_of
from tasks.report import Edition, EditionError, compose, load_edition
from tasks.report.coverage import faults, hints, printed_and_asked
from tasks.report.edition import EDITION, TEXT, UNSET, folder_of, read_text
from tasks.report.origin_hints import changed_since, origins
from tasks.report.origins import without_origins
from tasks.report.skeleton import skeleton
from tasks.report.yearly import Look, declared, looks, taken_over
from tasks.settings import Settings
from tasks.store.files import write_folder
from tasks.store.registry import open_registry


@dataclass(frozen=True, slots=True)
class NoEdition:
    """Why nothing was done: a Chinese sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Started:
    """A new edition, the year it was taken from (None: it is the first), and every place that a person must
    look at. `approved`: the 定稿 whose text it has, if it has one's.
    """

    folder: Path
    base_year: int | None
    looks: tuple[Look, ...]
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition as it stands. `problems` keep it from being printed; `hints` and `looks` do not."""

    problems: tuple[str, ...]
    hints: tuple[str, ...] = ()
    base_year: int | None = None  # where `looks` stand word for word as well
    looks: tuple[Look, ...] = field(default=())


def start_edition(settings: Settings, key: RegionYear) -> Started | NoEdition:
    """Start a RegionYear's edition from the nearest earlier one: whole or not at all, never over another.

    Where that year has a 定稿, its text is what the 定稿 was made from, whatever was written since.
    Comments are moved to the new year, 成文日期 is emptied, all else stays. A first one has the required
    contents as chapters and every indicator in a sentence. Raises EditionError where the earlier one cannot
    be read, OSError where the site cannot be written.
    """
    folder = settings.site / folder_of(key.region, key.year)
    town = catalogue_of(settings, key).regions[key.region].name
    years = _years(settings, key.region)
    if key.year in years or folder.exists():
        return NoEdition(f"{town} {key.year} 年的底稿已经有了，没有改动：{folder_of(key.region, key.year)}")
    base = max((year for year in years if year < key.year), default=None)
    if not years:
        files = skeleton(catalogue_of(settings, key), load_contents(settings), key)
        write_folder(folder, {name: text.encode() for name, text in files.items()})
        return Started(folder, None, ())
    if base is None:
        return NoEdition(f"{town}没有更早年度的底稿可以沿用。请从最早的一年（{min(years)} 年）往后建。")
    approved = approved_edition(settings, RegionYear(key.region, base))
    final = dict(approved.texts) if approved else {}
    before = {**_texts(settings, key.region, base), **final}
    files = {name: _moved(name, text, base, key.year) for name, text in before.items()}
    write_folder(folder, {name: text.encode() for name, text in files.items()})
    found = [look for name, text in files.items() for look in _looks(settings, key, name, text)]
    taken = [
        look
        for name, text in before.items()
        for look in taken_over(f"{folder_of(key.region, key.year)}/{name}", text)
    ]
    return Started(folder, base, (*found, *taken), approved.version if approved and final else "")


def check_edition(settings: Settings, key: RegionYear) -> Checked | NoEdition:
    """All that is wrong with a RegionYear's edition, and what should be looked at; changes nothing.

    What is curated already is composed with it. Raises CatalogueError where the catalogue is wrong.
    """
    catalogue = catalogue_of(settings, key)
    years = _years(settings, key.region)
    if key.year not in years:
        town = catalogue.regions[key.region].name
        return NoEdition(f"{town} {key.year} 年还没有底稿。从上年的开始：fazhi edition new {key.year}")
    problems: list[str] = []
    edition = _loaded(settings, key, problems)
    document = _composed(settings, catalogue, edition, problems)
    if not problems:
        problems += [
            f"{edition.file} 的 contents：规定必须有的内容“{one.name}”没有写明在哪个标题下。"
            for one in edition.contents
            if not (one.heading or one.none)
        ]
    base = max((year for year in years if year < key.year), default=None)
    same = tuple(_unchanged(settings, key, base)) if base else ()
    if document is None:
        return Checked(tuple(problems), base_year=base, looks=same)
    coverage = printed_and_asked(catalogue, edition, document)
    problems += faults(coverage, catalogue)
    told = (*hints(coverage, catalogue), *_resent(settings, catalogue, key, document))
    return Checked(tuple(problems), told, base, same)


def _resent(settings: Settings, catalogue: Catalogue, key: RegionYear, document: Document) -> Iterator[str]:
    """What departments sent anew of texts that words of the edition were taken from."""
    departments = {origin.partition("/")[0] for origin in origins(document)}
    if departments:
        with open_registry(settings.registry_url) as registry:
            earlier = earlier_texts(settings, registry, catalogue, key, departments)
        yield from changed_since(document, catalogue, _curated(settings, key)[1], earlier)


def has_edition(settings: Settings, key: RegionYear) -> bool:
    """Whether there is an edition of a RegionYear."""
    return key.year in _years(settings, key.region)


def _years(settings: Settings, region: str) -> list[int]:
    found = settings.resources(f"templates/editions/{region}", f"*/{EDITION}")
    return [int(path.parent.name) for path in found if path.parent.name.isdecimal()]


def _texts(settings: Settings, region: str, year: int) -> dict[str, str]:
    """The files of an edition, by name. Raises EditionError where one is no UTF-8 text."""
    folder = folder_of(region, year)
    found = [path for path in settings.resources(folder, "*") if not path.name.startswith(".")]
    return {path.name: read_text(f"{folder}/{path.name}", path) for path in found}


def _moved(name: str, text: str, base: int, year: int) -> str:
    """A file of last year's edition as this year's begins: its comments say the new year, no day is set."""
    comment = r"^#.*$" if name == EDITION else r"^%%.*$"
    text = re.sub(
        comment, lambda one: one.group().replace(f"{base}年", f"{year}年"), text, flags=re.MULTILINE
    )
    if name != EDITION:
        return without_origins(text)
    text, days = re.subn(r"^(['\"]?date['\"]?[ \t]*:).*$", rf"\1 {UNSET}", text, flags=re.MULTILINE)
    if days != 1:
        raise EditionError(f"{name} 的 date：没有单独写成一行。请在 {base} 年的底稿里改好后重试。")
    return text


def _looks(
    settings: Settings, key: RegionYear, name: str, text: str, before: str | None = None
) -> Iterator[Look]:
    file = f"{folder_of(key.region, key.year)}/{name}"
    names = catalogue_of(settings, key).names
    if name == EDITION:
        yield from declared(file, text)
    else:
        yield from looks(file, text, load_yearly(settings), names, before)


def _unchanged(settings: Settings, key: RegionYear, base: int) -> Iterator[Look]:
    """Places to look at in sentences that stand in the earlier edition too."""
    try:
        before = _texts(settings, key.region, base)
        now = _texts(settings, key.region, key.year)
    except EditionError:  # told where the edition is loaded, or of no concern this year
        return
    for name in sorted(now.keys() & before.keys() - {EDITION}):
        yield from _looks(settings, key, name, now[name], before[name])


def text_problems(settings: Settings, key: RegionYear, texts: Mapping[str, str]) -> list[str]:
    """All that keeps an edition of these texts, by file name, from being composed; a day not set is none."""
    problems: list[str] = []
    set_ = {**texts, EDITION: _UNSET_DAY.sub(rf"\1 {_SOME_DAY}", texts[EDITION])}
    edition = _loaded(settings, key, problems, set_)
    _composed(settings, catalogue_of(settings, key), edition, problems)
    return problems


_UNSET_DAY = re.compile(rf"^(['\"]?date['\"]?[ \t]*:)[ \t]*['\"]?{UNSET}['\"]?", re.MULTILINE)
_SOME_DAY = "2000-01-01"


def _loaded(
    settings: Settings, key: RegionYear, problems: list[str], texts: Mapping[str, str] | None = None
) -> Edition:
    """The edition; where its `edition.yaml` is wrong, its text alone, so that this is looked at as well."""
    try:
        return load_edition(settings, key.region, key.year, texts)
    except EditionError as error:
        problems += str(error).splitlines()
    file = f"{folder_of(key.region, key.year)}/{TEXT}"
    path = settings.resource(file)
    text = (texts or {}).get(TEXT, "")
    try:
        text = text or (read_text(file, path) if path.is_file() else "")
    except EditionError as error:
        problems += str(error).splitlines()
    return Edition(key, "{{ 年 }}", "", "", date.min, text, EDITION, file)


def _composed(
    settings: Settings, catalogue: Catalogue, edition: Edition, problems: list[str]
) -> Document | None:
    """The document, of what is curated; None, with the reasons added to `problems`, where there is none."""
    values, narrative = _curated(settings, edition.region_year)
    document = None
    for part in (replace(edition, text=""), edition):  # the title, then the text
        try:
            document = compose(part, catalogue, values, narrative)
        except EditionError as error:
            document = None
            problems += [line for line in str(error).splitlines() if line not in problems]
    return document


def _curated(settings: Settings, key: RegionYear) -> tuple[tuple[Value, ...], tuple[NarrativeText, ...]]:
    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
    if build is None:
        return (), ()
    return curated_tables.read_values(settings, build), curated_tables.read_narrative(settings, build)
