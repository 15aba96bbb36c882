"""Chinese names by code, for the copies that show sources."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tasks.catalogue import Catalogue
from tasks.model import Address, Finding
from tasks.privacy import hidden, masked
from tasks.store.records import People
from tasks.writers.sources import Review


def review_of(
    catalogue: Catalogue, findings: Iterable[Finding] = (), people: Mapping[str, People] | None = None
) -> Review:
    """What a review copy or a trace says beside the text; `people` as `Registry.people` gives them."""
    listed = tuple(map(without_numbers, findings))
    return Review(
        findings=tuple(one for one in listed if one.is_open),
        settled=tuple(one for one in listed if not one.is_open),
        indicators={code: indicator.name for code, indicator in catalogue.indicators.items()},
        departments={code: department.name for code, department in catalogue.departments.items()},
        registers={code: register.name for code, register in catalogue.registers.items()},
        people=people or {},
    )


def without_numbers(found: Finding) -> Finding:
    """A finding whose place says no personal number: a clerk's file or sheet may be named with one."""
    at = found.address
    return replace(found, address=Address(masked(at.file), hidden(at.sheet), at.cell))
