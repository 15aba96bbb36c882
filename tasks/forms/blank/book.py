"""A workbook in the making: formats, print set-up, protection, dropdown lists. The same calls, same bytes."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.cell_text import clean
from tasks.forms.blank.measure import height
from tasks.sheets import A4, OPTIONS

_LONGEST: Final = 32_767  # characters of a cell
_FONT: Final = "宋体"
_HEADING_FONT: Final = "微软雅黑"
_INK: Final = "#1F2D3D"
_LINE: Final = "#A6B1BF"
_HEADER: Final = "#DCE6F1"
_BAND: Final = "#EEF3F8"
_INPUT: Final = "#E6F4E4"  # neither red nor yellow: those mark what a return slip finds
_FIXED: Final = "#F5F5F5"
_REPORTED: Final = "#DDEBF7"  # taken from a report, and nobody has confirmed it
_RED: Final = "#C00000"

_FREE: Final = {"format_cells": True, "format_columns": True, "format_rows": True}
"""What stays allowed on a protected sheet: widths, heights, looks. A percentage typed as 95.5% keeps its
format only where formats may change."""

_PLAIN: Final = {"font_name": _FONT, "font_size": 11, "font_color": _INK, "valign": "vcenter"}
_BOXED: Final = _PLAIN | {"border": 1, "border_color": _LINE}
_WRAPPED: Final = {"text_wrap": True}
_CENTRED: Final = {"align": "center"}
_LEFT: Final = {"align": "left", "indent": 1}
_OPEN: Final = _BOXED | _WRAPPED | {"locked": False, "bg_color": _INPUT}
_DATE: Final = {"num_format": "yyyy-mm-dd"}

_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**_PLAIN, **_CENTRED, "font_name": _HEADING_FONT, "bold": True, "font_size": 18},
    "heading": {**_PLAIN, "font_name": _HEADING_FONT, "bold": True, "font_size": 12},
    "warning": {
        **_PLAIN,
        **_WRAPPED,
        **_CENTRED,
        "bold": True,
        "font_color": _RED,
        "border": 1,
        "border_color": _RED,
    },
    "note": {**_PLAIN, **_WRAPPED},
    "line": {**_PLAIN},
    "header": {
        **_BOXED,
        **_WRAPPED,
        **_CENTRED,
        "font_name": _HEADING_FONT,
        "bold": True,
        "bg_color": _HEADER,
    },
    "band": {**_BOXED, **_WRAPPED, **_LEFT, "font_name": _HEADING_FONT, "bold": True, "bg_color": _BAND},
    "label": {**_BOXED, **_CENTRED, "font_name": _HEADING_FONT, "bold": True, "bg_color": _BAND},
    "fixed": {**_BOXED, **_WRAPPED, **_LEFT, "bg_color": _FIXED},
    "fixed_centred": {**_BOXED, **_WRAPPED, **_CENTRED, "bg_color": _FIXED},
    "reported_centred": {**_BOXED, **_WRAPPED, **_CENTRED, "bg_color": _REPORTED, "italic": True},
    "text": {**_BOXED, **_WRAPPED, **_LEFT},
    "centred": {**_BOXED, **_WRAPPED, **_CENTRED},
    "open_note": {**_BOXED, **_WRAPPED, **_LEFT, "locked": False},
    "hint": {**_BOXED, **_WRAPPED, **_LEFT, "font_size": 10, "font_color": "#5B6B7B"},
    "input": {**_OPEN, **_LEFT},
    "input_centred": {**_OPEN, **_CENTRED},
    "input_top": {**_OPEN, **_LEFT, "valign": "top"},
    "input_date": {**_OPEN, **_CENTRED, **_DATE},
    "column_text": {**_PLAIN, "num_format": "@"},
    "column_date": {**_PLAIN, **_CENTRED, **_DATE},
    "column_integer": {**_PLAIN, "num_format": "0"},
    "column_decimal": {**_PLAIN},
}


class Book:
    """A workbook of ours: sheets are added in order, `close` gives its bytes.

    `about` are document properties, `custom` custom ones; `created` is the only date in it.
    """

    def __init__(self, about: Mapping[str, str], custom: Mapping[str, str], created: datetime) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, OPTIONS)
        self._book.set_properties({**about, "created": created})
        for name, text in custom.items():
            self._book.set_custom_property(name, text, "text")
        self._formats = {name: self._book.add_format(dict(given)) for name, given in _FORMATS.items()}
        self._lists: dict[str, Sequence[str]] = {}

    def format(self, name: str) -> Format:
        """A format by its name."""
        return self._formats[name]

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """A new sheet with its columns' widths."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._formats["note"])
        return sheet

    def choices(self, name: str, options: Sequence[str]) -> str:
        """Put a list on the hidden sheet; gives the defined name to use in a validation."""
        self._lists[name] = options
        return f"={name}"

    def close(self) -> bytes:
        """The hidden sheet of lists last, and the workbook's bytes."""
        if self._lists:
            self._write_lists()
        self._book.close()
        return self._bytes.getvalue()

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet(words.LISTS)
        for column, (name, options) in enumerate(self._lists.items()):
            for row, option in enumerate(options):
                sheet.write_string(row, column, option)
            letter = xl_col_to_name(column)
            self._book.define_name(name, f"={words.LISTS}!${letter}$1:${letter}${len(options)}")
        sheet.protect()
        sheet.very_hidden()


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password."""
    sheet.protect("", dict(_FREE))


def print_set_up(sheet: Worksheet, footer: str, *, landscape: bool, repeat: int | None = None) -> None:
    """A4, one page wide, page numbers; `repeat` is the header's row from 0."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    if repeat is not None:
        sheet.repeat_rows(repeat)
    sheet.set_footer(f'&L&"{_FONT},Regular"&9{footer}&R&"{_FONT},Regular"&9第 &P 页，共 &N 页')


def put(book: Book, sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    """Words into a cell, as words; an empty cell where there are none."""
    if text:
        sheet.write_string(row, column, clean(text)[:_LONGEST], book.format(style))
    else:
        sheet.write_blank(row, column, None, book.format(style))


def across(book: Book, sheet: Worksheet, row: int, columns: Sequence[int], text: str, style: str) -> None:
    """One text over a row's columns, whose widths are given; the row is made high enough for it."""
    sheet.merge_range(row, 0, row, len(columns) - 1, "", book.format(style))
    put(book, sheet, row, 0, text, style)
    sheet.set_row(row, height([(text, sum(columns))]))
