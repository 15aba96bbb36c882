"""The same sequence of arrivals, however split into runs, ends in the same state and the same bytes."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from openpyxl import load_workbook

from tasks.catalogue import load_claims
from tasks.forms.claims import OpenFile, write_claims
from tasks.forms.codes import picture_of
from tasks.model import RegionYear
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.ingest import collect
from tasks.pipeline.status import status
from tasks.pipeline.withdraw import withdraw
from tasks.settings import HOUSE
from tasks.store.registry import open_registry
from tests.town import Town, judged_and_curated, new_town, value_cell

YEARS = (2022, 2023)
KEY = RegionYear("hongmei", 2023)
ENFORCEMENT = "综合行政执法分局"
START = 1_700_000_000


@dataclass(frozen=True, slots=True)
class Drop:
    """A file that comes, by its path below the town's landing folder."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Somebody looks at what has arrived, and takes a department's files back."""

    department: str


Event = Drop | Withdraw


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return new_town(tmp_path_factory.mktemp("shipped"))


def edited(town: Town, department: str, **cells: object) -> bytes:
    """A department's workbook with other values."""
    book = load_workbook(town.form(department))
    sheet = book.worksheets[0]
    for name, value in cells.items():
        sheet[value_cell(sheet, name)] = value
    return saved(book)


def saved(book: object) -> bytes:
    data = BytesIO()
    book.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def nameless(town: Town, department: str) -> bytes:
    """A workbook that does not say whose it is."""
    book = load_workbook(town.form(department))
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"表{number}"
        sheet["A1"], sheet["A2"] = "统计表", None
    return saved(book)


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in members:
            archive.writestr(ZipInfo(name), content)
    return data.getvalue()


@pytest.fixture(scope="module")
def events(shipped: Town, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """Everything that may come: good, better and rejected versions, zips, the inbox, a scan, withdrawals,
    last year's file after this year's.
    """
    good = shipped.form("信访办").read_bytes()
    asked = nameless(shipped, "人大办")
    archive = new_town(tmp_path_factory.mktemp("first"), landing=False)
    put(archive, Drop("2023/信访办/a.xlsx", good), START)
    run(archive)
    code = code_of(archive)
    sha = next(p.name for p in keep(archive, asked))
    answer = write_claims(
        [OpenFile("来件.xlsx", "", "", sha, "人大办", 2023)],
        ["人大办"],
        [2023],
        datetime.now(UTC),
        load_claims(shipped.settings),
    )
    last_year = next((shipped.landing.parent / "2022" / ENFORCEMENT).glob("附件2*")).read_bytes()
    return [
        Drop("2023/信访办/a.xlsx", good),
        Drop("2023/综合行政执法分局/表.xlsx", edited(shipped, ENFORCEMENT, 综合行政执法人员数=550000)),
        Drop("收件箱/来件.xlsx", asked),
        Drop("收件箱/党建工作办2023.xlsx", shipped.form("党建工作办").read_bytes()),
        Drop("2023/信访办/扫描.png", picture_of(code)),
        Drop("2023/人大办/旧.xlsx", shipped.form("人大办").read_bytes()),
        Drop("2023/信访办/报送.zip", zipped(("b.xlsx", edited(shipped, "信访办", 信访按期答复率="98%")))),
        Drop("2023/信访办/退回.xlsx", shipped.form("司法分局").read_bytes()),
        Drop("2023/信访办/坏.xlsx", b"PK\x03\x04"),
        Withdraw("party_building"),
        Drop("收件箱/认领.xlsx", answer),
        Drop("2022/综合行政执法分局/上年.xlsx", last_year),
        Drop("收件箱/再报/党建工作办2023（重报）.xlsx", shipped.form("党建工作办").read_bytes()),
        Drop("2023/信访办/最终.xlsx", edited(shipped, "信访办", 信访群众满意率="97%")),
        Drop("2023/党建工作办/同样.xlsx", shipped.form("党建工作办").read_bytes()),
    ]


def put(town: Town, drop: Drop, at: int) -> Path:
    path = town.settings.landing / "洪梅镇" / drop.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drop.data)
    os.utime(path, (at, at))
    return path


def keep(town: Town, data: bytes) -> list[Path]:
    """Bytes in the archive; gives where."""
    put(town, Drop("2023/镇委党校/x.xlsx", data), START)
    before = {p for p in town.settings.archive.rglob("*") if p.is_file()}
    collect(town.settings, "hongmei", [2023])
    return [p for p in town.settings.archive.rglob("*") if p.is_file() and p not in before]


