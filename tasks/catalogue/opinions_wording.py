"""What people read when opinions are asked for: the shape of `templates/forms/opinions.yaml`."""

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


class OpinionHeadings(Model):
    """Columns of a department's sheet, by which it is read back too."""

    number: Words
    section: Words
    sentence: Words
    figures: Words
    choice: Words
    suggested: Words
    reason: Words
    key: Words


class Choices(Model):
    """What is chosen from."""

    right: Words
    wrong: Words
    nothing: Words


class SheetWords(Model):
    """征求意见表, one for each department."""

    file: Words
    sheet: Words
    title: Words
    whose: Words
    note: Words
    until: Words
    no_until: Words
    nothing: Words
    by: Words
    dated: Words
    headings: OpinionHeadings
    choices: Choices


class DraftWords(Model):
    """征求意见稿."""

    file: Words
    mark: Words
    until: Words


class AnswerWords(Model):
    """The answer to a sheet that came back, line by line."""

    file: Words
    head: Words
    taken: Words
    nothing: Words
    empty: Words
    lost: Words
    both: Words
    no_value: Words
    nothing_but: Words
    no_by: Words
    changed: Words
    gone: Words
    again: Words


class AdoptionHeadings(Model):
    """Columns of the 意见采纳情况表, by which it is read back too."""

    number: Words
    department: Words
    section: Words
    sentence: Words
    opinion: Words
    reason: Words
    decision: Words
    why: Words
    by: Words
    dated: Words
    refused: Words
    key: Words


class AdoptionDecisions(Model):
    """What is chosen from."""

    adopted: Words
    partly: Words
    refused: Words


class AdoptionRefusals(Model):
    """Why a row was not taken."""

    decision: Words
    reason: Words
    by: Words
    dated: Words
    changed: Words
    key: Words
    waits: Words


class AdoptionWords(Model):
    """意见采纳情况表."""

    file: Words
    sheet: Words
    title: Words
    note: Words
    counts: Words
    silent: Words
    nothing: Words
    no_reply: Words
    corrected: Words
    headings: AdoptionHeadings
    decisions: AdoptionDecisions
    refusals: AdoptionRefusals
    undecided: Words
    waiting: Words


class OpinionsWords(Model):
    """`templates/forms/opinions.yaml`."""

    folder: Words
    author: Words
    draft: DraftWords
    sheet: SheetWords
    answer: AnswerWords
    adoption: AdoptionWords


def load_opinions_words(settings: Settings) -> OpinionsWords:
    """The wording of a site's opinions. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/opinions.yaml"), OpinionsWords)
