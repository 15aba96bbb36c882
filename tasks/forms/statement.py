"""What a department confirms: the values, counts and texts of its current datasets, as printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ValueLine:
    """An indicator: this year's value and last year's as printed, "" where there is none."""

    name: str
    unit: str
    value: str
    before: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What a register counts. `rows` of the register were taken over; `result` has its unit."""

    register: str
    predicate: str
    rows: str
    result: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """An item of 文字材料: its length in characters, and the first digits of its text's SHA-256."""

    topic: str
    heading: str
    length: str
    check: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A department's year, all that is printed of it and nothing else."""

    region_name: str
    year: int
    department_name: str
    values: tuple[ValueLine, ...] = ()
    registers: tuple[RegisterLine, ...] = ()
    texts: tuple[TextLine, ...] = ()
