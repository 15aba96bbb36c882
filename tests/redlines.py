"""Two forms of a document, and the text of a .docx with all its recorded changes accepted or rejected.

ECMA-376-1, 17.13.5: what stands in w:ins goes when it is rejected, what stands in w:del when it is accepted;
so does the end of a paragraph, whose words then run into the next, and so does a row.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tasks.model import Annex, Block, Document, Run, Table, Text
from tests.document import annexed
from tests.word import part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settled(package: bytes, *, accept: bool) -> str:
    """The text line by line, empty lines left out."""
    gone = f"{W}{'del' if accept else 'ins'}"
    found = list(_lines(part(package, "word/document.xml"), gone))
    return "\n".join(line for line in found if line)


def _lines(element: etree._Element, gone: str) -> Iterator[str]:
    waiting = ""
    for child in element:
        if child.tag == f"{W}p":
            waiting += _words(child, gone)
            if child.find(f"{W}pPr/{W}rPr/{gone}") is None:
                yield waiting
                waiting = ""
        elif child.tag == f"{W}tr" and child.find(f"{W}trPr/{gone}") is not None:
            continue
        else:
            yield from _lines(child, gone)
    yield waiting


def _words(paragraph: etree._Element, gone: str) -> str:
    texts = [t for kind in ("t", "delText") for t in paragraph.iter(f"{W}{kind}")]
    kept = [t for t in texts if _stands(t, gone)]
    order = {t: at for at, t in enumerate(paragraph.iter())}
    return "".join(t.text or "" for t in sorted(kept, key=order.__getitem__))


def _stands(text: etree._Element, gone: str) -> bool:
    parents = [parent.tag for parent in text.iterancestors()]
    return gone not in parents and not any(tag.endswith("}Fallback") for tag in parents)


def earlier() -> Document:
    """The sample with its annexes, shorter: its first paragraphs and where `later` differs."""
    document = annexed()
    above = ("", *(_heading(block) for block in document.blocks))
    kept = [
        block
        for at, block in enumerate(document.blocks)
        if at < _FIRST or _heading(block) in _LATER or above[at] in _PROBLEMS
    ]
    table_annex, chart_annex = document.annexes
    note, table = table_annex.parts
    assert isinstance(table, Table)
    shorter = replace(table_annex, parts=(note, replace(table, rows=table.rows[:4])))
    return replace(document, blocks=tuple(kept), annexes=(shorter, chart_annex))


def later() -> Document:
    """The same some days on: every kind of change once. Its figures are those of the sample by id."""
    document = earlier()
    figures = {
        name: replace(figure, text=_TEXTS.get(figure.text, figure.text))
        for name, figure in document.figures.items()
    }
    blocks = [_reworded(block) for block in document.blocks]
    at = {_heading(block): place for place, block in enumerate(blocks)}
    moved, over = at["化解矛盾纠纷。"], at["丰富法治宣传形式。"]
    blocks[moved], blocks[over] = replace(blocks[over], number="2."), replace(blocks[moved], number="3.")
    del blocks[at["健全多元解纷机制。"]]
    table_annex, chart_annex = document.annexes
    return replace(
        document,
        blocks=tuple(blocks),
        figures=figures,
        date="2024年2月1日",
        annexes=(_less_a_row(table_annex), chart_annex, Annex("名词解释", (Block(0, body=(Text("略。"),)),))),
    )


_FIRST = 5
_LATER = (
    "自觉接受各方面监督。",
    "凝聚综合执法合力。",
    "化解矛盾纠纷。",
    "丰富法治宣传形式。",
    "健全多元解纷机制。",
)
_PROBLEMS = ("存在的主要问题",)  # its text stands below it
_TEXTS = {"1483宗": "1,490宗", "4次": "5次", "不到五成": "约六成"}
_WORDS = {
    "用好镇党群服务中心、法治文化公园、农家书屋等阵地，": "",
    "主动接受人大监督、": "认真听取群众意见。主动接受人大监督、",
    "各方面和全过程": "各领域各环节",
}


def _reworded(block: Block) -> Block:
    return replace(block, body=tuple(_run(run) for run in block.body))


def _run(run: Run) -> Run:
    if not isinstance(run, Text):
        return run
    text = run.text
    for old, new in _WORDS.items():
        text = text.replace(old, new)
    return replace(run, text=text)


def _heading(block: Block) -> str:
    return "".join(run.text for run in block.heading if isinstance(run, Text))


def _less_a_row(annex: Annex) -> Annex:
    note, table = annex.parts
    assert isinstance(table, Table)
    added = ((Text("新增指标"),), (Text("1件"),), (Text("—"),), (Text("—"),))
    return replace(annex, parts=(note, replace(table, rows=(*table.rows[:1], added, *table.rows[2:]))))
