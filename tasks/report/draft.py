"""An edition as the paragraphs of its base draft: title, addressee, text, signatory and date."""

from collections.abc import Mapping
from datetime import date

from jinja2 import TemplateSyntaxError

from tasks.model.draft import DraftParagraph, DraftRole
from tasks.quantity.dates import read_date
from tasks.report.declared import written
from tasks.report.edition import EDITION, UNSET, text_name
from tasks.report.edition_yaml import values_of
from tasks.report.errors import EditionError
from tasks.report.expressions import NoExpressionError
from tasks.report.source import said_blocks
from tasks.report.word_names import CodeNames
from tasks.report.word_text import markup_of, spelled_blocks, spelled_text, tidy_lines

FIELDS: Mapping[DraftRole, str] = {
    DraftRole.TITLE: "title",
    DraftRole.ADDRESSEE: "addressee",
    DraftRole.SIGNATORY: "signatory",
    DraftRole.DATE: "date",
}
"""What of `edition.yaml` a draft shows, by the key that says it."""

Fields = Mapping[DraftRole, str]


def text_paragraphs(texts: Mapping[str, str], names: CodeNames, folder: str) -> list[DraftParagraph]:
    """The text of an edition, given by file name, as Word says it: a paragraph for each block that says
    something. Raises EditionError for all that Word cannot say.
    """
    name = text_name(f"{folder}/{EDITION}", texts[EDITION])
    return spelled_blocks(said_blocks(texts[name]), names, f"{folder}/{name}")


def fields(texts: Mapping[str, str], names: CodeNames, folder: str) -> dict[DraftRole, str]:
    """Title, addressee, signatory and date as Word says them. Raises EditionError."""
    file = f"{folder}/{EDITION}"
    values = values_of(file, texts[EDITION])
    try:
        title = spelled_text(values.get("title", ""), names)
    except (NoExpressionError, TemplateSyntaxError) as error:
        raise EditionError(f"{file} 的 title：在 Word 里写不出，不能导出。请检查括号是否成对。") from error
    day = read_date(values.get("date", ""))
    return {
        DraftRole.TITLE: title,
        DraftRole.ADDRESSEE: values.get("addressee", "").strip(),
        DraftRole.SIGNATORY: values.get("signatory", "").strip(),
        DraftRole.DATE: written(day) if day else values.get("date", UNSET),
    }


def draft_paragraphs(text: list[DraftParagraph], of: Fields) -> tuple[DraftParagraph, ...]:
    """All paragraphs of a draft in their order."""
    head = (DraftRole.TITLE, DraftRole.ADDRESSEE)
    tail = (DraftRole.SIGNATORY, DraftRole.DATE)
    return (
        *(DraftParagraph(role, of[role]) for role in head),
        *text,
        *(DraftParagraph(role, of[role]) for role in tail),
    )


def field_value(role: DraftRole, said: str, names: CodeNames) -> str:
    """What a draft says of a field, as `edition.yaml` has it. Raises NoExpressionError."""
    words = tidy_lines(said).replace("\n", "")
    if role is DraftRole.TITLE:
        return markup_of(words, names)
    if role is DraftRole.DATE:
        day = day_of(words)
        return day.isoformat() if day else words
    return words.rstrip("：:") if role is DraftRole.ADDRESSEE else words


def day_of(said: str) -> date | None:
    """The day that a draft says."""
    return read_date(said.replace(" ", ""))
