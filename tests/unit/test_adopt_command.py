"""A rendered report edited in Word with tracked changes, taken back, rendered again; a late cell after it."""

import io
import re
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.cli import run_command
from flows.commands import Exit
from tasks.model import RegionYear
from tasks.pipeline import adopt
from tasks.pipeline.adopt import Takeover, take_back
from tasks.pipeline.adopt_answer import BOOK, COPY, answer_lines
from tasks.pipeline.edition_files import edition_texts, write_edition
from tasks.pipeline.redraft_takers import edited_report
from tasks.pipeline.redrafts import Dropped
from tasks.pipeline.render import Blocked, render
from tasks.pipeline.said import said_by
from tasks.store.records import ActKind
from tasks.store.registry import open_registry
from tests.leaders import ADDED, DELETED, MOST, moved, reworded
from tests.town import YEAR, Town, value_cell
from tests.tracked import tracked

KEY = RegionYear("hongmei", YEAR)


def lines(town: Town) -> list[str]:
    return [line.text for line in said_by(town.document()).lines]


def leaders(town: Town) -> list[str]:
    """The report's paragraphs as leaders leave them."""
    texts, count = reworded(lines(town))
    assert count == MOST
    texts = moved(texts, "凝聚执法合力", "深化“放管服”改革")
    for clause in DELETED:
        assert any(clause in line for line in texts)
        texts = [line.replace(clause, "", 1) for line in texts]
    at = next(n for n, line in enumerate(texts) if line.startswith("1.做实基层法律服务"))
    texts[at] += ADDED[0]
    return texts


def word(town: Town, texts: list[str], to: Path) -> Path:
    """The issue copy edited with tracked changes."""
    copy = next(town.settings.reports.rglob("洪梅镇2023年法治政府建设年度报告.docx"))
    to.write_bytes(tracked(copy.read_bytes(), texts))
    return to


def without_numbers(texts: list[str]) -> list[str]:
    """Headings without their numbers, which are made anew."""
    return [line.lstrip("一二三四五六七八九十（）、0123456789.") for line in texts]


@pytest.fixture
def taken(ready: Town, tmp_path: Path) -> tuple[Town, list[str], Path, Takeover]:
    texts = leaders(ready)
    file = word(ready, texts, tmp_path / "改稿.docx")
    return ready, texts, file, take_back(ready.settings, file)


Taken = tuple[Town, list[str], Path, Takeover]


def test_the_edited_text_is_printed_word_for_word_and_a_late_cell_changes_its_figures_alone(
    taken: Taken,
) -> None:
    town, texts, _, done = taken
    assert done.problems == ()
    assert [one.value for one in done.taken.numbers.new] == [ADDED[1]]
    assert len(done.taken.deleted) == len(DELETED)
    render(town.settings, KEY.region, KEY.year)
    waiting = [line.replace(ADDED[0], "") for line in texts]  # until the new number is given
    assert without_numbers(lines(town)) == without_numbers(waiting)

    before = lines(town)
    town.edit("交警大队", lambda sheet: sheet.__setitem__(value_cell(sheet, "日常巡逻人次"), 999))
    town.run()
    ((was, now),) = [pair for pair in zip(before, lines(town), strict=True) if pair[0] != pair[1]]
    assert re.sub("日常巡逻[0-9]+人次", "日常巡逻999人次", was) == now


def test_the_same_file_again_changes_nothing(taken: Taken) -> None:
    town, _, file, _ = taken
    texts = edition_texts(town.settings, KEY)
    again = take_back(town.settings, file)
    assert (again.again, again.changed) == (True, ())
    assert "以前收回过" in next(iter(answer_lines(again)))
    assert edition_texts(town.settings, KEY) == texts
    with open_registry(town.settings.registry_url) as registry:
        assert len(registry.acts(KEY, ActKind.TAKEN_BACK)) == 1


def test_what_waits_for_numbers_is_told_and_a_prefilled_form_settles_it(ready: Town, tmp_path: Path) -> None:
    town = ready
    texts = [re.sub("日常巡逻[0-9]+人次", "日常巡逻888人次", line) for line in leaders(town)]
    file = word(town, texts, tmp_path / "改稿.docx")
    done = edited_report(town.settings, Dropped("hongmei", file.name, file, YEAR))
    assert (done.year, done.changed, sorted(done.files)) == (YEAR, True, sorted((BOOK, COPY)))
    told = "\n".join(done.said)
    assert done.said[0].startswith("已收回到洪梅镇 2023 年的底稿")
    assert "fazhi" not in done.said[0], "the run that takes it renders, and its reader has no terminal"
    assert "删去的数：普法活动参与人次（4.7万人次）" in told
    assert "改了的数：日常巡逻人次，文稿里是“888人次”，数据是“216人次”" in told
    assert "新的数：“12名”没有数据依据，定名“选聘法治副校长”" in told
    blocked = render(town.settings, KEY.region, KEY.year, final=True)
    assert isinstance(blocked, Blocked)
    assert any("必有的数缺了" in one and "选聘法治副校长" in one for one in blocked.reasons)
    assert not any("888" in line for line in lines(town))

    book = load_workbook(io.BytesIO(done.files[BOOK]))
    fill(book["补充数据"], "选聘法治副校长", {"依据": "教育办聘书", "提供人": "张某", "日期": "2024-02-01"})
    fill(book["问题"], "改稿改了这个数", {"处理人": "张某", "日期": "2024-02-01"})
    inbox = town.settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir(exist_ok=True)
    book.save(inbox / "处理单.xlsx")
    town.run()
    assert without_numbers(lines(town)) == without_numbers(texts)


