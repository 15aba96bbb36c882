"""What people read in blank forms: the shape of `templates/forms/blank.yaml`."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.catalogue.wording import template
from tasks.settings import Settings

Titled = Annotated[str, template("region", "year", "department")]
Short = Annotated[str, StringConstraints(max_length=32, min_length=1)]
"""Title of a prompt: a spreadsheet shows no more."""

Message = Annotated[str, StringConstraints(max_length=255, min_length=1)]
"""Text of a prompt or warning: a spreadsheet takes no more."""


class BlankFileNames(Model):
    """Names of what is written, without extension."""

    form: Titled
    ledger: Annotated[str, template("region", "year", "department", "register")]


class CoverWords(Model):
    """封面."""

    title: Titled
    department_hint: Words
    cutoff_hint: Annotated[str, template("year")]
    cutoff_wrong: Annotated[Message, template("year")]
    people_hint: Words
    leader_hint: Words
    form_hint: Annotated[str, template("version")]
    warning: Words
    zero_hint: Words
    zero_notes: Words
    zero_prompt: Message
    table_note: Annotated[str, template("count")]
    texts_note: Words
    register_note: Words
    how_heading: Words
    how: tuple[Annotated[str, template("due", "table", "texts", "guide")], ...]
    how_ledger: Annotated[str, template("registers")]
    due: Annotated[str, template("due")]
    day: Annotated[str, template("year", "month", "day")]


class TableWords(Model):
    """数据统计表."""

    title: Titled
    how: Words
    how_report: Words
    month: Annotated[str, template("name", "month")]
    counted: Annotated[str, template("register")]
    rows_without_sections: int = Field(ge=1, description="a longer table is parted by section")
    prompt: Annotated[str, template("unit", "kind", "example", "blank")]
    scope: Annotated[str, template("scope")]
    required: Words
    optional: Words
    whole: Words
    decimal: Annotated[str, template("places")]
    percent: Words
    hedged: Words
    exact: Words
    wrong_title: Short
    wrong: Annotated[Message, template("kind", "exact")]
    correction_title: Short
    correction: Message
    note_title: Short
    note: Message
    report_title: Short
    report: Annotated[str, template("said")]


class TextsWords(Model):
    """文字材料."""

    title: Titled
    how: Words
    band: Annotated[str, template("topic", "hint")]
    heading_longest: int = Field(ge=5, le=200)
    heading_prompt: Annotated[Message, template("longest")]
    text_prompt: Annotated[str, template("hint", "longest")]
    wrong_title: Short
    wrong: Annotated[Message, template("longest")]
    nothing_known: Words


class LedgerWords(Model):
    """An empty ledger."""

    title: Annotated[str, template("region", "year", "department", "register")]
    how: Words
    wrong_title: Short
    wrong_code: Annotated[Message, template("codes")]
    wrong_date: Annotated[Message, template("first", "last")]
    wrong_number: Message
    required: Words
    optional: Words
    needed_where: Annotated[str, template("column", "codes")]
    unit: Annotated[str, template("unit")]
    export: Annotated[str, template("systems")]
    types: dict[str, Words]
    in_period: Annotated[str, template("year")]
    codes: Annotated[str, template("codes")]
    key: Words
    guide_title: Annotated[str, template("register")]
    guide: tuple[Words, ...]
    columns_heading: Words
    columns: tuple[Words, Words, Words]
    counts_heading: Words
    counts: tuple[Words, Words]


class GuideWords(Model):
    """填报说明."""

    title: Words
    steps_heading: Words
    steps: tuple[Words, ...]
    numbers_heading: Words
    numbers_columns: tuple[Words, Words]
    numbers: tuple[tuple[Words, Words], ...]
    scope_heading: Words
    scope_columns: tuple[Words, Words, Words]
    computed_heading: Words
    computed_note: Words


class BlankFile(Model):
    """`templates/forms/blank.yaml`."""

    files: BlankFileNames
    sections: dict[str, Words] = Field(description="part of the report → band in the table")
    other_section: Words
    cover: CoverWords
    table: TableWords
    texts: TextsWords
    ledger: LedgerWords
    guide: GuideWords


def load_blank(settings: Settings) -> BlankFile:
    """The wording of a site's blank forms. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/blank.yaml"), BlankFile)
