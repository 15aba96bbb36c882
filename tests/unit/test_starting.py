"""`fazhi start`: a new town from one workbook; every check at its cell, nothing written while one fails."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.cli import run_command
from tasks.catalogue import CatalogueError, load
from tasks.model import RegionYear
from tasks.pipeline import editions
from tasks.pipeline.curate import curate
from tasks.pipeline.curated_tables import read_values
from tasks.pipeline.editions import Checked, check_edition, start_edition
from tasks.pipeline.form import write_forms
from tasks.pipeline.ingest import collect, judge
from tasks.pipeline.starting import NotStartedError, Started, start_town, write_blank
from tasks.pipeline.status import status
from tasks.report import compose, load_edition
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.store.registry import open_registry
from tests import forms
from tests.edition import lines
from tests.starting import DEPARTMENTS, INDICATORS, REGION, book, filled, plan
from tests.town import new_town


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A site without anything of its own."""
    return new_town(tmp_path / "data", landing=False).settings


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path, Started]:
    """A site whose town was started from a workbook; not to be changed."""
    folder = tmp_path_factory.mktemp("started")
    made = new_town(folder / "data", landing=False).settings
    path = filled(folder)
    return made, path, start_town(made, path, folder)


def site_files(settings: Settings) -> dict[str, bytes]:
    found = sorted(path for path in settings.site.rglob("*") if path.is_file())
    return {path.relative_to(settings.site).as_posix(): path.read_bytes() for path in found}


def town_code(settings: Settings) -> str:
    code = load(settings).resolve_region("云溪镇")
    assert code is not None
    return code


def test_the_blank_workbook_is_the_same_every_time_and_its_examples_are_not_read(
    settings: Settings, tmp_path: Path
) -> None:
    first = write_blank(settings, tmp_path)
    assert write_blank(settings, tmp_path) == first
    started = start_town(settings, first, tmp_path)
    assert {one.text for one in started.wrong} == {
        "“镇街”表里一行也没有填",
        "“填报单位”表里一行也没有填",
        "“指标”表里一行也没有填",
    }


def test_a_filled_one_is_a_town_with_its_departments_and_indicators(
    there: tuple[Settings, Path, Started],
) -> None:
    settings, _, started = there
    assert (started.departments, started.known, started.new) == (3, 4, 2)
    town = load(settings, town_code(settings))
    justice, enforcement = (town.resolve_department(name) or "" for name in ("镇司法所", "执法队"))
    assert {one.code for one in town.asked(justice)} == {
        "admin_reconsideration_cases",
        "admin_litigation_cases",
        "court_appearances_due",
        "court_appearances_made",
    }
    assert "admin_head_court_appearance_rate" in town.indicators, "computed from what is asked"
    (own,) = town.asked(enforcement)
    assert (own.name, own.label, own.unit) == ("“双随机”检查次数", "双随机检查次数", "次")
    assert town.growth_of(own.code) is not None
    rate = town.named("事项网办率")
    assert rate is not None
    assert (rate.kind, rate.places, rate.maximum) == ("rate", 1, 100)


def test_other_towns_know_nothing_of_it(there: tuple[Settings, Path, Started]) -> None:
    ours = load_settings({})
    for code in ("hongmei", "qinghe"):
        assert list(load(there[0], code).indicators) == list(load(ours, code).indicators)


def test_the_same_workbook_again_changes_nothing(
    there: tuple[Settings, Path, Started], tmp_path: Path
) -> None:
    settings, path, _ = there
    before = site_files(settings)
    assert start_town(settings, path, tmp_path).written == ()
    assert site_files(settings) == before


def test_a_town_that_is_there_is_never_written_over(
    there: tuple[Settings, Path, Started], tmp_path: Path
) -> None:
    settings, _, _ = there
    before = site_files(settings)
    again = start_town(settings, filled(tmp_path, book(departments=DEPARTMENTS[:2])), tmp_path)
    assert any("已经在系统里了" in one.text for one in again.wrong)
    assert site_files(settings) == before


