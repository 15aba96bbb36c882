"""What people read in the 问题处理单: the shape of `templates/forms/settlements.yaml`."""

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


class ProblemsHeadings(Model):
    """Columns, by which what is filled in is read back too."""

    number: Words
    department: Words
    severity: Words
    title: Words
    file: Words
    place: Words
    observed: Words
    mend: Words
    decision: Words
    value: Words
    reason: Words
    by: Words
    dated: Words
    refused: Words
    key: Words


class Decisions(Model):
    """What is chosen from."""

    send_back: Words
    correct: Words
    accept: Words


class ProblemsWords(Model):
    """The sheet of findings."""

    sheet: Words
    note: Words
    headings: ProblemsHeadings
    decisions: Decisions
    settled: Words
    over: Words


class SupplementsHeadings(Model):
    """Columns of numbers outside the catalogue."""

    name: Words
    value: Words
    unit: Words
    basis: Words
    by: Words
    dated: Words
    refused: Words


class PublishedHeadings(Model):
    """Columns of what is public elsewhere."""

    indicator: Words
    period: Words
    value: Words
    source: Words
    scope_note: Words
    by: Words
    dated: Words
    refused: Words


class DepartmentsHeadings(Model):
    """Columns of departments that have not reported or confirmed."""

    department: Words
    standing: Words
    decision: Words
    reason: Words
    by: Words
    dated: Words
    refused: Words


class Waivers(Model):
    """What is chosen from, by what the record calls it."""

    report: Words
    confirm: Words
    nothing: Words


class DepartmentsWords(Model):
    """The sheet of departments that have not reported or confirmed."""

    sheet: Words
    note: Words
    headings: DepartmentsHeadings
    decisions: Waivers


class SupplementsWords(Model):
    """The sheet of numbers outside the catalogue."""

    sheet: Words
    note: Words
    headings: SupplementsHeadings


class PublishedWords(Model):
    """The sheet of what is public elsewhere."""

    sheet: Words
    note: Words
    headings: PublishedHeadings


class Refusals(Model):
    """Why a row was not taken; {written} is what stood there."""

    decision: Words
    no_decision: Words
    reason: Words
    by: Words
    dated: Words
    name: Words
    basis: Words
    source: Words
    value: Words
    below: Words
    above: Words
    too_precise: Words
    waivable: Words
    no_indicator: Words
    computed: Words
    indicator: Words
    period: Words
    known: Words
    key: Words
    department: Words
    waiver: Words
    gone: Words
    changed: Words
    not_valid: Words


class SettlementsWords(Model):
    """`templates/forms/settlements.yaml`."""

    file: Words
    title: Words
    author: Words
    guide_sheet: Words
    choices: Words
    problems: ProblemsWords
    departments: DepartmentsWords
    supplements: SupplementsWords
    published: PublishedWords
    guide: tuple[Words, ...]
    refusals: Refusals


def load_settlements_words(settings: Settings) -> SettlementsWords:
    """The wording of a site's 问题处理单. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/settlements.yaml"), SettlementsWords)
