"""`fazhi import-last-year`: a published report as last year's bases, its 核对表, and what becomes of both."""

import shutil
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.cli import run_command
from tasks.model import RegionYear, SourceKind, Value
from tasks.pipeline.curate import curate
from tasks.pipeline.curated_tables import read_values
from tasks.pipeline.edited_place import UnclearYearError
from tasks.pipeline.form import write_forms
from tasks.pipeline.ingest import collect, judge
from tasks.pipeline.last_report import Imported, OtherReportError, import_last_report
from tasks.pipeline.status import status
from tasks.review.reading import UnreadableError
from tasks.settings import Settings
from tasks.store.registry import open_registry
from tests import forms, published
from tests.town import new_town

FILE = "洪梅镇2023年报告.txt"
SERVICE = "洪梅镇2024年度法治政府建设填报表（政务服务中心）.xlsx"
JUSTICE = "洪梅镇2024年度法治政府建设填报表（司法分局）.xlsx"


def site(folder: Path) -> Settings:
    return new_town(folder, landing=False).settings


def report(folder: Path, name: str = FILE, lines: list[str] | None = None) -> Path:
    path = folder / name
    path.write_text("\n".join(lines or ["洪梅镇2023年法治政府建设年度报告", *published.lines()]), "utf-8")
    return path


def taken(settings: Settings, file: Path, *, replace: bool = False) -> Imported:
    return import_last_report(settings, file, None, None, replace=replace)


def kept(settings: Settings, year: int = 2023) -> dict[str, object]:
    path = settings.site / f"expectations/published/hongmei/{year}.yaml"
    content: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def values(settings: Settings) -> dict[str, str]:
    listed = kept(settings)["values"]
    assert isinstance(listed, list)
    return {one["indicator"]: one["value"] for one in listed}


def rows(sheet: Worksheet) -> dict[str, int]:
    """The first row of each number, by the number as printed and its sentence's beginning."""
    return {f"{sheet.cell(row, 5).value}": row for row in range(sheet.max_row, 3, -1)}


def mended(imported: Imported, folder: Path, changes: dict[str, str | None]) -> Path:
    """The 核对表 with the indicator of some numbers changed, as Excel would save it."""
    book = load_workbook(imported.book)
    sheet = book["核对"]
    at = rows(sheet)
    for text, name in changes.items():
        sheet.cell(at[text], 9).value = name
    path = folder / "改好的核对表.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path, Imported]:
    """A site into which a report of 2023 was imported; not to be changed."""
    folder = tmp_path_factory.mktemp("imported")
    settings = site(folder)
    file = report(folder)
    return settings, file, taken(settings, file)


def test_what_is_bound_is_kept_with_its_sentence_and_the_file_is_archived(
    imported: tuple[Settings, Path, Imported],
) -> None:
    settings, file, found = imported
    assert (found.key, found.changed, found.checked) == (RegionYear("hongmei", 2023), True, False)
    assert values(settings)["mediation_amount"] == "约332万元"
    assert values(settings)["party_lecture_sessions"] == "460余场次"
    assert str(kept(settings)["file"]) == FILE
    digest = str(kept(settings)["sha256"])
    assert (settings.archive / digest[:2] / digest).read_bytes() == file.read_bytes()


def test_the_same_report_again_changes_no_byte(imported: tuple[Settings, Path, Imported]) -> None:
    settings, file, found = imported
    before = {path: path.read_bytes() for path in settings.data.rglob("*.*") if path.suffix != ".sqlite"}
    assert not taken(settings, file).changed
    assert {path: path.read_bytes() for path in before} == before
    assert found.numbers == found.bound + found.open


def test_the_workbook_shows_every_number_the_open_ones_first(
    imported: tuple[Settings, Path, Imported],
) -> None:
    _, _, found = imported
    sheet = load_workbook(found.book)["核对"]
    states = [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)]
    assert states[: found.open] == ["没有对上"] * found.open
    assert "没有对上" not in states[found.open :]
    assert {str(sheet.cell(row, 1).value) for row in range(4, sheet.max_row + 1)} == {
        str(number) for number in range(1, found.numbers + 1)
    }


