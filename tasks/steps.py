"""Prefect tasks around the pipeline's use cases: coarse, plain values in, small typed results out.

No result is cached or kept by Prefect: the pipeline is idempotent by content, and the store is where
results live. A step is run again only where waiting can help.
"""

import errno
import functools
import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import prefect
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.runtime import task_run

from tasks import catalogue
from tasks.model import RegionYear
from tasks.pipeline import answers as answering
from tasks.pipeline import approve as approving
from tasks.pipeline import base_draft as drafting
from tasks.pipeline import curate as curating
from tasks.pipeline import editions as editing
from tasks.pipeline import ingest as ingesting
from tasks.pipeline import materials as compiling
from tasks.pipeline import redrafts as redrafting
from tasks.pipeline import release as releasing
from tasks.pipeline import render as rendering
from tasks.pipeline import secrecy_review as reviewing
from tasks.pipeline.answers import Answered
from tasks.pipeline.approval_entries import Decision
from tasks.pipeline.curate import Curated
from tasks.pipeline.editions import Checked, NoEdition
from tasks.pipeline.errors import LeaseHeldError
from tasks.pipeline.ingest import Collected, Judged
from tasks.pipeline.materials import NoMaterials, Written
from tasks.pipeline.opinions import consult as consulting
from tasks.pipeline.opinions.consult import Consulted, NothingToAsk
from tasks.pipeline.redrafts import Redrafts
from tasks.pipeline.release import NotRecorded, Recorded, Said
from tasks.pipeline.render import Outcome
from tasks.pipeline.secrecy_review import NotReviewed, Reviewed, ReviewGiven
from tasks.pipeline.status import pages as showing
from tasks.settings import load

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)

WAIT_SECONDS = 10
ATTEMPTS_MORE = 4
"""Together longer than a lease stands after the run that held it was killed."""

_TRANSIENT = {errno.EACCES, errno.EAGAIN, errno.EBUSY, errno.EIO, errno.ESTALE, errno.ETIMEDOUT}
"""What a network share or a workbook that is open in Excel gives, and later not."""

_started: set[UUID] = set()


def started() -> frozenset[UUID]:
    """The task runs begun in this process: what the history must hold in the end."""
    return frozenset(_started)


