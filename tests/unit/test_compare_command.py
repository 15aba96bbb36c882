"""`fazhi compare` on two real versions: a file sent again, a correction by the office, an edited edition."""

import shutil
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from flows.cli import run_command
from tasks.pipeline import drafts
from tasks.pipeline.compare import compare
from tasks.pipeline.render import Rendered
from tasks.settings import HOUSE
from tasks.writers.annex_lines import plain_text
from tests.edition import of_year
from tests.redlines import settled
from tests.town import Town, new_town, value_cell
from tests.unit.test_settlement_list import decide

PHONE = "13812345678"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Two versions; between them one department sends another number in a file named with a phone number."""
    town = new_town(tmp_path_factory.mktemp("data"))
    rendered(town)
    town.answer()
    town.edit("人大办", lambda sheet: sheet.__setitem__(value_cell(sheet, "办理镇人大代表建议条数"), "24条"))
    old = town.form("人大办")
    old.rename(old.with_name(f"定稿{PHONE}.xlsx"))
    town.settle(correct)
    edition = town.settings.site / "templates/editions/hongmei/2023"
    shutil.copytree(HOUSE / "templates/editions/hongmei/2023", edition)
    text = (edition / "report.md").read_text(encoding="utf-8")
    edited = text.replace("收到群众表扬单{{ 表扬单件数 }}。", "").replace("为企业减负担、", "")
    (edition / "report.md").write_text(edited, encoding="utf-8")
    rendered(town)
    return town


def rendered(town: Town) -> None:
    assert isinstance(town.run().rendered, Rendered)


def correct(book: Workbook) -> None:
    title, reason = "准确数前后又加了约、余", f"来电核实，电话{PHONE}"
    decide(book, title, "更正", "578场次", reason, "张某", "2024-01-20")


@pytest.fixture
def here(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with the environment of the town."""
    monkeypatch.setenv("FAZHI_DATA", str(town.settings.data))
    monkeypatch.setenv("FAZHI_SITE", str(town.settings.site))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def versions(town: Town) -> tuple[str, str]:
    folder = town.settings.reports / "洪梅镇" / "2023"
    before, after = drafts.previous(folder), drafts.latest(folder)
    assert before
    assert after
    return before, after


def test_each_change_has_its_reason(town: Town, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["compare", "--region", "洪梅镇"]) == 1
    said = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert any(
        line.startswith("办理镇人大代表建议条数 23条 24条 洪梅镇人大办公室重新报送，改用《定稿138")
        for line in lines
    )
    assert any("约578场次 578场次 司法分局更正：原填“约578”，改为“578场次”。" in line for line in lines)
    assert "表扬单件数 90件 底稿不再印出这一项" in lines
    assert "两版所用的材料，不同的有：采用的数据、问题及其处理、底稿" in lines
    assert "数据：3 个有变化，另有 1 个印出的数不变、出处有变" in lines
    assert "现文：组建" in said
    assert PHONE not in said


def test_both_are_written_down(town: Town, here: Path) -> None:
    run_command(["compare", "上一版", "最新", "--region", "洪梅镇", "--out", "比较"])
    before, after = versions(town)
    made = sorted((here / "比较").iterdir())
    assert [path.name for path in made] == [
        f"修订稿 {before} 与 {after}（不公开）.docx",
        f"比较表 {before} 与 {after}（不公开）.xlsx",
    ]
    folder = town.settings.reports / "洪梅镇" / "2023"
    for version, accept in ((before, False), (after, True)):
        model = drafts.from_json((folder / version / drafts.MODEL).read_bytes())
        assert settled(made[0].read_bytes(), accept=accept) == plain_text(model)
    assert docx.Document(str(made[0])).core_properties.title.endswith("（修订稿，不公开）")
    book = load_workbook(made[1], rich_text=True)
    assert book.sheetnames == ["数据变化", "文字变化"]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "办理镇人大代表建议条数" in cells
    assert not [text for text in cells if PHONE in text]
    again = here / "again"
    run_command(["compare", before, after, "--region", "洪梅镇", "--out", str(again)])
    assert [path.read_bytes() for path in sorted(again.iterdir())] == [path.read_bytes() for path in made]


