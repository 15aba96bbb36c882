"""`fazhi form`: forms for everybody, last year's accepted data in them, and a filled one taken in again."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.cli import run_command
from tasks.model import INDICATORS, NARRATIVE, RegionYear, Severity
from tasks.pipeline import fingerprint
from tasks.pipeline.curate import curate
from tasks.pipeline.form import LIST, Forms, write_forms
from tasks.pipeline.ingest import collect, judge
from tasks.pipeline.status import status
from tasks.store.registry import open_registry
from tests import forms
from tests.town import YEARS, Town, judged_and_curated, new_town

JUSTICE = "洪梅镇2024年度法治政府建设填报表（司法分局）.xlsx"
TRAFFIC = "洪梅镇2024年度法治政府建设填报表（交警大队）.xlsx"
SERVICE = "洪梅镇2024年度法治政府建设填报表（政务服务中心）.xlsx"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town whose 2023 is curated; not to be changed."""
    made = new_town(tmp_path_factory.mktemp("town"))
    collect(made.settings, "hongmei", YEARS)
    judged_and_curated(made.settings, YEARS)
    return made


@pytest.fixture(scope="module")
def written(town: Town) -> Forms:
    """All forms of 2024."""
    return write_forms(town.settings, "hongmei", 2024)


def prior(path: Path) -> dict[str, object]:
    sheet = load_workbook(path)[forms.TABLE]
    column = forms.column(sheet, "上年数")
    return {code: sheet.cell(row, column).value for code, row in forms.lines(sheet)}


def test_everybody_gets_a_form_and_each_register_an_empty_table(town: Town, written: Forms) -> None:
    declared = town.catalogue
    assert written.folder == town.settings.forms / "洪梅镇" / "2024"
    assert len(written.written) == len(declared.departments) + len(declared.registers)
    assert all(path.is_file() for path in written.written)
    names = {path.name for path in written.written}
    assert {JUSTICE, SERVICE, "洪梅镇2024年度粤执法办案台账（综合行政执法分局）.xlsx"} <= names
    assert not written.changed


def test_last_years_accepted_values_and_texts_are_filled_in(written: Forms) -> None:
    assert written.prefill == "已预填 2023 年采用的数据。"
    justice = prior(written.folder / JUSTICE)
    assert justice["legal_consultations"] == 201
    counted = "洪梅镇2024年度法治政府建设填报表（综合行政执法分局）.xlsx"
    assert prior(written.folder / counted)["yuezhifa_cases"] == 1661
    assert isinstance(prior(written.folder / SERVICE)["hotline_satisfaction_monthly@2024-03"], float)
    texts = load_workbook(written.folder / JUSTICE)[forms.TEXTS]
    last_year = [texts.cell(row, 5).value for code, row in forms.lines(texts) if code == "followup"]
    assert any("【存在的问题及原因】" in str(text) for text in last_year)
    assert any("【下一年度安排】" in str(text) for text in last_year)


def test_the_same_again_changes_nothing(town: Town, written: Forms) -> None:
    files = [*written.written, written.folder / LIST]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    assert write_forms(town.settings, "hongmei", 2024) == written
    assert before == [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]


def test_what_somebody_has_filled_in_is_left_alone(town: Town, tmp_path: Path) -> None:
    first = write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path)
    (path,) = first.written
    assert path == tmp_path / TRAFFIC
    blank = path.read_bytes()
    book = load_workbook(path)
    forms.type_in(forms.beside(book[forms.COVER], "填报人"), "甲")
    path.write_bytes(forms.saved(book))
    filled = path.read_bytes()
    again = write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path)
    assert (again.written, again.changed) == ((), (path,))
    assert path.read_bytes() == filled
    path.unlink()
    assert write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).changed == ()
    assert path.read_bytes() == blank


def test_an_older_form_of_ours_is_replaced(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "judging", lambda *_: "another")
    (path,) = write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).written
    empty = path.read_bytes()
    monkeypatch.undo()
    assert write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).written == (path,)
    assert path.read_bytes() != empty


