"""Chinese names by code, for the copies that show sources."""

from collections.abc import Iterable

from tasks.catalogue import Catalogue
from tasks.model import Finding
from tasks.writers.sources import Review


def review_of(catalogue: Catalogue, findings: Iterable[Finding] = ()) -> Review:
    """What a review copy or a trace says beside the text."""
    return Review(
        findings=tuple(findings),
        indicators={code: indicator.name for code, indicator in catalogue.indicators.items()},
        departments={code: department.name for code, department in catalogue.departments.items()},
        registers={code: register.name for code, register in catalogue.registers.items()},
    )
