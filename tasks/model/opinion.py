"""征求意见: what a department is asked of a draft, and what it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure of the department that asked: `keys` ("period/indicator"), its Chinese name, as printed, and
    what it rests on as the department reported it (Chinese)."""

    keys: tuple[str, ...]
    name: str
    text: str
    reported: str = ""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A sentence (or row of a table) that uses a department's figures or words. `id` is made from the
    sentence: it is the same wherever the same words stand."""

    id: str
    section: str
    sentence: str
    figures: tuple[AskedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was filled in beside a row: whether 无误 was chosen or 应修改, 应改为, 理由; `cell` is where."""

    row: AskedRow
    right: bool = False
    wrong: bool = False
    suggested: str = ""
    reason: str = ""
    cell: str = ""

    @property
    def asks(self) -> bool:
        """Whether something is to be changed."""
        return bool(self.suggested) or self.wrong


@dataclass(frozen=True, slots=True)
class Dispute:
    """A figure of which a department says that another number is right.

    `label` and `printed` are of the figure (or figures) that it may be, `number` is what it should be as
    written, empty where the department does not say; `suggested` and `reason` are all that it wrote.
    """

    department: str
    indicator: str
    period: str
    label: str
    printed: str
    number: str
    suggested: str
    reason: str
    cell: str