def test_a_version_and_itself(town: Town, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, _ = versions(town)
    assert run_command(["compare", before, before[:9], "--region", "洪梅镇"]) == 0
    assert "没有变化" in capsys.readouterr().out
    assert not list(here.iterdir())


def test_two_years_by_indicator(town: Town, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The year before is this year's first version, as if it were of 2022."""
    reports = town.settings.reports / "洪梅镇"
    first = reports / "2023" / versions(town)[0]
    document = of_year(drafts.from_json((first / drafts.MODEL).read_bytes()), 2022)
    data = drafts.to_json(document)
    manifest = drafts.read_manifest(first)
    assert manifest
    kept = manifest.model_copy(update={"files": {drafts.MODEL: drafts.digest(data)}})
    drafts.keep(reports / "2022" / "draft-before", {drafts.MODEL: data}, kept)
    drafts.set_latest(reports / "2022", "draft-before")
    try:
        assert run_command(["compare", "2022", "2023", "--region", "洪梅镇"]) == 1
    finally:
        shutil.rmtree(reports / "2022")
    said = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "办理镇人大代表建议条数 23条 24条 增长4.3%" in lines
    assert any(line.startswith("表扬单件数 90件 本年底稿不再印出") for line in lines)
    assert any("本年报告所用的上年数为293宗，与上年报告的1661宗不同" in line for line in lines)
    names = ["修订稿 2022年 与 2023年（不公开）.docx", "比较表 2022年 与 2023年（不公开）.xlsx"]
    assert sorted(path.name for path in here.iterdir()) == names
    assert load_workbook(here / names[1]).sheetnames == ["指标对比", "文字变化"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["draft-ffff", "最新"], 3, "没有名为“draft-ffff”的版本。已有的版本：draft-"),
        (["../..", "最新"], 3, "没有名为“../..”的版本"),
        (["", "最新"], 3, "没有名为“”的版本"),
        (["draft", "最新"], 2, "“draft”指不清是哪一版：draft-"),
        (["2022", "最新"], 2, "请写两个版本，或写两个年份"),
        (["2022", "2023"], 3, "2022 年还没有生成过报告。请先运行 fazhi render 2022 --region"),
    ],
)
def test_what_cannot_be_compared(
    town: Town, here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert run_command(["compare", *arguments, "--region", "洪梅镇"]) == code
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_nothing_rendered_yet(here: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "empty"))
    assert run_command(["compare", "--region", "洪梅镇"]) == 3


@pytest.mark.parametrize("damage", ["missing", "edited", "no json"])
def test_a_damaged_version_is_a_fault_with_a_way_out(
    town: Town, here: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    folder = town.settings.reports / "洪梅镇" / "2023"
    copy = folder / "draft-damaged"
    shutil.copytree(folder / versions(town)[0], copy)
    model = copy / drafts.MODEL
    try:
        if damage == "missing":
            model.unlink()
        elif damage == "edited":
            model.write_bytes(model.read_bytes().replace("23条".encode(), "25条".encode()))
        else:
            (copy / drafts.MANIFEST).write_text("{", encoding="utf-8")
        assert run_command(["compare", "draft-damaged", "最新", "--region", "洪梅镇"]) == 70
        assert "版本 draft-damaged 的文件缺失或已损坏" in capsys.readouterr().err
    finally:
        shutil.rmtree(copy)


def test_an_edited_word_file_of_a_version_does_not_matter(town: Town, here: Path) -> None:
    folder = town.settings.reports / "洪梅镇" / "2023" / versions(town)[0]
    word = next(folder.glob("*.docx"))
    kept = word.read_bytes()
    word.write_bytes(b"edited")
    try:
        assert compare(town.settings, "hongmei", "上一版", "最新", None) is not None
    finally:
        word.write_bytes(kept)
