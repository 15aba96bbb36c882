"""A RegionYear's status in words, for the terminal and for Prefect's artifacts."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.pipeline.status import DeadlineRow, FindingRow, Status, StatusRow

HEADINGS = ("填报单位", "数据集", "收到时间", "审核结果", "严重", "提示", "期限", "数据确认")


def rows(row: "StatusRow") -> Iterator[list[str]]:
    """A department's lines, under HEADINGS: one a dataset, each complete in itself."""
    for one in row.datasets:
        counts = [str(count) if count else "" for count in (one.critical, one.warnings)]
        words = [row.department, one.name, one.received, one.result, *counts, one.left]
        yield [*words, row.confirmed]


def grid(now: "Status") -> Iterator[list[str]]:
    """All departments' lines for a terminal: what holds for a department stands in its first line."""
    for row in now.rows:
        for number, (name, *words, confirmed) in enumerate(rows(row)):
            yield [name, *words, confirmed] if not number else ["", *words, ""]


def progress(now: "Status") -> Iterator[str]:
    """Who has reported, confirmed and answered, the deadlines, the required contents, the report."""
    missing = [f"{row.department}（{'、'.join(row.missing)}）" for row in now.not_reported]
    yield f"报送：{len(now.rows)} 个单位，已报齐 {len(now.rows) - len(missing)} 个{_named('未报齐', missing)}"
    confirmed = sum(row.confirmed == "已确认" for row in now.rows)
    waiting: dict[str, list[str]] = {}
    for row in (*now.unconfirmed, *now.let_off):
        waiting.setdefault(row.confirmed, []).append(row.department)
    yield f"确认：已确认 {confirmed} 个{''.join(_named(*some) for some in waiting.items())}"
    if now.unanswered:
        late = [f"{one.department}（{one.dataset}，{one.due.left}）" for one in now.unanswered]
        yield f"未按期答复：{len(late)} 项：{'、'.join(late)}"
    yield from (f"期限：{deadline(one)}" for one in now.deadlines)
    yield from _contents(now)
    yield from opinions(now)
    yield from _report(now)


def opinions(now: "Status") -> Iterator[str]:
    """How far 征求意见 is, and which opinions wait for a decision."""
    if now.opinions is None:
        return
    one = now.opinions
    silent = _named("未回复", list(one.silent)).replace(" 个", " 家")
    yield (
        f"征求意见：{one.version}，发出 {one.sent} 份，收回 {one.sent - len(one.silent)} 份，"
        f"无意见 {one.nothing} 家，意见 {one.asks} 条，未写明是否采纳 {len(one.undecided)} 条{silent}"
    )
    yield from (f"　　　{hint}" for hint in one.undecided)


def _report(now: "Status") -> Iterator[str]:
    """Where the report stands."""
    if now.report is not None:
        yield f"报告：{now.report.words}"
        yield from (f"　　　{one}" for one in now.report.more)


def deadline(one: "DeadlineRow") -> str:
    """向上级报告 2027年2月28日（最后一个工作日 2月26日），还有 5 个工作日."""
    last = one.last_worked
    rest = f"（休息日，最后一个工作日是{last.month}月{last.day}日）" if last != one.due.day else ""
    return f"{one.what} {day(one.due.day)}{rest}，{left(one)}（{one.basis}）"


def left(one: "DeadlineRow") -> str:
    """How long there is; of a day that is past nobody says here that it was missed."""
    return one.due.left.replace("逾期", "已过")


def day(one: date) -> str:
    """2024年2月29日."""
    return f"{one.year}年{one.month}月{one.day}日"


def _contents(now: "Status") -> Iterator[str]:
    if now.contents is None:
        return
    faults = [f"{one.name}（{one.fault}）" for one in now.contents if one.fault]
    said = f"缺 {len(faults)} 项：{'、'.join(faults)}" if faults else "齐全"
    yield f"报告规定内容：{len(now.contents)} 项，{said}"


def findings(now: "Status") -> Iterator[str]:
    """Every open finding, then what was settled and withdrawn."""
    for one in now.findings:
        yield f"［{one.severity.label}］{one.department}：{one.title}（{where(one)}）"
        yield from (f"　　　{words}" for words in (one.observed, one.mend))
    for one in now.settled:
        yield f"［已处理］{one.department}：{one.title}（{where(one)}）"
        yield from (f"　　　{words}" for words in (one.observed, one.settlement))
    for gone in now.withdrawn:
        asked = f"，{gone.by}" if gone.by else ""
        yield f"［已撤回］{gone.department}：{gone.file}（{gone.when}{asked}：{gone.reason}）"


def where(one: "FindingRow") -> str:
    """File and place of a finding."""
    return f"{one.file} {one.where}".strip()


def _named(what: str, names: list[str]) -> str:
    return f"；{what} {len(names)} 个：{'、'.join(names)}" if names else ""
