"""What is told of changed words: by sentence, with its heading; what moved, what only got another number."""

from dataclasses import replace

from tasks.model import Annex, Bar, Block, Chart, Document, Figure, FigureRun, Run, Table, Text
from tasks.writers.annex_changes import annex_changes
from tasks.writers.annex_lines import annex_lines
from tasks.writers.line_changes import line_changes
from tasks.writers.lines import lines
from tasks.writers.text_changes import TextKind, annex_text_changes, text_changes

FIGURES = {
    "f1": Figure("f1", ("2023/cases",), "办案数", "约332万元"),
    "f2": Figure("f2", ("2023/x",), "数", "不到五成"),
}
FIRST = "坚持科学决策，审查文件。组织公众参与，开展专家论证。"
SECOND = "规范执法行为，加强执法监督，公示执法结果。"
THIRD = "建成法治公园，讲授专题党课，举办普法讲座。"


def document(*blocks: Block, figures: dict[str, Figure] = FIGURES, **more: object) -> Document:
    return Document("qinghe", 2023, (Text("报告"),), blocks, figures=figures, **more)  # type: ignore[arg-type]


def body(*runs: str | Run) -> Block:
    return Block(0, body=tuple(Text(run) if isinstance(run, str) else run for run in runs))


def head(number: str, words: str, text: str = "") -> Block:
    return Block(3 if text else 2, number, (Text(words),), (Text(text),) if text else ())


def told(before: Document, after: Document) -> list[tuple[str, str, str, str]]:
    changes = text_changes(line_changes(lines(before), lines(after)))
    return [(one.kind, one.where, one.was, one.now) for one in changes]


def test_the_sentence_that_changed_and_no_other() -> None:
    before = document(head("（一）", "依法决策"), body(FIRST), body(SECOND))
    after = document(head("（一）", "依法决策"), body(FIRST.replace("审查", "审核")), body(SECOND))
    assert told(before, after) == [
        (TextKind.EDITED, "（一）依法决策", "坚持科学决策，审查文件。", "坚持科学决策，审核文件。")
    ]
    assert told(before, before) == []


def test_sentences_that_come_and_go_are_told_alone() -> None:
    before, after = document(body(FIRST)), document(body(f"先听意见。{FIRST}再作决定。"))
    assert told(before, after) == [
        (TextKind.ADDED, "", "", "先听意见。"),
        (TextKind.ADDED, "", "", "再作决定。"),
    ]
    assert [kind for kind, *_ in told(after, before)] == [TextKind.REMOVED, TextKind.REMOVED]


def test_a_change_over_the_end_of_a_sentence_is_one() -> None:
    before = document(body("坚持科学决策，审查文件齐全。公众参与，开展专家论证。"))
    after = document(body("坚持科学决策，审查材料！代表参与，开展专家论证。"))
    assert told(before, after)[0][2:] == (
        "坚持科学决策，审查文件齐全。公众参与，开展专家论证。",
        "坚持科学决策，审查材料！代表参与，开展专家论证。",
    )
    assert len(told(before, after)) == 1


def test_what_moved_is_told_once_where_it_is() -> None:
    before = document(body(FIRST), body(SECOND), body(THIRD))
    assert told(before, document(body(THIRD), body(FIRST), body(SECOND))) == [
        (TextKind.MOVED, "", THIRD, THIRD)
    ]
    edited = THIRD.replace("建成", "新建")
    assert told(before, document(body(edited), body(FIRST), body(SECOND))) == [
        (TextKind.MOVED_AND_EDITED, "", THIRD, edited)
    ]


def test_another_number_alone_is_told_as_such() -> None:
    before = document(head("1.", "依法决策。", FIRST), head("2.", "规范执法。", SECOND))
    after = document(head("1.", "规范执法。", SECOND))
    assert told(before, after) == [
        (TextKind.REMOVED, "1.依法决策。", f"1.依法决策。{FIRST}", ""),  # a whole paragraph is told whole
        (TextKind.RENUMBERED, "1.规范执法。", "2.规范执法。", "1.规范执法。"),
    ]


