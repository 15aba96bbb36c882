"""What people read in forms and answers: the shape of `templates/forms/answers.yaml`.

Every template says which {fields} it may hold; an unknown one is an error when the file is loaded, not
when a department waits for its answer.
"""

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


def template(*names: str) -> AfterValidator:
    """A check that a text holds none but these {fields}."""

    def check(text: str) -> str:
        try:
            found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError(f"花括号不成对：{text}") from error
        if unknown := found - set(names):
            raise ValueError(f"不认识的 {{{'}、{'.join(sorted(unknown))}}}，可用的是 {sorted(names)}")
        return text

    return AfterValidator(check)


Stem = Annotated[str, template("stem")]
Name = Annotated[str, template("name")]
Result = Annotated[str, template("due")]
Contact = Annotated[str, template("contact", "why")]
Example = Annotated[str, template("unit", "year", "choice")]
Message = Annotated[str, template("department", "file", "folder", "answer", "due")]
Lines = tuple[Message, Message, Message]


class FileNames(Model):
    """Names of what is written, without extension."""

    slip: Stem
    receipt: Stem
    message: Name
    register_list: Name
    confirmation: Annotated[str, template("department")]
    between: Annotated[str, template("department")]
    history: Words


class Results(Model):
    """The one line that says it all."""

    returned: Result
    passed_with_notes: Result
    trial: Annotated[str, template("verdict")] = Field(description="checked, not taken in")
    left_out: Result = Field(description="passed with notes, but some values are not used")
    passed: Result


class SlipHeadings(Model):
    """Columns of 问题清单."""

    number: Words
    severity: Words
    place: Words
    title: Words
    observed: Words
    mend: Words


class CommentWords(Model):
    """Lines of a cell's comment."""

    seen: Annotated[str, template("observed")]
    expected: Annotated[str, template("mend")]
    example: Annotated[str, template("example")]


class ListOnly(Model):
    """Why there is no annotated copy."""

    unreadable: Words
    too_large: Annotated[str, template("limit")]
    not_copied: Words


class SlipWords(Model):
    """审核反馈."""

    results: Results
    about: Annotated[str, template("department", "year", "file", "received")]
    datasets: Annotated[str, template("verdicts")]
    dataset: Annotated[str, template("name", "verdict")]
    separator: str
    counts: Annotated[str, template("total", "counts")]
    count: Annotated[str, template("severity", "count")]
    headings: SlipHeadings
    whole_file: Words
    more_places: Annotated[str, template("count")]
    example: Annotated[str, template("example")]
    how_heading: Words
    how: tuple[Contact, ...]
    how_list_only: tuple[Contact, ...]
    list_only: ListOnly
    csv_note: Annotated[str, template("marked", "file")]
    csv_headings: tuple[Words, Words, Words, Words, Words, Words]
    comment: CommentWords


class Examples(Model):
    """How a right entry looks, by the type of what is asked."""

    integer: Example
    exact: Example
    decimal: Example
    percent: Example
    date: Example
    number: Example
    choice: Example
    rules: dict[str, Example] = Field(default_factory=dict, description="by rule; empty: no example")


class ReceiptWords(Model):
    """接收回执."""

    sheet: Words
    title: Words
    result: Annotated[str, template("file", "verdict")]
    result_with_notes: Annotated[str, template("file", "verdict", "slip")]
    department: Words
    year: Words
    file: Words
    received: Words
    sha256: Words
    taken_heading: Words
    headings: tuple[Words, Words, Words]
    indicators: Annotated[str, template("values", "prior")]
    narrative: Annotated[str, template("items")]
    register_rows: Annotated[str, template("rows")] = Field(alias="register")
    zero_report: Words
    nothing: Words
    notes_heading: Words
    no_notes: Words
    foot: tuple[Words, ...]


class ConfirmationWords(Model):
    """数据确认单."""

    sheet: Words
    title: Annotated[str, template("region", "year")]
    department: Annotated[str, template("department")]
    code: Annotated[str, template("code")]
    numbers: tuple[Words, Words, Words]
    values_heading: Annotated[str, template("count")]
    values_headings: tuple[
        Words,
        Words,
        Words,
        Annotated[str, template("year", "before")],
        Annotated[str, template("year", "before")],
    ]
    month: Annotated[str, template("name", "month")]
    registers_heading: Words
    registers_headings: tuple[Words, Words, Words, Words]
    zero_report: Words
    narrative_heading: Annotated[str, template("count")]
    narrative_headings: tuple[Words, Words, Words, Words]
    no_title: Words
    none: Words
    no_value: Words
    left_out: Words
    statement: Annotated[str, template("year")]
    signatures: tuple[Words, Words, Words]
    stamp: Words
    day: str
    how: Words
    how_by_name: Annotated[str, template("code")]


class MessageWords(Model):
    """Three lines to paste into a chat; no figures of data."""

    returned: Lines
    list_only: Lines
    passed_with_notes: Lines
    left_out: Lines
    passed: Lines


class BetweenWords(Model):
    """汇总核对: findings between datasets, a line each."""

    head: Words
    line: Annotated[str, template("number", "severity", "title", "observed", "mend")]


class CommonWords(Model):
    """Words that several answers use."""

    day: Annotated[str, template("year", "month", "day", "weekday")]
    time: Annotated[str, template("year", "month", "day", "hour", "minute")]
    folder: Annotated[str, template("region", "year", "department")]
    weekdays: tuple[Words, ...] = Field(min_length=7, max_length=7)


class AnswersFile(Model):
    """`templates/forms/answers.yaml`."""

    author: Words
    contact: Words
    files: FileNames
    slip: SlipWords
    examples: Examples
    receipt: ReceiptWords
    confirmation: ConfirmationWords
    message: MessageWords
    between: BetweenWords
    words: CommonWords


def load_answers(settings: Settings) -> AnswersFile:
    """The wording of a site's answers. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/answers.yaml"), AnswersFile)
