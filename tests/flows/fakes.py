"""A pipeline that works on nothing and notes what it was asked to do."""

import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from flows import annual_report, artifacts
from tasks.model import Severity
from tasks.pipeline import answers, curate, ingest, redrafts, render
from tasks.pipeline.answers import Answered
from tasks.pipeline.curate import Curated
from tasks.pipeline.ingest import Collected, Judged
from tasks.pipeline.redrafts import Redrafts
from tasks.pipeline.render import Outcome, Rendered
from tasks.pipeline.status import DatasetRow, FindingRow, Status, StatusRow, Tone, pages
from tasks.settings import Settings

FOLDER = Path("/data/reports/洪梅镇/2023/draft-1")
RENDERED = Rendered(
    2023,
    "draft-1",
    FOLDER,
    (FOLDER / "报告.docx", FOLDER / "报告（核稿本，不公开）.docx"),
    88,
    2,
    changed=True,
    warnings=("缺字体。",),
    blockers=("“30宗”没有数据依据",),
)
OBSERVED = "写的是[点我](http://evil.example)<img src=x onerror=alert(1)> *粗* `码`"
FINDING = FindingRow(
    Severity.CRITICAL,
    "信访办",
    "negative",
    "数值为负",
    "表*1*.xlsx",
    "数据 D5",
    OBSERVED,
    "请填写 0 或正数。",
)
DATASET = DatasetRow("indicators", "指标数据", "01-15 10:22", "退回修改", Tone.RETURNED, 1)
ROW = StatusRow("信访办", (DATASET,))


class Pipeline:
    """What stands behind the steps in a test. `said` is what it was asked to do, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.rendered: Outcome = RENDERED
        self.fault: Exception | None = None
        self.findings: tuple[FindingRow, ...] = (FINDING,)
        self.redrafts = Redrafts()

    def collect(self, _settings: Settings, region: str, years: Sequence[int]) -> Collected:
        self.said.append(f"collect {region} {list(years)}")
        return Collected(1, 1, 0, ())

    def judge(self, _settings: Settings, region: str, year: int) -> Judged:
        self.said.append(f"judge {region} {year}")
        logging.getLogger("tasks.pipeline.ingest").info("2023 信访办：退回修改")
        return Judged()

    def redraft(self, _settings: Settings, region: str, years: Sequence[int]) -> Redrafts:
        self.said.append(f"redraft {region} {list(years)}")
        return self.redrafts

    def answer(self, _settings: Settings, region: str, years: Sequence[int]) -> Answered:
        self.said.append(f"answer {region} {list(years)}")
        return Answered()

    def curate(self, _settings: Settings, region: str, year: int) -> Curated:
        self.said.append(f"curate {region} {year}")
        return Curated(year, "b1", changed=True, values=9, datasets=1)

    def render(self, _settings: Settings, region: str, year: int, *, final: bool) -> Outcome:
        self.said.append(f"render {region} {year}{' final' if final else ''}")
        if self.fault is not None:
            raise self.fault
        return self.rendered

    def show(self, _settings: Settings, region: str, year: int) -> Path:
        self.said.append(f"show {region} {year}")
        return Path("index.html")

    def status(self, _settings: Settings, _region: str, year: int) -> Status:
        return Status("洪梅镇", year, date(2024, 1, 16), (ROW,), self.findings, 1, 0)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """The fake in place of the real one, with submissions for 2021, 2022 and 2023."""
    fake = Pipeline()
    monkeypatch.setattr(ingest, "collect", fake.collect)
    monkeypatch.setattr(ingest, "judge", fake.judge)
    monkeypatch.setattr(redrafts, "take_redrafts", fake.redraft)
    monkeypatch.setattr(answers, "write_answers", fake.answer)
    monkeypatch.setattr(curate, "curate", fake.curate)
    monkeypatch.setattr(render, "render", fake.render)
    monkeypatch.setattr(artifacts, "status", fake.status)
    monkeypatch.setattr(pages, "write_pages", fake.show)
    monkeypatch.setattr(annual_report, "years_of_run", lambda *_: (2021, 2022, 2023))
    return fake
