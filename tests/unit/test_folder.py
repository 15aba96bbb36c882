"""The folder as it is: inbox, files being copied, links, faults of ours. The whole town, without Prefect."""

import os
import shutil
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from PIL import Image

from tasks.forms.codes import picture_of
from tasks.intake import Reader
from tasks.model import Place, Reading, RegionYear
from tasks.pipeline.answers import write_answers
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.curate import curate
from tasks.pipeline.ingest import Collected, collect, judge
from tasks.pipeline.render import NothingToRender, render
from tasks.pipeline.status import StatusRow, status
from tasks.pipeline.withdraw import withdraw
from tasks.settings import Settings
from tasks.store.registry import open_registry
from tests.town import Town, new_town, result_of, value_cell

YEARS = (2022, 2023)
KEY = RegionYear("hongmei", 2023)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The shipped submissions, to copy from."""
    return new_town(tmp_path_factory.mktemp("shipped"))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town without any submission."""
    made = new_town(tmp_path, landing=False)
    made.landing.mkdir(parents=True)
    return made


def inbox(town: Town) -> Path:
    folder = town.settings.landing / "洪梅镇" / "收件箱"
    folder.mkdir(exist_ok=True)
    return folder


def take(town: Town) -> Collected:
    return collect(town.settings, "hongmei", YEARS)


def accepted(town: Town) -> int:
    judge(town.settings, "hongmei", 2023)
    return status(town.settings, "hongmei", 2023).accepted


def the_list(town: Town) -> Path:
    return town.settings.returns / "洪梅镇" / "收件箱待认领.xlsx"


def unclear(town: Town, shipped: Town, name: str = "来件.xlsx") -> Path:
    """A file in the inbox that does not say whose it is."""
    book = load_workbook(shipped.form("信访办"))
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"表{number}"
        sheet["A1"] = "统计表"
        for cell in [c for row in sheet.iter_rows(min_row=2, max_row=2) for c in row]:
            if isinstance(cell, Cell):
                cell.value = None
    path = inbox(town) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def answer(town: Town, department: str, year: object, name: str = "认领.xlsx") -> Path:
    """Fill in the list and save it into the inbox."""
    book = load_workbook(the_list(town))
    sheet = book.worksheets[0]
    sheet["E4"], sheet["F4"] = department, year
    book.save(inbox(town) / name)
    return inbox(town) / name


def test_what_is_clear_in_the_inbox_arrives_at_its_place(town: Town, shipped: Town) -> None:
    (inbox(town) / "微信").mkdir()
    shutil.copy(shipped.form("信访办"), inbox(town) / "微信" / "附件.xlsx")
    assert take(town).arrivals == 1
    assert accepted(town) > 0
    (row,) = (r for r in status(town.settings, "hongmei", 2023).rows if r.department == "信访办")
    assert result_of(row) == "通过"
    assert not the_list(town).exists()
    again = take(town)
    assert (again.files, again.arrivals, again.unclaimed) == (1, 0, 0)


def test_a_run_places_only_its_own_years(town: Town, shipped: Town) -> None:
    shutil.copy(shipped.form("信访办"), inbox(town) / "附件.xlsx")
    assert collect(town.settings, "hongmei", [2022]) == Collected(1, 0, 0)
    assert take(town).arrivals == 1


def test_what_is_unclear_is_asked_once_and_answered_by_the_list(town: Town, shipped: Town) -> None:
    unclear(town, shipped)
    assert (take(town).arrivals, take(town).unclaimed) == (0, 1)
    first = the_list(town).read_bytes()
    take(town)
    assert the_list(town).read_bytes() == first
    assert status(town.settings, "hongmei", 2023).unclaimed == 1
    sheet = load_workbook(BytesIO(first)).worksheets[0]
    assert [sheet.cell(4, column).value for column in (1, 2, 4, 5, 6)] == [
        1,
        "来件.xlsx",
        "没有写明填报单位；没有写明年度",
        None,
        None,
    ]
    assert len(sheet.data_validations.dataValidation) == 2
    answer(town, "信访办", 2023)
    done = take(town)
    assert (done.arrivals, done.unclaimed) == (1, 0)
    assert not the_list(town).exists()
    assert accepted(town) > 0
    assert status(town.settings, "hongmei", 2023).unclaimed == 0
    assert take(town).arrivals == 0


