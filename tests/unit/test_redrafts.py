"""The folder 改稿: every file once, in order of arrival, answered, and a fault in one stops no other."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.catalogue import load as load_catalogue
from tasks.pipeline import fingerprint
from tasks.pipeline.collecting import collect
from tasks.pipeline.redrafts import Dropped, Redrafts, Taken, Taker, take_redrafts
from tasks.privacy import masked
from tasks.settings import Settings, load
from tasks.store.records import ActKind
from tasks.store.registry import open_registry


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")})


def drop(settings: Settings, name: str, data: bytes = b"edited", at: int = 1_700_000_000) -> Path:
    """A file in the folder, written at a second."""
    path = settings.landing / "洪梅镇" / "改稿" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def answers(settings: Settings) -> dict[str, str]:
    """What lies in returns for people, texts as Notepad shows them."""
    folder = settings.returns / "洪梅镇" / "改稿"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8-sig", "replace")
        for path in found
    }


class Taking:
    """A taker that keeps what it was given."""

    def __init__(self, taken: Taken | Exception | None) -> None:
        self.taken, self.seen = taken, list[tuple[str, bytes]]()

    def __call__(self, _: Settings, dropped: Dropped) -> Taken | None:
        self.seen.append((dropped.path.name, dropped.path.read_bytes()))
        if isinstance(self.taken, Exception):
            raise self.taken
        return self.taken


def taken(settings: Settings, *takers: Taker, year: int = 2023) -> Redrafts:
    return take_redrafts(settings, "hongmei", (year - 1, year), takers)


def test_the_first_that_takes_a_file_takes_it_and_its_answer_lies_in_returns(settings: Settings) -> None:
    drop(settings, "底稿.docx")
    nobody, somebody = (
        Taking(None),
        Taking(Taken(("收了 3 处。", "第二行"), 2023, True, {"批注.docx": b"docx"})),
    )
    never = Taking(None)
    found = taken(settings, nobody, somebody, never)
    assert [(one.file, one.said, one.year, one.changed) for one in found.lines] == [
        ("底稿.docx", "收了 3 处。", 2023, True)
    ]
    assert nobody.seen == somebody.seen == [("底稿.docx", b"edited")]
    assert never.seen == []
    assert sorted(answers(settings)) == ["底稿_回执.txt", "底稿_批注.docx"]
    told = answers(settings)["底稿_回执.txt"].split("\r\n")
    assert told[:3] == ["《底稿.docx》", "收了 3 处。", "第二行"]


def test_a_file_is_tried_once_whatever_it_is_called(settings: Settings) -> None:
    taker = Taking(Taken(("收了。",), 2023, True))
    drop(settings, "底稿.docx")
    taken(settings, taker)
    before = answers(settings)
    drop(settings, "底稿（副本）.docx", at=1_700_000_100)
    assert taken(settings, taker).lines == taken(settings, taker, year=2024).lines == ()
    assert len(taker.seen) == 1
    assert answers(settings) == before


def test_another_content_is_another_try_and_the_old_answer_is_kept(settings: Settings) -> None:
    drop(settings, "底稿.docx")
    taken(settings, Taking(Taken(("没有收：缺一个名称。",), 2023)))
    drop(settings, "底稿.docx", b"mended", 1_700_000_100)
    assert [one.said for one in taken(settings, Taking(Taken(("收了。",), 2023, True))).lines] == ["收了。"]
    assert "收了。" in answers(settings)["底稿_回执.txt"]
    assert [name for name in answers(settings) if name.startswith("历史/")]


def test_files_are_taken_in_order_of_arrival(settings: Settings) -> None:
    taker = Taking(Taken(("收了。",), 2023))
    drop(settings, "甲.docx", b"second", 1_700_000_200)
    drop(settings, "乙.docx", b"first", 1_700_000_100)
    taken(settings, taker)
    assert [name for name, _ in taker.seen] == ["乙.docx", "甲.docx"]


def test_what_nobody_takes_gets_a_sentence(settings: Settings) -> None:
    drop(settings, "通知.docx")
    (line,) = taken(settings, Taking(None)).lines
    assert line.said.startswith("没有收：这份文件不是导出的年度底稿")
    assert line.said in answers(settings)["通知_回执.txt"]


def test_a_fault_stops_no_other_and_is_tried_again_by_another_program(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(settings, "甲.docx", b"first", 1_700_000_100)
    drop(settings, "乙.docx", b"second", 1_700_000_200)
    stumbling = Taking(ZeroDivisionError("secret"))
    found = taken(settings, stumbling)
    assert [(one.fault, one.changed) for one in found.lines] == [(True, False)] * 2
    assert "secret" not in "".join(answers(settings).values())
    assert "ZeroDivisionError" in (settings.data / "logs" / "faults.log").read_text(encoding="utf-8")
    assert taken(settings, stumbling).lines == ()
    monkeypatch.setattr(fingerprint, "code", lambda: "upgraded")
    assert [one.said for one in taken(settings, Taking(Taken(("收了。",), 2023))).lines] == ["收了。"] * 2


def test_what_cannot_be_judged_yet_is_tried_by_the_next_run(settings: Settings) -> None:
    drop(settings, "报告.docx")
    waiting = Taking(Taken(("没有收：还没有生成过报告。",), settled=False))
    assert [one.said for one in taken(settings, waiting).lines] == ["没有收：还没有生成过报告。"]
    assert "下次运行时会再试" in answers(settings)["报告_回执.txt"]
    assert [one.said for one in taken(settings, Taking(Taken(("收了。",), 2023, True))).lines] == ["收了。"]
    assert "收了。" in answers(settings)["报告_回执.txt"]


def test_an_answer_that_cannot_be_written_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(settings, "底稿.docx")
    taker = Taking(Taken(("收了。",), 2023))
    with monkeypatch.context() as held:
        held.setattr("tasks.pipeline.returns.write_atomic", _held)
        assert taken(settings, taker).lines == ()
    assert [one.said for one in taken(settings, taker).lines] == ["收了。"]


def _held(path: Path, _: bytes) -> None:
    raise PermissionError(13, "held", str(path))


def test_a_file_too_large_for_anything_is_not_opened(settings: Settings) -> None:
    small = replace(settings, limits=replace(settings.limits, file_bytes=3))
    drop(settings, "底稿.docx", b"four")
    taker = Taking(None)
    (line,) = taken(small, taker).lines
    assert line.said.startswith("没有收：文件超过")
    assert taker.seen == []


def test_personal_numbers_of_a_name_stand_nowhere(settings: Settings) -> None:
    name = "底稿13812345678.docx"
    drop(settings, name)
    (line,) = taken(settings, Taking(Taken(("没有收：13812345678。",), 2023))).lines
    assert "13812345678" not in f"{line}{answers(settings)}"
    assert masked(name) == line.file
    with open_registry(settings.registry_url) as registry:
        (act,) = registry.acts_of_region("hongmei", ActKind.REDRAFT)
    assert "13812345678" not in act.content


def test_office_locks_and_unfinished_copies_are_left_alone(settings: Settings) -> None:
    drop(settings, "~$底稿.docx")
    drop(settings, "底稿.docx.tmp")
    assert taken(settings, Taking(None)) == Redrafts(folder=settings.returns / "洪梅镇" / "改稿")


def test_the_folder_is_nobodys_submission_and_no_unknown_folder(settings: Settings) -> None:
    drop(settings, "底稿.docx")
    collected = collect(settings, "hongmei", (2023,))
    assert (collected.files, collected.unplaced) == (0, ())


def test_another_towns_folder_is_left_to_it(settings: Settings) -> None:
    towns = load_catalogue(settings).regions
    other = next(town for code, town in towns.items() if code != "hongmei")
    path = settings.landing / other.name / "改稿" / "底稿.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"edited")
    assert taken(settings, Taking(None)).lines == ()


def test_a_file_whose_year_is_worked_on_is_waited_for(settings: Settings) -> None:
    from tasks.model import RegionYear
    from tasks.pipeline.clock import now
    from tasks.pipeline.errors import LeaseHeldError

    drop(settings, "底稿.docx")
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(RegionYear("hongmei", 2021), "别人", now),
        pytest.raises(LeaseHeldError),
    ):
        taken(settings, Taking(Taken(("收了。",), 2021, True)))
    assert len(taken(settings, Taking(Taken(("收了。",), 2021, True))).lines) == 1