def test_a_paragraph_that_lost_its_heading_is_the_same_paragraph() -> None:
    before, after = document(head("1.", "规范执法。", SECOND)), document(body(SECOND))
    assert told(before, after) == [(TextKind.REMOVED, "", "1.规范执法。", "")]


def test_a_figure_is_one_word() -> None:
    before = document(body("协议涉及金额", FigureRun("f1"), "，占比", FigureRun("f2"), "。"))
    figures = {
        **FIGURES,
        "f1": replace(FIGURES["f1"], text="约335万元"),
        "f2": replace(FIGURES["f2"], text="五成"),
    }
    [change] = text_changes(line_changes(lines(before), lines(replace(before, figures=figures))))
    changed = [part.word.text for part in change.parts if part.fate != "kept"]
    assert changed == ["约332万元", "约335万元", "不到五成", "五成"]


def test_a_number_that_was_typed_and_is_bound_now_is_no_change() -> None:
    assert told(document(body("金额约332万元。")), document(body("金额", FigureRun("f1"), "。"))) == []


def test_date_signatory_and_addressee_stand_under_no_heading() -> None:
    before = document(head("（一）", "依法决策"), addressee="市委", signatory="镇政府", date="2024年1月31日")
    after = replace(before, addressee="市委办", signatory="镇人民政府", date="2024年2月2日")
    assert [where for _, where, _, _ in told(before, after)] == ["", "", ""]


def annexed(
    rows: dict[str, str], *, title: str = "主要指标", columns: tuple[str, str] = ("指标", "数")
) -> Document:
    table = Table(columns, tuple(((Text(name),), (Text(number),)) for name, number in rows.items()), (1,))
    return document(annexes=(Annex(title, (body("截至年底。"), table)),))


def told_of(before: Document, after: Document) -> list[tuple[str, str, str, str]]:
    changes = annex_text_changes(annex_changes(annex_lines(before), annex_lines(after)))
    return [(one.kind, one.where, one.was, one.now) for one in changes]


def test_rows_are_matched_by_their_name() -> None:
    before = annexed({"办案数": "5宗", "工单数": "9件", "调解数": "7宗"})
    after = annexed({"办案数": "6宗", "讲座数": "1场", "调解数": "7宗"})
    assert told_of(before, after) == [
        (TextKind.EDITED, "主要指标", "办案数　5宗", "办案数　6宗"),
        (TextKind.REMOVED, "主要指标", "工单数　9件", ""),
        (TextKind.ADDED, "主要指标", "", "讲座数　1场"),
    ]
    assert told_of(before, before) == []


def test_a_table_with_other_columns_is_another_table() -> None:
    before, after = annexed({"办案数": "5宗"}), annexed({"办案数": "5宗"}, columns=("指标", "同比"))
    assert [(kind, was, now) for kind, _, was, now in told_of(before, after)] == [
        (TextKind.REMOVED, "截至年底。", ""),
        (TextKind.REMOVED, "指标　数", ""),
        (TextKind.REMOVED, "办案数　5宗", ""),
        (TextKind.ADDED, "", "截至年底。"),
        (TextKind.ADDED, "", "指标　同比"),
        (TextKind.ADDED, "", "办案数　5宗"),
    ]


def test_a_chart_is_told_in_words() -> None:
    def charted(text: str) -> Document:
        figures = {"b1": Figure("b1", ("2023/cases",), "办案数", text)}
        bars = (Bar("办案数", "b1", 5),)  # type: ignore[arg-type]
        return document(figures=figures, annexes=(Annex("增长情况", (Chart("同比（%）", bars),)),))

    assert told_of(charted("5%"), charted("6%")) == [
        (TextKind.EDITED, "增长情况", "办案数　5%", "办案数　6%")
    ]


def test_an_annex_that_came_is_told_by_its_title() -> None:
    assert [now for _, _, _, now in told_of(document(), annexed({"办案数": "5宗"}))] == ["附件", "主要指标"]
