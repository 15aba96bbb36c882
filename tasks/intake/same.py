"""A thing as a cache's key: itself and no other."""

from __future__ import annotations

from typing import Any


class Same:
    """Equal only where it holds the same object. Keeps the object, so that its identity is not used again."""

    __slots__ = ("thing",)

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing
