"""Writing editions: only what differs, what it replaces kept, all or nothing, nothing that is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from tasks import settings
from tasks.model import RegionYear
from tasks.pipeline import edition_files
from tasks.pipeline.edition_files import digest_of, edition_texts, keep, kept, write_edition
from tasks.report import EditionError
from tasks.settings import Settings

KEY = RegionYear("hongmei", 2023)
FOLDER = "templates/editions/hongmei/2023"


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return settings.load({"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")})


def test_what_lies_there_is_given_byte_for_byte(site: Settings) -> None:
    own = site.site / FOLDER / "report.md"
    own.parent.mkdir(parents=True)
    own.write_bytes("\ufeff全年。\r\n\r\n".encode())
    assert edition_texts(site, KEY)["report.md"] == "\ufeff全年。\r\n\r\n"


def test_the_same_writes_nothing(site: Settings) -> None:
    assert write_edition(site, KEY, edition_texts(site, KEY)) == ()
    assert not site.site.exists()
    assert not (site.data / "editions").exists()


def test_only_what_differs_is_written_and_what_was_is_kept(site: Settings) -> None:
    before = edition_texts(site, KEY)
    new = before["report.md"].replace("现将有关情况报告如下", "现报告如下")
    assert write_edition(site, KEY, {"report.md": new}) == ("report.md",)
    assert [path.name for path in (site.site / FOLDER).iterdir()] == ["report.md"]
    assert edition_texts(site, KEY) == {**before, "report.md": new}
    assert kept(site, KEY, digest_of(before)) == before


def test_all_that_is_wrong_is_told_and_nothing_written(site: Settings) -> None:
    before = edition_texts(site, KEY)
    wrong = (
        before["report.md"]
        .replace("{{ 专题党课场次 }}", "{{ 专题党课次数啊 }}")
        .replace("# 主要存在问题", "# 问题")
    )
    with pytest.raises(EditionError) as raised:
        write_edition(site, KEY, {"report.md": wrong})
    assert "专题党课次数啊" in str(raised.value)
    assert "主要存在问题" in str(raised.value)
    assert not site.site.exists()


def test_a_day_that_is_not_set_is_no_problem(site: Settings) -> None:
    texts = edition_texts(site, KEY)
    unset = texts["edition.yaml"].replace("date: 2024-01-31", "date: 待填")
    assert write_edition(site, KEY, {"edition.yaml": unset}) == ("edition.yaml",)
    text = edition_texts(site, KEY)["report.md"].replace("报告如下", "报告在下面")
    assert write_edition(site, KEY, {"report.md": text}) == ("report.md",)


def test_a_killed_run_is_finished_by_the_next(site: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition_texts(site, KEY)
    new = {
        "report.md": before["report.md"].replace("# 主要存在问题", "# 存在的主要问题"),
        "edition.yaml": before["edition.yaml"].replace("主要存在问题", "存在的主要问题"),
    }
    write, calls = edition_files.write_atomic, []

    def killed(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(edition_files, "write_atomic", killed)
    with pytest.raises(KeyboardInterrupt):
        write_edition(site, KEY, new)
    monkeypatch.undo()
    assert edition_texts(site, KEY) == new
    assert edition_texts(site, KEY) == new


def test_a_kept_edition_that_was_touched_is_none(site: Settings) -> None:
    digest = keep(site, KEY, edition_texts(site, KEY))
    (site.data / "editions/hongmei/2023" / digest / "report.md").write_text("改了")
    assert kept(site, KEY, digest) is None
    assert kept(site, KEY, "../../../../..") is None


def test_there_is_none(site: Settings) -> None:
    with pytest.raises(EditionError, match="没有这个文件"):
        edition_texts(site, replace(KEY, year=2031))
