"""Headers of more than one row: what a group's name stands over."""

from collections.abc import Mapping
from typing import Final, TypeVar

T = TypeVar("T")

DEEPEST: Final = 3
"""Rows of a stacked header."""


def spread(row: Mapping[int, T], width: int) -> dict[int, T]:
    """Column → the group that heads it: the nearest to the left, for merged cells hold it once."""
    found: dict[int, T] = {}
    group: T | None = None
    for column in range(width):
        group = row.get(column, group)
        if group is not None:
            found[column] = group
    return found
