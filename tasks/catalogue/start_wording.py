"""What people read in the 单位和指标建档表: the shape of `templates/forms/start.yaml`."""

from typing import Annotated

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.catalogue.wording import template
from tasks.settings import Settings


class RegionHeadings(Model):
    """Columns of 镇街."""

    number: Words
    name: Words
    full_name: Words
    aliases: Words
    code: Words


class DepartmentHeadings(Model):
    """Columns of 填报单位."""

    number: Words
    name: Words
    short: Words
    aliases: Words
    code: Words


class IndicatorHeadings(Model):
    """Columns of 指标."""

    number: Words
    name: Words
    unit: Words
    department: Words
    kind: Words
    places: Words
    stock: Words
    required: Words
    compared: Words
    scope_note: Words
    aliases: Words
    short: Words
    code: Words


class _Sheet(Model):
    sheet: Words
    note: Words
    example: tuple[str, ...]


class RegionSheet(_Sheet):
    """镇街."""

    headings: RegionHeadings


class DepartmentSheet(_Sheet):
    """填报单位."""

    headings: DepartmentHeadings


class IndicatorSheet(_Sheet):
    """指标."""

    headings: IndicatorHeadings


class KnownSheet(Model):
    """现有指标."""

    note: Words
    headings: tuple[Words, Words, Words]


class StartWrong(Model):
    """What may be wrong with a cell."""

    missing: Words
    missing_sheet: Annotated[str, template("sheet")]
    nothing: Annotated[str, template("sheet")]
    one_row: Words
    known_region: Annotated[str, template("name")]
    folder: Annotated[str, template("name")]
    reserved: Annotated[str, template("name")]
    twice: Annotated[str, template("name", "where")]
    code: Words
    code_used: Annotated[str, template("name")]
    department: Annotated[str, template("name")]
    unit: Annotated[str, template("name")]
    unit_known: Annotated[str, template("name", "unit")]
    scope_known: Annotated[str, template("name")]
    computed: Annotated[str, template("name")]
    kind: Annotated[str, template("count", "rate")]
    rate: Annotated[str, template("rate")]
    places: Words
    yes_no: Annotated[str, template("yes", "no")]
    short: Annotated[str, template("name")]
    label: Annotated[str, template("name")]
    long: Annotated[str, template("longest")]
    rows: Annotated[str, template("most")]
    secret: Words
    personal: Words


class StartWords(Model):
    """`templates/forms/start.yaml`."""

    file: Words
    title: Words
    author: Words
    guide_sheet: Words
    known_sheet: Words
    choices: Words
    example: Words
    yes_word: Words
    no_word: Words
    rate_word: Words
    count_word: Words
    marked: Words
    region: RegionSheet
    departments: DepartmentSheet
    indicators: IndicatorSheet
    known: KnownSheet
    guide: tuple[Words, ...]
    wrong: StartWrong


def load_start_words(settings: Settings) -> StartWords:
    """The wording of a site's 建档表. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/start.yaml"), StartWords)
