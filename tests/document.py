"""A made-up report of a made-up town, about ten pages, with every kind of source a figure can have.

In the text `{案件数}` stands for a figure; `FIGURES` says what it prints and rests on.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tasks.model import (
    Address,
    Annex,
    Bar,
    Block,
    Chart,
    Document,
    Figure,
    FigureRun,
    Finding,
    Frame,
    Omission,
    Origin,
    Run,
    Scope,
    Severity,
    SourceKind,
    Table,
    Text,
    Value,
)
from tasks.writers.sources import Review

REGION = "qinghe"
NAMES = {
    "cases": "综合执法平台办案总数",
    "cases_increase": "综合执法平台办案总数增加数",
    "cases_yoy": "综合执法平台办案总数同比增长率",
    "officers": "持证执法人员数",
    "cases_per_officer": "人均办案量",
    "hotline": "便民热线受理工单数",
    "satisfaction": "便民热线月均满意度",
    "petition_accepted": "信访事项及时受理率",
    "petition_answered": "信访事项按期答复率",
    "petition_satisfied": "信访群众满意率",
    "mediated": "调解矛盾纠纷数",
    "mediated_amount": "调解协议涉及金额",
    "window": "综合窗口比例",
    "court_rate": "行政机关负责人出庭应诉率",
}
DEPARTMENTS = {"justice": "青禾司法分局", "enforcement": "综合行政执法办公室", "service": "政务服务中心"}
REGISTERS = {"case_ledger": "执法案件台账"}

_CASES_FILE = "综合行政执法办公室2023年指标.xlsx"
_SERVICE_FILE = "政务服务中心报送表（定稿）.xlsx"
_JUSTICE_FILE = "司法分局数据.xlsx"


def _value(
    indicator: str,
    value: str,
    unit: str,
    source: SourceKind,
    period: str = "2023",
    **more: object,
) -> Value:
    return Value(REGION, 2023, period, indicator, source, Decimal(value), unit, **more)  # type: ignore[arg-type]


def _cell(department: str, file: str, sheet: str, cell: str, raw: str) -> Origin:
    digest = f"{sum(file.encode()):064x}"[::-1]
    return Origin(department=department, file=file, sha256=digest, sheet=sheet, cell=cell, raw=raw)


def _values() -> dict[str, Value]:
    ledger = {
        "department": "enforcement",
        "file": "执法案件台账2023.xlsx",
        "sha256": "9f2c4e" + "0" * 58,
        "sheet": "台账",
        "register": "case_ledger",
        "predicate": "全部案件",
    }
    derived = SourceKind.DERIVED
    months = [
        _value(
            "satisfaction",
            f"{94 + month / 4}",
            "%",
            SourceKind.STATED,
            period=f"2023-{month:02}",
            origin=_cell("service", _SERVICE_FILE, "指标", f"D{month + 20}", f"{94 + month / 4}%"),
        )
        for month in range(1, 13)
    ]
    petitions = [
        _value(
            code,
            "100",
            "%",
            SourceKind.NOTIFIED,
            origin=_cell("justice", _JUSTICE_FILE, "指标", f"D{row}", "100%"),
        )
        for row, code in enumerate(("petition_accepted", "petition_answered", "petition_satisfied"), 30)
    ]
    values = [
        _value(
            "cases",
            "1483",
            "宗",
            SourceKind.COUNTED,
            scope_note="以平台立案时间为准，含简易程序案件。",
            origin=Origin(**ledger, row_count=1483, row_hash="ab12cd34" + "e" * 56),  # type: ignore[arg-type]
        ),
        _value(
            "cases",
            "306",
            "宗",
            SourceKind.PRIOR_STATED,
            period="2022",
            origin=_cell("enforcement", _CASES_FILE, "指标", "E6", "306"),
        ),
        _value(
            "officers",
            "110",
            "人",
            SourceKind.STATED,
            origin=_cell("enforcement", _CASES_FILE, "指标", "D9", "110"),
        ),
        _value(
            "cases_increase",
            "1177",
            "宗",
            derived,
            formula="本年数－上年数",
            inputs=("2023/cases", "2022/cases"),
        ),
        _value(
            "cases_yoy",
            "384.640522875816993464",
            "%",
            derived,
            formula="（本年数－上年数）÷上年数",
            inputs=("2023/cases", "2022/cases"),
        ),
        _value(
            "cases_per_officer",
            "13.481818181818181818",
            "宗/人",
            derived,
            formula="办案总数÷持证执法人员数",
            inputs=("2023/cases", "2023/officers"),
        ),
        _value(
            "hotline",
            "2873",
            "件",
            SourceKind.STATED,
            origin=_cell("service", _SERVICE_FILE, "指标", "D7", "2,873件"),
        ),
        *months,
        _value(
            "satisfaction",
            "95.625",
            "%",
            derived,
            formula="各月满意度的平均数",
            inputs=tuple(month.key for month in months),
        ),
        *petitions,
        _value(
            "mediated",
            "231",
            "宗",
            SourceKind.STATED,
            origin=_cell("justice", _JUSTICE_FILE, "指标", "D12", "231"),
        ),
        _value(
            "mediated_amount",
            "2960000",
            "元",
            SourceKind.STATED,
            hedge="约",
            step=Decimal(10000),
            scope_note="达成书面协议的纠纷。",
            origin=_cell("justice", _JUSTICE_FILE, "指标", "D13", "约296万元"),
        ),
        _value(
            "window",
            "92.4",
            "%",
            SourceKind.STATED,
            origin=_cell("service", _SERVICE_FILE, "指标", "D11", "92.4%"),
        ),
        _value(
            "court_rate",
            "100",
            "%",
            SourceKind.NOTIFIED,
            origin=_cell("justice", _JUSTICE_FILE, "指标", "D20", "100%"),
        ),
    ]
    return {value.key: value for value in values}


# name in the text → (as printed, keys, formula with values)
FIGURES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "办案数": ("1483宗", ("2023/cases",), ""),
    "上年办案数": ("306宗", ("2022/cases",), ""),
    "增加数": ("1177宗", ("2023/cases_increase",), "1483宗－306宗＝1177宗"),
    "增长率": ("385%", ("2023/cases_yoy",), "（1483－306）÷306＝385%"),
    "人均": ("13.5宗", ("2023/cases_per_officer",), "1483宗÷110人＝13.5宗"),
    "工单数": ("2873件", ("2023/hotline",), ""),
    "满意度": ("95.6%", ("2023/satisfaction",), "各月满意度的平均数"),
    "信访": (
        "100%",
        ("2023/petition_accepted", "2023/petition_answered", "2023/petition_satisfied"),
        "",
    ),
    "调解数": ("231宗", ("2023/mediated",), ""),
    "调解金额": ("约296万元", ("2023/mediated_amount",), ""),
    "综窗": ("90%以上", ("2023/window",), ""),
    "出庭率": ("100%", ("2023/court_rate",), ""),
}

TITLE = "青禾镇2023年法治政府建设年度报告"

# Lines: # 一级, ## 二级, ### 三级（与下一行同段）, 其余为正文。
REPORT = """\
2023年，青禾镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神，认真落实法治政府建设年度任务，把依法行政贯穿于政府工作的各方面和全过程，为全镇经济社会高质量发展提供有力的法治保障。现将有关情况报告如下：
# 加强理论武装，把牢法治建设政治方向
坚持把学习宣传习近平法治思想作为重要政治任务，列入党委理论学习中心组年度学习计划和干部教育培训必修内容，通过领导领学、专家辅导、支部研学等多种形式，推动党员干部学深悟透、入脑入心。全年组织基层党组织书记讲授专题党课{460余场次}、支部集中学习{1500余场次}，举办各类法治专题培训班{213场次}，培训学员{11539人次}，基本实现干部学法全覆盖。用好镇党群服务中心、法治文化公园、农家书屋等阵地，面向村（社区）干部、企业经营者和青少年开展分众化宣讲，让法治观念走进日常生活。
# 压实领导责任，推动第一责任人职责落地
镇党委、镇政府主要负责同志切实履行推进法治建设第一责任人职责，定期听取法治建设工作汇报，对重点任务亲自部署、对关键环节亲自协调。全年召开全面依法治镇委员会会议{4次}，以“第一议题”传达学习法治建设重要部署{7期}，对法治建设重点工作作出批示{11次}，召开综合行政执法融合协作专题会议{19次}。严格执行行政机关负责人出庭应诉制度，镇长出庭应诉{2宗}，行政机关负责人出庭应诉率为{出庭率}，以“关键少数”带动“绝大多数”。
# 推进法治政府建设的主要举措和成效
## 坚持科学民主决策，提高依法行政水平。
### 规范重大行政决策程序。
严格落实公众参与、专家论证、风险评估、合法性审查和集体讨论决定等程序，健全决策事项目录管理和后评估机制。全年审查规范性文件{21件次}，较上年提升{40%}；对重大决策、涉法文件进行合法性审查{425件次}，从源头上防范法律风险，做到应审尽审、严审细审。
### 发挥法律顾问参谋作用。
构建以公职律师、外聘法律顾问和专职法制审核人员为主体的法律服务队伍，围绕土地整备、重大项目建设等重点工作提供全过程法律服务，召开疑难问题讨论会{45次}。对{11个}部门聘请的{13家}律师事务所开展履职考核，考核结果与续聘挂钩，促进法律顾问服务提质增效。
### 自觉接受各方面监督。
主动接受人大监督、民主监督和司法监督，按时办结人大代表建议{23条}、政协委员提案{2条}、检察建议书{2份}，办理内容涵盖城乡建设、交通出行、生态保护等民生领域。加强行政争议源头预防，召开案件研判会{8次}，组织村（社区）干部和执法人员旁听庭审{4次}，达到审理一案、教育一片的效果。
## 深化“放管服”改革，优化法治化营商环境。
### 加快数字政府建设。
推进新型基础设施建设，在人员密集场所、交通要道、码头等重点部位建成{205个}点位、{398路}视频感知设备，为公安、城管、生态环境、自然资源等部门提供多场景应用支撑；建设重点车辆监管模块，对违规停放等行为及时预警、及时处置，推动监管由“人工巡查”向“智能发现”转变。
### 提升政务服务便利度。
推动高频事项集中进驻，政务服务大厅“一站式”可办理事项达{2607项}，综合窗口比例达{综窗}；新增{30项}群众需求量大的事项前移至村（社区）办理，村级可办事项增至{127项}。建立24小时热线响应机制，全年受理便民热线工单{工单数}，月均满意度为{满意度}；办结快速响应工单{25件}，收到群众表扬{90件}。
### 护航市场主体发展。
为总投资额{85.02亿元}的{15个}重点项目提供从立项到竣工验收的全周期免费代办服务{400余次}，推行“拿地即开工”“验收即投产”，有效缩短项目落地时间。依托融资信用服务平台，引导企业申请贷款{26笔}，授信金额达{8.15亿元}。深入企业开展“法治体检”{13家次}，提出优化治理建议{31条}，举办涉企法律讲座{18场次}，帮助企业防风险、促发展。
## 创新执法机制，提升行政执法质效。
### 凝聚综合执法合力。
完善综合行政执法融合协作机制，推行跨部门、跨领域“综合查一次”，围绕{34家}重点企业和{7个}在建项目梳理检查事项{617项}，全年出动执法人员{473人次}，减少重复检查{194次}，降幅达{80%}，做到“进一次门、查多项事”。全面应用综合执法平台办理案件，全年办案总数为{办案数}，比上年的{上年办案数}增加{增加数}，同比增长{增长率}，人均办案量达到{人均}，执法信息化、规范化水平进一步提高。
### 加强执法队伍建设。
严格执法人员资格管理，举办执法能力培训、执法知识竞赛、案卷交叉评查等集中培训{13场}，着力锻造政治过硬、本领过硬、作风过硬的执法队伍。落实“谁执法谁普法”责任制，在执法过程中说理释法，开展普法活动{578场次}，参与群众{4.7万人次}，努力让群众在每一次执法活动中感受到公平正义。
### 抓好重点领域监管。
严守食品药品安全底线，完成食品药品抽检{341批次}、食用农产品快速检测{15461批次}，处理不合格产品{268.51公斤}；开展专项整治，发出责令改正通知书{41份}，查处违法案件{68宗}。紧盯道路交通安全，开展联合执法行动{35次}，出动巡逻力量{216人次}，重点整治运输车辆乱停乱放、非机动车违法等突出问题，道路通行秩序明显改善。
## 强化基层治理，满足群众法治需求。
### 完善公共法律服务。
法律服务平台全年接待群众{226人次}，解答法律咨询{201件}。推动村（社区）法律顾问深度参与集体资产管理、合同审查等事务，提供法律服务{86件次}，开展法治讲座{44场次}；受理法律援助案件{87宗}，帮助困难群众依法维护自身权益。
### 化解矛盾纠纷。
坚持和发展新时代“枫桥经验”，选聘{64名}网格员担任“法律明白人”，推动警格、网格与人民调解有机融合，全年成功调解矛盾纠纷{调解数}，协议涉及金额{调解金额}。信访事项及时受理率、按期答复率和群众满意率均达{信访}，一批疑难积案得到妥善化解。
### 丰富法治宣传形式。
组织“宪法宣传周”“民法典进乡村”等主题活动{70余场}，建成法治宣传阵地{6个}，把法治元素融入龙舟、粤曲、庙会等群众喜闻乐见的文化活动，推动形成办事依法、遇事找法、解决问题用法、化解矛盾靠法的良好氛围。
# 存在的主要问题
一年来，全镇法治政府建设取得了一定成效，但对照上级要求和群众期待仍有差距。一是法治人才力量不足，全镇法制审核人员中具备法律职业资格的{不到五成}，处理复杂法律事务的能力有待提高。二是执法规范化水平不够均衡，部分执法单位落实“三项制度”不够到位，过程记录不够完整，文书制作不够规范。三是普法针对性不强，宣传形式以讲座、摆摊、派发资料为主，面向企业员工和外来务工人员的精准普法不多，实际效果还不明显。
# 2024年工作计划
2024年，青禾镇将聚焦短板弱项，重点抓好以下工作：
## 建强法治人才队伍。
落实领导干部应知应会法律法规清单制度，实施法治人才培育计划，鼓励工作人员参加国家统一法律职业资格考试，充实人民调解员和法律明白人队伍，提升基层法律服务供给能力。
## 提升行政执法质量。
按照《提升行政执法质量三年行动计划（2023—2025年）》的部署，开展执法案卷评查和执法监督，规范行政裁量权基准适用，推广说理式执法，完成执法人员年度培训任务，持续提高执法平台应用率。
## 健全多元解纷机制。
深化“司法+网格+法庭”联动，完善行政复议与信访、调解衔接机制，把矛盾纠纷预防在源头、化解在基层。
## 增强普法实效。
突出重点对象和关键节点，创作一批群众爱看爱听的法治文艺作品，建设1个村级法治公园，争创省级民主法治示范村（社区），不断增强人民群众的法治获得感、幸福感、安全感。
"""

OMISSIONS = (
    Omission(
        what="分句",
        text="聘请人民监督员【人民监督员数】",
        missing=("人民监督员数",),
        where="（一）坚持科学民主决策，提高依法行政水平。",
    ),
    Omission(
        what="段落",
        text="开展公证便民服务【公证服务次数】，减免费用【公证减免金额】。",
        missing=("公证服务次数", "公证减免金额"),
        where="（四）强化基层治理，满足群众法治需求。",
    ),
)

FINDINGS = (
    Finding(
        rule="prior_missing",
        severity=Severity.WARNING,
        scope=Scope.CELL,
        dataset="indicators",
        address=Address(_JUSTICE_FILE, "指标", "E13"),
        observed="“调解协议涉及金额”没有填上年数。",
        mend="请补填上年数；确实没有的，填“无”。",
    ),
    Finding(
        rule="register_differs",
        severity=Severity.CRITICAL,
        scope=Scope.INTEGRITY,
        dataset="indicators",
        address=Address(_CASES_FILE, "指标", "D6"),
        observed="填报的办案总数为1490宗，台账统计为1483宗，相差7宗。",
        mend="请核对台账与指标表，改正后重新报送。",
    ),
)


def review() -> Review:
    """What the review copy of the sample shows beside the text."""
    return Review(findings=FINDINGS, indicators=NAMES, departments=DEPARTMENTS, registers=REGISTERS)


_HAN = "一二三四五六七八九十"


@cache
def sample() -> Document:
    """The report as the engine would hand it over."""
    values = _values()
    figures: dict[str, Figure] = {}
    blocks = _blocks(REPORT.splitlines(), figures)
    return Document(
        region=REGION,
        year=2023,
        title=(Text("青禾镇"), Text("2023年", label=True), Text("法治政府建设年度报告")),
        addressee="市委全面依法治市委员会办公室",
        blocks=tuple(blocks),
        signatory="青禾镇人民政府",
        date="2024年1月31日",
        figures=figures,
        values=values,
        omissions=OMISSIONS,
    )


def _blocks(source: list[str], figures: dict[str, Figure]) -> list[Block]:
    blocks: list[Block] = []
    counts = [0, 0, 0, 0]
    waiting: tuple[str, tuple[Run, ...]] | None = None
    for text in source:
        marks, words = re.fullmatch(r"(#*) ?(.*)", text).groups()  # type: ignore[union-attr]
        level, content = len(marks), runs(words, figures)
        if level:
            counts[level:] = [counts[level] + 1] + [0] * (3 - level)
        if level == 3:
            waiting = (f"{counts[3]}.", content)
        elif level:
            han = _HAN[counts[level] - 1]
            blocks.append(Block(level, f"{han}、" if level == 1 else f"（{han}）", heading=content))
        elif waiting:
            blocks.append(Block(3, waiting[0], heading=waiting[1], body=content))
            waiting = None
        else:
            blocks.append(Block(0, body=content))
    return blocks


def runs(words: str, figures: dict[str, Figure]) -> tuple[Run, ...]:
    """Text with `{name}` as runs; the figures are added to `figures` in reading order."""
    found: list[Run] = []
    for part in re.split(r"(\{[^}]+\})", words):
        if not part.startswith("{"):
            found += [Text(part)] if part else []
            continue
        name = part[1:-1]
        text, keys, formula = FIGURES.get(name, (name, ("2023/hotline",), ""))
        figure = Figure(f"f{len(figures) + 1:03}", keys, NAMES[keys[0].split("/")[1]], text, formula)
        figures[figure.id] = figure
        found.append(FigureRun(figure.id))
    return tuple(found)


FRAME = Frame(
    organ="青禾镇人民政府文件",
    number="青府〔2024〕1号",
    copies="市司法局，市委依法治市办，镇党委办公室，镇人大办公室，各村（社区）",
    printed_by="青禾镇党政综合办公室",
    printed_on="2024年1月31日",
)

# indicator → (this year, last year, growth); "" where there is none
_ANNEXED = {
    "cases": ("1483宗", "306宗", "增长385%"),
    "officers": ("110人", "", ""),
    "cases_per_officer": ("13.5宗", "", ""),
    "hotline": ("2873件", "2873件", "持平"),
    "satisfaction": ("95.6%", "", ""),
    "petition_accepted": ("100%", "", ""),
    "petition_answered": ("100%", "", ""),
    "petition_satisfied": ("100%", "", ""),
    "mediated": ("231宗", "264宗", "下降12.5%"),
    "mediated_amount": ("约296万元", "", ""),
    "window": ("90%以上", "", ""),
    "court_rate": ("100%", "100%", "持平"),
}
_BARS = (
    ("综合执法平台办案总数", "cases_yoy", "385%", "384.640522875816993464"),
    ("规范性文件审查件次", "window", "40%", "40"),
    ("便民热线受理工单数", "hotline", "0%", "0"),
    ("调解矛盾纠纷数", "mediated", "-12.5%", "-12.5"),
)


@cache
def annexed() -> Document:
    """The sample with two annexes: a table longer than a page, and a chart with bars to both sides."""
    document = sample()
    figures = dict(document.figures)
    rows = tuple(_row(NAMES[code], code, "2023", told, figures) for code, told in _ANNEXED.items())
    months = tuple(
        _row(f"便民热线满意度（{month}月）", "satisfaction", f"2023-{month:02}", (text, "", ""), figures)
        for month in range(1, 13)
        for text in (f"{94 + month / 4:g}%",)
    )
    note = "本表所列数据截至2023年12月31日；没有上年数的，不计算增长。"
    table = Table(("指标", "2023年", "2022年", "同比"), (*rows, *months), numeric=(1, 2, 3))
    bars = tuple(
        Bar(label, _annexed_figure(text, code, "2023", figures).figure, Decimal(value))
        for label, code, text, value in _BARS
    )
    chart = Chart("2023年主要指标同比增长率（单位：%）", bars)
    return replace(
        document,
        figures=figures,
        annexes=(
            Annex("青禾镇2023年法治政府建设主要指标", (Block(0, body=(Text(note),)), table)),
            Annex("青禾镇2023年法治政府建设主要指标增长情况", (chart,)),
        ),
    )


def framed() -> Document:
    """The annexed sample as this office issues it, with 版头 and 版记."""
    return replace(annexed(), frame=FRAME)


def _row(
    name: str, code: str, period: str, told: tuple[str, str, str], figures: dict[str, Figure]
) -> tuple[tuple[Run, ...], ...]:
    cells = ((_annexed_figure(text, code, period, figures) if text else Text("—"),) for text in told)
    return ((Text(name),), *cells)


def _annexed_figure(text: str, code: str, period: str, figures: dict[str, Figure]) -> FigureRun:
    figure = Figure(f"f{len(figures) + 1:03}", (f"{period}/{code}",), NAMES[code], text)
    figures[figure.id] = figure
    return FigureRun(figure.id)
