"""For whom each document of a version is, and how it is named."""

from collections.abc import Iterable
from enum import Enum
from itertools import groupby
from pathlib import Path


class Purpose(Enum):
    """What people read of a kind of document, and the mark at the end of its file name."""

    PUBLIC = ("公开稿：可以对外发布，不含数据出处；没有另外的发文稿时也用来印发", "")
    ISSUE = ("发文稿：有版头和版记，供印发，不含数据出处", "（发文稿）")
    REVIEW = ("核稿本：供内部逐个核对数据，不公开", "（核稿本，不公开）")
    SOURCES = ("数据出处：供内部查对和答复询问，不公开", "数据出处一览表（不公开）")
    CORRECTION = ("更正说明：对已公开报告的更正作说明的代拟稿，核定后才能用", "更正说明（代拟稿）")
    MACHINE = ("机读稿：供程序读取数据（网页和它的数据定义要放在一起）", "（机读稿）")

    def __init__(self, label: str, mark: str) -> None:
        self.label = label
        self.mark = mark

    def file(self, title: str, extension: str) -> str:
        """The file name of a document of this kind, of a report with this title."""
        own = "" if self in (Purpose.SOURCES, Purpose.CORRECTION) else title
        return f"{own}{self.mark}.{extension}"


def purpose_of(file: str) -> Purpose:
    """For whom a document of this file name is."""
    stem = file.rpartition(".")[0]
    marked = (purpose for purpose in Purpose if purpose.mark and stem.endswith(purpose.mark))
    return next(marked, Purpose.PUBLIC)


def by_purpose(documents: Iterable[Path]) -> list[tuple[Purpose, list[Path]]]:
    """Documents in their order, those for the same people together."""
    return [(purpose, list(some)) for purpose, some in groupby(documents, lambda path: purpose_of(path.name))]
