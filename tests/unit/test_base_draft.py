"""A base draft on its way to Word and back: what is changed there is changed here, and nothing else."""

import difflib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from flows.cli import run_command
from tasks import settings
from tasks.model import RegionYear
from tasks.pipeline.base_draft import (
    Imported,
    base_draft_of,
    export_draft,
    import_draft,
    import_file,
    start_and_write_draft,
)
from tasks.pipeline.clock import now
from tasks.pipeline.edition_files import edition_texts, write_edition
from tasks.pipeline.editions import NoEdition
from tasks.pipeline.errors import LeaseHeldError
from tasks.settings import Settings
from tasks.store.registry import open_registry
from tests.drafts import Draft
from tests.word import W, part, text_of

HONGMEI, QINGHE = RegionYear("hongmei", 2023), RegionYear("qinghe", 2024)
JINJA = re.compile(r"\{\{|\}\}|\[\[|\]\]|\w \| \w|=True|\{%")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty registry, made once."""
    return f"sqlite:///{(tmp_path_factory.mktemp('registry') / 'registry.sqlite').as_posix()}"


@pytest.fixture
def site(tmp_path: Path, registry: str) -> Settings:
    places = {"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")}
    return settings.load({**places, "FAZHI_REGISTRY_URL": registry})


def draft(site: Settings, key: RegionYear = HONGMEI) -> Draft:
    return Draft(export_draft(site, key))


def taken(site: Settings, changed: Draft, key: RegionYear = HONGMEI) -> Imported:
    done = import_draft(site, key, changed.saved(), "底稿.docx")
    for said in (*done.problems, *done.notes, *done.changed, *commented(done)):
        assert not JINJA.search(said), said
    return done


def commented(done: Imported) -> list[str]:
    if done.answer is None:
        return []
    with zipfile.ZipFile(io.BytesIO(done.answer)) as archive:
        names = [name for name in archive.namelist() if "comments" in name]
        roots = [etree.fromstring(archive.read(name)) for name in names if name.endswith(".xml")]
    return [text_of(one) for root in roots for one in root.iter(f"{W}comment")]


def beside(done: Imported, said: str) -> str:
    """The words that a comment stands beside."""
    assert done.answer is not None
    body = part(done.answer, "word/document.xml")
    number = commented(done).index(next(one for one in commented(done) if said in one))
    (start,) = body.xpath(f"//*[local-name()='commentRangeStart'][@*[local-name()='id']='{number}']")
    words = ""
    for one in start.itersiblings():
        if one.tag == f"{W}commentRangeEnd" and one.get(f"{W}id") == str(number):
            break
        words += text_of(one)
    return words


def difference(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went and came, without context."""
    return [
        line
        for name in before
        for line in difflib.unified_diff(
            before[name].splitlines(), after[name].splitlines(), n=0, lineterm=""
        )
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]


@pytest.mark.parametrize("key", [HONGMEI, QINGHE], ids=lambda key: key.region)
def test_an_untouched_draft_changes_nothing(site: Settings, key: RegionYear) -> None:
    data = export_draft(site, key)
    assert data == export_draft(site, key)
    assert base_draft_of(data) == key
    assert import_draft(site, key, data) == Imported(key)
    assert not site.site.exists()


def test_nobody_sees_a_template(site: Settings) -> None:
    for key in (HONGMEI, QINGHE):
        said = "\n".join(draft(site, key).texts)
        assert not JINJA.search(said)
        assert "【粤执法办案总数】" in said
        assert "〖，【粤执法办案总数·对比】〗" in said
        assert "·存在的问题及原因，合并】" in said


