"""数据出处一览表 and 数据说明 as LibreOffice prints them: nothing is cut off, a note is one page."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tasks import settings
from tasks.writers.data_note import write_data_note
from tasks.writers.source_sheet import write_sources
from tasks.writers.style import load_style
from tests.document import annexed, review, sample
from tests.system.office import convert, seen_text, to_pdf
from tests.unit.test_data_note import figure, known, longest

pytestmark = pytest.mark.system


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages(pdf: Path) -> int:
    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


@pytest.mark.parametrize("which", ["months", "longest"])
def test_a_note_is_one_page_and_seen_whole(tmp_path: Path, which: str) -> None:
    style = load_style(settings.load({}))
    document, one, by = sample(), figure("2023/satisfaction"), review()
    if which == "longest":
        document, one, by = longest()
    pdf = to_pdf(write_data_note(document, one, by, known(one, document), style), tmp_path)
    assert pages(pdf) == 1
    text = squeezed(seen_text(pdf))
    assert text.startswith("内部使用，不公开数据说明")
    assert text.endswith("年月日")  # the line for signatures is on it too


def test_the_sheet_stands_on_a4_with_its_headings_and_its_mark_on_every_page(tmp_path: Path) -> None:
    document, source = annexed(), tmp_path / "sheet.xlsx"
    who = (("填报人", "张三"), ("审核人", "李四"))
    by = replace(review(), people={one.origin.sha256: who for one in document.values.values()})
    changes = {"f001": "上一送审稿为456余场次：重新报送，原文由“456余”改为“460余”"}
    source.write_bytes(write_sources(document, by, changes))
    pdf = convert(source, "pdf", tmp_path)
    text = squeezed(seen_text(pdf))
    assert text.count("所在章节") == pages(pdf) > 3
    assert text.count("内部使用，不公开") == pages(pdf) + 1
