"""The main job on the shipped submissions, from files to documents, without Prefect."""

import csv
import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import html
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue import Catalogue
from tasks.model import CellState, Document, FigureRun, RegionYear, Severity, SourceKind, Verdict
from tasks.pipeline import drafts, fingerprint
from tasks.pipeline.clock import now
from tasks.pipeline.curate import curate
from tasks.pipeline.data_note import write_note
from tasks.pipeline.errors import StaleError
from tasks.pipeline.ingest import Judged, collect, judge
from tasks.pipeline.landing import Unplaced
from tasks.pipeline.printed import figures_meant
from tasks.pipeline.purposes import Purpose, purpose_of
from tasks.pipeline.render import NothingToRender, Rendered, render
from tasks.pipeline.status import status
from tasks.pipeline.trace import trace
from tasks.pipeline.versions import NoVersionError
from tasks.report import EditionError
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings
from tasks.store.registry import Registry, open_registry
from tasks.writers.annex_lines import plain_text
from tests.samples.generate import write_ledgers
from tests.town import YEARS, Ran, Town, new_town, open_findings, result_of, row_of, value_cell

SAMPLES = HOUSE / "tests" / "samples"


@pytest.fixture(scope="module")
def town_of_totals(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town whose 司法分局 sent totals and no ledger, after its run; not to be changed."""
    made = new_town(tmp_path_factory.mktemp("totals"))
    for ledger in (made.landing / "司法分局").glob("*台账*"):
        ledger.unlink()
    made.run()
    return made


@pytest.fixture
def totals(town_of_totals: Town, tmp_path: Path) -> Town:
    """A copy of the town whose 司法分局 sent totals alone, to be changed."""
    shutil.copytree(town_of_totals.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)


REPORTED_BY_LITIGATION = (
    *("行政复议宗数", "行政诉讼宗数", "镇长出庭宗数"),
    *("负责人应出庭案件宗数", "负责人实际出庭案件宗数"),
)
"""The totals that the register 复议与应诉 gives as well."""


def figure_texts(document: Document) -> dict[str, str]:
    """Keys → text of every figure."""
    return {" ".join(figure.keys): figure.text for figure in document.figures.values()}


def rendered(ran: Ran) -> Rendered:
    assert isinstance(ran.rendered, Rendered)
    return ran.rendered


def chapters(document: Document) -> dict[str, list[str]]:
    """Figure texts by section number as the published report has it: 四（三）1."""
    found: dict[str, list[str]] = {}
    numbers = ["", "", ""]
    for block in document.blocks:
        if block.level:
            numbers[block.level - 1 :] = [block.number.strip("、.．"), *[""] * (3 - block.level)]
        section = "".join(numbers)
        runs = [run for run in (*block.heading, *block.body) if isinstance(run, FigureRun)]
        found.setdefault(section, []).extend(document.figures[run.figure].text for run in runs)
    return found


def test_every_published_figure_stands_in_its_section_in_order(town: Town) -> None:
    printed = chapters(town.document())
    with (SAMPLES / "figures-2023.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    for section in {row["section"] for row in published}:
        wanted = [row["text"] for row in published if row["section"] == section]
        got = iter(printed.get(section, printed.get(section.rstrip("123456789"), [])))
        assert all(text in got for text in wanted), f"{section}: {wanted} in {printed.get(section)}"


def test_derived_figures_are_computed_from_their_bases(town: Town) -> None:
    document = town.document()
    by_key = {f.keys[0]: f for f in document.figures.values()}
    for key, text in {
        "2023/yuezhifa_cases": "1661宗",
        "2023/yuezhifa_cases_increase": "1368宗",
        "2023/yuezhifa_cases_yoy": "467%",
        "2022/yuezhifa_cases_per_capita": "5.3宗",
        "2023/yuezhifa_cases_per_capita": "13.5宗",
        "2023/normative_doc_review_yoy": "40%",
        "2023/inspection_reduction": "194次",
        "2023/inspection_reduction_rate": "80%",
        "2023/hotline_satisfaction_monthly_avg": "95.5%",
    }.items():
        assert by_key[key].text == text
        value = document.values[key]
        assert value.inputs or value.origin.register, key


def test_nothing_is_wrong_with_the_shipped_submissions(town: Town) -> None:
    now = status(town.settings, "hongmei", 2023)
    assert open_findings(town.settings) == ()
    asked = {row.department for row in now.rows if result_of(row) != Verdict.PASSED.label}
    assert asked == {"司法分局"}, "约578场次 is asked about"
    assert now.accepted == 34


def test_nothing_is_left_out_and_no_number_stands_alone(town: Town) -> None:
    ran = town.run()
    assert rendered(ran).omissions == 0
    confirming, reviewing = rendered(ran).blockers
    assert confirming.startswith("14 个单位还没有确认数据"), "one line for all of them"
    assert reviewing == "保密审查没有做完，还缺初审、复审、批准"


def test_a_second_run_does_nothing_and_changes_no_byte(town: Town) -> None:
    before = town.files()
    times = {path: path.stat().st_mtime_ns for path in town.settings.data.rglob("*.parquet")}
    ran = town.run()
    assert (ran.collected.arrivals, ran.judged.submissions) == (0, ())
    assert not any(one.changed for one in ran.curated)
    assert not rendered(ran).changed
    assert town.files() == before
    assert {path: path.stat().st_mtime_ns for path in town.settings.data.rglob("*.parquet")} == times


def test_elsewhere_the_same_files_give_the_same_bytes(town: Town, tmp_path: Path) -> None:
    other = new_town(tmp_path)
    other.run()
    assert other.files() == town.files()


def test_however_arrivals_are_split_into_runs_the_curated_bytes_are_the_same(
    town: Town, tmp_path: Path
) -> None:
    other = new_town(tmp_path)
    kept = tmp_path / "kept"
    shutil.move(other.landing, kept)
    for folder in sorted(kept.iterdir(), reverse=True):
        shutil.move(folder, other.landing / folder.name)
        collect(other.settings, "hongmei", YEARS)
        for year in YEARS:
            judge(other.settings, "hongmei", year)
    other.run()
    assert other.files() == town.files()


def test_all_formats_say_the_same(town: Town) -> None:
    wanted = squeezed(plain_text(town.document()))
    assert said_by(rendered(town.run()).folder) == {"docx": wanted, "html": wanted}


def said_by(folder: Path) -> dict[str, str]:
    """What the Word file and the page of a version say (the PDF: tests/system)."""
    word = docx.Document(BytesIO(public(folder, "docx").read_bytes()))
    page = public(folder, "html")
    main = html.document_fromstring(page.read_bytes()).xpath("//main")[0]
    return {
        "docx": squeezed("".join(p.text for p in word.paragraphs)),
        "html": squeezed(main.text_content()),
    }


def public(folder: Path, extension: str) -> Path:
    """The public copy of a version in one format."""
    return next(p for p in folder.glob(f"*.{extension}") if purpose_of(p.name) is Purpose.PUBLIC)


def squeezed(text: str) -> str:
    """Without white space and invisible joiners."""
    return "".join(c for c in text if not c.isspace() and c not in "\u2060\u200b\ufeff")


def test_public_copies_hold_no_source(town: Town) -> None:
    folder = rendered(town.run()).folder
    values = town.document().values.values()
    inside = {text for v in values for text in (v.origin.file, v.origin.sha256, v.origin.row_hash) if text}
    inside |= {"yuezhifa", "张某某", "openpyxl", "python-docx"}
    word = ZipFile(public(folder, "docx"))
    for part in word.namelist():
        text = word.read(part).decode("utf-8", "replace")
        assert not [one for one in inside if one in text], part
    page = public(folder, "html").read_text(encoding="utf-8")
    assert not [one for one in inside if one in page]


def test_ledgers_totals_or_both_print_the_same(town: Town, town_of_totals: Town) -> None:
    assert plain_text(town.document()) == plain_text(town_of_totals.document())
    assert open_findings(town_of_totals.settings) == ()
    source = {
        code: town.document().values[f"2023/{code}"].source
        for code in ("agri_gov_quick_tests", "admin_reconsideration_cases", "disputes_mediated")
    }
    assert list(source.values()) == [SourceKind.COUNTED, SourceKind.COUNTED, SourceKind.STATED]
    counted = town_of_totals.document().values["2023/admin_reconsideration_cases"]
    assert counted.source is SourceKind.STATED


def test_a_changed_cell_changes_its_figure_what_rests_on_it_and_nothing_else(totals: Town) -> None:
    before, text_before = figure_texts(totals.document()), plain_text(totals.document())
    totals.edit("司法分局", lambda sheet: put(sheet, "审查规范性文件件次", 24))
    ran = totals.run()
    wanted = text_before.replace("文件21件次，同比增长40%", "文件24件次，同比增长60%")
    assert plain_text(totals.document()) == wanted != text_before
    assert said_by(rendered(ran).folder) == {"docx": squeezed(wanted), "html": squeezed(wanted)}
    assert len(ran.judged.submissions) == 1
    after = figure_texts(totals.document())
    changed = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert changed == {
        "2023/normative_doc_review_count": ("21件次", "24件次"),
        "2023/normative_doc_review_yoy": ("40%", "60%"),
    }
    assert before.keys() == after.keys()


def put(sheet: Worksheet, name: str, value: object) -> None:
    """Type a value into an indicator's 本年数."""
    sheet[value_cell(sheet, name)] = value


def test_bad_cells_are_left_out_named_and_the_rest_goes_on(totals: Town) -> None:
    wanted: set[tuple[str, str]] = set()

    def spoil(sheet: Worksheet) -> None:
        for rule, name, value in (
            ("value.not_understood", "行政复议宗数", "见附件"),
            ("value.below_minimum", "行政诉讼宗数", -3),
            ("value.missing", "庭审旁听活动次数", None),
        ):
            wanted.add((rule, f"{sheet.title} {value_cell(sheet, name)}"))
            put(sheet, name, value)
        misspelt = sheet.cell(row_of(sheet, "优化公司治理建议条数"), 2)
        misspelt.value = "优化治理建议条数目"
        wanted.update(
            [("indicator.unknown", f"{sheet.title} {misspelt.coordinate}"), ("value.missing", sheet.title)]
        )

    totals.edit("司法分局", spoil)
    ran = totals.run()
    found = open_findings(totals.settings)
    assert {(f.rule, f.where) for f in found} == wanted
    assert all(f.severity is Severity.CRITICAL for f in found)
    assert [s.verdict for s in ran.judged.submissions] == [Verdict.PASSED_WITH_NOTES]
    text = plain_text(totals.document())
    assert "见附件" not in text
    assert "全年涉及行政复议案件" not in text
    assert rendered(ran).omissions > 0
    assert "1661宗" in text


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("空.xlsx", b"", "file.empty"),
        ("坏.xlsx", b"PK\x03\x04" + b"\0" * 100, "file.corrupt"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file.unsupported"),
    ],
)
def test_bad_files_are_returned_and_displace_nothing(
    fresh: Town, name: str, content: bytes, rule: str
) -> None:
    before = figure_texts(fresh.document())
    (fresh.landing / "司法分局" / name).write_bytes(content)
    fresh.run()
    assert [f.rule for f in open_findings(fresh.settings)] == [rule]
    assert figure_texts(fresh.document()) == before