def test_a_changed_sentence_changes_its_line_alone(site: Settings) -> None:
    before = edition_texts(site, QINGHE)
    changed = draft(site, QINGHE)
    words = changed.find("一是严格合法性审查")
    for one in words.iter(f"{W}t"):
        one.text = (one.text or "").replace("应审尽审", "应审必审")
    done = taken(site, changed, QINGHE)
    assert done.changed == ("改写 1 段",)
    went, came = difference(before, edition_texts(site, QINGHE))
    assert went.replace("应审尽审", "应审必审")[1:] == came[1:]
    assert [path.name for path in site.site.rglob("*.*")] == ["report.md"]
    assert taken(site, changed, QINGHE) == Imported(QINGHE)  # given back again


def test_recorded_changes_count_as_accepted(site: Settings) -> None:
    before = edition_texts(site, HONGMEI)
    done = taken(site, draft(site).tracked("现将有关情况报告如下", "现将【镇街】有关情况报告如下"))
    assert done.changed == ("改写 1 段",)
    assert difference(before, edition_texts(site, HONGMEI))[1].endswith("现将{{ 镇街 }}有关情况报告如下：")


def test_paragraphs_come_go_and_move_with_their_bytes(site: Settings) -> None:
    before = edition_texts(site, HONGMEI)
    changed = (
        draft(site)
        .insert_after("延伸涉企法律服务", "做好“双随机”监管。", "Heading3")
        .insert_after("做好“双随机”", "全年检查【法治体检家次】〖，【法治体检家次·同比】〗。")
        .insert_after("结构和固定文字", "【注】请各位看一遍")
        .remove("自觉接受各方面监督")
        .remove("坚持把办理建议提案")
    )
    done = taken(site, changed)
    assert done.changed == ("新增 3 段，删去 2 段",)
    lines = difference(before, edition_texts(site, HONGMEI))
    assert [line for line in lines if line.startswith("+") and line != "+"] == [
        "+%% 请各位看一遍",
        "+### 做好“双随机”监管。",
        "+全年检查{{ 法治体检家次 }}[[，{{ 法治体检家次 | 同比 }}]]。",
    ]
    assert len([line for line in lines if line.startswith("-") and line != "-"]) == 2


def test_a_moved_section_is_the_same_section(site: Settings) -> None:
    before = edition_texts(site, HONGMEI)["report.md"]
    changed = draft(site).move_after("凝聚执法合力", "建强行政执法队伍", "加强执法证件申领")
    assert taken(site, changed).changed == ("移动 2 段",)
    after = edition_texts(site, HONGMEI)["report.md"]
    assert sorted(after.splitlines()) == sorted(before.splitlines())
    assert after.index("### 建强行政执法队伍") < after.index("### 深化执法融合协作")


def test_a_heading_that_holds_a_required_content_is_renamed_there_too(site: Settings) -> None:
    before = edition_texts(site, HONGMEI)
    done = taken(
        site, draft(site).replace("主要存在问题", "不足和短板").replace("【下年】年法治", "【下年】年度法治")
    )
    assert not done.problems
    assert "标题“主要存在问题”改为“不足和短板”" in done.changed
    after = edition_texts(site, HONGMEI)
    assert after["edition.yaml"] == before["edition.yaml"].replace("主要存在问题", "不足和短板").replace(
        "}}年法治建设工作计划", "}}年度法治建设工作计划"
    )


def test_one_that_is_deleted_is_told_and_nothing_written(site: Settings) -> None:
    done = taken(site, draft(site).remove("主要存在问题").replace("现将有关", "现把有关"))
    assert len(done.problems) == 1
    assert "标题“主要存在问题”删去了，规定必须有的内容" in done.problems[0]
    assert not site.site.exists()


