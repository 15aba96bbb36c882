"""The document: one text, its figures and what they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.model.value import Value


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, bound to curated values. `keys` are "period/indicator".

    One figure may stand for several indicators (三个比率均达 100%).
    """

    id: str  # "f001" … in reading order
    keys: tuple[str, ...]
    name: str  # Chinese, of what it says
    text: str  # as printed, number with hedge and unit: 460余场次, 467%
    formula: str = ""  # Chinese, with the values put in; "" for a value taken over as it is
    words: str = ""  # before it, chosen by its sign or its equals: 同比增长, 减少, 与上年, 均达
    made: str = ""  # the expression of the edition that printed it, as it stands between {{ and }}


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a figure. `label` marks words made from the RegionYear (2023年)."""

    text: str
    label: bool = False
    narrative: str = ""  # "department/topic/ordinal" where the words are a department's
    unbound: bool = False  # a quantity that nothing stands behind; marked in review copies
    made: str = ""  # the expression that printed the words; "" for the edition's own


@dataclass(frozen=True, slots=True)
class FigureRun:
    """Where a figure stands."""

    figure: str  # Figure.id


Run = Text | FigureRun


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or both run together (1.推进…规范。将法治…).

    level 0: paragraph; 1, 2: heading alone; 3: heading run into its paragraph. `number` is 一、,
    （一） or 1. and is made by us, so that what is left out renumbers. `lines` are the first and the last
    line of the edition's text that it was made from, (0, 0) where it was made from none.
    """

    level: int
    number: str = ""
    heading: tuple[Run, ...] = ()
    body: tuple[Run, ...] = ()
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an annex. Cells are runs; columns named in `numeric` (from 0) are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its figure (Figure.id), and how long it is; negative to the other side."""

    label: str
    figure: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in order under a caption, which names the unit (GB/T 15834-2011, A.1: without 。)."""

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 (GB/T 9704-2012, 7.3.7); its number is its place."""

    title: str
    parts: tuple[Block | Table | Chart, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """版头 and 版记 of an issue copy that this office sets itself; what is empty is left out (7.2, 7.4)."""

    organ: str = ""  # 发文机关标志: 某某镇人民政府文件
    number: str = ""  # 发文字号: 洪府〔2024〕1号
    copies: str = ""  # 抄送, without the word and the full stop
    printed_by: str = ""  # 印发机关
    printed_on: str = ""  # 印发日期: 2024年1月31日
    signer: str = ""  # 签发人, of a report to a superior organ; the number then stands on the left (7.2.6)


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out of the text, and why; for the review copy and the list for review.

    `required`: the edition says that it must be there (必有), so there is no final without it.
    """

    what: str  # 分句, 句子, 段落 or 标题
    text: str  # the words left out, the missing figure as 【指标名】
    missing: tuple[str, ...]  # Chinese names
    where: str  # the nearest heading, numbered
    required: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text: every writer writes exactly this."""

    region: str
    year: int
    title: tuple[Run, ...]
    blocks: tuple[Block, ...]
    addressee: str = ""  # 主送, without colon
    signatory: str = ""  # 署名
    date: str = ""  # 成文日期, 2024年1月31日
    language: str = "zh-CN"
    figures: Mapping[str, Figure] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)  # every value that a figure rests on
    omissions: tuple[Omission, ...] = ()
    annexes: tuple[Annex, ...] = ()
    frame: Frame | None = None  # of the issue copy alone