def test_half_an_answer_or_an_unknown_one_leaves_the_file_open(town: Town, shipped: Town) -> None:
    unclear(town, shipped)
    take(town)
    asked = str(load_workbook(the_list(town)).worksheets[0]["D4"].value)
    answer(town, "", None, "空的.xlsx")
    assert take(town).unclaimed == 1
    assert load_workbook(the_list(town)).worksheets[0]["D4"].value == asked
    answer(town, "财政所", 2023)
    assert (take(town).arrivals, take(town).unclaimed) == (0, 1)
    assert "“财政所”不在目录内" in str(load_workbook(the_list(town)).worksheets[0]["D4"].value)
    answer(town, "信访办", None, "再来.xlsx")
    assert take(town).unclaimed == 1
    assert "“空白”不是年份" in str(load_workbook(the_list(town)).worksheets[0]["D4"].value)


def test_moving_the_file_to_its_folder_is_an_answer(town: Town, shipped: Town) -> None:
    path = unclear(town, shipped)
    take(town)
    (town.landing / "信访办").mkdir()
    shutil.copy(path, town.landing / "信访办" / "表.xlsx")
    done = take(town)
    assert (done.arrivals, done.unclaimed) == (1, 0)
    assert not the_list(town).exists()
    assert status(town.settings, "hongmei", 2023).unclaimed == 0
    path.unlink()
    assert take(town).unclaimed == 0


