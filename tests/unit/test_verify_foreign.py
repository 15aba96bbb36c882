"""A report that we never rendered, in words of its own: its figures are bound by value, unit and words.

The figures are those of the town's published 2023 report (tests/samples/figures-2023.csv); the sentences
are ours, and no sentence of the shipped edition.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tasks import settings
from tasks.catalogue import Catalogue, load
from tasks.quantity import Found, convert, hedged
from tasks.review.reading.text import read_text
from tasks.review.verify import Known, Outcome, Result, Verified, verify
from tasks.wording.naming import Figure, Figures, figure

SAMPLES = Path(__file__).parents[1] / "samples"

REPORT = """洪梅镇关于2023年度推进依法治镇工作的总结

市委依法治市办：
一年来，全镇紧扣“1310”具体部署，办好12345热线，打造“1+15+N”培训阵地，取得以下进展。
第一，抓学习。基层党组织书记上专题党课460余场次，各支部开展学习教育活动1500余场次，主题党日举办了1380余场次。领导班子主题教育读书班办了2期，读书班天数合计7天；班子围绕专题学习15期，形成专题调研报告17个。党校全年办法治专题培训班和党校培训班213场次，11539人次的学员参加了培训。亲子红色阅读学习活动有46次，志愿服务活动有35次，290人次党员志愿者参与其中。
第二，抓责任。全面依法治镇委员会开了会议4次，“第一议题”传达学习法治建设内容7期，主要领导批示部署法治建设重点工作11次，“两委”融合机制专题会议开了19次。镇长出庭2宗，行政机关负责人出庭率是100%。
第三，抓决策。经审查的规范性文件共21件次，比上年提升40%；重大决策、涉法文件的合法性审查做了425件次。针对重大疑难问题开了讨论会45次。11个部门单位聘请了法律顾问，13家律师事务所接受了考核评估。人大代表建议办理了23条，政协委员提案办理了2条，检察建议书办理了2份。行政复议有13宗，行政诉讼有3宗，行政案件专题研讨会开了8次，庭审旁听活动有4次。
第四，抓服务。视频监控点位有205个，视频监控达398路。政务服务大厅集中进驻的部门有31个，“一站式”可办理服务事项有2607项，综窗比例在90%以上；新增前移至村级办理的事项是30项，村级可办事项增至127项。12345热线工单受理了3355件，工单按时办结率是100%，热线月均满意度是95.5%；群众求助快速响应工单有25件，快速响应工单满意度是100%，收到的表扬单有90件。
镇重点项目共有15个，总投资额是85.02亿元，为其免费代办服务400余次；新办企业最快1天办结。引导企业融资贷款26笔，授信金额是8.15亿元。“送法进企业”和“法治体检”走了13家次，向企业提出优化公司治理建议31条，涉企普法讲座和工会律师咨询办了18场次。
第五，抓执法。综合查一次覆盖重点生产企业34家、重大在建投资项目7个，列出权责事项617项，行业部门10个参加，出动执法人员473人次，全年缩减检查频次194次，降幅是80%。2022年办案总数是293宗，2023年“粤执法”平台办案总数是1661宗，增加1368宗，增长467%。2022年人均办案量是5.3宗，2023年人均办案量是13.5宗。执法人员集中培训等活动办了13场，普法活动约578场次，参与普法活动的有4.7万人次。
食品药品等抽检做了341批次，食用农产品快检加自检15461批次，处理不合格产品268.51公斤，不合格处置率是100%。专项整治开展了25项，责改通知发了41份，“三品一械”违法案件查处了68宗。道路交通联合执法行动有35次，日常巡逻有216人次。
第六，抓基层。法律服务平台接待引导226人次，解答法律咨询201件。村（社区）法律顾问提供法律事务服务86件次，村（社区）法治讲座讲了44场次，受理法律援助案件87宗。64名网格员担任“法律明白人”。矛盾纠纷成功调解了249宗，调解协议涉及金额约332万元。我镇事例入选全省案例6个。信访及时受理率、信访按期答复率、信访群众满意率均达100%。民法典墙绘阵地有2个，主题宣传有70余场。
存在的不足：法制审核人员中法律职业资格占比不到五成。下一年计划建设村级法治公园1个。
"""


@cache
def catalogue() -> Catalogue:
    return load(settings.load({}))


def published() -> Iterator[Figure]:
    """The figures of the published report, as the year's values would say them."""
    with (SAMPLES / "figures-2023.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for code in row["codes"].split():
                yield _figure(code, row["period"], row["text"])


def _figure(code: str, period: str, text: str) -> Figure:
    declared = catalogue().indicators[code]
    read = hedged(text, Found(0, len(text), text))
    assert read is not None, text
    said = read[1]
    unit = declared.unit if said.unit == declared.printed_unit else said.unit
    value, step = convert(said.value, unit, declared.unit), convert(said.step, unit, declared.unit)
    assert value is not None, text
    return figure(declared, period, value, said.hedge, step)


def known() -> Known:
    every = list(published())
    figures = Figures(
        2023,
        "洪梅镇",
        [one for one in every if one.period == "2023"],
        {one.indicator.code: one for one in every if one.period == "2022"},
    )
    return Known(lambda: figures, lambda key: key, lambda _: "")


def held(text: str) -> Verified:
    return verify(read_text(text), None, known(), catalogue().names)


def of(verified: Verified, now: str) -> list[Result]:
    return [one for one in verified.results if one.now == now]


def test_every_figure_is_bound_to_its_value() -> None:
    verified = held(REPORT)
    bound = {key for one in verified.results for key in one.source.split("；") if key}
    computed = {"2023/yuezhifa_cases_increase", "2023/yuezhifa_cases_yoy", "2023/normative_doc_review_yoy"}
    computed.add("2023/inspection_reduction_rate")
    assert {one.key for one in published()} - bound - computed == set()
    assert not verified.wrong


@pytest.mark.parametrize(
    ("number", "how"),
    [
        ("1368宗", "相差1368宗"),
        ("467%", "由293宗到1661宗"),
        ("40%", "上年数为15件次时相符"),
        ("80%", "上年数为241至244次时相符"),
    ],
)
def test_growth_follows_from_the_text_itself(number: str, how: str) -> None:
    (found,) = of(held(REPORT), number)
    assert found.outcome is Outcome.CONSISTENT
    assert how in found.note


@pytest.mark.parametrize(
    ("printed", "typed", "outcome"),
    [
        ("办案总数是1661宗", "办案总数是1616宗", Outcome.CHANGED),
        ("2607项", "2670项", Outcome.UNKNOWN),
        ("增加1368宗", "增加1386宗", Outcome.CHANGED),
        ("提升40%", "提升41%", Outcome.CHANGED),
        ("3355件", "3335件", Outcome.CHANGED),
        ("约332万元", "约232万元", Outcome.CHANGED),
        ("信访群众满意率均达100%", "信访群众满意率均达99%", Outcome.CHANGED),
        ("行政诉讼有3宗", "行政诉讼有5宗", Outcome.CHANGED),
    ],
)
def test_a_wrong_number_is_never_bound(printed: str, typed: str, outcome: Outcome) -> None:
    assert printed in REPORT
    assert outcome in {one.outcome for one in held(REPORT.replace(printed, typed, 1)).wrong}


@pytest.mark.parametrize(
    ("said", "number", "meant"),
    [
        ("全年调解矛盾纠纷250宗。", "250宗", "可能是成功调解矛盾纠纷宗数，数据为249宗"),
        ("满意度96.5%。", "96.5%", ""),  # of which of several?
        ("群众对热线的月均满意度稳定在了96.5%。", "96.5%", "可能是12345月均满意度，数据为95.5%"),
        ("按时办结率100%，应急响应率96.5%。", "96.5%", ""),  # the other rate has its number
        ("办理建议23条、提案2条。", "2条", "可能是办理政协委员提案条数，数据为2条"),
        ("2022年“粤执法”平台办了290宗。", "290宗", "可能是2022年“粤执法”平台办案总数，数据为293宗"),
        ("2022年办案为294宗。", "294宗", ""),
        ("评出先进集体12个。", "12个", ""),
    ],
)
def test_an_unknown_number_is_told_with_what_its_words_name(said: str, number: str, meant: str) -> None:
    (found,) = of(held(said), number)
    assert found.outcome is Outcome.UNKNOWN
    assert found.note == meant


@pytest.mark.parametrize(
    ("said", "number", "outcome"),
    [
        ("全年平台办案总数为1661宗，比2022年的293宗多1368宗。", "1368宗", Outcome.CONSISTENT),
        ("全年平台办案总数为1661宗，比2022年的293宗多1386宗。", "1386宗", Outcome.CHANGED),
        ("2022年平台办案总数为293宗，比今年的1661宗少1368宗。", "1368宗", Outcome.CONSISTENT),
        ("今年接待来访群众至多30人。", "至多30人", Outcome.UNKNOWN),
    ],
)
def test_more_and_less_alone_are_words_of_growth(said: str, number: str, outcome: Outcome) -> None:
    (found,) = of(held(said), number)
    assert found.outcome is outcome
