"""What people read in the 上年公开数据核对表: the shape of `templates/forms/last_report.yaml`."""

from typing import Annotated

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.catalogue.wording import template
from tasks.settings import Settings


class ReportHeadings(Model):
    """The columns in their order."""

    number: Words
    state: Words
    where: Words
    sentence: Words
    text: Words
    value: Words
    unit: Words
    hedge: Words
    indicator: Words
    why: Words
    refused: Words
    key: Words


class ReportStates(Model):
    """What a number came to."""

    open: Words
    alike: Words
    named: Words
    none: Words


class ReportRefusals(Model):
    """Why a row is not taken."""

    unknown: Annotated[str, template("name")]
    misfit: Annotated[str, template("name", "unit", "text")]
    computed: Annotated[str, template("name")]
    bounds: Annotated[str, template("name", "text")]
    twice: Annotated[str, template("name")]


class LastReportWords(Model):
    """`templates/forms/last_report.yaml`."""

    file: Words
    title: Annotated[str, template("region", "year")]
    author: Words
    sheet: Words
    guide_sheet: Words
    choices: Words
    not_data: Words
    note: Annotated[str, template("file")]
    headings: ReportHeadings
    states: ReportStates
    candidates: Annotated[str, template("names")]
    refusals: ReportRefusals
    guide: tuple[Words, ...]


def load_last_report_words(settings: Settings) -> LastReportWords:
    """The wording of a site's 核对表. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/last_report.yaml"), LastReportWords)
