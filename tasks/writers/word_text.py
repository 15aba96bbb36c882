"""The lines of the text as paragraphs: title, addressee, levels, 附件说明, signatory and date."""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers import word_style_names as styles
from tasks.writers.lines import Line, Role
from tasks.writers.placement import attachment_indents, closing_indents, title_lines
from tasks.writers.style import Layout
from tasks.writers.word_properties import characters
from tasks.writers.word_runs import Marking, broken_lines, paragraph, runs
from tasks.writers.word_xml import w

_STYLES = {
    Role.ADDRESSEE: styles.ADDRESSEE,
    Role.LEVEL1: styles.LEVEL1,
    Role.LEVEL2: styles.LEVEL2,
    Role.LEVEL3: styles.BODY,
    Role.BODY: styles.BODY,
    Role.ATTACHMENT: styles.ATTACHMENT,
    Role.SIGNATORY: styles.SIGNATORY,
    Role.DATE: styles.DATE,
}
_AFTER_BODY = (Role.ATTACHMENT, Role.SIGNATORY, Role.DATE)
_SPARE = 2  # characters


def text_paragraphs(text: Sequence[Line], layout: Layout, mark: Marking) -> Iterator[BaseOxmlElement]:
    """All lines of a document before its annexes."""
    attachments = iter(attachment_indents(text, layout))
    closing = closing_indents(text, layout)
    previous: Role | None = None
    for line, following in zip(text, [*(line.role for line in text[1:]), None], strict=True):
        match line.role:
            case Role.ATTACHMENT:
                first = previous is not Role.ATTACHMENT
                properties = _attachment(next(attachments), layout, first=first)
            case Role.SIGNATORY | Role.DATE:
                first = previous not in (Role.SIGNATORY, Role.DATE)
                properties = _closing(closing[line.role], layout, first=first)
            case _:
                # At least a line of the body stands on the page of what follows it.
                properties = [w("keepNext")] if following in _AFTER_BODY else []
        yield text_paragraph(line, layout, mark, properties)
        previous = line.role


def text_paragraph(
    line: Line, layout: Layout, mark: Marking, properties: Sequence[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """One line of the text as a paragraph."""
    if line.role is Role.TITLE:
        return paragraph(styles.TITLE, *broken_lines(title_lines(line.pieces, layout)), properties=properties)
    run_in = styles.RUN_IN if line.role is Role.LEVEL3 else ""
    return paragraph(
        _STYLES[line.role],
        *runs(line.heading, mark, run_in),
        *runs(line.body, mark),
        properties=properties,
    )


def _attachment(indents: tuple[float, float], layout: Layout, *, first: bool) -> list[BaseOxmlElement]:
    """A line of 附件说明 (GB/T 9704-2012, 7.3.4)."""
    begin, below = indents
    hanging = characters(layout, below - begin)
    blank = layout.attachments.blank_before * layout.line_twips if first else 0
    return [w("spacing", before=blank), w("ind", left=characters(layout, below), hanging=hanging)]


def _closing(left: float, layout: Layout, *, first: bool) -> list[BaseOxmlElement]:
    """Signatory or date: blank line above, left indent (7.3.5.3)."""
    blank = layout.signature.blank_before * layout.line_twips if first else 0
    # A stand-in font with wider digits may run into the margin, but never breaks the date.
    spare = -characters(layout, _SPARE)
    return [w("spacing", before=blank), w("ind", left=characters(layout, left), right=spare)]
