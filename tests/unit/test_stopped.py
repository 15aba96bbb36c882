"""A file with a mark of secrecy goes no further than landing: nothing of it is kept, answered or logged."""

import logging
from pathlib import Path

import pytest

from tasks.model import RegionYear
from tasks.pipeline.ingest import collect
from tasks.pipeline.status import status
from tasks.settings import Settings
from tasks.store.records import ActKind
from tasks.store.registry import open_registry
from tests.town import YEAR, Town, new_town

KEY = RegionYear("hongmei", YEAR)
WORDS = "只在这份文件里的一句话"
MARKED = f"秘密★1年\n{WORDS}\n".encode()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = new_town(tmp_path / "data", landing=False)
    (made.landing / "司法分局").mkdir(parents=True)
    return made


def drop(town: Town, path: str, data: bytes) -> Path:
    file = town.settings.landing / "洪梅镇" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def outside_landing(settings: Settings) -> bytes:
    """Every byte that a run has written."""
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files if settings.landing not in path.parents)


def run(town: Town) -> tuple[str, ...]:
    return collect(town.settings, "hongmei", [YEAR]).stopped


def test_nothing_of_it_is_kept_and_the_rest_goes_on(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    drop(town, f"{YEAR}/司法分局/某某卷宗.txt", MARKED)
    drop(town, f"{YEAR}/司法分局/其他.csv", "指标,本年数\n办案总数,3\n".encode())
    with caplog.at_level(logging.INFO):
        found = collect(town.settings, "hongmei", [YEAR])
    assert (found.arrivals, found.waiting, found.stopped) == (1, 0, ("司法分局 1 份",))
    written = outside_landing(town.settings)
    assert WORDS.encode() not in written
    assert "某某卷宗" not in caplog.text
    with open_registry(town.settings.registry_url) as registry:
        assert [one.file for one in registry.arrivals(KEY)] == ["其他.csv"]
        assert "卷宗" not in str(registry.acts(KEY))


def test_the_department_is_told_which_file_and_what_to_do(town: Town) -> None:
    drop(town, f"{YEAR}/司法分局/某某卷宗.txt", MARKED)
    drop(town, f"{YEAR}/司法分局/机密-名单.csv", b"1,2")
    run(town)
    [note] = town.settings.returns.rglob("*.txt")
    told = note.read_text("utf-8-sig")
    assert note.parent.name == "司法分局"
    assert "《某某卷宗.txt》" in told
    assert "正文有密级标志（秘密）" in told
    assert "移出报送文件夹" in told
    assert "名单" not in told  # its very name is marked
    before = note.read_bytes()
    run(town)
    assert note.read_bytes() == before


def test_it_is_told_until_the_file_is_gone(town: Town) -> None:
    file = drop(town, f"{YEAR}/司法分局/某某卷宗.txt", MARKED)
    assert run(town) == run(town) == ("司法分局 1 份",)
    assert status(town.settings, "hongmei", YEAR).stopped == ("司法分局 1 份",)
    file.unlink()
    assert run(town) == ()
    assert list(town.settings.returns.rglob("*.txt")) == []
    assert status(town.settings, "hongmei", YEAR).stopped == ()
    with open_registry(town.settings.registry_url) as registry:
        acts = registry.acts(KEY, ActKind.STOPPED)
    assert len(acts) == 2
    assert '"there":false' in acts[-1].content


def test_without_the_mark_it_is_taken_in(town: Town) -> None:
    drop(town, f"{YEAR}/司法分局/某某卷宗.txt", MARKED)
    run(town)
    drop(town, f"{YEAR}/司法分局/某某卷宗.txt", MARKED.replace("秘密★1年".encode(), b""))
    found = collect(town.settings, "hongmei", [YEAR])
    assert (found.arrivals, found.stopped) == (1, ())


@pytest.mark.parametrize("folder", ["收件箱", "改稿"])
def test_common_folders_are_guarded_too(town: Town, folder: str) -> None:
    drop(town, f"{folder}/某某卷宗.txt", MARKED)
    assert run(town) == ("收件箱或改稿文件夹 1 份",)
    assert WORDS.encode() not in outside_landing(town.settings)
    assert [path.parent.name for path in town.settings.returns.rglob("未接收*.txt")] == ["洪梅镇"]


def test_a_name_with_a_mark_is_never_shown(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    drop(town, "没有这个单位/机密★名册/x.csv", b"1")
    drop(town, f"{YEAR}/机密★名册/x.csv", b"1")
    found = collect(town.settings, "hongmei", [YEAR])
    assert len(found.unplaced) == 2
    assert "名册" not in caplog.text + str(found.unplaced)


def test_what_came_in_before_is_not_looked_at_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.intake import Reader

    drop(town, f"{YEAR}/司法分局/a.csv", b"a,1")
    run(town)
    drop(town, f"{YEAR}/司法分局/b.csv", b"a,1")

    def looked(*_: object) -> None:
        raise AssertionError("looked at again")

    monkeypatch.setattr(Reader, "look", looked)
    assert collect(town.settings, "hongmei", [YEAR]).arrivals == 1