def test_everything_wrong_is_told_at_its_place_with_the_nearest_names(site: Settings) -> None:
    changed = (
        draft(site)
        .replace("【专题党课场次】", "【专题党课次数】")
        .replace("【法治培训场次】", "【法治培训场次】场次")
        .replace("〖，【审查规范性文件件次·同比】〗", "〖，同比【审查规范性文件件次·同比】")
        .replace("【材料：司法分局·存在的问题及原因，合并】", "【材料：司法科室·存在的问题及原因，合并】")
        .replace("用好信访工作联席会议机制", "用好【信访量】】工作联席会议机制")
        .remove("主要存在问题")
        .replace("【材料：司法分局·下一年度安排】", "【材料：司法分局·下一年度安排】等")
    )
    done = taken(site, changed)
    told = "\n".join(done.problems)
    assert "没有叫“专题党课次数”的指标。相近的名称有：专题党课场次" in told
    assert "没有叫“司法科室”的填报单位。相近的名称有：" in told
    assert "后面没有与它成对的“〗”" in told
    assert "“】”不成对" in told
    assert "没有叫“信访量”的指标" in told
    assert "标题“主要存在问题”删去了" in told
    assert "应独占一段" in told
    assert len(done.problems) == 7
    assert beside(done, "专题党课次数") == "【专题党课次数】"
    assert beside(done, "司法科室") == "【材料：司法科室·存在的问题及原因，合并】"
    assert any(said.startswith("没有写进底稿") for said in commented(done))
    assert not site.site.exists()


def test_words_that_a_figure_says_itself_are_told_at_the_paragraph(site: Settings) -> None:
    done = taken(site, draft(site).replace("【合法性审查件次】，", "【合法性审查件次】件次，"))
    assert len(done.problems) == 1
    assert "请删去后面的“件次”" in done.problems[0]


def test_what_only_composing_tells_is_told_at_the_paragraph(site: Settings) -> None:
    changed = draft(site).replace(
        "【材料：司法分局·存在的问题及原因，合并】", "【材料：司法分局·存在的问题及原因】，并改进"
    )
    done = taken(site, changed)
    assert len(done.problems) == 1
    assert "【材料：…】应独占一段" in done.problems[0]
    assert beside(done, "独占一段").startswith("【年】年，【镇街】法治政府建设取得新的进展")


def test_a_typed_number_is_told_and_stops_nothing(site: Settings) -> None:
    done = taken(site, draft(site).replace("建成民法典墙绘阵地", "全年巡查3500次，建成民法典墙绘阵地"))
    assert done.changed == ("改写 1 段",)
    assert len(done.notes) == 1
    assert beside(done, "没有数据依据") == "3500次"


def test_paragraphs_that_look_like_headings_are_asked_about(site: Settings) -> None:
    done = taken(site, draft(site).insert_after("现将有关情况报告如下", "一、总体情况"))
    assert [note for note in done.notes if "像是标题的序号" in note]
    again = taken(site, draft(site).restyle("总体情况", "Heading1").replace("总体", "基本"))
    assert not again.notes
    assert "# 基本情况\n" in edition_texts(site, HONGMEI)["report.md"]


def test_title_addressee_signatory_and_date(site: Settings) -> None:
    before = edition_texts(site, HONGMEI)
    changed = (
        draft(site)
        .replace("年法治政府建设年度报告", "年度法治政府建设情况报告")
        .replace("【主送机关】", "【主送机关】东莞市人民政府：")
        .replace("2024年1月31日", "2024年2月8日")
        .replace("【署名】洪梅镇人民政府", "【署名】东莞市洪梅镇人民政府")
    )
    assert len(taken(site, changed).changed) == 4
    assert edition_texts(site, HONGMEI)["edition.yaml"] == (
        before["edition.yaml"]
        .replace("年法治政府建设年度报告", "年度法治政府建设情况报告")
        .replace('addressee: ""', "addressee: 东莞市人民政府")
        .replace("signatory: 洪梅镇", "signatory: 东莞市洪梅镇")
        .replace("date: 2024-01-31", "date: 2024-02-08")
    )
    assert edition_texts(site, HONGMEI)["report.md"] == before["report.md"]


def test_a_day_that_is_none_is_told(site: Settings) -> None:
    done = taken(site, draft(site).replace("2024年1月31日", "二月上旬"))
    assert "成文日期请写成" in done.problems[0]
    assert taken(site, draft(site).replace("2024年1月31日", "待填")).changed == ("成文日期改为“待填”",)