def test_blank_forms_show_them_marked_and_only_them(imported: tuple[Settings, Path, Imported]) -> None:
    settings, _, _ = imported
    made = write_forms(settings, "hongmei", 2024)
    assert "取自上年公开报告" in made.prefill
    sheet = load_workbook(made.folder / JUSTICE)[forms.TABLE]
    column = forms.column(sheet, "上年数")
    cells = {code: sheet.cell(row, column) for code, row in forms.lines(sheet)}
    assert cells["legal_consultations"].value == 201
    assert cells["legal_consultations"].font.italic
    assert cells["lawpop_events"].value == "约578"
    assert cells["court_appearances_due"].value is None
    assert not cells["court_appearances_due"].font.italic
    prompts = [one.prompt for one in sheet.data_validations.dataValidation if one.prompt]
    assert any("解答" in text and FILE in text for text in prompts)


@pytest.fixture
def checked(tmp_path: Path) -> tuple[Settings, Path, Imported]:
    """A site whose 核对表 came back: one number mended, one no data, three that cannot be."""
    settings = site(tmp_path)
    file = report(tmp_path)
    changes = {
        "205个": "视频监控点位数",
        "293宗": "不是数据",
        "31个": "没有这个指标",
        "90件": "授信金额",
        "1368宗": "行政诉讼宗数",
    }
    return settings, file, taken(settings, mended(taken(settings, file), tmp_path, changes))


def test_a_workbook_given_back_counts_row_by_row(checked: tuple[Settings, Path, Imported]) -> None:
    settings, _, found = checked
    assert values(settings)["video_monitor_sites"] == "205个"
    assert found.not_data == 1
    assert found.refused == 3
    sheet = load_workbook(found.book)["核对"]
    at, refused = rows(sheet), 11
    assert "没有叫“没有这个指标”的指标" in str(sheet.cell(at["31个"], refused).value)
    assert "单位是亿元" in str(sheet.cell(at["90件"], refused).value)
    assert sheet.cell(at["293宗"], 9).value == "不是数据"


def test_an_indicator_given_to_two_numbers_is_told(tmp_path: Path) -> None:
    settings = site(tmp_path)
    first = taken(settings, report(tmp_path, lines=["洪梅镇2023年报告", "行政诉讼3宗。来访5宗。"]))
    found = taken(settings, mended(first, tmp_path, {"5宗": "行政诉讼宗数"}))
    assert found.refused == 1
    assert values(settings) == {"admin_litigation_cases": "3宗"}


def test_what_a_person_said_stands_when_workbook_or_report_come_again(
    checked: tuple[Settings, Path, Imported], tmp_path: Path
) -> None:
    settings, file, _ = checked
    before = kept(settings)
    assert not taken(settings, tmp_path / "改好的核对表.xlsx").changed
    assert not taken(settings, file).changed
    assert kept(settings) == before


def test_a_binding_that_was_deleted_is_gone(tmp_path: Path) -> None:
    settings = site(tmp_path)
    first = taken(settings, report(tmp_path))
    taken(settings, mended(first, tmp_path, {"249宗": None}))
    assert "disputes_mediated" not in values(settings)


def test_another_file_for_the_same_year_needs_a_word(tmp_path: Path) -> None:
    settings = site(tmp_path)
    taken(settings, report(tmp_path))
    other = report(tmp_path, "另一份.txt", ["洪梅镇2023年报告", "行政诉讼4宗。"])
    with pytest.raises(OtherReportError, match="--replace"):
        taken(settings, other)
    taken(settings, other, replace=True)
    assert values(settings) == {"admin_litigation_cases": "4宗"}


def test_a_workbook_of_a_report_that_was_replaced_is_refused(tmp_path: Path) -> None:
    settings = site(tmp_path)
    old = mended(taken(settings, report(tmp_path)), tmp_path, {})
    taken(settings, report(tmp_path, "另.txt", ["洪梅镇2023年报告", "行政诉讼4宗。"]), replace=True)
    with pytest.raises(UnreadableError, match="最近一次"):
        taken(settings, old)


def test_where_the_report_is_no_longer_kept_it_is_to_be_imported_again(tmp_path: Path) -> None:
    settings = site(tmp_path)
    file = report(tmp_path, lines=["洪梅镇2023年报告", "行政诉讼3宗。"])
    path = mended(taken(settings, file), tmp_path, {"3宗": None})
    shutil.rmtree(settings.archive)
    with pytest.raises(UnreadableError, match="重新导入"):
        taken(settings, path)
    taken(settings, file)
    taken(settings, path)
    assert "values" not in kept(settings)