def test_a_damaged_list_replaces_nothing_that_is_not_the_same(town: Town, tmp_path: Path) -> None:
    (path,) = write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).written
    (tmp_path / LIST).write_text("[]", encoding="utf-8")
    assert write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).written == (path,)
    path.write_bytes(b"something else")
    (tmp_path / LIST).write_text("{", encoding="utf-8")
    assert write_forms(town.settings, "hongmei", 2024, "traffic", tmp_path).changed == (path,)


def test_without_last_year_nothing_is_filled_in_and_the_reason_is_said(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = write_forms(town.settings, "hongmei", 2031, "gov_service", tmp_path)
    assert none.prefill == "没有预填上年数：2030 年还没有通过审核并汇总的数据。"
    assert set(prior(none.written[0]).values()) == {None}
    monkeypatch.setattr(fingerprint, "judging", lambda *_: "another")
    stale = write_forms(town.settings, "hongmei", 2024, "gov_service", tmp_path)
    assert "请先运行 fazhi run 2023" in stale.prefill
    assert set(prior(stale.written[0]).values()) == {None}


def test_lost_tables_of_last_year_are_said(town: Town, tmp_path: Path) -> None:
    shutil.copytree(town.settings.data, tmp_path / "data")
    alone = new_town(tmp_path / "data", landing=False)
    with open_registry(alone.settings.registry_url) as registry:
        build = registry.current_build(RegionYear("hongmei", 2023))
    assert build is not None
    for part in build.parts:
        (alone.settings.curated / part.path).unlink()
    written = write_forms(alone.settings, "hongmei", 2024, "justice")
    assert "数据文件缺失" in written.prefill


def a_year_later(shown: str | float | None) -> str | float:
    """A value unlike last year's, as the rule on figures that are sent again wants it."""
    if isinstance(shown, int | float):
        return shown + 1 if shown >= 100 else shown
    return {None: "无", "约578": "约580"}.get(shown, shown or "")


def test_a_filled_form_dropped_into_its_folder_is_accepted(town: Town, tmp_path: Path) -> None:
    """Every value as last year, each text a sentence, nothing corrected: not one finding."""
    shutil.copytree(town.settings.data, tmp_path / "data")
    alone = new_town(tmp_path / "data", landing=False)
    path, *_ = write_forms(alone.settings, "hongmei", 2024, "justice", tmp_path / "out").written
    book = load_workbook(path)
    forms.type_in(forms.beside(book[forms.COVER], "填报人"), "甲")
    sheet = book[forms.TABLE]
    for _, row in forms.lines(sheet):
        shown = sheet.cell(row, 5).value
        assert shown is None or isinstance(shown, str | int | float)
        forms.type_in(sheet.cell(row, 4), a_year_later(shown))
    for _, row in forms.lines(book[forms.TEXTS]):
        forms.type_in(book[forms.TEXTS].cell(row, 4), "已经落实。")
    folder = alone.settings.landing / "洪梅镇" / "2024" / "司法分局"
    folder.mkdir(parents=True)
    (folder / "交司法分局.xlsx").write_bytes(forms.saved(book))
    collect(alone.settings, "hongmei", (2024,))
    judge(alone.settings, "hongmei", 2024)
    now = status(alone.settings, "hongmei", 2024)
    grave = [(f.rule, f.where, f.observed) for f in now.findings if f.severity is not Severity.INFO]
    assert not grave
    row = next(row for row in now.rows if row.department == "司法分局")
    results = {one.kind: one.result for one in row.datasets if one.kind in (INDICATORS, NARRATIVE)}
    assert results == {INDICATORS: "通过", NARRATIVE: "通过"}
    curate(alone.settings, "hongmei", 2024)


def test_the_command_says_what_it_wrote_and_where(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    out = str(tmp_path / "forms")
    assert run_command(["form", "2024", "--department", "镇交警大队", "--out", out]) == 0
    said = capsys.readouterr().out
    assert "空白表：1 份" in said
    assert TRAFFIC in said
    assert "已预填 2023 年采用的数据。" in said
    (tmp_path / "forms" / TRAFFIC).write_bytes(b"filled in")
    assert run_command(["form", "2024", "--department", "镇交警大队", "--out", out]) == 1
    assert "没有覆盖" in capsys.readouterr().out


def test_an_unknown_department_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["form", "2024", "--department", "水务局"]) == 2
    assert capsys.readouterr().err.startswith("没有名为“水务局”的填报单位；已设置的单位：党建工作办、")
