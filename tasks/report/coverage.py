"""Does an edition print what departments are asked for, and is everything asked for that it prints?"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from tasks.catalogue import Catalogue, formula
from tasks.model import Document
from tasks.report.edition import Edition
from tasks.report.origins import ORIGIN
from tasks.report.template import prepared

Placed = tuple[str, str]
"""A topic of 文字材料 and a department, by code."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is asked for in vain, and what cannot come since nobody is asked. All in catalogue order."""

    unprinted: tuple[str, ...] = ()  # indicators: asked for, never printed nor computed with
    unplaced: tuple[Placed, ...] = ()  # texts: asked for, no place for them
    unasked: tuple[Placed, ...] = ()  # texts: a place, and not asked for


def printed_and_asked(catalogue: Catalogue, edition: Edition, document: Document | None = None) -> Coverage:
    """What an edition prints against what departments are asked for.

    An indicator is printed where the edition names it, or anything computed from it; with `document`,
    also where a department's text or an annex does. That an edition names what nobody is asked for is an
    error of its text, told when it is rendered. Raises jinja2.TemplateSyntaxError for a text that
    cannot be taken apart.
    """
    tree = SandboxedEnvironment().parse(prepared(edition.text))
    named = {node.name for node in tree.find_all(nodes.Name)}
    used = {catalogue.by_label[name].code for name in named if name in catalogue.by_label}
    used |= {key.partition("/")[2] for key in document.values} if document else set()
    used = _with_inputs(catalogue, used)
    placed = set(_placed(tree))
    taken = set(_taken(tree))
    asked = [(topic.code, code) for code in catalogue.departments for topic in catalogue.topics_of(code)]
    return Coverage(
        unprinted=tuple(
            one.code
            for code in catalogue.departments
            for one in catalogue.asked(code)
            if one.code not in used
        ),
        unplaced=tuple(one for one in asked if one not in placed | taken),
        unasked=tuple(sorted(placed - set(asked))),
    )


def _with_inputs(catalogue: Catalogue, codes: set[str]) -> set[str]:
    """Indicators with everything that they are computed from."""
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            tree = catalogue.formula_of(code)
            waiting += formula.names(tree) if tree is not None else ()
    return found


def _placed(tree: nodes.Template) -> Iterator[Placed]:
    """The texts that have a place: 材料("topic", "department")."""
    for call in tree.find_all(nodes.Call):
        match call.node, call.args:
            case nodes.Name(name="材料"), [nodes.Const(value=topic), nodes.Const(value=department)]:
                yield topic, department


def _taken(tree: nodes.Template) -> Iterator[Placed]:
    """The texts that words of the edition were taken from: 出自("department", "topic", 3)."""
    for call in tree.find_all(nodes.Call):
        match call.node, call.args:
            case nodes.Name(name=name), [nodes.Const(value=department), nodes.Const(value=topic), *_]:
                if name == ORIGIN:
                    yield topic, department


def hints(coverage: Coverage, catalogue: Catalogue) -> Iterator[str]:
    """What is asked for in vain, in Chinese: a sentence a department for indicators, a topic for texts."""
    yield from unprinted(coverage, catalogue)
    for topic in catalogue.topics.values():
        asked = [code for code in catalogue.departments if topic in catalogue.topics_of(code)]
        left = [code for code in asked if (topic.code, code) in coverage.unplaced]
        placed = [code for code in asked if code not in left]
        if left and not placed:
            yield f"文字材料“{topic.name}”向 {len(asked)} 个单位要了，底稿里没有放的地方"
        elif left:
            few, which = (placed, "只放了") if len(placed) <= len(left) else (left, "没有放")
            units = "、".join(catalogue.departments[code].short for code in few)
            yield f"文字材料“{topic.name}”向 {len(asked)} 个单位要了，底稿{which}{units}的"


def unprinted(coverage: Coverage, catalogue: Catalogue) -> Iterator[str]:
    """The indicators among what is asked for in vain, in Chinese: a sentence a department."""
    for code, department in catalogue.departments.items():
        names = [one.name for one in catalogue.asked(code) if one.code in coverage.unprinted]
        if names:
            yield f"向{department.short}要了 {len(names)} 项指标，报告里没有用到：{'、'.join(names)}"


def faults(coverage: Coverage, catalogue: Catalogue) -> Iterator[str]:
    """What cannot come since nobody is asked, in Chinese."""
    for topic, department in coverage.unasked:
        unit, name = catalogue.departments[department].short, catalogue.topics[topic].name
        yield f"底稿放了{unit}的“{name}”，但没有向它要（narrative.yaml 的 {topic}.departments）"