def test_a_list_that_is_open_elsewhere_stops_nothing(
    town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    unclear(town, shipped)
    monkeypatch.setattr("tasks.store.files.write_atomic", busy)
    assert take(town).unclaimed == 1


def test_a_file_that_grows_is_waited_for(town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shipped.form("信访办").read_bytes()
    path = town.landing / "信访办" / "表.xlsx"
    path.parent.mkdir()
    path.write_bytes(whole[:100])
    monkeypatch.setattr(time, "sleep", lambda _: path.write_bytes(whole))
    first = take(town)
    monkeypatch.undo()
    assert (first.arrivals, first.waiting) == (0, 1)
    assert (take(town).arrivals, accepted(town) > 0) == (1, True)


def test_links_are_said_and_not_followed(town: Town, shipped: Town) -> None:
    (town.landing / "信访办").mkdir()
    (town.landing / "信访办" / "表.xlsx").symlink_to(shipped.form("信访办"))
    (town.landing / "人大办").symlink_to(shipped.landing / "人大办")
    found = take(town)
    assert (found.files, found.links) == (0, ("洪梅镇/2023/人大办", "洪梅镇/2023/信访办/表.xlsx"))


ODD_NAMES = ("-rf.xlsx", "表\n二.xlsx", "😀数据.xlsx", " 空格 .xlsx", "'=1+1.xlsx", "表" * 83 + ".xlsx")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_only_names(town: Town, shipped: Town, name: str) -> None:
    assert len(os.fsencode(name)) <= 255
    path = town.landing / "信访办" / "新建文件夹" / name
    path.parent.mkdir(parents=True)
    shutil.copy(shipped.form("信访办"), path)
    assert take(town).arrivals == 1
    assert accepted(town) > 0
    assert take(town).arrivals == 0


def test_a_name_that_is_no_utf_8_arrives(town: Town, shipped: Town) -> None:
    folder = town.landing / "信访办"
    folder.mkdir()
    shutil.copy(shipped.form("信访办"), os.fsencode(folder) + b"/" + "数据.xlsx".encode("gbk"))
    assert take(town).arrivals == 1
    assert accepted(town) > 0


def test_locks_and_leftovers_are_no_submissions(town: Town) -> None:
    folder = town.landing / "信访办"
    folder.mkdir()
    for name in ("~$表.xlsx", ".~表.xlsx", ".~lock.表.xlsx#", "Thumbs.db", "~WRL0001.tmp", "表.xlsx.part"):
        (folder / name).write_bytes(b"x")
    assert take(town) == Collected(0, 0, 0)


def test_a_fault_of_ours_is_one_files_finding(
    town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("信访办", "人大办", "党建工作办"):
        shutil.copytree(shipped.landing / name, town.landing / name)
    read = Reader.read

    def faulty(self: Reader, path: Path, name: str, place: Place) -> Reading:
        if place.department == "petition":
            raise ZeroDivisionError("a library's bug")
        return read(self, path, name, place)

    monkeypatch.setattr(Reader, "read", faulty)
    assert take(town).arrivals == 3
    judge(town.settings, "hongmei", 2023)
    now = status(town.settings, "hongmei", 2023)
    assert [(f.rule, f.department) for f in now.findings] == [("file.fault", "信访办")]
    assert "a library's bug" not in now.findings[0].observed + now.findings[0].mend
    assert [result_of(row) for row in now.rows if row.department in ("人大办", "党建工作办")] == ["通过"] * 2
    assert "ZeroDivisionError" in (town.settings.data / "logs" / "faults.log").read_text("utf-8")


@pytest.mark.parametrize("where", ["tasks.validation.judge", "tasks.pipeline.staging.stage"])
def test_a_fault_while_judging_is_one_files_finding(
    town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    import tasks.pipeline.staging
    import tasks.validation

    judged, staged = tasks.validation.judge, tasks.pipeline.staging.stage

    def judging(submissions: list[tasks.validation.Submission], *rest: object) -> object:
        if any(s.place.department == "petition" and s.reading.indicators for s in submissions):
            raise RuntimeError("odd")
        return judged(submissions, *rest)  # type: ignore[arg-type]

    def staging(settings: Settings, catalogue: object, place: Place, *rest: object) -> object:
        if place.department == "petition":
            raise ValueError("odd")
        return staged(settings, catalogue, place, *rest)  # type: ignore[arg-type]

    for name in ("信访办", "人大办", "党建工作办"):
        shutil.copytree(shipped.landing / name, town.landing / name)
    monkeypatch.setattr(where, judging if where.endswith("judge") else staging)
    take(town)
    judge(town.settings, "hongmei", 2023)
    now = status(town.settings, "hongmei", 2023)
    assert [(f.rule, f.department) for f in now.findings] == [("file.fault", "信访办")]
    assert [result_of(row) for row in now.rows if row.department in ("人大办", "党建工作办")] == ["通过"] * 2


def test_bytes_that_are_lost_hold_up_nobody_else(town: Town, shipped: Town) -> None:
    for name in ("信访办", "人大办"):
        shutil.copytree(shipped.landing / name, town.landing / name)
    take(town)
    path = next((town.landing / "信访办").iterdir())
    kept = path.read_bytes()
    blobs = [b for b in town.settings.archive.rglob("*") if b.is_file() and b.read_bytes() == kept]
    blobs[0].unlink()
    path.unlink()
    judged = judge(town.settings, "hongmei", 2023)
    assert ([line.department_name for line in judged.submissions], judged.lost) == (["人大办"], 1)
    assert status(town.settings, "hongmei", 2023).unjudged == 1
    path.write_bytes(kept)
    assert [line.department_name for line in judge(town.settings, "hongmei", 2023).submissions] == ["信访办"]


def zipped(town: Town, path: str, *members: tuple[str, bytes]) -> Path:
    """A zip dropped below the year's folder."""
    target = town.landing / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for name, data in members:
            archive.writestr(ZipInfo(name), data)
    return target


def test_a_zip_arrives_with_its_files(town: Town, shipped: Town) -> None:
    form = shipped.form("信访办").read_bytes()
    zipped(
        town, "信访办/报送.zip", ("表/附件2.xlsx", form), ("坏.xlsx", b"PK\x03\x04"), ("~$附件2.xlsx", b"x")
    )
    assert take(town).arrivals == 3
    with open_registry(town.settings.registry_url) as registry:
        parent, *members = registry.arrivals(KEY)
    assert [(m.path, m.file, m.parent) for m in members] == [
        ("洪梅镇/2023/信访办/报送.zip/表/附件2.xlsx", "附件2.xlsx", parent.id),
        ("洪梅镇/2023/信访办/报送.zip/坏.xlsx", "坏.xlsx", parent.id),
    ]
    assert accepted(town) > 0
    assert [f.rule for f in status(town.settings, "hongmei", 2023).findings] == ["file.corrupt"]
    assert take(town).arrivals == 0
    assert not list((town.settings.data / "unpacking").iterdir())


def test_a_zip_sent_again_brings_only_what_changed(town: Town, shipped: Town) -> None:
    form, other = (shipped.form(name).read_bytes() for name in ("信访办", "人大办"))
    zipped(town, "信访办/报送.zip", ("a.xlsx", form))
    take(town)
    zipped(town, "信访办/报送.zip", ("a.xlsx", form), ("b.xlsx", other))
    assert take(town).arrivals == 2
    accepted(town)
    assert "file.other_department" in [f.rule for f in status(town.settings, "hongmei", 2023).findings]


def test_a_bad_zip_holds_up_nobody(town: Town, shipped: Town) -> None:
    inner = zipped(town, "人大办/里.zip", ("a.xlsx", b"x")).read_bytes()
    zipped(town, "人大办/报送.zip", ("里.zip", inner), ("../../逃.xlsx", b"x"))
    (town.landing / "人大办" / "半.zip").write_bytes(inner[:-30])
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    take(town)
    assert accepted(town) > 0
    found = status(town.settings, "hongmei", 2023).findings
    assert {f.department for f in found} == {"人大办"}
    assert not list(town.settings.data.rglob("逃.xlsx"))


def test_a_zip_that_cannot_be_looked_into_is_one_files_finding(
    town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError

    zipped(town, "信访办/报送.zip", ("a.xlsx", shipped.form("信访办").read_bytes()))
    monkeypatch.setattr(Reader, "unpack", faulty)
    monkeypatch.setattr(Reader, "cells", faulty)
    assert take(town).arrivals == 1
    accepted(town)
    assert [f.rule for f in status(town.settings, "hongmei", 2023).findings] == ["file.fault"]


def test_a_zips_file_that_the_archive_lost_is_unpacked_again(town: Town, shipped: Town) -> None:
    zipped(town, "信访办/报送.zip", ("a.xlsx", shipped.form("信访办").read_bytes()))
    take(town)
    shutil.rmtree(town.settings.archive)
    judged = judge(town.settings, "hongmei", 2023)
    assert (len(judged.submissions), judged.lost) == (2, 0)


def test_a_zip_in_the_inbox_is_known_by_the_names_in_it(town: Town, shipped: Town) -> None:
    inbox(town)
    zipped(town, "../收件箱/附件.zip", ("信访办2023.xlsx", shipped.form("信访办").read_bytes()))
    assert take(town).arrivals == 2
    assert accepted(town) > 0


def petition(town: Town) -> StatusRow:
    return next(row for row in status(town.settings, "hongmei", 2023).rows if row.department == "信访办")


def test_what_is_withdrawn_counts_no_more_and_closes_its_findings(town: Town, shipped: Town) -> None:
    for name in ("信访办", "人大办"):
        shutil.copytree(shipped.landing / name, town.landing / name)
    (town.landing / "信访办" / "坏.xlsx").write_bytes(b"PK\x03\x04")
    take(town)
    accepted(town)
    before = curate(town.settings, "hongmei", 2023)
    assert (result_of(petition(town)), petition(town).critical) == ("通过", 1)
    nothing = withdraw(town.settings, KEY, "petition", file="没有.xlsx", reason="重复")
    assert nothing.files == ()
    done = withdraw(town.settings, KEY, "petition", reason="数据有误", by="张三")
    assert len(done.files) == 2
    assert (result_of(petition(town)), petition(town).critical) == ("—", 0)
    assert [(w.department, w.reason, w.by) for w in status(town.settings, "hongmei", 2023).withdrawn] == [
        ("信访办", "数据有误", "张三"),
        ("信访办", "数据有误", "张三"),
    ]
    assert take(town).arrivals == 0, "the same file still lies there"
    after = curate(town.settings, "hongmei", 2023)
    assert after.changed
    assert after.values < before.values
    assert withdraw(town.settings, KEY, "petition", reason="再撤").files == ()
    shutil.copy(shipped.form("信访办"), town.landing / "信访办" / "重报.xlsx")
    assert take(town).arrivals == 1
    accepted(town)
    assert result_of(petition(town)) == "通过"
    assert curate(town.settings, "hongmei", 2023).values == before.values


def test_a_zip_is_withdrawn_with_its_files_and_copies_are_named(town: Town, shipped: Town) -> None:
    form = shipped.form("信访办").read_bytes()
    zipped(town, "信访办/报送.zip", ("a.xlsx", form))
    (town.landing / "信访办" / "同样.xlsx").write_bytes(form)
    take(town)
    accepted(town)
    done = withdraw(town.settings, KEY, "petition", file="报送.zip", reason="误报")
    assert done.files == ("洪梅镇/2023/信访办/报送.zip", "洪梅镇/2023/信访办/报送.zip/a.xlsx")
    assert done.copies == ("洪梅镇/2023/信访办/同样.xlsx",)
    assert result_of(petition(town)) == "通过"


def test_where_all_is_withdrawn_there_is_nothing_to_render(town: Town, shipped: Town) -> None:
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    take(town)
    accepted(town)
    assert curate(town.settings, "hongmei", 2023).values > 0
    withdraw(town.settings, KEY, "petition", reason="误报")
    assert curate(town.settings, "hongmei", 2023).values == 0
    assert isinstance(render(town.settings, "hongmei", 2023), NothingToRender)


def code_for(town: Town, department: str) -> str:
    with open_registry(town.settings.registry_url) as registry:
        return Codes(town.settings, registry, town.catalogue, KEY).at(department)


def spoil(town: Town, value: object) -> None:
    town.edit("信访办", lambda sheet: sheet.__setitem__(value_cell(sheet, "信访按期答复率"), value))


def test_a_scan_confirms_until_the_data_change(town: Town, shipped: Town) -> None:
    for name in ("信访办", "人大办"):
        shutil.copytree(shipped.landing / name, town.landing / name)
    take(town)
    accepted(town)
    assert {row.department: row.confirmed for row in status(town.settings, "hongmei", 2023).rows} == {
        unit.short: "未确认" if unit.short in ("信访办", "人大办") else "—"
        for unit in town.catalogue.departments.values()
    }
    first = code_for(town, "petition")
    (town.landing / "信访办" / "扫描.png").write_bytes(picture_of(first))
    take(town)
    accepted(town)
    now = status(town.settings, "hongmei", 2023)
    assert (petition(town).confirmed, now.findings) == ("已确认", ())
    spoil(town, "99%")
    take(town)
    accepted(town)
    assert petition(town).confirmed == "确认后有改动"
    spoil(town, "100%")
    take(town)
    accepted(town)
    assert (petition(town).confirmed, code_for(town, "petition")) == ("已确认", first)


def test_a_code_counts_as_of_any_time_before_the_scan(town: Town, shipped: Town) -> None:
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    take(town)
    accepted(town)
    first = code_for(town, "petition")
    spoil(town, "99%")
    (inbox(town) / "0115 扫描件.png").write_bytes(picture_of(first))
    assert take(town).arrivals == 2
    accepted(town)
    assert petition(town).confirmed == "确认后有改动"
    assert not [f for f in status(town.settings, "hongmei", 2023).findings if f.rule.startswith("scan")]


def test_a_scan_in_the_wrong_folder_or_with_its_code_in_the_name(town: Town, shipped: Town) -> None:
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    (town.landing / "人大办").mkdir()
    take(town)
    accepted(town)
    blank = BytesIO()
    Image.new("L", (50, 50), 255).save(blank, "PNG")
    named = town.landing / "人大办" / f"{code_for(town, 'petition').lower()} 扫描.png"
    named.write_bytes(blank.getvalue())
    take(town)
    accepted(town)
    assert petition(town).confirmed == "已确认"


def test_a_code_that_is_nobodys_is_a_finding(town: Town, shipped: Town) -> None:
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    (town.landing / "信访办" / "扫描.png").write_bytes(picture_of("QR-2345-6789"))
    take(town)
    accepted(town)
    (found,) = status(town.settings, "hongmei", 2023).findings
    assert (found.rule, "QR-2345-6789" in found.observed) == ("scan.unknown_code", True)
    assert petition(town).confirmed == "未确认"


def test_the_same_file_twice_has_one_answer_that_names_both(town: Town, shipped: Town) -> None:
    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    spoil(town, "120%")
    (town.landing / "信访办" / "子夹").mkdir()
    shutil.copy(town.form("信访办"), town.landing / "信访办" / "子夹" / "表(1).xlsx")
    zipped(town, "信访办/报送.zip", ("b.xlsx", town.form("信访办").read_bytes()))
    assert take(town).arrivals == 4
    accepted(town)
    found = status(town.settings, "hongmei", 2023).findings
    assert [f.rule for f in found] == ["value.above_maximum"]
    write_answers(town.settings, "hongmei", YEARS)
    folder = town.settings.returns / "洪梅镇" / "2023" / "信访办"
    slips = list(folder.glob("*.xlsx"))
    names = {"附件2：洪梅镇2023年度法治政府建设数据统计表（信访办）.xlsx", "表(1).xlsx", "b.xlsx"}
    told = [
        str(cell)
        for slip in slips
        for sheet in load_workbook(slip).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert any(all(name in text for name in names) for text in told)
    questions = [slip for slip in slips if "问题清单" in load_workbook(slip).sheetnames]
    assert len(questions) == 1


def test_a_fault_while_sorting_the_inbox_is_asked_and_holds_up_nobody(
    town: Town, shipped: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError

    shutil.copytree(shipped.landing / "信访办", town.landing / "信访办")
    shutil.copy(shipped.form("人大办"), inbox(town) / "a.xlsx")
    monkeypatch.setattr("tasks.pipeline.inbox.whose", faulty)
    done = take(town)
    assert (done.arrivals, done.unclaimed) == (1, 1)


def test_files_that_lie_outside_every_folder_are_named(town: Town) -> None:
    for path in ("x.xlsx", "洪梅镇/x.xlsx", "洪梅镇/2023/x.xlsx", "洪梅镇/旧的/信访办/x.xlsx"):
        (town.settings.landing / path).parent.mkdir(parents=True, exist_ok=True)
        (town.settings.landing / path).write_bytes(b"x")
    assert [(folder.folder, folder.hint) for folder in take(town).unplaced] == [
        ("报送文件夹的最外层", "没有这个镇街"),
        ("洪梅镇", "应放在以年份命名的文件夹里，例如 2023"),
        ("洪梅镇/2023", "应放在以单位命名的文件夹里"),
        ("洪梅镇/旧的/信访办", "应放在以年份命名的文件夹里，例如 2023"),
    ]
