"""What an annex cannot show, told before it is composed."""

from collections.abc import Iterator

from tasks.catalogue.schema import Indicator
from tasks.report.book import Book
from tasks.report.declared import AskedAnnex
from tasks.report.errors import nearest


def problems(book: Book, asked: AskedAnnex) -> Iterator[str]:
    """What is wrong with what an annex names: a sentence each."""
    for name in asked.indicators:
        indicator = book.catalogue.named(name)
        if indicator is None:
            yield f"没有指标“{name}”。{nearest(name, book.catalogue.by_label)}"
        elif indicator.frequency == "monthly":
            yield f"“{name}”按月填报，不能列入附件，请改用由它计算的指标。"
        elif asked.kind == "growth" and not growth_of(book, indicator):
            yield f"“{name}”没有同比增长率（比率，或者没有写明 section 的指标），不能画在增长图里。"
        elif asked.kind == "months" and not _has_months(book, indicator):
            yield f"“{name}”没有按月统计（台账的 counts 里没有写明 months），不能画各月的图。"


def growth_of(book: Book, indicator: Indicator) -> str | None:
    """What holds an indicator's growth in percent; a rate has none."""
    return None if indicator.unit == "%" else book.catalogue.growth_of(indicator.code)


def _has_months(book: Book, indicator: Indicator) -> bool:
    counts = (measure for register in book.catalogue.registers.values() for measure in register.counts)
    return any(one.indicator == indicator.code and one.months for one in counts)
