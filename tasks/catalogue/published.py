"""What was taken from last year's report as it was published: `expectations/published/<region>/<year>.yaml`.

A report that was not rendered here has no values behind it. Its numbers are bound to indicators by the
words around them (tasks/wording/binding) or by a person, and are next year's bases where nothing better is
there.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from tasks.catalogue.catalogue import Catalogue
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.load import read
from tasks.catalogue.schema import Code, Indicator, Model, Words
from tasks.catalogue.settlement_checks import amount
from tasks.catalogue.settlements import Number, Written
from tasks.model import RegionYear
from tasks.quantity.exact import decimals
from tasks.settings import Settings


class Misfit(StrEnum):
    """Why a number cannot be an indicator's; the value names the key and what is wrong."""

    COMPARED = "indicator: a comparison of two years"
    MONTHLY = "indicator: given by month"
    VALUE = "value: not understood in this unit"
    BOUNDS = "value: out of the indicator's bounds"
    PLACES = "value: more decimal places than the indicator has"


class PublishedValue(Model):
    """A number of the report, and the indicator whose it is."""

    number: int = Field(ge=1, description="which number of the text, counted from its beginning")
    indicator: Code
    value: Number = Field(description="as it was printed: 460余场次")
    sentence: Words


class Published(Model):
    """A year's report: its file, and what its numbers are."""

    file: Words
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    checked: bool = Field(default=False, description="whether a person went through the 核对表")
    forms: tuple[Written, ...] = Field(default=(), description="fingerprints of the 核对表 that were taken")
    values: tuple[PublishedValue, ...] = ()
    not_data: tuple[int, ...] = Field(default=(), description="numbers that a person said are no data")

    @model_validator(mode="after")
    def _each_once(self) -> "Published":
        """An indicator has one value a year, and a number is said to be one thing."""
        codes = [one.indicator for one in self.values]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"indicator given twice: {', '.join(twice)}")
        return self


def published_path(key: RegionYear) -> str:
    """Where what a RegionYear's report says lies, below the site."""
    return f"expectations/published/{key.region}/{key.year}.yaml"


def load_published(settings: Settings, key: RegionYear, catalogue: Catalogue) -> Published | None:
    """What was taken from a RegionYear's report; None where nothing was. What nobody is asked for any more
    is left out. Raises CatalogueError, naming file and key.
    """
    path = settings.resource(published_path(key))
    if not path.is_file():
        return None
    found = _read(path, path.stat().st_mtime_ns, path.stat().st_size)
    for position, one in enumerate(found.values):
        declared = catalogue.indicators.get(one.indicator)
        wrong = misfit(one.value, declared, catalogue) if declared else None
        if wrong:
            raise CatalogueError(f"{published_path(key)}: values.{position}.{wrong}")
    known = tuple(one for one in found.values if one.indicator in catalogue.indicators)
    return found.model_copy(update={"values": known})


@cache
def _read(path: Path, _time: int, _size: int) -> Published:
    return read(path, Published)


def misfit(value: str, declared: Indicator, catalogue: Catalogue) -> Misfit | None:
    """Why a printed number cannot be a year's value of an indicator; None where it can."""
    if declared.code in catalogue.comparisons:
        return Misfit.COMPARED
    if declared.frequency == "monthly":
        return Misfit.MONTHLY
    quantity = amount(value, declared)
    if quantity is None:
        return Misfit.VALUE
    if not declared.admits(quantity.value):
        return Misfit.BOUNDS
    if decimals(quantity.value) > max(declared.places, declared.display.places):
        return Misfit.PLACES
    return None