def test_what_is_no_report_and_no_workbook_of_ours_is_said(tmp_path: Path) -> None:
    settings = site(tmp_path)
    with pytest.raises(UnclearYearError):
        taken(settings, report(tmp_path, "说明.txt", ["行政诉讼4宗。"]))
    shutil.copyfile(next(new_town(tmp_path / "town").landing.rglob("*.xlsx")), tmp_path / "别的表.xlsx")
    with pytest.raises(UnreadableError, match="核对表"):
        taken(settings, tmp_path / "别的表.xlsx")
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(UnreadableError):
        taken(settings, tmp_path / "坏的.docx")


def test_a_file_with_a_mark_of_secrecy_is_not_kept(tmp_path: Path) -> None:
    settings = site(tmp_path)
    with pytest.raises(UnreadableError, match="密级"):
        taken(settings, report(tmp_path, lines=["秘密★1年", "洪梅镇2023年报告", "行政诉讼3宗。"]))
    assert not settings.archive.exists()


def test_the_command_says_what_came_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FAZHI_SITE", str(tmp_path / "site"))
    assert run_command(["import-last-year", str(report(tmp_path))]) == 0
    assert "没有对上" in capsys.readouterr().out
    assert run_command(["import-last-year", str(report(tmp_path, "说明.txt", ["行政诉讼4宗。"]))]) == 2
    assert "--year" in capsys.readouterr().err


@pytest.fixture(scope="module")
def first_year(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A town that has nothing of 2022 but its report; only one department has sent 2023. The 核对表 is in the
    inbox, so that its row holds in the same run.
    """
    folder = tmp_path_factory.mktemp("first")
    town = new_town(folder)
    settings = town.settings
    for other in [*settings.landing.glob("*镇/2022"), *town.landing.iterdir()]:
        if other.name != "司法分局":
            shutil.rmtree(other)
    said = [
        "洪梅镇2022年法治政府建设年度报告",
        "成功调解矛盾纠纷200宗。审查规范性文件14件次。普法园地挂出图片45次。",
    ]
    first = taken(settings, report(folder, "2022年报告.txt", said))
    inbox = settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir(exist_ok=True)
    for lying in inbox.iterdir():
        lying.unlink()
    shutil.move(mended(first, folder, {"45次": "重大疑难问题讨论会次数"}), inbox)
    collect(settings, "hongmei", (2023,))
    judge(settings, "hongmei", 2023)
    curate(settings, "hongmei", 2023)
    return settings


@pytest.fixture(scope="module")
def curated(first_year: Settings) -> tuple[Value, ...]:
    with open_registry(first_year.registry_url) as registry:
        build = registry.current_build(RegionYear("hongmei", 2023))
    assert build is not None
    return read_values(first_year, build)


def chosen(values: tuple[Value, ...], key: str) -> Value:
    return next(one for one in values if one.key == key and one.chosen)


def test_where_nothing_better_is_there_growth_rests_on_the_report(curated: tuple[Value, ...]) -> None:
    base = chosen(curated, "2022/disputes_mediated")
    assert (base.source, base.value) == (SourceKind.LAST_REPORT, 200)
    assert "成功调解矛盾纠纷200宗" in base.settlement
    assert "没有确认" in base.settlement
    assert chosen(curated, "2023/disputes_mediated_yoy").value == pytest.approx(24.5)


def test_a_departments_own_last_year_outranks_the_report_and_the_difference_is_told(
    first_year: Settings, curated: tuple[Value, ...]
) -> None:
    base = chosen(curated, "2022/normative_doc_review_count")
    assert (base.source, base.value) == (SourceKind.PRIOR_STATED, 15)
    told = [one for one in status(first_year, "hongmei", 2023).findings if one.rule == "integrity.published"]
    assert len(told) == 1
    assert "2022年报告.txt" in told[0].observed


def test_a_workbook_in_the_inbox_is_taken_in_the_same_run(curated: tuple[Value, ...]) -> None:
    assert chosen(curated, "2022/legal_difficulty_meetings").value == 45
