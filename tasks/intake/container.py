"""The container of a workbook, looked into before the reader parses it.

Nothing is unpacked past the caps, whatever the directory of the zip says, and no document type
declaration (the way to external entities) gets as far as a parser.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from tasks.intake.caps import check_sheets, whole
from tasks.intake.cells import Marks
from tasks.intake.formats import RefusedError
from tasks.intake.numberformats import is_percent
from tasks.intake.parts import ODD, Package, attributes, check_package, named, tree
from tasks.intake.sheetxml import SheetXml, has_stretch
from tasks.model import ReadState
from tasks.settings import Limits

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedstrings.xml"  # in small letters, as all names below
_LOOKED_INTO: Final = frozenset({_WORKBOOK, _RELATIONS, _STYLES})
_NEVER_READ: Final = ("docprops/", "xl/theme/", "[content_types]")
_PERCENT_FORMATS: Final = frozenset({9, 10})  # built in: 0% and 0.00%
_FORMAT: Final = re.compile(r"<(?:[\w.-]+:)?numFmt\s([^<>]*)>")
_CELL_STYLES: Final = re.compile(r"<(?:[\w.-]+:)?cellXfs\b.*?</(?:[\w.-]+:)?cellXfs\s*>", re.DOTALL)
_STYLE: Final = re.compile(r"<(?:[\w.-]+:)?xf\b([^<>]*)>")
_ATTRIBUTE: Final = re.compile(r"\b(numFmtId|formatCode)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Found:
    """What stands beside the cells: marks of each sheet in workbook order, None for one without a part
    of its own; and whether a cell may hold more text than usual."""

    marks: tuple[Marks | None, ...]
    long_texts: bool


def inspect(package: Package, limits: Limits) -> Found:
    """Raises RefusedError where the workbook must not be read any further."""
    check_package(package, limits)
    names = {name.lower(): name for name in package.entries}
    if len(names) < len(package.entries):  # which of the two the reader takes is its own affair
        raise RefusedError(ReadState.CORRUPT, ODD)
    parts = _sheet_parts(package, names)
    check_sheets(len(parts), limits)
    percent = _percent_styles(package.xml(names[_STYLES])) if _STYLES in names else frozenset()
    long_texts = _look_into(package, names, frozenset(parts))
    marks: list[Marks | None] = []
    for part in parts:
        sheet = SheetXml(package.xml(part)) if part else None
        marks.append(_marks(sheet, percent, limits) if sheet is not None else None)
        long_texts = long_texts or (sheet is not None and sheet.has_long_text())
    return Found(tuple(marks), long_texts)


def _look_into(package: Package, names: Mapping[str, str], sheets: frozenset[str]) -> bool:
    """Unpack, within what the directory says, all else that the reader may unpack, for it would go on;
    say whether there is a long text among the shared ones."""
    long_texts = False
    for small, name in names.items():
        xml = small.endswith((".xml", ".rels")) and not small.startswith(_NEVER_READ)
        if xml and small not in _LOOKED_INTO and name not in sheets:
            data = package.unpacked(name)
            if small == _STRINGS:
                long_texts = has_stretch(data, b"<si")
    return long_texts


def _marks(sheet: SheetXml, percent: frozenset[int], limits: Limits) -> Marks:
    sheet.check(limits)
    return Marks(
        percent=frozenset(sheet.styled(percent)),
        faults=dict(sheet.faults()),
        hidden_rows=frozenset(sheet.hidden_rows()),
        hidden_columns=frozenset(sheet.hidden_columns(limits)),
        merged=tuple(sheet.merged()),
    )


def _sheet_parts(package: Package, names: Mapping[str, str]) -> list[str]:
    """Parts of the sheets in the order of the workbook; "" for a sheet without one."""
    targets: dict[str, str] = {}
    if _RELATIONS in names:
        for relation in tree(package.xml(names[_RELATIONS])):
            targets[relation.get("Id", "")] = relation.get("Target", "")
    ids = (
        attributes(sheet).get("id", "")
        for sheets in named(tree(package.xml(names[_WORKBOOK])), "sheets")
        for sheet in sheets
    )
    return [names.get(_part(targets.get(identity, "")).lower(), "") for identity in ids]


def _part(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return target if target.startswith("xl/") else str(PurePosixPath("xl") / target)


def _percent_styles(xml: bytes) -> frozenset[int]:
    """Indices into cellXfs of the styles that show a fraction as a percentage."""
    text = xml.decode("utf-8", "replace")
    custom = {
        _number(said)
        for said in map(_said, _FORMAT.findall(text))
        if is_percent(html.unescape(said.get("formatCode", "")))
    }
    formats = custom | _PERCENT_FORMATS
    section = _CELL_STYLES.search(text)
    styles = _STYLE.finditer(section[0]) if section else iter(())
    return frozenset(_indices(styles, formats))


def _indices(styles: Iterator[re.Match[str]], formats: set[int]) -> Iterator[int]:
    for index, style in enumerate(styles):
        if _number(_said(style[1])) in formats:
            yield index


def _said(written: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(written)}


def _number(said: Mapping[str, str]) -> int:
    return whole(said.get("numFmtId", ""), 0)
