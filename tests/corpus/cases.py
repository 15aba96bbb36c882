"""What is expected of every file: `expected/<group>.yaml`, in order of arrival.

Each group has `files`, one entry a drop, and may keep what several entries share under `shared`:

    file: formats/old.xls                 # below files/; or link_to: a path of the machine
    drop: 2023/经济发展局/附件2.xls        # below landing/<region>/
    place: 2023/经济发展局                 # only for 收件箱/: whose it was recognised as
    why: what is awkward about it
    state: read                           # ReadState, the default
    datasets: {indicators: passed}        # kind → verdict, all of them
    values: {数据统计表!D4: enterprise_loans_count 45}    # of accepted: code[@period] value[ hedge];
                                          # of a file returned as incomplete, what was read of it
    texts: {文字材料!D4: achievements 1 小标题｜正文}      # of accepted narrative
    rows: {yuezhifa 台账: 5-7 9}          # of accepted registers: the sheet's rows that count
    columns: {filed_on: [2023-03-01, …]}  # of these rows, where the values are the point
    findings: {数据统计表!D7: value.missing critical}      # all of them, by place; a list for several
    refused: [code]                       # codes whose cells give no value
    missing: rest                         # value.missing without a cell: codes, or every other one asked for
    members: {名称.xlsx: {…}}             # of a zip: the same keys for each file in it
    ignored: true                         # no submission: no arrival
    unplaced: true                        # in nobody's folder: told, no arrival
    unclaimed: true                       # in the inbox and nobody's: asked about, no arrival
    stopped: true                         # bears a mark of secrecy: told, no arrival
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FILES = HERE / "files"
GROUPS = ("formats", "sheets", "values", "registers", "narratives", "folder", "hostile", "forms")


@dataclass(frozen=True)
class Case:
    """One file that was dropped (or lay in a zip), and what must come of it."""

    drop: str
    why: str = ""
    file: str = ""
    link_to: str = ""
    place: str = ""
    ignored: bool = False
    unplaced: bool = False
    unclaimed: bool = False
    stopped: bool = False
    state: str = "read"
    datasets: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, list[Any]] = field(default_factory=dict)
    findings: Mapping[str, str | list[str]] = field(default_factory=dict)
    refused: Sequence[str] = ()
    missing: str | Sequence[str] = ()
    members: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def taken_in(self) -> bool:
        """Whether it becomes an arrival."""
        return not (self.ignored or self.unplaced or self.unclaimed or self.stopped)

    @property
    def department(self) -> str:
        """The folder's name of the department that it belongs to."""
        return (self.place or self.drop).split("/")[1]

    @property
    def year(self) -> int:
        """The year that it belongs to."""
        return int((self.place or self.drop)[:4])


def cases() -> list[Case]:
    """Everything that is dropped, in order of arrival."""
    return [Case(**entry) for group in GROUPS for entry in _group(group)["files"]]


def judged(listed: list[Case]) -> Iterator[Case]:
    """The cases that must have been judged: what was dropped and taken in, and the members of zips."""
    for case in listed:
        if not case.taken_in:
            continue
        yield case
        for name, entry in case.members.items():
            yield Case(**{"drop": f"{case.drop}/{name}", "place": case.place, **entry})


def current() -> Mapping[str, str]:
    """`expected/folder.yaml`: "2023/人大办 indicators" → the drop whose dataset counts in the end."""
    return _group("folder")["current"]


def integrity() -> list[str]:
    """`expected/registers.yaml`: "rule indicator cell" of findings on what counts in 2023."""
    return list(_group("registers")["integrity"])


def _group(name: str) -> Any:
    return yaml.safe_load((HERE / "expected" / f"{name}.yaml").read_text(encoding="utf-8"))
