"""What an edition may declare beside its text: annexes, and 版头 and 版记 of the issue copy."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from tasks.catalogue.schema import Model, Words
from tasks.model import Frame


def _plain(text: str) -> str:
    if "{{" in text or "{%" in text:
        raise PydanticCustomError("said", "这一项按原样印出，不能使用 {{ }}")
    return text


_NUMBER = re.compile(r"\w+〔20\d{2}〕[1-9]\d*号")


def _document_number(text: str) -> str:
    """发文字号 by GB/T 9704-2012, 7.2.5: the year in full in 〔〕, the number without 第 and zeros."""
    if text and not _NUMBER.fullmatch(text):
        raise PydanticCustomError(
            "said", "应写成 洪府〔2024〕1号：年份用六角括号〔〕，序号不编虚位、不加“第”"
        )
    return text


Plain = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_plain)]
Title = Annotated[Words, AfterValidator(_plain)]


class AskedAnnex(Model):
    """An annex (附件). `indicators` are names as the text has them.

    indicators: a table of this year, last year and the change; without names of all that the report
    prints. growth: a chart of how much the named ones grew. months: a chart and a table for each of the
    named ones, whose register is counted by month.
    """

    kind: Literal["indicators", "growth", "months"]
    title: Title
    indicators: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_shows(self) -> "AskedAnnex":
        if self.kind != "indicators" and not self.indicators:
            raise PydanticCustomError("said", "kind 是 growth 或 months 的，要在 indicators 里写明是哪些指标")
        return self


class DeclaredFrame(Model):
    """版头 and 版记 that this office sets itself; what is left out is not set (GB/T 9704-2012, 7.2, 7.4)."""

    organ: Plain = ""
    number: Annotated[Plain, AfterValidator(_document_number)] = ""
    copies: Plain = ""
    printed_by: Plain = ""
    printed_on: date | None = None
    signer: Plain = ""

    def frame(self) -> Frame | None:
        """As the writers take it; None where nothing is set."""
        day = written(self.printed_on) if self.printed_on else ""
        copies = self.copies.rstrip("。")
        made = Frame(self.organ, self.number, copies, self.printed_by, day, self.signer)
        return None if made == Frame() else made


def written(day: date) -> str:
    """A date by GB/T 9704-2012, 7.3.5.4: Arabic, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"
