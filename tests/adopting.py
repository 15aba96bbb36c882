"""A small report that somebody edits, taken back, and what the new edition then prints."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from tasks.model import Document, NarrativeText, Value
from tasks.pipeline.adopt import taken_back
from tasks.pipeline.adopt_base import Made
from tasks.pipeline.said import said_by
from tasks.report.edition import EDITION
from tasks.review.adopt import Adopted, New, cleaned
from tasks.review.reading import Edited, Paragraph
from tasks.review.verify import Known, verify
from tasks.wording.naming import Figures, figure
from tests.edition import CATALOGUE, TITLE, edition, item, values

TEXT = """%% 说明：写给自己看
{{ 年 }}年，{{ 镇街 }}认真学习贯彻习近平法治思想，把依法行政要求贯穿各项工作。现将有关情况报告如下：

# 强化依法行政

## 严格规范执法

### 推进执法办案。
依托综合执法平台统筹执法力量，
全年办理案件{{ 办案总数 }}[[，{{ 办案总数 | 同比 }}]][[，人均办案{{ 人均办案量 }}]]。
全镇执法人员持证上岗{{ 执法人数 }}。
党员干部上党课{{ 党课场次 }}，学习氛围更加浓厚。
定期召开联席会议{{ 会议次数 }}[[，{{ 会议次数 | 增减 }}]]，研究解决执法中的难题。

### 办好政务服务。
综合窗口受理事项的比例达到{{ 综窗比例 }}。
群众来信来访及时受理率、按期答复率{{ 均达(及时受理率, 按期答复率) }}，群众反映的问题及时得到解决。
服务群众{{ 参与人次 }}，收到良好反响。

%% 下面一段说明复议
## 化解行政争议

依法办理行政复议案件{{ 行政复议宗数 }}，{{ 行政复议宗数 | 对比 }}。
认真履行生效裁判，行政诉讼案件{{ 行政诉讼宗数 }}全部按时答辩。
健全行政机关负责人出庭应诉制度，主动接受司法监督。

# 存在的问题

{{ 材料("problems", "justice") }}

# {{ 下年 }}年工作计划

{{ 下年 }}年，{{ 镇街 }}将继续完善制度，补齐短板。
一是加强队伍建设，提高执法人员素质。二是加强普法宣传，扩大覆盖面。
"""

THIS = {
    "cases": "1661",
    "staff": "123",
    "lectures": "460余",
    "meetings": "18",
    "windows": "95",
    "accepted": "100",
    "answered": "100",
    "visitors": "47835",
    "reviews": "13",
    "suits": "3",
    "amount": "8150000",
}
LAST = {"cases": "293", "meetings": "12", "reviews": "21"}
NARRATIVE = (
    item("执法力量分布不够均衡，全年办案1661宗，一线人员偏少。", "执法力量不足", bound=("16-20=2023/cases",)),
    item("普法方式比较单一，群众参与不够。", "普法实效不强", ordinal=2),
)
YAML = f"""title: "{TITLE}"
signatory: 洪梅镇人民政府
date: 2024-01-31
text: report.md
contents:
  problems: {{heading: 存在的问题}}
  plans: {{heading: "{{{{ 下年 }}}}年工作计划"}}
"""


@dataclass(frozen=True, slots=True)
class Back:
    """What came back: what was taken, the new files, and what they print with the version's values."""

    taken: Adopted
    texts: dict[str, str]

    @property
    def text(self) -> str:
        return self.texts["report.md"]

    def lines(self, given: Sequence[Value], new: Sequence[New] = ()) -> list[str]:
        """The paragraphs of the new edition with some values."""
        return said(made(given).document(edition(self.text), new))


def made(given: Sequence[Value], text: str = TEXT) -> Made:
    return Made(edition(text), {EDITION: YAML, "report.md": text}, CATALOGUE, tuple(given), NARRATIVE)


def said(document: Document) -> list[str]:
    return [line.text for line in said_by(document).lines]


_OTHER: list[tuple[Made, Document]] = []


def version() -> tuple[Made, Document]:
    """The report as it was rendered."""
    return _OTHER[-1] if _OTHER else _version()


@cache
def _version() -> tuple[Made, Document]:
    of = made(values(THIS, LAST))
    return of, of.document(of.edition)


@contextmanager
def version_of(text: str, narrative: Sequence[NarrativeText]) -> Iterator[None]:
    """Another report in its place."""
    of = replace(made(values(THIS, LAST), text), narrative=tuple(narrative))
    _OTHER.append((of, of.document(of.edition)))
    try:
        yield
    finally:
        _OTHER.pop()


def paragraphs() -> list[str]:
    return said(version()[1])


def edited(*changes: tuple[str, str]) -> list[str]:
    """The report's paragraphs, each change made where it first applies."""
    text = "\n".join(paragraphs())
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.split("\n")


def back(texts: Sequence[str]) -> Back:
    """Paragraphs taken back."""
    of, document = version()
    read = cleaned(Edited(tuple(map(Paragraph, texts))))
    verified = verify(read, said_by(document), _known(of, document), CATALOGUE.names)
    return Back(*taken_back(of, document, read, verified))


def _known(of: Made, document: Document) -> Known:
    found = [
        figure(CATALOGUE.indicators[one.indicator], one.period, one.value, one.hedge, one.step)
        for one in {**{v.key: v for v in of.values if v.chosen}, **document.values}.values()
    ]
    now = [one for one in found if one.period == "2023"]
    before = {one.indicator.code: one for one in found if one.period == "2022"}
    return Known(lambda: Figures(2023, "洪梅镇", now, before), lambda _: "", lambda _: "单位填报")
