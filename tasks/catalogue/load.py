"""Reading the catalogue's YAML. Every error names file and key."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tasks.catalogue import schema
from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.catalogue import Catalogue
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.regional import Declared, in_region, without
from tasks.catalogue.relations import RelationsFile
from tasks.settings import Settings

F = TypeVar("F", bound=BaseModel)


def load(settings: Settings, region: str = "") -> Catalogue:
    """The catalogue of a site: as a region (code) knows it, where that has departments of its own.

    Raises CatalogueError, whose message names the file and the key that is wrong.
    """
    own = settings.resource(f"expectations/departments/{region}.yaml") if region else None
    own = own if own and own.is_file() else None
    apart = {
        *(settings.resource(f"expectations/{stem}.yaml") for stem in _JUDGING_NOTHING),
        *settings.resources("expectations", "corrections/**/*.yaml"),  # a settlement only its own year
        *settings.resources("expectations", "published/**/*.yaml"),  # a report only the year after it
        *settings.resources("expectations", "departments/*.yaml"),  # and a region's departments only it
    }
    files = [
        path for path in settings.resources("expectations", "**/*.yaml") if path not in apart or path == own
    ]
    return _load(tuple(files), tuple(path.stat().st_mtime_ns for path in files), settings, own)


@cache
def _load(files: tuple[Path, ...], times: tuple[int, ...], settings: Settings, own: Path | None) -> Catalogue:
    strangers = _strangers(settings)
    if own is None:
        return _built(without(_declared(settings, files, times), strangers), _fingerprint(files))
    others = [(path, time) for path, time in zip(files, times, strict=True) if path != own]
    declared = _declared(settings, *map(tuple, zip(*others, strict=True)))
    whole = _built(without(declared, strangers), "")  # what is declared for all must fit together in any case
    if own.stem not in whole.regions:
        raise CatalogueError(f"{_shown(own)}: no region of that code")
    here = in_region(declared, read(own, schema.RegionalDepartmentsFile).departments, _shown(own))
    elsewhere = {*whole.by_label, *(one.label for one in declared.indicators)}
    return replace(_built(here, _fingerprint(files)), elsewhere=frozenset(elsewhere))


def _strangers(settings: Settings) -> frozenset[str]:
    """Codes of departments and units that only a region of their own has."""
    regional = [
        one
        for path in settings.resources("expectations", "departments/*.yaml")
        for one in read(path, schema.RegionalDepartmentsFile).departments
    ]
    usual = read(settings.resource("expectations/departments.yaml"), schema.DepartmentsFile).departments
    known = {code for one in usual for code in (one.code, *(unit.code for unit in one.units))}
    here = {code for one in regional for code in (one.code, *(unit.code for unit in one.units))}
    return frozenset(here - known)


@cache
def _declared(settings: Settings, _files: tuple[Path, ...], _times: tuple[int, ...]) -> Declared:
    one = {stem: settings.resource(f"expectations/{stem}.yaml") for stem in _SINGLE}
    indicators = settings.resources("expectations", "indicators/*.yaml")
    registers = settings.resources("expectations", "registers/*.yaml")
    return Declared(
        regions=read(one["regions"], schema.RegionsFile).regions,
        departments=read(one["departments"], schema.DepartmentsFile).departments,
        indicators=tuple(i for path in indicators for i in read(path, schema.IndicatorsFile).indicators),
        registers=tuple(read(path, schema.Register) for path in registers),
        topics=read(one["narrative"], schema.NarrativeFile).topics,
        rules=tuple(load_rules(settings)),
        names=tuple(name.name for name in read(one["names"], schema.NamesFile).names),
        relations=read(one["relations"], RelationsFile).relations,
        secrecy=read(one["secrecy"], schema.SecrecyFile),
    )


def _built(declared: Declared, fingerprint: str) -> Catalogue:
    parts = {field.name: getattr(declared, field.name) for field in fields(declared)}
    return Catalogue.build(**parts, fingerprint=fingerprint)


_JUDGING_NOTHING = ("calendar", "contents", "yearly")
"""New holidays, or what a document must hold, judge nothing anew."""

_SINGLE = ("regions", "departments", "narrative", "names", "relations", "secrecy")


def load_rules(settings: Settings) -> list[schema.Rule]:
    """All rules of `expectations/rules/`. Raises CatalogueError, naming file and key."""
    paths = settings.resources("expectations", "rules/*.yaml")
    return [rule for path in paths for rule in read(path, schema.RulesFile).rules]


def load_suites(settings: Settings, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Suites by name, and those of registers as "registers/<code>"; raises as `load_suite` does."""
    own = [path.stem for path in settings.resources("expectations", "suites/registers/*.yaml")]
    if unknown := sorted(set(own) - set(load(settings).registers)):
        raise CatalogueError(f"expectations/suites/registers/{unknown[0]}.yaml: no register of that code")
    return {name: load_suite(settings, name) for name in (*names, *(f"registers/{one}" for one in own))}


def load_suite(settings: Settings, name: str) -> dict[str, Any]:
    """A suite of `expectations/suites/<name>.yaml` in GX's own shape.

    Raises CatalogueError, naming file and key, where it has another shape or names an unknown rule.
    """
    path = settings.resource(f"expectations/suites/{name}.yaml")
    suite = read(path, schema.SuiteFile)
    rules = {rule.code for rule in load_rules(settings)}
    for position, expectation in enumerate(suite.expectations):
        if expectation.meta.rule not in rules:
            at = f"{_shown(path)}: expectations.{position}.meta.rule"
            raise CatalogueError(f"{at}: not in rules/*.yaml: {expectation.meta.rule}")
    return suite.model_dump(mode="json")


def load_calendar(settings: Settings) -> CalendarFile:
    """The calendar of a site. Raises CatalogueError, naming file and key."""
    return read(settings.resource("expectations/calendar.yaml"), CalendarFile)


def read(path: Path, model: type[F]) -> F:
    """One YAML file as its model. Raises CatalogueError, naming file and key."""
    try:
        return model.model_validate(parsed(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        problems = "; ".join(f"{_key(e['loc'])}: {e['msg']}" for e in error.errors())
        raise CatalogueError(f"{_shown(path)}: {problems}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{_shown(path)}: 不是 UTF-8 编码，请另存为 UTF-8 / save it as UTF-8") from error
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:  # 2024-02-30 is a ValueError
        raise CatalogueError(f"{_shown(path)}: {error}") from error


def parsed(text: str) -> Any:
    """YAML as plain values; raises what the parser and the days of the calendar raise."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 safe loader


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A key that stands twice is an error: of two, YAML would silently drop the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode))
        for key, times in keys.items():
            if times > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key}: twice", node.start_mark)
        made: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return made


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "(whole file)"


def _shown(path: Path) -> str:
    parts = path.parts
    root = next((name for name in ("expectations", "templates") if name in parts), None)
    return "/".join(parts[parts.index(root) :]) if root else path.name


def _fingerprint(files: tuple[Path, ...]) -> str:
    """SHA-256 over names and bytes: a changed catalogue judges everything anew."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(_shown(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