def test_lines_that_are_gone_are_not_changed(site: Settings) -> None:
    changed = (
        draft(site)
        .remove("【主送机关】")
        .remove("【署名】")
        .remove("【成文日期】")
        .restyle("年法治政府建设年度报告", "公文正文")
    )
    assert taken(site, changed) == Imported(HONGMEI)


def test_both_sides_changes_are_put_together(site: Settings) -> None:
    changed = draft(site).replace("主要存在问题", "存在的主要问题")
    now = edition_texts(site, HONGMEI)
    write_edition(
        site,
        HONGMEI,
        {
            "report.md": now["report.md"].replace("取得新的进展", "取得明显进展"),
            "edition.yaml": now["edition.yaml"].replace("2024-01-31", "2024-02-01"),
        },
    )
    assert not taken(site, changed).problems
    after = edition_texts(site, HONGMEI)
    assert "# 存在的主要问题" in after["report.md"]
    assert "取得明显进展" in after["report.md"]
    assert "date: 2024-02-01" in after["edition.yaml"]
    assert "heading: 存在的主要问题" in after["edition.yaml"]


def test_a_conflict_is_answered_with_both_wordings_and_settled_in_the_answer(site: Settings) -> None:
    changed = (
        draft(site)
        .replace("取得新的进展", "迈上新的台阶")
        .replace("现将有关", "现把有关")
        .remove("加强基层社会治理")
    )
    now = edition_texts(site, HONGMEI)
    mine = (
        now["report.md"].replace("取得新的进展", "取得明显进展").replace("## 加强基层", "## 加强和创新基层")
    )
    mine = mine.replace("让群众爱听爱看", "使群众爱听爱看")
    write_edition(site, HONGMEI, {"report.md": mine})
    done = taken(site, changed)
    assert edition_texts(site, HONGMEI)["report.md"] == mine
    assert len(done.problems) == 3
    assert beside(done, "取得明显进展").startswith("【年】年，【镇街】法治政府建设迈上新的台阶")
    assert beside(done, "您删去的这一处").startswith("加强和创新基层社会治理")
    assert done.answer is not None
    settled = Draft(done.answer).replace("迈上新的台阶", "取得明显进展，迈上新的台阶")
    assert not taken(site, settled).problems
    after = edition_texts(site, HONGMEI)["report.md"]
    assert after == mine.replace("取得明显进展", "取得明显进展，迈上新的台阶").replace("现将有关", "现把有关")


def test_both_changed_the_date(site: Settings) -> None:
    changed = draft(site).replace("2024年1月31日", "2024年2月2日")
    yaml = edition_texts(site, HONGMEI)["edition.yaml"].replace("2024-01-31", "2024-02-01")
    write_edition(site, HONGMEI, {"edition.yaml": yaml})
    done = taken(site, changed)
    assert "底稿现在的成文日期是：2024年2月1日" in done.problems[1]
    assert beside(done, "底稿现在的成文日期").endswith("2024年2月2日")


def test_words_in_tables_are_told(site: Settings) -> None:
    done = taken(
        site,
        draft(site).in_table("现将有关情况报告如下"),
    )
    assert "不能放表格" in done.problems[0]


def test_a_file_without_properties_says_by_its_line_whose_it_is(site: Settings) -> None:
    data = draft(site).saved(lambda name: "custom" not in name)
    assert base_draft_of(data) == HONGMEI
    assert base_draft_of(draft(site).remove("编号 hongmei").saved()) == HONGMEI
    without = draft(site).remove("编号 hongmei").saved(lambda name: "custom" not in name)
    assert base_draft_of(without) is None
    assert "没有底稿编号" in import_draft(site, HONGMEI, without).problems[0]