def run(town: Town) -> None:
    collect(town.settings, "hongmei", YEARS)
    judged_and_curated(town.settings, YEARS)


def code_of(town: Town) -> str:
    with open_registry(town.settings.registry_url) as registry:
        return Codes(town.settings, registry, town.catalogue, KEY).at("petition")


def replayed(town: Town, events: list[Event], ends: Callable[[int], bool]) -> Mapping[str, object]:
    """The end of a sequence of events, with a run after those for which `ends` says so."""
    for number, event in enumerate(events):
        if isinstance(event, Drop):
            put(town, event, START + number)
        else:
            collect(town.settings, "hongmei", YEARS)  # one withdraws what has arrived
            withdraw(town.settings, KEY, event.department, reason="误报")
        if ends(number):
            run(town)
    run(town)
    return end_of(town)


def end_of(town: Town) -> Mapping[str, object]:
    """What is curated, byte by byte, and what the registry says, but for times."""
    now = status(town.settings, "hongmei", 2023)
    with open_registry(town.settings.registry_url) as registry:
        build = registry.current_build(KEY)
        assert build is not None
        parts = {part.path: (town.settings.curated / part.path).read_bytes() for part in build.parts}
        arrivals = [(a.place, a.path, a.sha256, a.parent) for a in registry.arrivals(KEY)]
        claims = {
            (c.path, c.sha256): (c.department, c.year, c.how) for c in registry.claims("hongmei").values()
        }
        signed = [(c.arrival, c.code, c.department) for c in registry.confirmations(KEY)]
    rows = [
        (r.department, [(one.kind, one.result) for one in r.datasets], r.critical, r.confirmed)
        for r in now.rows
    ]
    return {
        "parts": parts,
        "arrivals": arrivals,
        "claims": claims,
        "confirmations": signed,
        "rows": rows,
        "findings": now.findings,
        "withdrawn": [(w.department, w.file, w.reason) for w in now.withdrawn],
        "open": (now.unjudged, now.unclaimed),
    }


@pytest.fixture(scope="module")
def at_once(events: list[Event], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return replayed(new_town(tmp_path_factory.mktemp("once"), landing=False), events, lambda _: False)


def test_the_end_is_as_it_should_be(at_once: Mapping[str, object]) -> None:
    rows = {row[0]: row for row in at_once["rows"]}  # type: ignore[attr-defined]
    assert rows["信访办"][3] == "确认后有改动"
    assert [dict(rows[name][1])["indicators"] for name in ("人大办", "党建工作办")] == ["通过"] * 2
    assert at_once["open"] == (0, 0)
    assert len(at_once["arrivals"]) == 13  # type: ignore[arg-type]
    rules = [(one.department, one.rule) for one in at_once["findings"]]  # type: ignore[attr-defined]
    assert (ENFORCEMENT, "value.unit_slip") in rules, "last year's file came after this year's"


SPLITS = {
    "one by one": frozenset(range(20)),
    "some way": frozenset({0, 3, 4, 7, 10}),
}


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
def test_however_arrivals_are_split_the_end_is_the_same(
    events: list[Event], at_once: Mapping[str, object], tmp_path: Path, split: frozenset[int]
) -> None:
    end = replayed(new_town(tmp_path, landing=False), events, split.__contains__)
    for what, wanted in at_once.items():
        assert end[what] == wanted, what


KILLED = """
import os, signal, sys
from datetime import UTC, datetime, timedelta
from tasks.pipeline import collecting, ingest
from tasks.settings import load
from tasks.store.registry import Lease

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Lease, sys.argv[1], die)
collecting.now = lambda: datetime.now(UTC) - timedelta(hours=1)  # so that its lease has run out
settings = load({"FAZHI_DATA": sys.argv[2]})
ingest.collect(settings, "hongmei", (2022, 2023))
ingest.judge(settings, "hongmei", 2023)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("at", ["record_arrivals", "save_judgements"])
def test_a_kill_in_the_middle_is_made_good_by_the_next_run(
    events: list[Event], at_once: Mapping[str, object], tmp_path: Path, at: str
) -> None:
    town = new_town(tmp_path, landing=False)

    def killed(number: int) -> bool:
        if number == 7:
            command = [sys.executable, "-c", KILLED, at, str(tmp_path)]
            subprocess.run(command, cwd=HOUSE, check=False)
        return False

    end = replayed(town, events, killed)
    for what, wanted in at_once.items():
        assert end[what] == wanted, what