def test_a_kill_between_two_files_is_finished_by_the_next_run(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.pipeline import starting

    path, write, written = filled(tmp_path), starting.write_atomic, []

    def killed(target: Path, data: bytes) -> None:
        if target.is_relative_to(settings.site):
            if len(written) == 2:
                raise KeyboardInterrupt
            written.append(target)
        write(target, data)

    monkeypatch.setattr(starting, "write_atomic", killed)
    with pytest.raises(KeyboardInterrupt):
        start_town(settings, path, tmp_path)
    assert load(settings).resolve_region("云溪镇") is None
    load(settings, "hongmei")
    monkeypatch.setattr(starting, "write_atomic", write)
    assert start_town(settings, path, tmp_path).region == "云溪镇"


def indicator(**over: object) -> list[Mapping[str, object]]:
    """The rows of indicators, those of the fifth changed."""
    return [*INDICATORS[:4], {**INDICATORS[4], **over}, INDICATORS[5]]


WRONG: dict[str, tuple[dict[str, object], str, str, str]] = {
    "region without full name": ({"region": ("云溪镇", "", "")}, "镇街", "C5", "请填写"),
    "region that there is": ({"region": ("洪梅镇", "东莞市洪梅镇", "")}, "镇街", "B5", "已经在系统里了"),
    "region no folder can have": ({"region": ("云/溪镇", "临岚市", "")}, "镇街", "B5", "文件夹名"),
    "two regions": ({"changes": {("镇街", "B6"): "另一镇"}}, "镇街", "B6", "只能填一个镇街"),
    "no departments": ({"departments": ()}, "填报单位", "A3", "一行也没有填"),
    "department without short name": (
        {"changes": {("填报单位", "C6"): None}},
        "填报单位",
        "C6",
        "请填写",
    ),
    "two departments of one name": (
        {"departments": (*DEPARTMENTS, ("另一个所", "司法所", ""))},
        "填报单位",
        "C8",
        "已经用过",
    ),
    "reserved folder": (
        {"departments": (*DEPARTMENTS, ("收件的", "收件箱", ""))},
        "填报单位",
        "C8",
        "系统用的文件夹名",
    ),
    "code that is none": ({"changes": {("填报单位", "E5"): "司法"}}, "填报单位", "E5", "小写字母"),
    "code that there is": ({"changes": {("填报单位", "E5"): "justice"}}, "填报单位", "E5", "已经有了"),
    "no indicators": ({"indicators": ()}, "指标", "A3", "一行也没有填"),
    "indicator without department": ({"indicators": indicator(填报单位="")}, "指标", "D9", "请填写"),
    "department that there is not": ({"indicators": indicator(填报单位="公安")}, "指标", "D9", "没有“公安”"),
    "new indicator without unit": ({"indicators": indicator(计量单位="")}, "指标", "C9", "请填写"),
    "new indicator without scope": ({"indicators": indicator(口径="")}, "指标", "J9", "请填写"),
    "unit that is none": ({"indicators": indicator(计量单位="约10次")}, "指标", "C9", "不像计量单位"),
    "another unit": (
        {"changes": {("指标", "C5"): "件"}},
        "指标",
        "C5",
        "单位是宗",
    ),
    "another scope": ({"changes": {("指标", "J5"): "另一种口径"}}, "指标", "J5", "另起一个名称"),
    "computed": (
        {"indicators": [*INDICATORS, {"指标名称": "行政机关负责人出庭率", "填报单位": "司法所"}]},
        "指标",
        "B11",
        "由系统计算",
    ),
    "kind that is none": ({"indicators": indicator(类型="百分比")}, "指标", "E9", "请填“数量”或“比率”"),
    "rate in another unit": ({"indicators": indicator(类型="比率")}, "指标", "C9", "单位应为 %"),
    "places that are none": ({"indicators": indicator(小数位数="两位")}, "指标", "F9", "0 到 6"),
    "neither yes nor no": ({"indicators": indicator(必填="要")}, "指标", "H9", "请填“是”或“否”"),
    "the same indicator twice": (
        {"indicators": [*INDICATORS, INDICATORS[0]]},
        "指标",
        "B11",
        "已经用过",
    ),
    "alias of two": ({"indicators": indicator(其他叫法="事项网办率")}, "指标", "B10", "已经用过"),
    "no identifier": ({"indicators": indicator(指标名称="110出警次数")}, "指标", "B9", "底稿用名"),
    "too long": ({"indicators": indicator(指标名称="长" * 61)}, "指标", "B9", "太长了"),
    "a telephone number": ({"indicators": indicator(口径="联系 13812345678")}, "指标", "J9", "电话"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_cell(case: str) -> None:
    given, sheet, cell, text = WRONG[case]
    found = plan(book(**given))  # type: ignore[arg-type]
    assert isinstance(found, list)
    assert any(text in one.text for one in found if (one.sheet, one.cell) == (sheet, cell)), found


def test_an_edition_name_that_another_indicator_has_is_told(settings: Settings) -> None:
    taken = next(one.label for one in load(settings).indicators.values() if one.label != one.name)
    found = plan(book(indicators=indicator(底稿用名=taken)))
    assert isinstance(found, list)
    assert [(one.sheet, one.cell) for one in found] == [("指标", "L9")]


def test_everything_is_told_at_once_in_a_copy_and_nothing_is_written(
    settings: Settings, tmp_path: Path
) -> None:
    rows = indicator(计量单位="", 填报单位="公安", 口径="秘密★1年")
    made = book(region=("云溪镇", "", ""), indicators=rows)
    started = start_town(settings, filled(tmp_path, made), tmp_path)
    places = {("镇街", "C5"), ("指标", "C9"), ("指标", "D9"), ("指标", "J9")}
    assert {(one.sheet, one.cell) for one in started.wrong} == places
    assert site_files(settings) == {}
    assert started.copy is not None
    copy = load_workbook(started.copy)
    for one in started.wrong:
        comment = copy[one.sheet][one.cell].comment
        assert comment is not None
        assert one.text in comment.text


def test_another_workbook_or_no_workbook_is_refused(settings: Settings, tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = load_workbook(path)
    book["指标"]["B3"].value = "名字"
    book.save(path)
    with pytest.raises(NotStartedError, match="指标"):
        start_town(settings, path, tmp_path)
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(NotStartedError, match="建档表"):
        start_town(settings, path, tmp_path)


def test_a_list_of_towns_that_is_written_oddly_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    path = filled(tmp_path)
    odd = settings.site / "expectations" / "regions.yaml"
    odd.parent.mkdir(parents=True)
    odd.write_text("regions: [{code: one, name: 甲镇, full_name: 某市甲镇}]\n", encoding="utf-8")
    with pytest.raises((NotStartedError, CatalogueError)):
        start_town(settings, path, tmp_path)
    assert list(site_files(settings)) == ["expectations/regions.yaml"]


def test_from_start_to_report(settings: Settings, tmp_path: Path) -> None:
    start_town(settings, filled(tmp_path), tmp_path)
    code = town_code(settings)
    key = RegionYear(code, 2024)
    made = write_forms(settings, code, 2024)
    assert len(made.written) == len(DEPARTMENTS)
    form = next(path for path in made.written if "司法所" in path.name)
    inbox = settings.landing / REGION[0] / "2024" / "司法所"
    inbox.mkdir(parents=True)
    book = load_workbook(form)
    sheet = book[forms.TABLE]
    values = {
        "admin_reconsideration_cases": 13,
        "admin_litigation_cases": 3,
        "court_appearances_due": 3,
        "court_appearances_made": 2,
    }
    column = forms.column(sheet, "本年数")
    for one, row in forms.lines(sheet):
        sheet.cell(row, column).value = values[one]
    book.save(inbox / form.name)
    collect(settings, code, (2024,))
    judge(settings, code, 2024)
    curate(settings, code, 2024)
    rows = {one.department: one for one in status(settings, code, 2024).rows}
    told = rows["司法所"].dataset("indicators")
    assert told is not None
    assert told.result == "通过"
    started = start_edition(settings, key)
    assert isinstance(started, editions.Started)
    assert started.base_year is None
    edition = started.folder / "edition.yaml"
    text = edition.read_text(encoding="utf-8").replace("date: 待填", "date: 2025-01-20")
    edition.write_text(text, encoding="utf-8")
    checked = check_edition(settings, key)
    assert isinstance(checked, Checked)
    assert checked.problems == ()
    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(key)
    assert build is not None
    edition_now = load_edition(settings, code, 2024)
    document = compose(edition_now, load(settings, code), read_values(settings, build), ())
    said = "".join(lines(document))
    assert "行政复议13宗。" in said
    assert "行政机关负责人出庭率为66.7%" in said


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = new_town(tmp_path / "data", landing=False).settings
    monkeypatch.setenv("FAZHI_DATA", str(settings.data))
    monkeypatch.setenv("FAZHI_SITE", str(settings.site))
    out = ["--out", str(tmp_path)]
    assert run_command(["start", *out]) == 0
    assert run_command(["start", str(tmp_path / "单位和指标建档表.xlsx"), *out]) == 1
    assert "没有写入系统" in capsys.readouterr().out
    assert run_command(["start", str(filled(tmp_path)), *out]) == 0
    assert "3 个填报单位" in capsys.readouterr().out
    (tmp_path / "单位和指标建档表.xlsx").write_bytes(b"somebody's own")
    assert run_command(["start", *out]) == 2


@pytest.mark.parametrize("code", ["traffic", "justice", "qinghe"])
def test_a_towns_code_takes_no_others_file(code: str, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book(region=(*REGION, code)).save(path)
    done = start_town(settings, path, tmp_path)
    assert [(one.sheet, one.cell) for one in done.wrong] == [("镇街", "E5")]
    assert not (settings.site / "expectations").exists()
