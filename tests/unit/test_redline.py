"""The document with recorded changes: accepting gives the later text, rejecting the earlier one."""

from dataclasses import replace

import pytest
from lxml import etree

from tasks import settings
from tasks.model import Document
from tasks.writers.annex_lines import plain_text
from tasks.writers.redline import write_redline
from tasks.writers.style import Style, load_style
from tests.document import framed, sample
from tests.redlines import W, earlier, later, settled
from tests.word import names, part, values


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def tree(style: Style) -> etree._Element:
    return part(write_redline(earlier(), later(), style), "word/document.xml")


def recorded(tree: etree._Element, tag: str) -> list[str]:
    """The words of each run that came (ins) or went (del)."""
    kind = "t" if tag == "ins" else "delText"
    found = ("".join(each.text or "" for each in mark.iter(f"{W}{kind}")) for mark in tree.iter(f"{W}{tag}"))
    return [words.replace("\u2060", "") for words in found if words]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (earlier(), later()),
        (later(), earlier()),
        (sample(), earlier()),
        (earlier(), sample()),
        (framed(), later()),
        (replace(sample(), date="", signatory=""), sample()),
        (replace(sample(), blocks=()), sample()),
    ],
)
def test_accepted_it_is_the_later_text_and_rejected_the_earlier(
    style: Style, before: Document, after: Document
) -> None:
    package = write_redline(before, after, style)
    assert settled(package, accept=True) == plain_text(after)
    assert settled(package, accept=False) == plain_text(before)


def test_equal_documents_have_no_changes(style: Style) -> None:
    tree = part(write_redline(sample(), sample(), style), "word/document.xml")
    assert not [*tree.iter(f"{W}ins"), *tree.iter(f"{W}del")]


def test_a_figure_is_replaced_whole(tree: etree._Element) -> None:
    assert {"1483宗", "4次", "不到五成"} <= set(recorded(tree, "del"))
    assert {"1,490宗", "5次", "约六成"} <= set(recorded(tree, "ins"))


def test_words_are_replaced_alone(tree: etree._Element) -> None:
    assert "用好镇党群服务中心、法治文化公园、农家书屋等阵地，" in recorded(tree, "del")
    assert "认真听取群众意见。" in recorded(tree, "ins")
    assert "方面和全过程" in recorded(tree, "del")
    assert "领域各环节" in recorded(tree, "ins")


def test_whole_paragraphs_go_with_their_end(tree: etree._Element) -> None:
    ended = [p for p in tree.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}del") is not None]
    words = ["".join(t.text or "" for t in p.iter(f"{W}delText")) for p in ended]
    assert "（三）健全多元解纷机制。" in words
    assert not [p for p in ended if list(p.iter(f"{W}t"))]


def test_rows_of_a_table_come_and_go(tree: etree._Element) -> None:
    rows = {tag: list(tree.iterfind(f".//{W}trPr/{W}{tag}")) for tag in ("ins", "del")}
    assert [len(found) for found in rows.values()] == [1, 1]


def test_every_change_has_its_number_one_author_and_the_documents_day(tree: etree._Element) -> None:
    ids = [*values(tree, "ins", "id"), *values(tree, "del", "id")]
    assert len(set(ids)) == len(ids)
    assert {*values(tree, "ins", "author"), *values(tree, "del", "author")} == {"系统"}
    assert {*values(tree, "ins", "date"), *values(tree, "del", "date")} == {"2024-02-01T00:00:00Z"}


def test_nothing_but_the_text_goes_into_it(style: Style) -> None:
    package = write_redline(earlier(), later(), style)
    assert package == write_redline(earlier(), later(), style)
    assert not [name for name in names(package) if "comment" in name or "custom" in name]
    assert "不公开" in part(package, "docProps/core.xml").findtext("{*}title", "")
