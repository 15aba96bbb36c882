"""A town's first edition, where there is none to start from: the required contents as chapters, every
indicator in a sentence of its own under the department that gives it.

It loads and composes as it is; the report team writes it anew, chapter by chapter.
"""

from collections.abc import Iterator, Sequence

import yaml

from tasks.catalogue import Catalogue
from tasks.catalogue.contents import Content
from tasks.catalogue.schema import Department, Indicator
from tasks.model import RegionYear
from tasks.report.edition import EDITION, TEXT, UNSET
from tasks.wording.naming import without_unit

_TITLE = "{{ 镇街 }}{{ 年 }}年法治政府建设年度报告"
_OPENING = (
    "{{ 年 }}年，{{ 镇街 }}坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
    "扎实推进法治政府建设。现将有关情况报告如下："
)
_PLANS = "{{ 下年 }}年，{{ 镇街 }}将重点做好以下工作："
_FIRST = "党政主要负责人切实履行推进法治建设第一责任人职责，统筹推进法治政府建设各项工作。"
_NONE = "本年度没有其他需要报告的情况。"
_ACHIEVEMENTS = "achievements"


def skeleton(catalogue: Catalogue, contents: Sequence[Content], key: RegionYear) -> dict[str, str]:
    """The files of an edition by name. 成文日期 is to be filled in."""
    region = catalogue.regions[key.region]
    declared = {
        "title": _TITLE,
        "addressee": "",
        "signatory": f"{region.name}人民政府",
        "date": UNSET,
        "text": TEXT,
        "contents": {one.code: {"heading": one.name} for one in contents},
    }
    head = (
        f"# {region.name}{key.year}年度底稿，由系统按填报单位和指标起的草稿。\n"
        "# date 是成文日期，写成 2025-01-20 的样子；contents 写明规定必须有的内容各在哪个标题下。\n"
    )
    edition = head + yaml.safe_dump(declared, allow_unicode=True, sort_keys=False, width=1000)
    return {EDITION: edition, TEXT: "\n".join(_text(catalogue, contents, key))}


def _text(catalogue: Catalogue, contents: Sequence[Content], key: RegionYear) -> Iterator[str]:
    town = catalogue.regions[key.region].name
    yield f"%% {town}{key.year}年度底稿：每个指标一句，缺数据的整句略去。请逐章改写，写法见底稿的说明。"
    yield f"\n{_OPENING}"
    for one in contents:
        yield f"\n# {one.name}"
        yield from _chapter(one.code, catalogue)
    yield ""


def _chapter(code: str, catalogue: Catalogue) -> Iterator[str]:
    departments = list(catalogue.departments.values())
    match code:
        case "achievements":
            for department in departments:
                yield from _achievements(department, catalogue)
        case "problems":
            slots = "".join(
                _slot(code, one, merged=True) for one in departments if _asked(code, one, catalogue)
            )
            yield f"\n对照上级要求和群众期盼，{{{{ 镇街 }}}}法治政府建设还存在一些不足：{slots}"
        case "plans":
            yield f"\n{_PLANS}"
            for department in departments:
                if _asked(code, department, catalogue):
                    yield f"\n{_slot(code, department)}"
        case "leaders":
            yield f"\n{_FIRST}"
        case _:
            yield f"\n{_NONE}"


def _achievements(department: Department, catalogue: Catalogue) -> Iterator[str]:
    """A department's numbers under its name, then its text."""
    printed = [one for one in catalogue.indicators_of(department.code) if _is_printed(one, catalogue)]
    told = _asked(_ACHIEVEMENTS, department, catalogue)
    if not printed and not told:
        return
    yield f"\n## {department.short}"
    if printed:
        yield "\n" + "".join(_sentence(one, catalogue) for one in printed)
    if told:
        yield f"\n{_slot(_ACHIEVEMENTS, department)}"


def _is_printed(one: Indicator, catalogue: Catalogue) -> bool:
    return one.code not in catalogue.comparisons and one.frequency == "annual" and not one.planned


def _sentence(one: Indicator, catalogue: Catalogue) -> str:
    """行政复议{{ 行政复议宗数 }}[[，{{ 行政复议宗数 | 同比 }}]]。"""
    is_rate = one.unit == "%"
    grown = one.comparison.show and not is_rate and catalogue.growth_of(one.code) is not None
    growth = f"[[，{{{{ {one.label} | 同比 }}}}]]" if grown else ""
    name = f"{one.name}为" if is_rate else without_unit(one.name)
    return f"{name}{{{{ {one.label} }}}}{growth}。"


def _asked(topic: str, department: Department, catalogue: Catalogue) -> bool:
    return any(one.code == topic for one in catalogue.topics_of(department.code))


def _slot(topic: str, department: Department, *, merged: bool = False) -> str:
    return f'{{{{ 材料("{topic}", "{department.code}"{", 合并=True" if merged else ""}) }}}}'