def test_a_workbook_for_another_department_or_year_is_returned(fresh: Town) -> None:
    shutil.copy(fresh.form("信访办"), fresh.landing / "司法分局" / "信访.xlsx")
    year_before = next((fresh.settings.landing / "洪梅镇" / "2022").rglob("附件2*.xlsx"))
    shutil.copy(year_before, fresh.landing / "综合行政执法分局" / "去年.xlsx")
    before = figure_texts(fresh.document())
    fresh.run()
    rules = {f.rule for f in open_findings(fresh.settings) if f.rule.startswith("file.")}
    assert rules == {"file.other_department", "file.other_year"}
    assert figure_texts(fresh.document()) == before


def test_a_finding_closes_when_something_better_comes_under_any_name(fresh: Town) -> None:
    good = fresh.form("信访办").read_bytes()
    fresh.edit("信访办", lambda sheet: put(sheet, "信访按期答复率", "120%"))
    (fresh.landing / "信访办" / "坏.xlsx").write_bytes(b"PK\x03\x04")
    fresh.run()
    rules = {f.rule for f in open_findings(fresh.settings)}
    assert rules == {"value.above_maximum", "file.corrupt"}
    (fresh.landing / "信访办" / "最终版.xlsx").write_bytes(good)
    fresh.run()
    assert open_findings(fresh.settings) == ()
    assert "均达100%" in plain_text(fresh.document())