def test_what_is_no_draft_of_this_year(site: Settings) -> None:
    assert base_draft_of(b"") is None
    assert base_draft_of(b"PK\x03\x04 broken") is None
    assert "存为 .docx" in import_draft(site, HONGMEI, b"%PDF-1.7", "底稿.pdf").problems[0]
    assert import_draft(site, HONGMEI, export_draft(site, QINGHE)).problems
    assert import_draft(site, HONGMEI, export_draft(site, HONGMEI)[:4000]).problems


def test_a_draft_whose_base_is_not_kept_is_refused(site: Settings) -> None:
    data = draft(site).replace("现将有关", "现把有关").saved()
    elsewhere = replace(site, data=site.data / "elsewhere")
    assert import_draft(elsewhere, HONGMEI, data).changed  # the edition is still the one it was made from
    yaml = edition_texts(site, HONGMEI)["edition.yaml"].replace("2024-01-31", "2024-02-01")
    write_edition(site, HONGMEI, {"edition.yaml": yaml})
    nowhere = replace(site, data=site.data / "nowhere")
    assert "没有留存" in import_draft(nowhere, HONGMEI, data).problems[0]


def test_a_draft_waits_while_another_works_on_the_year(site: Settings) -> None:
    given = draft(site).saved()
    with (
        open_registry(site.registry_url) as registry,
        registry.lease(HONGMEI, "别人", now),
        pytest.raises(LeaseHeldError),
    ):
        import_draft(site, HONGMEI, given)
    assert import_draft(site, HONGMEI, given).problems == ()


def test_the_commands(
    site: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(site.data))
    monkeypatch.setenv("FAZHI_SITE", str(site.site))
    monkeypatch.setenv("FAZHI_REGISTRY_URL", site.registry_url)
    monkeypatch.chdir(tmp_path)
    assert run_command(["edition", "export", "2023", "--out", "底稿.docx"]) == 0
    file = tmp_path / "底稿.docx"
    assert run_command(["edition", "import", "底稿.docx"]) == 0
    assert "与底稿一致" in capsys.readouterr().out
    file.write_bytes(Draft(file.read_bytes()).replace("【专题党课场次】", "【专题党课次数】").saved())
    assert run_command(["edition", "import", "底稿.docx"]) == 1
    assert "底稿没有改动" in capsys.readouterr().out
    assert (tmp_path / "底稿（答复）.docx").is_file()
    file.write_bytes(b"no Word file")
    assert run_command(["edition", "import", "底稿.docx"]) == 2
    assert "没有底稿编号" in capsys.readouterr().err
    assert run_command(["edition", "export", "2031"]) == 3
    assert run_command(["edition", "export", "2024", "--region", "青禾镇"]) == 0
    assert (site.reports / "青禾镇/2024/青禾镇2024年度底稿.docx").is_file()


def test_a_draft_starts_where_there_is_no_edition_yet(site: Settings) -> None:
    key = RegionYear("hongmei", 2024)
    written = start_and_write_draft(site, key)
    assert isinstance(written, Path)
    changed = Draft(written.read_bytes())
    assert "【成文日期】待填" in changed.texts
    done = taken(site, changed.replace("主要存在问题", "存在的主要问题"), key)
    assert done.changed == ("改写 1 段", "标题“主要存在问题”改为“存在的主要问题”")
    assert isinstance(start_and_write_draft(site, RegionYear("hongmei", 2020)), NoEdition)


def test_a_draft_waits_while_another_run_writes_the_year(site: Settings, tmp_path: Path) -> None:
    path = tmp_path / "底稿.docx"
    path.write_bytes(draft(site).replace("补齐短板弱项", "补齐短板和弱项").saved())
    with open_registry(site.registry_url) as registry, registry.lease(HONGMEI, "另一次运行", now):
        with pytest.raises(LeaseHeldError):
            import_file(site, path, tmp_path)
        assert "补齐短板弱项" in edition_texts(site, HONGMEI)["report.md"]
    found = import_file(site, path, tmp_path)
    assert found is not None
    assert found[0].problems == ()
