"""What a cell of an .ods holds: its value by its type, and its text as it is seen."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.caps import UNCACHED, check_text, whole
from tasks.intake.cells import Cell
from tasks.settings import Limits

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALCEXT: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DURATION: Final = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")


def type_of(element: ET.Element) -> str:
    """What kind of value a cell says that it has."""
    if element.get(f"{_CALCEXT}value-type") == "error":
        return "error"
    return element.get(f"{_OFFICE}value-type", "")


def cell_of(element: ET.Element, limits: Limits) -> tuple[Cell, str]:
    """A cell's value, and what is wrong with it."""
    kind = type_of(element)
    text = check_text("\n".join(map(_line, element.findall(f"{TEXT}p"))), limits)
    if kind == "error" or (text.startswith("Err:") and element.get(f"{TABLE}formula")):
        return "", text or "#ERROR!"
    if not kind and element.get(f"{TABLE}formula"):
        return "", UNCACHED
    read = _READ.get(kind)
    value = read(element) if read else text
    return (text if value is None else value), ""


def _line(paragraph: ET.Element) -> str:
    """A paragraph's text as it is seen, without notes."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{TEXT}s":
            pieces.append(" " * min(whole(child.get(f"{TEXT}c", ""), 1), 1000))
        elif child.tag == f"{TEXT}tab":
            pieces.append(" ")
        elif child.tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif child.tag in (f"{TEXT}span", f"{TEXT}a"):
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _number(element: ET.Element) -> Cell | None:
    try:
        return float(element.get(f"{_OFFICE}value", ""))
    except ValueError:
        return None


def _date(element: ET.Element) -> Cell | None:
    try:
        moment = datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))
    except ValueError:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment


def _time(element: ET.Element) -> Cell | None:
    match = _DURATION.fullmatch(element.get(f"{_OFFICE}time-value", ""))
    if match is None:
        return None
    days, hours, minutes, seconds = (int((part or "0")[:9]) for part in match.groups()[:4])
    length = timedelta(days=min(days, 99_999), hours=hours, minutes=minutes, seconds=seconds)
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds) if length < timedelta(days=1) else length


def _boolean(element: ET.Element) -> Cell | None:
    return element.get(f"{_OFFICE}boolean-value") == "true"


_READ: Final[dict[str, Callable[[ET.Element], Cell | None]]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
}