def test_the_table_of_departments_says_what_is_open(fresh: Town) -> None:
    good = fresh.form("信访办").read_bytes()
    shutil.copy(fresh.form("司法分局"), fresh.form("信访办"))
    fresh.run()
    row = next(r for r in status(fresh.settings, "hongmei", 2023).rows if r.department == "信访办")
    assert result_of(row) == Verdict.RETURNED.label
    assert row.critical
    (fresh.landing / "信访办" / "改正.xlsx").write_bytes(good)
    fresh.run()
    row = next(r for r in status(fresh.settings, "hongmei", 2023).rows if r.department == "信访办")
    assert (result_of(row), row.critical) == (Verdict.PASSED.label, 0)


def test_files_in_folders_that_belong_to_nobody_are_named(fresh: Town) -> None:
    for folder in ("洪梅镇/2023/财政所", "红梅镇/2023/信访办"):
        (fresh.settings.landing / folder).mkdir(parents=True)
        (fresh.settings.landing / folder / "表.xlsx").write_bytes(b"x")
    (fresh.landing / "信仿办").mkdir()
    for name in ("一.xlsx", "二.xlsx"):
        (fresh.landing / "信仿办" / name).write_bytes(b"x")
    assert fresh.run().collected.unplaced == (
        Unplaced("洪梅镇/2023/信仿办", 2, "没有这个单位，名称相近的有“信访办”"),
        Unplaced("洪梅镇/2023/财政所", 1, "没有这个单位"),
        Unplaced("红梅镇/2023/信访办", 1, "没有这个镇街，名称相近的有“洪梅镇”"),
    )


