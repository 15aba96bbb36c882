"""征求意见: which sentences are asked about, what disputes a figure, what stands."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tasks.catalogue import load
from tasks.catalogue.opinions_wording import load_opinions_words
from tasks.catalogue.settlements import FindingKey
from tasks.model import (
    Annex,
    AskedFigure,
    AskedRow,
    Bar,
    Block,
    Chart,
    Document,
    Figure,
    FigureRun,
    Opinion,
    Origin,
    SourceKind,
    Table,
    Text,
    Value,
)
from tasks.pipeline.opinions.adoption import table, undecided_reasons
from tasks.pipeline.opinions.asked import asked
from tasks.pipeline.opinions.consult import marked
from tasks.pipeline.opinions.disputes import disputes
from tasks.pipeline.opinions.record import Decided, Replied, Sent, standing
from tasks.pipeline.opinions.rows import Choice, choices
from tasks.settings import load as load_settings
from tasks.store.records import Act, ActKind

CATALOGUE = load(load_settings({}))
WORDS = load_opinions_words(load_settings({}))
AT = datetime(2024, 1, 15, tzinfo=UTC)


def value(indicator: str, number: str, unit: str, raw: str = "") -> Value:
    owner = CATALOGUE.department_of(CATALOGUE.indicators[indicator].owner)
    origin = Origin(owner, "表.xlsx", "0" * 64, "数据统计表", "D4", raw or number)
    return Value("hongmei", 2023, "2023", indicator, SourceKind.STATED, Decimal(number), unit, origin=origin)


VALUES = [
    value("admin_litigation_cases", "3", "宗"),
    value("admin_reconsideration_cases", "13", "宗"),
    value("npc_suggestions_handled", "23", "条"),
]
FIGURES = {
    "f1": Figure("f1", ("2023/admin_litigation_cases",), "行政诉讼宗数", "3宗"),
    "f2": Figure("f2", ("2023/admin_reconsideration_cases",), "行政复议宗数", "13宗"),
    "f3": Figure("f3", ("2023/npc_suggestions_handled",), "代表建议条数", "23条"),
}


def document(*body: Text | FigureRun, annexes: tuple[Annex, ...] = ()) -> Document:
    blocks = (
        Block(1, "一、", (Text("推进法治"),)),
        Block(3, "1.", (Text("依法办案。"),), body),
    )
    return Document(
        "hongmei",
        2023,
        (Text("某镇2023年报告"),),
        blocks,
        signatory="某镇人民政府",
        date="2024年1月31日",
        figures=FIGURES,
        values={one.key: one for one in VALUES},
        annexes=annexes,
    )


def test_each_department_is_asked_about_its_own_sentences_in_reading_order() -> None:
    found = asked(
        document(
            Text("全年行政诉讼"),
            FigureRun("f1"),
            Text("、复议"),
            FigureRun("f2"),
            Text("。没有数的一句。办理代表建议"),
            FigureRun("f3"),
            Text("，诉讼"),
            FigureRun("f1"),
            Text("。"),
            Text("开展普法。", narrative="justice/achievements/1"),
        ),
        CATALOGUE,
    )
    justice = found["justice"]
    assert [row.sentence for row in justice] == [
        "全年行政诉讼3宗、复议13宗。",
        "办理代表建议23条，诉讼3宗。",
        "开展普法。",
    ]
    assert [[one.name for one in row.figures] for row in justice] == [
        ["行政诉讼宗数", "行政复议宗数"],
        ["行政诉讼宗数"],
        [],
    ]
    assert {row.section for row in justice} == {"一、1.依法办案"}
    (other,) = [rows for code, rows in found.items() if code != "justice"]
    assert [(row.sentence, [one.text for one in row.figures]) for row in other] == [
        ("办理代表建议23条，诉讼3宗。", ["23条"])
    ]
    assert len({row.id for row in justice}) == 3


def test_the_same_words_twice_are_two_rows_and_annexes_are_asked_about_too() -> None:
    row = (Text("行政诉讼"), FigureRun("f1"))
    annex = Annex(
        "一览表",
        (
            Table(("名称", "数"), (((Text("行政诉讼"),), (FigureRun("f1"),)),)),
            Chart("案件（宗）", (Bar("复议", "f2", Decimal(13)),)),
        ),
    )
    found = asked(document(*row, Text("。"), *row, Text("。"), annexes=(annex,)), CATALOGUE)["justice"]
    assert [(one.section, one.sentence) for one in found] == [
        ("一、1.依法办案", "行政诉讼3宗。"),
        ("一、1.依法办案", "行政诉讼3宗。"),
        ("附件　一览表", "行政诉讼　3宗"),
        ("附件　一览表", "案件（宗）　复议　13宗"),
    ]
    assert len({one.id for one in found}) == 4


def test_a_phone_number_in_a_text_is_not_sent_out() -> None:
    words = Text("联系人电话13800138000。", narrative="justice/achievements/1")
    assert "13800138000" not in repr(asked(document(words), CATALOGUE))


def test_what_goes_out_is_marked_and_not_signed() -> None:
    sent = marked(document(Text("正文。")), "2024-01-20", WORDS)
    assert [run.text for run in sent.title if isinstance(run, Text)] == ["某镇2023年报告", "（征求意见稿）"]
    assert sent.blocks[0].body == (Text("（请于2024年1月20日前反馈意见）"),)
    assert (sent.signatory, sent.date, sent.frame) == ("", "", None)
    assert marked(document(Text("正文。")), "", WORDS).blocks == document(Text("正文。")).blocks


SENTENCE = "2023年行政诉讼3宗、复议13宗，办理建议23条。"
OWN = (
    AskedFigure(("2023/admin_litigation_cases",), "行政诉讼宗数", "3宗"),
    AskedFigure(("2023/admin_reconsideration_cases",), "行政复议宗数", "13宗"),
)


def opinion(suggested: str = "", figures: tuple[AskedFigure, ...] = OWN) -> Opinion:
    return Opinion(AskedRow("a1", "一", SENTENCE, figures), False, True, suggested, "", "F6")


@pytest.mark.parametrize(
    ("suggested", "found"),
    [
        ("2023年行政诉讼3宗、复议13宗，认真办理建议23条。", []),  # wording alone
        ("行政诉讼改称行政应诉", []),
        ("2024年1月15日前行政诉讼3宗", []),  # a day is no figure
        ("2023年行政诉讼3宗、复议14宗，办理建议23条。", [("admin_reconsideration_cases", "14宗")]),
        ("2023年行政诉讼5宗、复议14宗，办理建议23条。",
         [("admin_litigation_cases", "5宗"), ("admin_reconsideration_cases", "14宗")]),
        ("14", [("admin_litigation_cases", "14")]),  # which of two nobody can say: told of the first
        ("复议不是13宗，应为14宗", [("admin_reconsideration_cases", "14宗")]),
        ("行政诉讼3宗，复议约13宗", [("admin_reconsideration_cases", "约13宗")]),  # a hedge is another number
        ("行政诉讼数十宗、复议13宗", [("admin_litigation_cases", "数十宗")]),
        ("", [("admin_litigation_cases", "")]),  # 应修改, and not how
    ],
)  # fmt: skip
def test_a_number_that_the_sentence_has_not_disputes_a_figure(
    suggested: str, found: list[tuple[str, str]]
) -> None:
    made = list(disputes("justice", opinion(suggested), CATALOGUE))
    assert [(one.indicator, one.number) for one in made] == found


def test_words_of_a_department_without_a_figure_dispute_nothing() -> None:
    assert not list(disputes("justice", opinion("应为5宗", figures=()), CATALOGUE))
    foreign = (AskedFigure(("2023/none_of_ours",), "x", "3宗"), AskedFigure(("x/../etc",), "y", "3宗"))
    assert not list(disputes("justice", opinion("应为5宗", figures=foreign), CATALOGUE))


def replied(department: str, version: str, *opinions: Opinion, sha: str = "a") -> Act:
    said = Replied(
        department=department,
        version=version,
        sha256=sha,
        nothing=not opinions,
        by="",
        dated="",
        right=0,
        opinions=opinions,
    )
    return said.act(ActKind.OPINION, department, AT)


def sent(version: str) -> Act:
    return Sent(version=version, until="", departments=("justice", "npc_office")).act(
        ActKind.CONSULTATION, "2023", AT
    )


def decided(one: Opinion, decision: str) -> Act:
    said = Decided(
        department="justice",
        row=one.row.id,
        opinion=one.suggested,
        decision=decision,
        why="理由",
        by="张某",
        dated="2024-01-20",
        sha256="d",
    )
    return said.act(ActKind.ADOPTION, "justice/a1", AT + timedelta(days=1))


def test_the_last_reply_stands_and_another_round_asks_again() -> None:
    stands = standing([sent("one"), replied("justice", "one", opinion("应为5宗"))])
    assert stands.silent == ("npc_office",)
    taken_back = standing([sent("one"), replied("justice", "one", opinion("5")), replied("justice", "one")])
    assert not taken_back.opinions()
    again = standing([sent("one"), replied("justice", "one", opinion("5宗")), sent("two")])
    assert again.silent == ("justice", "npc_office")
    assert len(again.opinions()) == 1, "what was said before is not lost"
    older = standing([sent("one"), sent("two"), replied("justice", "one")])
    assert older.silent == ("npc_office",), "a reply to an earlier version is one"


def test_a_decision_holds_for_the_opinion_as_it_was_worded() -> None:
    first, other = opinion("改称应诉"), opinion("改称诉讼应对")
    acts = [sent("one"), replied("justice", "one", first), decided(first, "不采纳")]
    found = table(standing(acts), (), {}, CATALOGUE, WORDS.adoption)
    assert (found.count("不采纳"), found.undecided) == (1, ())
    changed = table(
        standing([*acts, replied("justice", "one", other, sha="b")]), (), {}, CATALOGUE, WORDS.adoption
    )
    (hint,) = undecided_reasons(changed, CATALOGUE, WORDS.adoption)
    assert "司法分局" in hint
    assert "改称诉讼应对" in hint


def test_what_reads_as_asked_by_now_is_adopted_without_anybody_saying_so() -> None:
    stands = standing([sent("one"), replied("justice", "one", opinion("复议14宗，诉讼3宗"))])
    before = {("admin_reconsideration_cases", "2023"): VALUES[1]}
    after = {("admin_reconsideration_cases", "2023"): value("admin_reconsideration_cases", "14", "宗")}
    assert len(table(stands, (), before, CATALOGUE, WORDS.adoption).undecided) == 1
    found = table(stands, (), after, CATALOGUE, WORDS.adoption)
    assert (found.count("采纳"), found.undecided) == (1, ())


def row(**cells: str) -> dict[str, str]:
    key = json.dumps(
        ["justice", "a1", "应为5宗", ["", "", "", ""], [[*FindingKey(*"abcdefgh"), "看到"]]],
        ensure_ascii=False,
    )
    return {"decision": "", "why": "", "by": "张某", "dated": "2024-01-20", "key": key, **cells}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"decision": "不采纳"}, "写明理由"),
        ({"decision": "采纳"}, "先在问题处理单里更正"),
        ({"decision": "可能", "dated": "明天", "by": ""},
         "可能”不是采纳、部分采纳、不采纳中的一种；没有写处理人；日期“明天”"),
        ({"decision": "采纳", "key": "改过"}, "识别码"),
        ({"decision": "采纳", "key": '["justice", "a1", "另一句", ["", "", "", ""], []]'}, "后来又改了意见"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_so_is_told(cells: dict[str, str], why: str) -> None:
    stands = standing([sent("one"), replied("justice", "one", opinion("应为5宗"))])
    ((_, told),) = choices([row(**cells)], stands, WORDS.adoption)
    assert isinstance(told, str)
    assert why in told


def test_a_row_that_stands_as_it_was_written_says_nothing() -> None:
    stands = standing([sent("one"), replied("justice", "one", opinion("应为5宗"))])
    assert list(choices([row(by="", dated="")], stands, WORDS.adoption)) == []
    ((about, made),) = choices([row(decision="部分采纳", why="部分属实")], stands, WORDS.adoption)
    assert about == "justice/a1"
    assert isinstance(made, Choice)
