"""Validations of input cells: they warn and never block, for a person may know better than a rule."""

from collections.abc import Mapping
from typing import Any

from tasks.catalogue.blank_wording import TableWords
from tasks.forms.blank.model import Line

HEDGES = "fz_hedges"
"""Defined name of the list of hedges."""

_LONGEST = 255
_LONGEST_TITLE = 32

Validation = dict[str, Any]


def cut(text: str, longest: int = _LONGEST) -> str:
    """What a prompt can hold of a text."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def prompt(title: str, message: str) -> Validation:
    """What is shown beside a cell while it is being filled in."""
    return {"input_title": cut(title, _LONGEST_TITLE), "input_message": cut(message)}


def warning(title: str, message: str) -> Validation:
    """What is asked where an entry is not as expected."""
    return {"error_title": cut(title, _LONGEST_TITLE), "error_message": cut(message), "error_type": "warning"}


def number_cell(cell: str, line: Line, wording: TableWords) -> Validation:
    """A value cell: numbers within the indicator's bounds and places; texts, for 约578 and — are texts."""
    kind = _kind(line, wording)
    exact = "" if line.hedged else wording.exact
    example = wording.hedged if line.hedged else wording.exact
    blank = wording.required if line.required else wording.optional
    about = wording.prompt.format(unit=line.unit, kind=kind, example=example, blank=blank)
    scope = wording.scope.format(scope=line.scope_note) if line.scope_note else ""
    return {
        "validate": "custom",
        "value": f"=IF(ISNUMBER({cell}),{_number(cell, line)},{_text(cell, line)})",
        **prompt(line.name, about + scope),
        **warning(wording.wrong_title, wording.wrong.format(kind=kind, exact=exact)),
    }


def _kind(line: Line, wording: TableWords) -> str:
    if line.unit == "%":
        return wording.percent
    return wording.decimal.format(places=line.places) if line.places else wording.whole


def _number(cell: str, line: Line) -> str:
    """0.955 may be 95.5% typed with its sign or without: a percentage up to 1 is asked about."""
    conditions = [f"ROUND({cell},{line.places})={cell}"]
    if line.minimum is not None:
        conditions.append(f"{cell}>={line.minimum}")
    if line.maximum is not None:
        conditions.append(f"{cell}<={line.maximum}")
    if line.unit == "%":
        conditions.append(f"OR({cell}=0,{cell}>1)")
    return f"AND({','.join(conditions)})"


def _text(cell: str, line: Line) -> str:
    if line.hedged:
        return f"ISTEXT({cell})"
    return f"SUMPRODUCT(--ISNUMBER(FIND({HEDGES},{cell})))=0"


def text_cell(longest: int, title: str, about: str, wrong: tuple[str, str]) -> Validation:
    """A text of at most `longest` characters; a longer one is asked about."""
    return {
        "validate": "length",
        "criteria": "<=",
        "value": longest,
        **prompt(title, about),
        **warning(wrong[0], wrong[1].format(longest=longest)),
    }


def one_of(source: str, title: str, about: str, wrong: Mapping[str, str] | None = None) -> Validation:
    """A choice from a list of the hidden sheet."""
    given = {"validate": "list", "source": source, **prompt(title, about)}
    return given | (warning(wrong["title"], wrong["message"]) if wrong else {})