def fill(sheet: Worksheet, row_with: str, given: dict[str, str]) -> None:
    """Fill in the row of a workbook that holds a text."""
    row = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == row_with)
    heads = {cell.value: cell.column for cells in sheet.iter_rows(max_row=row - 1) for cell in cells}
    for head, said in given.items():
        sheet.cell(row, heads[head], said)


def test_an_edition_edited_meanwhile_is_merged_and_a_conflict_names_both_wordings(
    ready: Town, tmp_path: Path
) -> None:
    texts = edition_texts(ready.settings, KEY)
    folder = ready.settings.site / "templates/editions/hongmei/2023"
    folder.mkdir(parents=True)
    mine = texts["report.md"].replace("补齐短板弱项", "补齐短板和弱项")
    assert mine != texts["report.md"]
    (folder / "report.md").write_text(mine, encoding="utf-8")
    edited = [line.replace("积极", "主动") for line in lines(ready)]
    edited = [line.replace("认真学习贯彻党的二十大精神", "扎实学习贯彻党的二十大精神") for line in edited]
    done = take_back(ready.settings, word(ready, edited, tmp_path / "一.docx"))
    assert done.problems == ()
    merged = edition_texts(ready.settings, KEY)["report.md"]
    assert "补齐短板和弱项" in merged
    assert "扎实学习贯彻党的二十大精神" in merged

    other = [
        line.replace("认真学习贯彻党的二十大精神", "全面学习贯彻党的二十大精神") for line in lines(ready)
    ]
    refused = take_back(ready.settings, word(ready, other, tmp_path / "二.docx"))
    (why,) = refused.problems
    assert "全面学习贯彻" in why
    assert "扎实学习贯彻" in why
    assert edition_texts(ready.settings, KEY)["report.md"] == merged


def test_the_command_takes_back_or_says_every_reason(
    ready: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"DATA": ready.settings.data, "SITE": ready.settings.site}.items():
        monkeypatch.setenv(f"FAZHI_{name}", str(value))
    bad = [line.replace("现将有关情况", "现将【有关】情况") for line in lines(ready)]
    bad = [line.replace("同比增长", "同比下降") for line in bad]
    file = word(ready, bad, tmp_path / "改稿.docx")
    assert run_command(["adopt", str(file), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "没有收回，洪梅镇 2023 年的底稿没有改动" in said
    assert "“【”不能写进底稿" in said
    assert "写作“下降”，数据是增长，请改正" in said
    assert (tmp_path / "改稿_收回情况.docx").is_file()
    assert not (ready.settings.site / "templates").exists()

    good = [line.replace("现将有关情况报告如下", "现将主要情况报告如下") for line in lines(ready)]
    edited_once = word(ready, good, tmp_path / "二稿.docx")
    assert run_command(["adopt", str(edited_once), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("生成新的报告：fazhi render 2023\n")

    damaged = tmp_path / "坏.docx"
    damaged.write_bytes(file.read_bytes()[:1000])
    assert run_command(["adopt", str(damaged)]) == 2
    assert "文件不完整或已损坏" in capsys.readouterr().err
    foreign = tmp_path / "别的.txt"
    foreign.write_text(
        "洪梅镇2023年安全生产工作报告\n\n全年检查企业58家，整改隐患321处。\n" * 3, encoding="utf-8"
    )
    assert run_command(["adopt", str(foreign)]) == 2
    assert "只能收回 Word、WPS 或 LibreOffice 里改过的文稿" in capsys.readouterr().err
    other = [
        "洪梅镇2023年安全生产工作报告",
        *(f"全年检查企业{n}家，整改隐患{n + 7}处。" for n in range(20, 60)),
    ]
    assert run_command(["adopt", str(word(ready, other, tmp_path / "别的.docx"))]) == 2
    assert "不像由 2023 年报告的版本" in capsys.readouterr().err


def test_words_that_an_edition_does_not_hold_are_told(ready: Town, tmp_path: Path) -> None:
    file = word(ready, lines(ready), tmp_path / "改稿.docx")
    assert take_back(ready.settings, file).taken.beside == ()
    book = docx.Document(str(file))
    book.paragraphs[0].insert_paragraph_before("请各位领导审阅")
    book.sections[0].header.paragraphs[0].text = "送审"
    book.add_paragraph("联系人：张某")
    book.save(str(file))
    told = list(answer_lines(take_back(ready.settings, file)))
    for said in ("（正文以外）：请各位领导审阅", "（正文以外）：联系人：张某", "（页眉）：送审"):
        assert any(said in line for line in told), said


def test_what_another_run_writes_meanwhile_is_not_lost(
    ready: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = word(ready, [line.replace("积极", "主动") for line in lines(ready)], tmp_path / "改稿.docx")
    texts = edition_texts(ready.settings, KEY)
    other = texts["report.md"].replace("补齐短板弱项", "补齐短板和弱项")
    taken_back = adopt.taken_back

    def slowly(*given: object) -> object:
        write_edition(ready.settings, KEY, {"report.md": other})
        return taken_back(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(adopt, "taken_back", slowly)
    assert take_back(ready.settings, file).changed == ("report.md",)
    now = edition_texts(ready.settings, KEY)["report.md"]
    assert "补齐短板和弱项" in now
    assert "主动" in now


@pytest.mark.parametrize("command", [["adopt"], ["edition", "import"], ["import-last-year"]])
def test_a_file_with_a_mark_of_secrecy_is_not_looked_into(
    command: list[str],
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    monkeypatch.setenv("FAZHI_SITE", str(town.settings.site))
    file = tmp_path / "改稿.docx"
    book = docx.Document()
    book.add_paragraph("秘密★1年")
    book.add_paragraph("洪梅镇2023年法治政府建设年度报告")
    book.save(str(file))
    assert run_command([*command, str(file)]) == Exit.FINDINGS
    assert "密级标志" in capsys.readouterr().err