def worth_waiting(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether running a failed step again may help: another run is at work, a file is busy."""
    error = state.data
    if isinstance(error, LeaseHeldError):
        log.warning("%s（%d 秒后重试）", error, WAIT_SECONDS)
        return True
    if isinstance(error, OSError) and error.errno in _TRANSIENT:
        log.warning("文件暂时无法读写：%s（%d 秒后重试）", error.filename, WAIT_SECONDS)
        return True
    return False


def step(name: str, title: str, description: str) -> Callable[[Callable[P, R]], prefect.Task[P, R]]:
    """The project's one way to make a task. `title` may hold {region} and {years} or {year}."""

    def named() -> str:
        given = task_run.parameters
        years = "、".join(map(str, given.get("years", ())))
        return title.format(**given | {"region": _name_of(given["region"]), "years": years})

    def wrap(function: Callable[P, R]) -> prefect.Task[P, R]:
        @functools.wraps(function)
        def noted(*args: P.args, **kwargs: P.kwargs) -> R:
            context = TaskRunContext.get()
            if context is not None:
                _started.add(context.task_run.id)
            return function(*args, **kwargs)

        return prefect.task(
            name=name,
            description=description,
            task_run_name=named,
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=ATTEMPTS_MORE,
            retry_delay_seconds=WAIT_SECONDS,
            retry_condition_fn=worth_waiting,
        )(noted)

    return wrap


@step("collect", "接收 {region} {years} 年报送文件", "查看报送文件夹，把新收到的文件存档并登记收件。")
def collect(region: str, years: Sequence[int]) -> Collected:
    """Archive and record what is new in landing; see `tasks.pipeline.ingest.collect`."""
    return ingesting.collect(load(), region, years)


@step(
    "judge",
    "审核 {region} {year} 年报送文件",
    "读取待审文件，与上年比对，一次列出全部问题，给出审核结果。",
)
def judge(region: str, year: int) -> Judged:
    """Judge what waits of one year; see `tasks.pipeline.ingest.judge`."""
    return ingesting.judge(load(), region, year)


@step("answer", "答复 {region} {years} 年各单位", "写好审核反馈、接收回执、数据确认单和消息。")
def answer(region: str, years: Sequence[int]) -> Answered:
    """Write what goes back to departments; see `tasks.pipeline.answers.write_answers`."""
    return answering.write_answers(load(), region, years)


@step("redraft", "收回 {region} 的改稿", "收回“改稿”文件夹里的年度底稿和改过的报告，写好答复。")
def redraft(region: str, years: Sequence[int]) -> Redrafts:
    """Take back what was edited in Word; see `tasks.pipeline.redrafts.take_redrafts`."""
    return redrafting.take_redrafts(load(), region, years)


@step("curate", "汇总 {region} {year} 年数据", "统计台账、选定基期、计算派生指标，核对数据之间的关系。")
def curate(region: str, year: int) -> Curated:
    """Curate one year; see `tasks.pipeline.curate.curate`."""
    return curating.curate(load(), region, year)


@step("render", "生成 {region} {year} 年度报告", "由年度底稿、文字材料和数据写出公文、PDF 和网页。")
def render(region: str, year: int, final: bool = False) -> Outcome:
    """Write the documents; see `tasks.pipeline.render.render`."""
    return rendering.render(load(), region, year, final=final)


@step("materials", "编 {region} {year} 年材料汇编", "把各单位采用的文字材料按栏目编成一份 Word。")
def materials(region: str, year: int) -> Written | NoMaterials:
    """Write departments' texts to pick from; see `tasks.pipeline.materials.write_materials`."""
    return compiling.write_materials(load(), RegionYear(region, year))


@step("record-release", "登记 {region} {year} 年报告的上报、公开", "登记已签发的报告何时上报、何时公开。")
def record_release(region: str, year: int, said: Said, published: bool) -> Recorded | NotRecorded:
    """Put 上报 or 公开 on record; see `tasks.pipeline.release`."""
    recording = releasing.record_published if published else releasing.record_sent
    return recording(load(), RegionYear(region, year), said)


@step("review-secrecy", "登记 {region} {year} 年报告保密审查", "登记一步保密审查：谁、什么时候、通过没有。")
def review_secrecy(region: str, year: int, given: ReviewGiven) -> Reviewed | NotReviewed:
    """Enter one step; see `tasks.pipeline.secrecy_review.review`."""
    return reviewing.review(load(), RegionYear(region, year), given)


@step("approve", "登记 {region} {year} 年报告审核签发", "登记送审稿的审核签发，核对并留存签署的文件。")
def approve(region: str, year: int, given: Decision) -> approving.Outcome:
    """Enter a decision; see `tasks.pipeline.approve.approve`."""
    return approving.approve(load(), RegionYear(region, year), given)


@step("consult", "征求 {region} {year} 年报告意见", "写出征求意见稿和每个单位一份的征求意见表。")
def consult(region: str, year: int, version: str, until: date | None) -> Consulted | NothingToAsk:
    """Send a version out for opinions; see `tasks.pipeline.opinions.consult`."""
    return consulting.consult(load(), region, year, version, until)


@step(
    "export-draft", "导出 {region} {year} 年度底稿", "把年度底稿写成 Word 文档；还没有的先沿用上一年的新建。"
)
def export_draft(region: str, year: int) -> Path | NoEdition:
    """Write a year's base draft; see `tasks.pipeline.base_draft.start_and_write_draft`."""
    return drafting.start_and_write_draft(load(), RegionYear(region, year))


@step("check-draft", "检查 {region} {year} 年度底稿", "列出底稿里要改的、要看的地方，什么也不改。")
def check_draft(region: str, year: int) -> Checked | NoEdition:
    """What is wrong with a year's edition; see `tasks.pipeline.editions.check_edition`."""
    return editing.check_edition(load(), RegionYear(region, year))


@step("show", "更新 {region} {years} 年进度页", "写出报送进度和审核结果两个网页，谁都可以在文件夹里打开。")
def show(region: str, years: Sequence[int]) -> tuple[Path, ...]:
    """Write the pages of progress and results; see `tasks.pipeline.status.pages`."""
    return tuple(showing.write_pages(load(), region, year) for year in years)


def _name_of(region: str) -> str:
    return catalogue.load(load()).regions[region].name
