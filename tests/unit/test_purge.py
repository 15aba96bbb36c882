"""`fazhi purge`: nothing of a file is left anywhere, and everything else goes on as if it had never come."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.model import RegionYear
from tasks.pipeline import purge as purging
from tasks.pipeline import purge_files
from tasks.pipeline.drafts import MANIFEST, latest
from tasks.pipeline.form import write_forms
from tasks.pipeline.ingest import collect
from tasks.pipeline.purge import UnclearFileError, plan, purge
from tasks.pipeline.purged import purges, unfinished
from tasks.pipeline.status.pages import write_pages
from tasks.settings import Settings
from tasks.store import searching
from tasks.store.records import ActKind
from tasks.store.registry import open_registry
from tests.town import YEAR, YEARS, Town, new_town

KEY = RegionYear("hongmei", YEAR)
WORDS = "夤夜秘勘之卷宗"
NAME = f"附件2-{WORDS}.xlsx"
WHO = {"by": "张三", "reason": "误报"}


def written(town: Town) -> Path:
    """The shipped workbook of a department, sent under a name and with words that stand nowhere else: in an
    accepted text, in a value that is a finding, as the name of who reported it."""
    path = town.form("司法分局")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["F4"], sheet["D5"] = f"{WORDS}的会议", f"{WORDS}几十"
    texts = book["文字材料"]
    texts["D7"] = f"一是{WORDS}有待加强，整改工作仍需持续推进。"
    target = path.with_name(NAME)
    book.save(target)
    path.unlink()
    return target


def small_town(data: Path) -> Town:
    """Two departments: what holds for them holds for all."""
    town = new_town(data)
    for folder in town.settings.landing.glob("洪梅镇/20*/*"):
        if folder.name not in ("司法分局", "党政综合办"):
            shutil.rmtree(folder)
    return town


def left(settings: Settings, words: str) -> list[str]:
    """Every file outside landing that holds the words, in any of the ways in which we write text."""
    entities = "".join(f"&#{ord(character)};" for character in words)
    spelled = [entities.encode(), words.encode(), words.encode("utf-16-le"), json.dumps(words)[1:-1].encode()]
    spelled += [words.encode("gb18030"), json.dumps(json.dumps(words)[1:-1])[1:-1].encode()]
    files = (path for path in settings.data.rglob("*") if path.is_file())
    return [
        path.relative_to(settings.data).as_posix()
        for path in files
        if settings.landing not in path.parents and (words in path.name or searching.holds(path, spelled))
    ]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, str]:
    """A town in which the file came in, was judged, answered, curated and printed; and its SHA-256."""
    town = small_town(tmp_path_factory.mktemp("purge"))
    path = written(town)
    town.run()
    town.answer()
    for year in YEARS:
        write_pages(town.settings, "hongmei", year)
    write_forms(town.settings, "hongmei", YEAR + 1)
    logs = town.settings.data / "logs"
    logs.mkdir(exist_ok=True)
    (logs / "faults.log").write_text(
        f"==== 2020-01-01T00:00:00+00:00\nan old fault\n\n==== 2999-01-01T00:00:00+00:00\n{WORDS}\n\n"
    )
    sha256 = purging.digest(path)
    kept = town.settings.data / "editions" / "hongmei" / str(YEAR) / ("0" * 16)
    kept.mkdir(parents=True)
    (kept / "report.md").write_text(f"一是{WORDS}有待加强，整改工作仍需持续推进。\n")
    return town, sha256


@pytest.fixture
def fresh(played: tuple[Town, str], tmp_path: Path) -> tuple[Town, str]:
    town, sha256 = played
    shutil.copytree(town.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False), sha256


def test_nothing_of_it_is_left(fresh: tuple[Town, str]) -> None:
    town, sha256 = fresh
    before = left(town.settings, WORDS)
    assert {path.split("/")[0] for path in before} >= {
        *("archive", "staging", "curated", "returns", "reports", "forms", "logs", "editions"),
        "registry.sqlite",
    }
    done = purge(town.settings, "hongmei", sha256[:12], **WHO)
    assert done is not None
    assert left(town.settings, WORDS) == []
    assert "an old fault" in (town.settings.data / "logs" / "faults.log").read_text()
    [where] = done.landing
    (town.settings.landing / where).unlink()
    ran = town.run()
    town.answer()
    assert (ran.judged.lost, ran.collected.stopped) == (0, ())
    assert left(town.settings, WORDS) == []


def test_a_final_that_holds_it_goes_and_leaves_a_note_another_stays(fresh: tuple[Town, str]) -> None:
    town, sha256 = fresh
    folder = town.settings.reports / "洪梅镇" / str(YEAR)
    [draft] = folder.glob("draft-*")
    draft.rename(folder / "v1")
    (folder / "v2").mkdir()
    (folder / "v2" / MANIFEST).write_text("{}")
    done = purge(town.settings, "hongmei", sha256, **WHO)
    assert done is not None
    assert [path.name for path in done.traces.finals] == ["v1"]
    assert sorted(path.name for path in folder.iterdir()) == ["latest.json", "v1（已清除）.txt", "v2"]
    assert latest(folder) == "v2"
    note = (folder / "v1（已清除）.txt").read_text("utf-8-sig")
    assert sha256 in note
    assert "张三" in note
    assert left(town.settings, WORDS) == []


def test_what_stays_is_hash_time_who_and_why(fresh: tuple[Town, str]) -> None:
    town, sha256 = fresh
    purge(town.settings, "hongmei", sha256, **WHO)
    with open_registry(town.settings.registry_url) as registry:
        found = purges(registry, "hongmei")[sha256]
        acts = registry.acts_of_region("hongmei", ActKind.PURGE)
    assert (found.by, found.reason, found.done) == ("张三", "误报", True)
    assert {act.subject for act in acts} == {sha256}


def test_it_does_not_come_in_again_and_the_rest_is_as_if_it_had_never_come(
    fresh: tuple[Town, str], tmp_path: Path
) -> None:
    town, sha256 = fresh
    purge(town.settings, "hongmei", sha256, **WHO)
    ran = town.run()
    town.answer()
    assert ran.collected.stopped == ("司法分局 1 份",)
    assert ran.judged.lost == 0  # purged is not damaged
    assert len(ran.judged.submissions) > 1  # all others are judged anew
    assert left(town.settings, WORDS) == []
    [note] = town.settings.returns.rglob("未接收*.txt")
    assert "已经清除" in note.read_text("utf-8-sig")
    never = small_town(tmp_path / "never")
    never.form("司法分局").unlink()
    never.run()
    assert curated(town.settings) == curated(never.settings)


def curated(settings: Settings) -> dict[str, bytes]:
    found = (path for path in settings.curated.rglob("*.parquet"))
    return {path.relative_to(settings.curated).as_posix(): path.read_bytes() for path in sorted(found)}


def test_a_plan_takes_nothing_away(fresh: tuple[Town, str]) -> None:
    town, sha256 = fresh
    before = left(town.settings, WORDS)
    found = plan(town.settings, "hongmei", NAME)
    assert found is not None
    assert found.sha256 == sha256
    assert [path.name for path in found.traces.editions] == ["report.md"]
    assert left(town.settings, WORDS) == before
    assert plan(town.settings, "hongmei", "没有这份.xlsx") is None


@pytest.mark.parametrize("step", ["remove_versions", "remove_places", "remove_log_entries"])
def test_killed_at_any_step_it_is_done_again(
    fresh: tuple[Town, str], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    town, sha256 = fresh

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(purge_files, step, killed)
        with pytest.raises(KeyboardInterrupt):
            purge(town.settings, "hongmei", sha256, **WHO)
    with open_registry(town.settings.registry_url) as registry:
        assert unfinished(registry, "hongmei") == [sha256]
    again = purge(town.settings, "hongmei", sha256, **WHO)
    assert again is not None
    assert again.again
    assert left(town.settings, WORDS) == []
    purge(town.settings, "hongmei", sha256, **WHO)
    assert town.run().judged.lost == 0


def test_a_zip_goes_with_all_that_it_held(tmp_path: Path) -> None:
    town = new_town(tmp_path / "data", landing=False)
    folder = town.landing / "司法分局"
    folder.mkdir(parents=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一.csv", f"指标,本年数\n{WORDS},3\n")
        archive.writestr("二.csv", "指标,本年数\n办案总数,3\n")
    (folder / "材料.zip").write_bytes(packed.getvalue())
    (folder / "同二.csv").write_text("指标,本年数\n办案总数,3\n", encoding="utf-8")
    collect(town.settings, "hongmei", [YEAR])
    done = purge(town.settings, "hongmei", "一.csv", **WHO)
    assert done is not None
    assert done.together == 3
    assert left(town.settings, WORDS) == []
    with open_registry(town.settings.registry_url) as registry:
        assert [one.file for one in registry.arrivals(KEY)] == ["同二.csv"]
    ran = town.run()
    assert ran.judged.lost == 0
    assert ran.collected.stopped == ("司法分局 1 份",)  # the zip itself


def test_two_contents_of_one_name_are_told_apart(fresh: tuple[Town, str]) -> None:
    town, _ = fresh
    with (town.landing / "司法分局" / NAME).open("ab") as file:
        file.write(b"x")
    collect(town.settings, "hongmei", [YEAR])
    with pytest.raises(UnclearFileError, match="2 种"):
        plan(town.settings, "hongmei", NAME)
