"""材料汇编 in LibreOffice: read as pages, and copied from by the clipboard into a 年度底稿."""

import subprocess
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tasks.catalogue import load as load_catalogue
from tasks.model import RegionYear
from tasks.pipeline.base_draft import export_draft, import_draft
from tasks.report.book import open_book
from tasks.report.materials import gather
from tasks.report.word_names import code_names
from tasks.report.word_text import spelled_text
from tasks.review.numbers import marked
from tasks.settings import HOUSE, load
from tasks.writers.materials import Collected, Listed, write_materials
from tasks.writers.sources import Review
from tasks.writers.style import load_style
from tests.build import value
from tests.edition import item
from tests.system.office import seen_text, to_pdf

pytestmark = pytest.mark.system

KEY = RegionYear("hongmei", 2023)
TEXT = "templates/editions/hongmei/2023/report.md"
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>
"""
_PASTE = """
Sub Paste()
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  kept(0).Name = "FilterName" : kept(0).Value = "MS Word 2007 XML"
  source = StarDesktop.loadComponentFromURL("{folder}/document.docx", "_blank", 0, hidden())
  target = StarDesktop.loadComponentFromURL("{folder}/draft.docx", "_blank", 0, hidden())
  wanted = source.createSearchDescriptor() : wanted.SearchString = "{beginning}"
  found = source.findFirst(wanted)
  words = found.Text.createTextCursorByRange(found)
  words.gotoStartOfParagraph(False) : words.gotoEndOfParagraph(True) : words.goRight(1, True)
  source.CurrentController.select(words)
  behind = target.createSearchDescriptor() : behind.SearchString = "{after}"
  found = target.findFirst(behind)
  place = found.Text.createTextCursorByRange(found)
  place.gotoEndOfParagraph(False) : place.goRight(1, False)
  target.CurrentController.select(place)
  target.CurrentController.insertTransferable(source.CurrentController.getTransferable())
  target.storeToURL("{folder}/saved.docx", kept())
  target.close(True) : source.close(True)
  StarDesktop.terminate()
End Sub
"""


def materials() -> bytes:
    """材料汇编 of two texts; a value stands behind the first one's number."""
    catalogue = load_catalogue(load({}), "hongmei")
    told = item("开展志愿服务35次，另有5次。", "发挥党员作用", topic="achievements")
    told = replace(told, bound=(f"7-9=2023/{catalogue.by_label['志愿服务活动次数'].code}",))
    given = value(catalogue.by_label["志愿服务活动次数"].code, "35", unit="次")
    found = gather(open_book(catalogue, KEY, [given], [told, item("一是队伍不强。")]))
    names = code_names(catalogue)
    collected = Collected(
        document=marked(found.document, catalogue.names),
        contents=tuple(Listed(one.name, one.sent, one.silent) for one in found.chapters),
        findings={},
        spell=lambda made: spelled_text(f"{{{{ {made} }}}}", names),
    )
    return write_materials(collected, Review(), load_style(load({})))


def test_a_paragraph_pasted_in_libreoffice_keeps_origin_and_bindings(tmp_path: Path) -> None:
    pages = seen_text(to_pdf(materials(), tmp_path))
    assert "各单位都报了" in pages or "没有收到" in pages
    assert "开展志愿服务【志愿服务活动次数】" in pages.replace("\n", "")
    settings = load({"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")})
    (tmp_path / "draft.docx").write_bytes(export_draft(settings, KEY))
    _paste(tmp_path, "开展志愿服务", "抓住领导干部这个")
    taken = import_draft(settings, KEY, (tmp_path / "saved.docx").read_bytes())
    assert (taken.changed, taken.problems) == (("新增 1 段",), ())
    before = (HOUSE / TEXT).read_text(encoding="utf-8").splitlines()
    after = (settings.site / TEXT).read_text(encoding="utf-8").splitlines()
    new = '{{ 出自("justice", "achievements", 1) }}开展志愿服务{{ 志愿服务活动次数 }}，另有5次。'
    assert [line for line in after if line not in before] == [new]
    assert [line for line in before if line not in after] == []


def _paste(folder: Path, beginning: str, after: str) -> None:
    """Copy a paragraph of document.docx behind one of draft.docx by LibreOffice's clipboard."""
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    macro = _PASTE.format(folder=folder.as_uri(), beginning=beginning, after=after)
    module.write_text(_MODULE.format(escape(macro)), encoding="utf-8")
    (folder / "open.docx").write_bytes(
        (folder / "draft.docx").read_bytes()
    )  # else it may end before it began
    command = [
        "soffice",
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
    ]
    command += [str(folder / "open.docx"), "macro:///Standard.Module1.Paste"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
