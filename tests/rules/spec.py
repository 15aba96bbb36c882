"""Rule cases: `cases/<kind>.yaml`, a list. For each rule a submission that breaks it and a near miss.

    - rule: value.below_minimum
      why: 次数不会是负数；没有发生是 0
      severity: critical
      at: D4                       # where the finding stands: sheet!cell, or the cell alone; "" for the
                                   # whole file; a list where the rule is broken at several places
      table: [[镇长出庭宗数, 宗, 3]]   # keys of a submission here are shared by both …
      breaks: {cells: {D4: -1}}        # … and each may have its own, which stand instead
      near_miss: {cells: {D4: 0}}

Exactly that must be found of the rule in `breaks`, with that severity, and nothing of it in `near_miss`.
No other rule may speak of the same cell, unless it is named: one mistake is told once. More keys of a case:

    span: 3-6                      # the finding's characters within the cell's text
    count: 2                       # of a register's finding
    says: [96.94, 96.7]            # what the finding must say, in `observed` or `mend`
    also: [value.missing]          # rules that may speak of the same cells

A submission is a real file, read by the real reader and judged by the real suites in one batch:

    department: 司法分局            # short name, where it was dropped; year: 2023
    sample: 人大办                 # the shipped workbook of a department (which is then the department), or
    form: 经济发展局               # our blank form of a department, for `year`, or
    table: [[name, unit, this, last, note], …]   # sheet 数据统计表: header in row 3, lines from row 4;
                                   # name in B, unit C, 本年数 D, 上年数 E, note F; what else the
                                   # department is asked for follows with “—”, unless `bare: true`
    headers: [序号, 指标名称, …]     # another header for `table`, lines then as they stand
    texts: [[topic, heading, text], …]           # sheet 文字材料: lines from row 4, text in D
    register: yuezhifa             # sheet 台账: header in row 3, `rows` good ones from row 4 (default 3)
    cells: {D4: 见附件, 文字材料!D4: …}            # typed over the above; null empties, dates are dates,
                                   # {formula: 1/0} is a formula without a result
    file: formats/locked.xls       # or a file of tests/corpus/files
    name: 报表.xlsx                # as it was dropped
    title: 洪梅镇2022年…           # first line of `table` and `texts`
    base: {values: {rol_committee_meetings: 2, mediation_amount: {value: 332, hedge: 约, step: 1}},
           narrative: [[achievements, heading, text], …]}      # last year as curated
    settled: [{decision: correct, …}]            # what the office settled, as in expectations/corrections/
    disputed: [{department: justice, …}]         # figures that departments dispute of a draft
    limits: {columns: 5}           # caps of the reader
    state: fault                   # what became of the file, where no file can show it
    unknown_code: QR-…             # a confirmation code on it that is nobody's

Rules on what is curated: `curated: true` at the case; the submissions are then curated together:

    files: [{…}, {…}]              # instead of one submission
    base: {…}                      # at the case's or the submission's level, of all files

`site: parts` takes the catalogue with the files of `sites/parts/` laid over it, as FAZHI_SITE does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

Spec = Mapping[str, Any]
"""A submission as the YAML says it."""

OF_CASE = ("rule", "why", "severity", "at", "span", "count", "says", "also", "curated", "site")


@dataclass(frozen=True)
class Case:
    """What breaks a rule, where that must be found, and what nearly breaks it."""

    name: str
    rule: str
    why: str
    severity: str
    breaks: Spec = field(repr=False)
    near_miss: Spec = field(repr=False)
    at: tuple[str, ...] = ("",)
    span: str | None = None
    count: int | None = None
    says: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    curated: bool = False
    site: str = ""


@cache
def cases() -> tuple[Case, ...]:
    """All cases, by file and in its order."""
    paths = sorted((HERE / "cases").glob("*.yaml"))
    return tuple(
        case_of(f"{path.stem}-{number}", entry)
        for path in paths
        for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    )


def case_of(name: str, entry: dict[str, Any]) -> Case:
    own = {key: entry[key] for key in OF_CASE if key in entry}
    shared = {key: entry[key] for key in entry if key not in (*OF_CASE, "breaks", "near_miss")}
    own |= {key: tuple(map(str, _listed(own[key]))) for key in ("at", "says", "also") if key in own}
    name = f"{own['rule']}-{name}"
    return Case(name=name, breaks=shared | entry["breaks"], near_miss=shared | entry["near_miss"], **own)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
