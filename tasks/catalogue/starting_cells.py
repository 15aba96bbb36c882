"""Rows of a 建档表 as they were filled in, and what may be wrong with any cell of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tasks.catalogue.catalogue import Catalogue, fold
from tasks.catalogue.start_wording import StartWords

_CODE = re.compile("[a-z][a-z0-9_]{0,39}")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.|\.$')
_PARTED = re.compile(r"[、，,；;\n]")
_RESERVED = frozenset({"收件箱", "改稿"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was filled in: texts by the names of the headings, and where each stands."""

    sheet: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


@dataclass(frozen=True, slots=True)
class Given:
    """The rows of the three sheets."""

    region: Sequence[Line]
    departments: Sequence[Line]
    indicators: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell, in Chinese."""

    sheet: str
    cell: str
    text: str


@dataclass
class Cells:
    """Reads cells of rows; `found` is what is wrong with them."""

    catalogue: Catalogue
    words: StartWords
    found: list[Wrong] = field(default_factory=list)

    def tell(self, line: Line, name: str, text: str) -> None:
        """Keep what is wrong with a cell."""
        self.found.append(Wrong(line.sheet, line.cells[name], text))

    def needed(self, line: Line, *names: str) -> bool:
        """Whether cells that must be filled in are; each that is not is told."""
        missing = [name for name in names if not line[name]]
        for name in missing:
            self.tell(line, name, self.words.wrong.missing)
        return not missing

    def yes(self, line: Line, name: str, *, usual: bool) -> bool:
        """A cell of 是 or 否; `usual` where it is empty."""
        return self.one_of(line, name, {self.words.yes_word: True, self.words.no_word: False}, usual=usual)

    def one_of(self, line: Line, name: str, choices: Mapping[str, bool], *, usual: bool) -> bool:
        """What a word in a cell means; `usual` where it is empty."""
        text = line[name]
        if text and text not in choices:
            wrong, of = self.words.wrong, self.words
            told = (
                wrong.kind.format(count=of.count_word, rate=of.rate_word)
                if name == "kind"
                else wrong.yes_no.format(yes=of.yes_word, no=of.no_word)
            )
            self.tell(line, name, told)
        return choices.get(text, usual)

    def code(self, line: Line, prefix: str, used: set[str]) -> str:
        """The code that was given, else one that follows from the name."""
        given = line["code"]
        if given and not _CODE.fullmatch(given):
            self.tell(line, "code", self.words.wrong.code)
        elif given in used:
            self.tell(line, "code", self.words.wrong.code_used.format(name=given))
        digits = sha256(f"{prefix}/{fold(line['name'])}".encode()).hexdigest()
        code = given if _CODE.fullmatch(given) else f"{prefix.split('_', 1)[0]}_{digits[:10]}"
        used.add(code)
        return code

    def folder(self, line: Line, name: str) -> None:
        """Tell of a name that no folder can have."""
        text = line[name]
        if _NOT_IN_NAMES.search(text):
            self.tell(line, name, self.words.wrong.folder.format(name=text))
        elif text in _RESERVED:
            self.tell(line, name, self.words.wrong.reserved.format(name=text))


def parts(text: str) -> tuple[str, ...]:
    """The names in a cell that holds several."""
    return tuple(part for one in _PARTED.split(text) if (part := one.strip()))
