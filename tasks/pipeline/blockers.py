"""What keeps a report from being final: every reason at once, each a Chinese sentence with where.

A final stands on judged submissions without an open critical finding, holds what every report must hold,
prints every character, and has no number that nothing stands behind. Signing is another matter.
"""

from collections.abc import Iterable, Iterator, Sequence

from tasks.catalogue import Catalogue
from tasks.model import Document, Severity
from tasks.pipeline.findings import Open
from tasks.privacy import hidden, masked
from tasks.report.contents import Required, held
from tasks.review.numbers import Unbound
from tasks.writers.annex_lines import plain_text

_EACH = 3
"""Findings of one department and rule that are told one by one."""
_SHOWN = 20
"""Characters of a line that say where something stands."""


def waiting_reasons(files: Sequence[tuple[str, str]], year: int) -> Iterator[str]:
    """Files (department's short name, file name) that came in and are not judged yet."""
    if files:
        listed = "、".join(f"{department}《{masked(name)}》" for department, name in files)
        yield f"{len(files)} 份报送文件还没有审核（{listed}），请先运行 fazhi run {year}"


def finding_reasons(found: Iterable[Open], catalogue: Catalogue) -> Iterator[str]:
    """Critical findings that nobody has settled: each, of many alike one and their number."""
    alike: dict[tuple[str, str], list[Open]] = {}
    for one in found:
        if one.finding.severity is Severity.CRITICAL and one.finding.is_open:
            alike.setdefault((one.department, one.finding.rule), []).append(one)
    for (department, rule), some in alike.items():
        short, title = catalogue.departments[department].short, catalogue.rules[rule].title
        few = len(some) <= _EACH
        for one in some if few else some[:1]:
            said = f"{_place(one)}，{masked(one.finding.observed).rstrip('。')}（{title}）"
            more = "" if few else f"；同样的问题共 {len(some)} 处，逐处见问题清单"
            yield f"严重问题没有处理：{short}{said}{more}"


def content_reasons(document: Document, wanted: Sequence[Required]) -> Iterator[str]:
    """What every report must hold and this one does not."""
    for one in held(document, wanted):
        if one.fault:
            yield f"规定必须有的内容“{one.name}”：{one.fault}"


def omission_reasons(document: Document) -> Iterator[str]:
    """Numbers that the edition says must be there, and are not."""
    for one in document.omissions:
        if one.required:
            yield (
                f"底稿写明必有的数缺了：{one.where}里的{one.what}“{masked(one.text)}”没有印出，"
                f"缺{'、'.join(masked(name) for name in one.missing)}"
            )


def number_reasons(loose: Iterable[Unbound], catalogue: Catalogue) -> Iterator[str]:
    """Quantities that nothing stands behind."""
    for one in loose:
        whose = catalogue.departments.get(one.narrative.partition("/")[0]) if one.narrative else None
        told = f"{whose.short}的文字材料" if whose else "底稿"
        yield (
            f"{one.where}里的“{masked(one.found.text)}”没有数据依据（“{masked(one.around)}”，来自{told}），"
            "请改用指标；是专有名称的，登记到 expectations/names.yaml"
        )


def glyph_reasons(missing: Iterable[str], document: Document) -> Iterator[str]:
    """Characters that no font can print."""
    lines = plain_text(document).split("\n")
    for character in missing:
        where = next((masked(line[:_SHOWN]) for line in lines if character in line), "页码")
        yield f"“{character}”没有字体能印，PDF 中印作〓（在“{where}…”一段），请改用别的字或者补装字体"


def _place(one: Open) -> str:
    at = one.finding.address
    where = f"{hidden(at.sheet)} {at.cell}".strip()
    return f"《{masked(at.file)}》{where}" if at.file else where
