"""A version is made again to the same bytes from what it keeps, whatever has changed since; what became of
its files is told, and can be mended."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import run_command
from tasks.model import RegionYear
from tasks.pipeline import drafts, fingerprint
from tasks.pipeline.rebuild import PUT_ASIDE, State, rebuild
from tasks.pipeline.render import Rendered, render
from tests.town import YEAR, Town, value_cell

KEY = RegionYear("hongmei", YEAR)


@pytest.fixture(scope="module")
def version(town: Town) -> Path:
    """A version of the town; to be copied, not to be changed."""
    folder = drafts.folder_of(town.settings, town.catalogue, KEY)
    return folder / str(drafts.latest(folder))


@pytest.fixture
def copied(version: Path, tmp_path: Path) -> Path:
    """The version's folder alone, somewhere else."""
    return Path(shutil.copytree(version, tmp_path / "elsewhere" / version.name))


def document(folder: Path) -> Path:
    return next(folder.glob("*年度报告.docx"))


def test_it_is_the_same_after_everything_has_changed(fresh: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafts.latest(fresh.settings.reports / "洪梅镇" / str(YEAR))
    fresh.edit("交警大队", lambda sheet: sheet.__setitem__(value_cell(sheet, "日常巡逻人次"), 999))
    site = fresh.settings.site
    for name, change in {
        "templates/editions/hongmei/2023/report.md": lambda text: text + "\n\n特此报告。\n",
        "templates/html/document.css": lambda text: text + "\np { color: red }",
        "expectations/departments.yaml": lambda text: text.replace(
            "name: 东莞市司法局洪梅分局", "name: 洪梅司法局"
        ),
        "expectations/names.yaml": lambda text: f"{text}  - name: 二〇一二计划\n    note: 计划\n",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(change((fresh.settings.house / name).read_text("utf-8")), "utf-8")
    fresh.run()
    folder = fresh.settings.reports / "洪梅镇" / str(YEAR)
    now = str(drafts.latest(folder))
    assert now != draft
    assert drafts.digest(document(folder / now).read_bytes()) != drafts.digest(
        document(folder / str(draft)).read_bytes()
    )
    shutil.rmtree(fresh.settings.curated)
    fresh.settings.data.joinpath("registry.sqlite").unlink()
    for one in (str(draft), now):
        done = rebuild(folder / one)
        assert (done.same, done.other, done.unmade) == (True, (), "")
    monkeypatch.setenv("FAZHI_DATA", str(fresh.settings.data))
    monkeypatch.setenv("FAZHI_SITE", str(site))
    assert run_command(["render", str(YEAR), "--version", str(draft), "--check"]) == 0
    assert not fresh.settings.data.joinpath("registry.sqlite").exists()


def test_a_final_that_is_compared_with_another_is_the_same_without_it(fresh: Town) -> None:
    first = render(fresh.settings, "hongmei", YEAR)
    assert isinstance(first, Rendered)
    # what a version is compared with is the last final: here the draft's own folder under that name
    folder = first.folder.parent
    shutil.copytree(first.folder, folder / "v1")
    manifest = json.loads((folder / "v1" / drafts.MANIFEST).read_bytes())
    manifest["version"], manifest["inputs"]["build"] = "v1", "another"
    (folder / "v1" / drafts.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    second = render(fresh.settings, "hongmei", YEAR)
    assert isinstance(second, Rendered)
    assert second.version != first.version
    shutil.rmtree(folder / "v1")
    assert rebuild(second.folder).same


def _edited(folder: Path) -> None:
    document(folder).write_bytes(document(folder).read_bytes() + b"x")


def _gone(folder: Path) -> None:
    document(folder).unlink()


def _replaced_by_a_folder(folder: Path) -> None:
    document(folder).unlink()
    document_name = "洪梅镇2023年法治政府建设年度报告.docx"
    (folder / document_name).mkdir()


@pytest.mark.parametrize(
    ("damage", "there"),
    [(_edited, State.CHANGED), (_gone, State.MISSING), (_replaced_by_a_folder, State.CHANGED)],
)
def test_a_file_that_somebody_changed_is_told_and_mended(
    copied: Path, damage: Callable[[Path], None], there: State
) -> None:
    name, before = document(copied).name, document(copied).read_bytes()
    damage(copied)
    done = rebuild(copied)
    assert [(one.name, one.there, one.made) for one in done.files if not one.same] == [
        (name, there, State.SAME)
    ]
    assert not done.same
    mended = rebuild(copied, restore=True)
    assert (mended.same, mended.restored) == (True, (name,))
    assert (copied / name).read_bytes() == before
    kept = list((copied / PUT_ASIDE).iterdir()) if (copied / PUT_ASIDE).exists() else []
    assert len(kept) == (0 if there is State.MISSING else 1)
    assert rebuild(copied).same


def test_a_document_and_its_hash_changed_together_are_told(copied: Path) -> None:
    _edited(copied)
    manifest = json.loads((copied / drafts.MANIFEST).read_bytes())
    name = document(copied).name
    manifest["files"][name] = drafts.digest(document(copied).read_bytes())
    (copied / drafts.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (wrong,) = (one for one in rebuild(copied).files if not one.same)
    assert (wrong.name, wrong.there, wrong.made) == (name, State.SAME, State.OTHERWISE)
    assert rebuild(copied, restore=True).restored == ()  # nobody knows which of the two is right


def test_without_its_inputs_the_files_are_held_against_the_manifest(copied: Path) -> None:
    (copied / drafts.KEPT).write_bytes((copied / drafts.KEPT).read_bytes()[:5000])
    _edited(copied)
    done = rebuild(copied, restore=True)
    assert "inputs.zip 缺失或已损坏" in done.unmade
    wrong = {one.name: one.words for one in done.files if one.there is not State.SAME}
    assert wrong == {document(copied).name: "生成后被改动", drafts.KEPT: "生成后被改动"}
    assert done.restored == ()


def test_other_code_libraries_and_fonts_are_said_first(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = json.loads((copied / drafts.MANIFEST).read_bytes())
    manifest["made_with"]["typst"] = "0.1"
    manifest["inputs"]["fonts"] = {"simfang.ttf": "0"}
    (copied / drafts.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setattr(fingerprint, "code", lambda: "another")
    assert run_command(["render", str(YEAR), "--version", str(copied), "--check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "可能由此而来" in said[1]
    assert [said[2].strip(), said[4].strip()] == ["程序（代码）", "字体文件"]
    assert said[3].strip().startswith("typst 当时是 0.1，现在是 ")


def test_what_todays_code_cannot_read_is_told(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.pipeline.rebuild.origin_in", lambda _entries: {}["version"])
    assert rebuild(copied).unmade.startswith("现在的程序读不懂")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--version", "v7", "--check"], 3, "没有名为“v7”的版本"),
        (["--version", "v1"], 2, "--version 要与 --check"),
        (["--final", "--check"], 2, "--final 与 --check"),
        (["--check"], 0, "一字节不差"),
        (["--check", "--version", "draft"], 0, "一字节不差"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    assert run_command(["render", str(YEAR), *arguments]) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
    assert "已写好" not in captured.out  # nothing is written


def test_a_folder_without_its_manifest_is_damage_not_nothing(
    fresh: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = fresh.settings.reports / "洪梅镇" / str(YEAR)
    draft = str(drafts.latest(folder))
    (folder / draft / drafts.MANIFEST).unlink()
    monkeypatch.setenv("FAZHI_DATA", str(fresh.settings.data))
    assert run_command(["render", str(YEAR), "--version", draft, "--check"]) == 1
    assert "清单 manifest.json 缺失" in capsys.readouterr().err


def test_a_final_that_was_replaced_as_a_whole_is_known_by_the_registry(
    ready: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    final = ready.final()
    assert isinstance(final, Rendered)
    monkeypatch.setenv("FAZHI_DATA", str(ready.settings.data))
    check = ["render", str(YEAR), "--version", "v1", "--check"]
    assert run_command(check) == 0
    manifest = json.loads((final.folder / drafts.MANIFEST).read_bytes())
    (final.folder / drafts.MANIFEST).write_text(json.dumps(manifest | {"figures": 1}), encoding="utf-8")
    assert run_command(check) == 1
    assert "v1 的清单与送审时登记的不同" in capsys.readouterr().out
