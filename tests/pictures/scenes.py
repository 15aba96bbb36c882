"""A season played on the shipped submissions, as far as the guide's pictures show it."""

import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook

from tasks.model import RegionYear
from tasks.pipeline import clock
from tasks.pipeline.adopt import take_back
from tasks.pipeline.adopt_answer import BOOK, COPY, answer_files
from tasks.pipeline.base_draft import export_draft
from tasks.pipeline.data_note import write_note
from tasks.pipeline.materials import Written, write_materials
from tasks.pipeline.opinions.consult import consult
from tasks.pipeline.render import Rendered
from tasks.pipeline.status.pages import write_pages
from tests.opinions import SENT, put, reply, sheet_of
from tests.town import YEAR, Town, new_town
from tests.tracked import tracked
from tests.word import W, part

KEY = RegionYear("hongmei", YEAR)
TODAY = datetime(2024, 2, 21, 2, tzinfo=UTC)
REPORT = "洪梅镇2023年法治政府建设年度报告.docx"
LEADERS = (
    ("着力打造政治、本领、作风都过硬的执法队伍", "着力建设一支过硬的执法队伍"),
    ("，参与群众达4.7万人次", ""),
    ("日常巡逻216人次", "日常巡逻305人次"),
    ("举办法治讲座44场次。", "举办法治讲座44场次。选聘法治副校长12名，实现辖区学校全覆盖。"),
)
JOINER = "\u2060"
"""Stands between a number and its unit in our Word files, so that no line breaks there."""
OPINIONS = {"1661宗": ("应修改", "全年平台办案总数为1650宗。", "台账重复登记11宗")}
ENFORCEMENT = "综合行政执法分局"


@dataclass(frozen=True, slots=True)
class Scenes:
    """The files that are photographed."""

    base_draft: Path
    materials: Path
    edited: Path
    answer: Path
    settlements: Path
    opinions: Path
    note: Path
    status: Path


def play(folder: Path) -> Scenes:
    """Everything up to a 送审稿 that waits for its signature; `folder` is empty."""
    _stop_the_clock()
    town = new_town(folder / "data")
    town.let_off()
    town.run()
    town.answer()
    draft = folder / "年度底稿.docx"
    draft.write_bytes(export_draft(town.settings, KEY))
    materials = write_materials(town.settings, KEY)
    assert isinstance(materials, Written)
    note = folder / "数据说明.docx"
    assert write_note(town.settings, KEY.region, YEAR, "1661", note).written
    consult(town.settings, KEY.region, YEAR)
    opinions = _answered(town, folder / "征求意见表.xlsx")
    _nobody_objects(town)
    town.run()
    town.answer()
    assert isinstance(town.final(), Rendered)
    status = write_pages(town.settings, KEY.region, YEAR)
    edited = _edited(town, folder / "改稿.docx")
    done = take_back(town.settings, edited)
    assert not done.problems, done.problems
    files = answer_files(town.settings, done)
    for name in (BOOK, COPY):
        (folder / name).write_bytes(files[name])
    return Scenes(draft, materials.path, edited, folder / COPY, folder / BOOK, opinions, note, status)


def _stop_the_clock() -> None:
    """Today is the day after the signatures, everywhere: the pictures show dates."""
    real = clock.now
    for module in [*sys.modules.values()]:
        if getattr(module, "now", None) is real:
            setattr(module, "now", lambda: TODAY)  # noqa: B010


def _edited(town: Town, to: Path) -> Path:
    """The issue copy as leaders leave it, with tracked changes on."""
    source = next(town.settings.reports.rglob(REPORT)).read_bytes()
    body = part(source, "word/document.xml")[0]
    texts = ("".join(one.text or "" for one in each.iter(f"{W}t")) for each in body.findall(f"{W}p"))
    text = "\n".join(filter(None, texts))
    for old, new in LEADERS:
        text, count = re.subn(f"{JOINER}*".join(old), new, text, count=1)
        assert count, old
    to.write_bytes(tracked(source, text.split("\n")))
    return to


def _nobody_objects(town: Town) -> None:
    """Every department's reply lies in the inbox."""
    for sheet in town.settings.data.joinpath(*SENT).glob("征求意见表（*）.xlsx"):
        reply(town, "", {}, nothing="无意见", source=sheet, name=sheet.name)


def _answered(town: Town, to: Path) -> Path:
    """A department's sheet of sentences, filled in."""
    book = load_workbook(sheet_of(town, ENFORCEMENT))
    put(book.worksheets[0], OPINIONS)
    book.save(to)
    return to