def test_after_a_change_of_the_catalogue_nothing_old_is_printed_anew(fresh: Town, tmp_path: Path) -> None:
    units = HOUSE / "expectations" / "indicators" / "economic_dev.yaml"
    changed = tmp_path / "site" / "expectations" / "indicators" / units.name
    changed.parent.mkdir(parents=True)
    changed.write_text(units.read_text(encoding="utf-8").replace("unit: 亿元", "unit: 万元"), "utf-8")
    env = {"FAZHI_DATA": str(fresh.settings.data), "FAZHI_SITE": str(tmp_path / "site")}
    site = Town(load_settings(env))
    assert isinstance(render(site.settings, "hongmei", 2023), NothingToRender)
    assert status(site.settings, "hongmei", 2023).unjudged == 20
    assert judge(site.settings, "hongmei", 2023) == Judged()
    assert not curate(site.settings, "hongmei", 2023).changed
    assert status(site.settings, "hongmei", 2023).unjudged == 20, "they wait for last year"
    assert trace(site.settings, "hongmei", 2023, "1661").found
    assert isinstance(site.run().rendered, Rendered)
    assert "81500万元" in plain_text(site.document())


def test_nothing_rests_on_a_year_that_is_behind(fresh: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.edit("信访办", lambda sheet: put(sheet, "信访按期答复率", "99%"))
    collect(fresh.settings, "hongmei", YEARS)
    known = fingerprint.judging

    def judging(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> str:
        return "settled anew" if key.year == 2022 else known(settings, registry, key, catalogue)

    monkeypatch.setattr(fingerprint, "judging", judging)
    assert judge(fresh.settings, "hongmei", 2023) == Judged()
    with pytest.raises(StaleError, match="2022"):
        curate(fresh.settings, "hongmei", 2023)
    monkeypatch.undo()
    assert [line.department_name for line in judge(fresh.settings, "hongmei", 2023).submissions] == ["信访办"]


def test_this_year_is_judged_anew_where_last_year_changes_and_only_there(fresh: Town) -> None:
    before = judged_under(fresh, 2023)
    shipped = next((fresh.landing.parent / "2022").rglob("附件2*.xlsx"))
    book = load_workbook(shipped)
    book.properties.title = "再次保存"
    book.save(shipped)
    assert len(fresh.run().judged.submissions) == 21, "its file has another hash, and its values say so"
    assert judged_under(fresh, 2023) != before
    with open_registry(fresh.settings.registry_url) as registry:
        lease = registry.lease(RegionYear("hongmei", 2022), "test", now)
        build = registry.current_build(RegionYear("hongmei", 2022))
        with lease as held:
            assert build is not None
            held.commit_build(replace(build, inputs="the same content in another build"))
    assert fresh.run().judged.submissions == ()


def judged_under(town: Town, year: int) -> str:
    with open_registry(town.settings.registry_url) as registry:
        return fingerprint.judging(town.settings, registry, RegionYear("hongmei", year), town.catalogue)


@pytest.mark.parametrize("lost", ["staging", "curated"])
def test_lost_tables_are_made_again_from_the_archive(fresh: Town, lost: str) -> None:
    before = fresh.files()
    shutil.rmtree(fresh.settings.data / lost)
    if lost == "staging":
        fresh.edit("信访办", lambda sheet: put(sheet, "信访按期答复率", "99%"))
        fresh.run()
        assert "99%" in plain_text(fresh.document())
    else:
        fresh.run()
        assert fresh.files() == before


def test_a_damaged_archive_is_mended_from_landing_or_named_and_never_blamed(
    fresh: Town, tmp_path: Path
) -> None:
    blob = next(path for path in fresh.settings.archive.rglob("*") if path.is_file())
    blob.chmod(0o644)
    blob.write_bytes(b"PK\x03\x04 half")
    (tmp_path / "site" / "expectations").mkdir(parents=True)
    names = (HOUSE / "expectations" / "names.yaml").read_text(encoding="utf-8")
    (tmp_path / "site" / "expectations" / "names.yaml").write_text(names + "\n# 新\n", "utf-8")
    env = {"FAZHI_DATA": str(fresh.settings.data), "FAZHI_SITE": str(tmp_path / "site")}
    site = Town(load_settings(env | {"FAZHI_FONTS": "packaged"}))
    site.run()
    assert open_findings(site.settings) == ()
    shutil.rmtree(site.settings.archive)
    shutil.rmtree(site.settings.landing)
    (tmp_path / "site" / "expectations" / "names.yaml").write_text(names + "\n# 更新\n", "utf-8")
    ran = site.run()
    assert ran.judged.submissions == ()
    assert ran.judged.lost == status(site.settings, "hongmei", 2022).unjudged > 0
    assert status(site.settings, "hongmei", 2023).unjudged == 20, "they wait for last year"
    assert isinstance(ran.rendered, NothingToRender)
    assert "SHA-256" in (site.settings.data / "logs" / "faults.log").read_text("utf-8")


@pytest.mark.parametrize("name", ["latest.json", "draft*/manifest.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]"])
def test_half_written_notes_are_written_again(fresh: Town, name: str, content: bytes) -> None:
    before = fresh.files()
    folder = fresh.settings.reports / "洪梅镇" / "2023"
    next(folder.glob(name)).write_bytes(content)
    fresh.run()
    assert fresh.files() == before


def test_a_file_that_is_removed_is_not_withdrawn(fresh: Town) -> None:
    before = figure_texts(fresh.document())
    fresh.form("信访办").unlink()
    fresh.run()
    assert figure_texts(fresh.document()) == before


def test_a_total_that_differs_from_the_register_is_found_and_the_register_counts(fresh: Town) -> None:
    fresh.edit("综合行政执法分局", lambda sheet: put(sheet, "“粤执法”平台办案总数", 1660))
    fresh.run()
    (found,) = open_findings(fresh.settings)
    assert (found.rule, found.department) == ("integrity.register_total", "综合行政执法分局")
    assert figure_texts(fresh.document())["2023/yuezhifa_cases"] == "1661宗"


def test_hedged_totals_become_exact_where_their_ledgers_are_sent(fresh: Town) -> None:
    list(write_ledgers(fresh.catalogue, fresh.settings.landing, ("mediation", "lawpop")))
    fresh.run()
    assert open_findings(fresh.settings) == (), "约578 and 578 agree, 约332 and 331.86 too"
    printed = figure_texts(fresh.document())
    assert printed["2023/lawpop_events"] == "578场次"
    assert printed["2023/lawpop_attendance"] == "4.7万人次"
    assert printed["2023/disputes_mediated"] == "249宗"
    assert printed["2023/mediation_amount"] == "332万元"
    told = "\n".join(trace(fresh.settings, "hongmei", 2023, "mediation_amount").lines)
    assert "矛盾纠纷调解台账（2023年）.xlsx" in told
    assert "协议金额合计" in told


def test_a_counted_indicator_that_nothing_gives_is_asked_for(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    next((town.landing / "市场监管分局").glob("*台账*")).unlink()
    town.edit("市场监管分局", lambda sheet: put(sheet, "食用农产品政府快检批次", "—"))
    town.run()
    found = open_findings(town.settings)
    assert {(f.rule, f.department) for f in found} == {("integrity.unreported", "市场监管分局")}
    assert len(found) == 2, "what does not apply is not asked for, nor is what was stated"
    assert status(town.settings, "hongmei", 2022).findings == ()


def test_a_zero_report_of_a_ledger_counts_as_zero(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    folder = town.landing / "司法分局"
    next(folder.glob("行政复议*")).unlink()
    book = Workbook()
    for row in (
        ("填报单位", "司法分局"),
        ("年度", "2023"),
        ("表单编号", "hongmei-2023-justice-3f2a9c1d"),
        ("数据表", "零报告（本年度无此项工作）"),
        ("行政复议与应诉台账", "√"),
    ):
        book.worksheets[0].append(row)
    book.worksheets[0].title = "封面"
    book.save(folder / "零报告.xlsx")
    town.edit("司法分局", lambda sheet: [put(sheet, name, None) for name in REPORTED_BY_LITIGATION])
    town.run()
    assert open_findings(town.settings) == ()
    told = "\n".join(trace(town.settings, "hongmei", 2023, "court_appearances_due").lines)
    assert "零报告.xlsx" in told
    assert "0宗" in told


def test_without_any_accepted_dataset_there_is_no_document(tmp_path: Path) -> None:
    town = new_town(tmp_path, landing=False)
    (town.landing / "司法分局").mkdir(parents=True)
    (town.landing / "司法分局" / "空.xlsx").write_bytes(b"")
    ran = town.run()
    assert isinstance(ran.rendered, NothingToRender)
    assert "还没有通过审核的数据" in ran.rendered.reason
    assert not town.settings.reports.exists()


def test_a_kill_while_documents_are_written_is_made_good_by_the_next_run(fresh: Town) -> None:
    before = fresh.files()
    folder = rendered(fresh.run()).folder
    (folder / "manifest.json").unlink()
    next(folder.glob("*.pdf")).write_bytes(b"half")
    assert rendered(fresh.run()).changed
    assert fresh.files() == before


def test_a_broken_edition_is_told_with_file_and_line(fresh: Town, tmp_path: Path) -> None:
    folder = "templates/editions/hongmei/2023"
    shutil.copytree(HOUSE / folder, tmp_path / "site" / folder)
    report = tmp_path / "site" / folder / "report.md"
    report.write_text(
        report.read_text(encoding="utf-8").replace("{{ 专题党课场次 }}", "{{ 专题党课次数 }}"), "utf-8"
    )
    site = load_settings({"FAZHI_DATA": str(fresh.settings.data), "FAZHI_SITE": str(tmp_path / "site")})
    with pytest.raises(EditionError, match=r"report\.md.*专题党课场次"):
        Town(site).run()


@pytest.mark.parametrize("what", ["460余", "约578", "4.7万", "约332万元", "90%以上", "f001"])
def test_trace_takes_a_figure_as_it_is_read(town: Town, what: str) -> None:
    assert "附件2" in "\n".join(trace(town.settings, "hongmei", 2023, what).lines)


@pytest.mark.parametrize("what", ["1661", "1661宗", "yuezhifa_cases", "“粤执法”平台办案总数"])
def test_trace_leads_from_the_sentence_to_the_register(town: Town, what: str) -> None:
    traced = trace(town.settings, "hongmei", 2023, what)
    told = "\n".join(traced.lines)
    assert traced.found
    assert "平台办案总数为1661宗" in told
    assert "粤执法办案台账（2023年）.xlsx" in told
    assert "1661 行" in told or "1661行" in told


def test_trace_goes_through_formulas_to_both_years(town: Town) -> None:
    told = "\n".join(trace(town.settings, "hongmei", 2023, "467%").lines)
    assert "粤执法办案台账（2023年）.xlsx" in told
    assert "粤执法办案台账（2022年）.xlsx" in told


def test_trace_knows_what_is_not_printed_and_what_is_not_there(town: Town) -> None:
    assert "应查次数" in "\n".join(trace(town.settings, "hongmei", 2023, "inspections_planned").lines)
    assert not trace(town.settings, "hongmei", 2023, "没有这个").found
    assert not trace(town.settings, "hongmei", 2023, "").found


def test_trace_takes_a_figures_number_in_its_version(town: Town) -> None:
    """As the office traces an issue copy, which carries no code: by version and figure order."""
    rendered = drafts.latest(town.settings.reports / "洪梅镇" / "2023")
    assert rendered is not None
    ((number,),) = (one.numbers for one in figures_meant(town.document(), town.catalogue, "1661"))
    by_text, *by_number = (
        trace(town.settings, "hongmei", 2023, what, version).lines
        for what, version in (
            ("1661", ""),
            (f"第{number}个数据", rendered),
            (f"第{number}个", rendered[:9]),
            (f"序号{number}", ""),
            (f"f{number:03}", ""),
        )
    )
    assert all(lines == by_text for lines in by_number)
    assert f"第{number}个数据" in by_text[0]


@pytest.mark.parametrize("what", ["第0个数据", "第9999个数据"])
def test_a_number_that_no_figure_has_is_not_found(town: Town, what: str) -> None:
    assert not trace(town.settings, "hongmei", 2023, what).found


def test_a_version_that_is_not_there_is_told(town: Town) -> None:
    for year in (2023, 2022):
        with pytest.raises(NoVersionError, match="v9"):
            trace(town.settings, "hongmei", year, "1661", "v9")


def test_the_note_on_a_figure_leads_to_its_file_and_who_reported_it(town: Town, tmp_path: Path) -> None:
    out = tmp_path / "说明.docx"
    assert write_note(town.settings, "hongmei", 2023, "4.7万", out).written
    rows = {row.cells[0].text: row.cells[1].text for row in docx.Document(str(out)).tables[0].rows}
    (printed,) = figures_meant(town.document(), town.catalogue, "4.7万")
    origin = town.document().values[printed.figure.keys[0]].origin
    assert f"第{printed.numbers[0]}个数据" in rows["所在报告"]
    assert printed.where[0].sentence in rows["报告原文"]
    assert origin.file in rows["数据来源"]
    assert f"{origin.sheet}!{origin.cell}" in rows["数据来源"]
    assert origin.sha256[:16] in rows["数据来源"]
    assert re.search(r"\d{4}年\d+月\d+日 \d\d:\d\d收到", rows["数据来源"])
    with open_registry(town.settings.registry_url) as registry:
        people = registry.people("hongmei")[origin.sha256]
    assert [label for label, _ in people] == ["填报人", "审核人", "分管领导"]
    assert all(f"{label}{name}" in rows["数据来源"] for label, name in people)


def test_a_note_on_several_figures_asks_which(town: Town, tmp_path: Path) -> None:
    out = tmp_path / "说明.docx"
    noted = write_note(town.settings, "hongmei", 2023, "100%", out)
    assert noted.several
    assert not out.exists()
    numbers = re.findall(r"^第(\d+)个数据　100%", "\n".join(noted.lines), re.MULTILINE)
    assert len(numbers) > 1
    assert write_note(town.settings, "hongmei", 2023, f"第{numbers[0]}个数据", out).written


def test_a_note_on_what_is_not_printed_is_not_written(town: Town, tmp_path: Path) -> None:
    out = tmp_path / "说明.docx"
    for year, what in ((2023, "没有这个"), (2022, "1661"), (2023, "inspections_planned")):
        assert not write_note(town.settings, "hongmei", year, what, out).written
    assert not out.exists()


def test_cells_that_do_not_apply_are_no_zero(town: Town) -> None:
    assert CellState.NOT_APPLICABLE.label == "不适用"
    assert "2022/inspections_planned" not in town.document().values
