"""What an operator reads on a run's page, in Chinese: who has sent what, what is wrong, where the
documents are. Cells are plain strings and numbers; a department's words are never markup.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows import standing
from flows.regions import region_name
from tasks.model import Severity
from tasks.pipeline.materials import Written
from tasks.pipeline.purposes import by_purpose
from tasks.pipeline.redrafts import Redrafts
from tasks.pipeline.render import Blocked, Rendered
from tasks.pipeline.status import FindingRow, Status, status
from tasks.pipeline.status.pages import index_of
from tasks.settings import load

_MARKUP = {ord(half): chr(ord(half) + 0xFEE0) for half in "!#&*<>@[\\]_`|~"}
"""Prefect's pages read a table's cells as Markdown and HTML, and show backslash escapes in places: what
would be markup is shown full-width."""

MOST_FINDINGS = 500
"""A page stays readable; `fazhi status` lists all."""


def show_submissions(region: str, year: int) -> None:
    """报送情况 and 问题清单 of a region (code) and year, as they stand now."""
    now = status(load(), region, year)
    head = f"{now.region_name} {year} 年"
    create_table_artifact(
        table=[_submission(words) for row in now.rows for words in standing.rows(row)],
        key=f"submissions-{_key(region)}-{year}",
        description=f"# {head}报送情况\n\n{_in_use(now)}",
    )
    create_table_artifact(
        table=[_finding(row) for row in islice(now.findings, MOST_FINDINGS)],
        key=f"findings-{_key(region)}-{year}",
        description=f"# {head}问题清单\n\n{_how_many(now)}",
    )


def show_documents(region: str, rendered: Rendered) -> None:
    """成果文件: the version, what it holds, its documents by whom they are for, why it is no final yet."""
    counts = f"印出数据 {rendered.figures} 个，因缺少数据略去 {rendered.omissions} 处"
    lines = [f"{rendered.kind} {rendered.version}，{counts}。", f"所在文件夹：`{rendered.folder}`"]
    for purpose, paths in by_purpose(rendered.documents):
        lines += [f"**{purpose.label}**", "\n".join(f"- `{path}`" for path in paths)]
    lines += [f"**注意**：{_plain(warning)}" for warning in rendered.warnings]
    if rendered.blockers:
        lines += [f"## 还不能定稿的原因（{len(rendered.blockers)} 条）", _listed(rendered.blockers)]
    if rendered.waits:
        lines.append(
            f"## 待签发\n\n{rendered.version} 已送审。签发或退回后，请运行 approve-annual-report 登记。"
        )
    create_markdown_artifact(
        markdown="\n\n".join(lines),
        key=f"documents-{_key(region)}-{rendered.year}",
        description=f"# {region_name(region)} {rendered.year} 年成果文件",
    )


def show_blocked(region: str, blocked: Blocked) -> None:
    """还不能定稿的原因: all of them."""
    create_markdown_artifact(
        markdown=_listed(blocked.reasons),
        key=f"blockers-{_key(region)}-{blocked.year}",
        description=f"# {region_name(region)} {blocked.year} 年还不能定稿的原因（{len(blocked.reasons)} 条）",
    )


def show_redrafts(region: str, redrafts: Redrafts) -> None:
    """收回改稿: what became of each file that was tried in this run; nothing where there was none."""
    if redrafts.lines:
        create_table_artifact(
            table=[
                {"文件": _plain(one.file), "年份": str(one.year or ""), "结果": _plain(one.said)}
                for one in redrafts.lines
            ],
            key=f"redrafts-{_key(region)}",
            description=f"# {region_name(region)}收回改稿\n\n答复在文件夹：`{redrafts.folder}`",
        )


def show_materials(region: str, year: int, written: Written) -> None:
    """材料汇编: what it holds and where it is."""
    lines = [f"{written.departments} 个单位的 {written.texts} 条。", f"所在位置：`{written.path}`"]
    if written.unbound:
        lines.append(f"没有数据依据的数 {written.unbound} 个，已标黄，批注里写着怎么办。")
    create_markdown_artifact(
        markdown="\n\n".join(lines),
        key=f"materials-{_key(region)}-{year}",
        description=f"# {region_name(region)} {year} 年材料汇编",
    )


def show_lines(region: str, year: int, key: str, title: str, lines: Iterable[str]) -> None:
    """What was entered, or why not, line by line."""
    create_markdown_artifact(
        markdown="\n\n".join(_plain(line) for line in lines),
        key=f"{key}-{_key(region)}-{year}",
        description=f"# {region_name(region)} {year} 年{title}",
    )


def _listed(reasons: Iterable[str]) -> str:
    return "\n".join(f"{n}. {_plain(reason)}" for n, reason in enumerate(reasons, start=1))


def _submission(words: list[str]) -> dict[str, str]:
    return {name: _plain(word) for name, word in zip(standing.HEADINGS, words, strict=True)}


def _finding(row: FindingRow) -> dict[str, str]:
    return {
        "级别": row.severity.label,
        "填报单位": row.department,
        "问题": row.title,
        "文件": _plain(row.file),
        "位置": _plain(row.where),
        "情况": _plain(row.observed),
        "怎样修改": _plain(row.mend),
    }


def _in_use(now: Status) -> str:
    said = [f"已采用的数据集：{now.accepted} 个。"]
    if now.unjudged:
        said.append(f"待审核：{now.unjudged} 份。")
    if now.unclaimed:
        said.append(f"待认领：收件箱里有 {now.unclaimed} 份不知道属于哪个单位，请填写“收件箱待认领”表。")
    if now.stopped:
        said.append(f"有密级标志、没有接收：{'、'.join(now.stopped)}，请单位马上移走。")
    # the contents of the last document: the run's own is yet to come, and has its warnings
    said += [_plain(line) for line in standing.progress(replace(now, contents=None))]
    said.append(f"网页：`{index_of(load(), now)}`")
    if now.withdrawn:
        said.append(f"已撤回：{len(now.withdrawn)} 份。")
    return "\n\n".join(said)


def _how_many(now: Status) -> str:
    counts = "，".join(f"{severity.label} {now.count(severity)} 个" for severity in Severity)
    more = f"，下表列出前 {MOST_FINDINGS} 个" if len(now.findings) > MOST_FINDINGS else ""
    settled = f"，已处理 {len(now.settled)} 个" if now.settled else ""
    return f"{counts}{settled}{more}。"


def _plain(text: str) -> str:
    return text.translate(_MARKUP).replace("://", "：//")


def _key(region: str) -> str:
    return region.replace("_", "-")  # a key is [a-z0-9-]
