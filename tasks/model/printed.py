"""A text beside the edition that printed it: which words and figures each stretch of source came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Words or a figure as printed. `made` as in Text; `place` counts the figures of an expression from 1,
    `words` are those that the expression chose before its figure.
    """

    text: str
    made: str = ""
    label: bool = False
    narrative: str = ""
    figure: str = ""  # Figure.id
    keys: tuple[str, ...] = ()
    words: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of an edition (several where a clause holds them) as written, and what it printed, nothing
    where it fell away.
    """

    source: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Printed:
    """A block as printed. `lines` of the edition's text; `inserted` from a department's text by 材料."""

    level: int
    heading: tuple[Unit, ...]
    body: tuple[Unit, ...]
    lines: tuple[int, int]
    inserted: bool = False

    @property
    def text(self) -> str:
        """As printed, without its number."""
        return "".join(unit.text for unit in (*self.heading, *self.body))
