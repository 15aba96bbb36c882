"""What each command does, from arguments to exit code.

Heavy imports are local: a command pays for what it uses, and commands that only read never import
Prefect. Regions are codes here.
"""

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from flows import standing, summary
from flows.session import prefect_session
from flows.terminal import complain, say, show_table
from tasks.model import Severity
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.render import Outcome
    from tasks.pipeline.status import Status


class Exit(IntEnum):
    """Exit codes; the help page lists them."""

    CLEAN = 0
    FINDINGS = 1  # an open critical finding; warnings alone are clean
    USAGE = 2
    NOTHING = 3
    FAULT = 70


def run(region: str, year: int) -> Exit:
    """The main job."""
    with prefect_session():
        from flows.annual_report import annual_report

        report = annual_report(year, region)
    *before, now = [_status(region, one.year) for one in report.curated]
    say(f"\n{now.region_name} {year} 年度报告", *summary.of_ingest(report.ingested), *_in_short(now))
    say(*summary.of_base_years(before))
    return max(_rendered(report.rendered, now), *(_standing(one) for one in before), Exit.CLEAN)


def ingest(region: str, year: int) -> Exit:
    """Take in and judge one year's submissions."""
    with prefect_session():
        from flows.ingest_submissions import ingest_submissions

        ingested = ingest_submissions(year, region)
    now = _status(region, year)
    say(f"\n{now.region_name} {year} 年报送文件", *summary.of_ingest(ingested), *_in_short(now))
    return _standing(now) if ingested.collected.files else Exit.NOTHING


def curate(region: str, year: int) -> Exit:
    """Curate one year."""
    with prefect_session():
        from flows.curate import curate as curate_flow

        curated = curate_flow(year, region)
    now = _status(region, year)
    say(f"\n{now.region_name} {year} 年数据", *summary.of_curated(curated), *_in_short(now))
    return _standing(now) if curated.build else Exit.NOTHING


def render(region: str, year: int, final: bool) -> Exit:
    """Write one year's documents from what is curated: a draft or a final."""
    with prefect_session():
        from flows.render_annual_report import render_annual_report

        rendered = render_annual_report(year, region, final)
    now = _status(region, year)
    say(f"\n{now.region_name} {year} 年度报告")
    return _rendered(rendered, now)


def status(region: str, year: int) -> Exit:
    """Who has sent what, and every open finding."""
    from tasks.pipeline.status.pages import write_pages_of

    now = _status(region, year)
    say(f"{now.region_name} {year} 年报送情况（{standing.day(now.today)}）")
    show_table(list(standing.HEADINGS), list(standing.grid(now)))
    say(*standing.findings(now))
    say(*summary.of_status(now), *standing.progress(now))
    say(f"网页：{summary.shown(write_pages_of(load(), now))}")
    return _standing(now)


def explain(what: str) -> Exit:
    """What a rule means: one in full, several as a table, with nothing asked all."""
    from flows import explaining
    from tasks.pipeline.explain import explain as explained

    answer = explained(load(), what)
    if not answer.found:
        say(f"没有名为“{what}”的规则。")
        if answer.nearest:
            say("名称相近的有：", *(f"　{one.rule.title}（{one.rule.code}）" for one in answer.nearest))
        return Exit.NOTHING
    if len(answer.found) == 1:
        say(*explaining.in_full(answer.found[0]))
        return Exit.CLEAN
    show_table(list(explaining.HEADINGS), [explaining.row(one) for one in answer.found])
    say(f"共 {len(answer.found)} 条。看其中一条：fazhi explain {answer.found[0].rule.code}")
    return Exit.CLEAN


def form(region: str, year: int, department: str | None, out: Path | None) -> Exit:
    """Blank forms for one department or all."""
    from tasks.pipeline.form import write_forms

    forms = write_forms(load(), region, year, department, out)
    say(*summary.of_forms(forms))
    return Exit.FINDINGS if forms.changed else Exit.CLEAN


def withdraw(region: str, year: int, department: str, file: str, reason: str, by: str) -> Exit:
    """Let a department's files count no more."""
    from tasks.model import RegionYear
    from tasks.pipeline.withdraw import withdraw as withdraw_files

    key = RegionYear(region, year)
    done = withdraw_files(load(), key, department, file=file, reason=reason, by=by)
    say(*summary.of_withdrawn(year, done))
    return Exit.CLEAN if done.files else Exit.NOTHING


def check(region: str, file: Path, department: str | None, year: int | None, out: Path | None) -> Exit:
    """Verdict and slip on a file that is not taken in."""
    from tasks.pipeline.check import MarkedError, UnclearPlaceError
    from tasks.pipeline.check import check as checked

    try:
        files = checked(load(), region, file, out or Path(), department, year)
    except MarkedError as error:
        say(str(error))
        return Exit.FINDINGS
    except UnclearPlaceError as error:
        complain(str(error))
        return Exit.USAGE
    for one in files:
        say(*summary.of_checked(one))
    return Exit.FINDINGS if any(one.grave for one in files) else Exit.CLEAN


def serve(region: str, port: int) -> Exit:
    """Prefect's pages and these flows, until told to stop."""
    from flows.serve import serve as serve_flows

    return Exit.CLEAN if serve_flows(region, port) else Exit.NOTHING


def _in_short(now: "Status") -> list[str]:
    return [*summary.of_status(now), *summary.where_to_read(now)]


def _status(region: str, year: int) -> "Status":
    from tasks.pipeline.status import status as current

    return current(load(), region, year)


def _rendered(rendered: "Outcome", now: "Status") -> Exit:
    from tasks.pipeline.render import Blocked, NothingToRender

    if isinstance(rendered, NothingToRender):
        say(f"没有生成报告：{rendered.reason}")
        return Exit.NOTHING
    if isinstance(rendered, Blocked):
        say(*summary.of_blocked(rendered))
        return Exit.FINDINGS
    say(*summary.of_rendered(rendered))
    return _standing(now)


def _standing(now: "Status") -> Exit:
    return Exit.FINDINGS if now.count(Severity.CRITICAL) or now.unjudged else Exit.CLEAN
