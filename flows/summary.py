"""What a command says in the end: a few plain Chinese lines."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.model import Severity
from tasks.pipeline.purposes import by_purpose
from tasks.privacy import masked

if TYPE_CHECKING:
    from flows.ingest_submissions import Ingested
    from tasks.pipeline.check import Checked
    from tasks.pipeline.collecting import Collected
    from tasks.pipeline.curate import Curated
    from tasks.pipeline.form import Forms
    from tasks.pipeline.redrafts import Redrafts
    from tasks.pipeline.render import Blocked, Rendered
    from tasks.pipeline.status import Status
    from tasks.pipeline.withdraw import Withdrawn


FEW = 10
"""Reasons against a final that a draft's summary lists."""


def of_ingest(ingested: "Ingested") -> Iterator[str]:
    """What came in during this run."""
    collected, judged = ingested.collected, ingested.judged.submissions
    zipped = f"和压缩包里的 {collected.zipped} 份" if collected.zipped else ""
    new = collected.arrivals - collected.zipped
    yield f"文件：共 {collected.files} 份，本次新收 {new} 份{zipped}，审核 {len(judged)} 份"
    yield from _not_taken(collected)
    if ingested.judged.lost:
        yield f"　　　另有 {ingested.judged.lost} 份收件的存档缺失或读不出，请从备份恢复 data/archive"
    if ingested.answered.written:
        folders = sorted({line.folder.parent for line in ingested.answered.written})
        departments = len({line.department for line in ingested.answered.written})
        yield f"答复：写好 {departments} 个单位的，在 {'、'.join(map(shown, folders))}"
    yield from _redrafts(ingested.redrafts)


def _redrafts(redrafts: "Redrafts") -> Iterator[str]:
    """What became of the files of 改稿."""
    if redrafts.lines:
        yield f"改稿：处理 {len(redrafts.lines)} 份，答复在 {shown(redrafts.folder)}"
        yield from (f"　　　《{one.file}》：{one.said}" for one in redrafts.lines)
    if redrafts.waiting:
        yield f"改稿：有 {redrafts.waiting} 份还在写入或暂时打不开，下次运行时处理"


def _not_taken(collected: "Collected") -> Iterator[str]:
    """What lies in landing and was not taken in."""
    if collected.waiting:
        yield f"　　　另有 {collected.waiting} 份还在写入，下次运行时接收"
    if collected.unplaced:
        count = sum(folder.files for folder in collected.unplaced)
        yield f"　　　另有 {count} 份不知道属于哪个单位，没有接收："
        yield from (f"　　　　　{masked(str(folder))}" for folder in collected.unplaced)
    if collected.unclaimed:
        yield f"　　　收件箱里有 {collected.unclaimed} 份需要认领"
    if collected.stopped:
        yield f"　　　有密级标志、没有接收：{'、'.join(collected.stopped)}，请单位马上移走"
    if collected.links:
        yield f"　　　另有 {len(collected.links)} 个链接指向别处，没有接收，请放入文件本身"
    if collected.closed:
        yield f"　　　另有 {len(collected.closed)} 个文件夹没有权限查看"


def of_status(now: "Status") -> Iterator[str]:
    """Datasets in use, and open findings by severity."""
    if now.unjudged:
        yield f"待审核：{now.unjudged} 份（新收到，或上年数据、目录、程序更新），请运行 fazhi run {now.year}"
    if now.unclaimed:
        yield f"待认领：收件箱里有 {now.unclaimed} 份，请填写“收件箱待认领”表"
    if now.stopped:
        yield f"密级：有密级标志、没有接收：{'、'.join(now.stopped)}，请单位马上移走（截至上次接收）"
    yield f"数据集：采用 {now.accepted} 个"
    yield "问题：" + "，".join(f"{severity.label} {now.count(severity)} 个" for severity in Severity)


def where_to_read(now: "Status") -> Iterator[str]:
    """Where every finding is listed, for commands that do not list them."""
    if now.findings:
        yield f"　　　逐条查看：fazhi status {now.year}"


def of_base_years(before: Iterable["Status"]) -> Iterator[str]:
    """Earlier years of the same run, where something is open."""
    for now in before:
        if now.findings:
            yield f"基期 {now.year} 年：有 {len(now.findings)} 个问题，逐条查看：fazhi status {now.year}"


def of_withdrawn(year: int, withdrawn: "Withdrawn") -> Iterator[str]:
    """What counts no more, and what to do next."""
    if not withdrawn.files:
        yield "没有符合的报送文件，没有撤回。报送情况：fazhi status " + str(year)
        return
    yield f"已撤回 {len(withdrawn.files)} 份："
    yield from (f"　　　{masked(path)}" for path in withdrawn.files)
    yield "撤回的文件内容不变时不再采用；要重新采用，请改名后再放入。"
    if withdrawn.copies:
        yield "注意：下列文件内容与撤回的相同，仍在采用："
        yield from (f"　　　{masked(path)}" for path in withdrawn.copies)
    yield f"请运行 fazhi run {year}，按剩下的数据重新汇总和生成。"


def of_curated(curated: "Curated") -> Iterator[str]:
    """What the year's tables hold."""
    if curated.build:
        yield f"数据：{curated.values} 条{'' if curated.changed else '，与上次相同'}"
    else:
        yield "还没有审核通过的数据集，没有可汇总的数据"


def of_rendered(rendered: "Rendered") -> Iterator[str]:
    """Figures printed, the documents by whom they are for, what to mind, why it is no final yet or what a
    final waits for."""
    left_out = f"，因缺少数据略去 {rendered.omissions} 处" if rendered.omissions else ""
    yield f"数据：印出 {rendered.figures} 个{left_out}"
    yield f"报告：{rendered.kind} {rendered.version}{'' if rendered.changed else '，与上次相同'}"
    for purpose, paths in by_purpose(rendered.documents):
        yield f"　　　{purpose.label}"
        yield from (f"　　　　　{shown(path)}" for path in paths)
    yield from (f"注意：{warning}" for warning in rendered.warnings)
    if rendered.blockers:
        yield f"还不能定稿的原因，共 {len(rendered.blockers)} 条："
        yield from (f"　　　{n}. {one}" for n, one in enumerate(rendered.blockers[:FEW], start=1))
        if len(rendered.blockers) > FEW:
            yield f"　　　查看全部：fazhi render {rendered.year} --final"
    if rendered.waits:
        yield f"{rendered.version} 已送审，等待审核、签发。签发后登记："
        people = "--reviewer 审核人 --signer 签发人"
        yield f"　　　fazhi approve {rendered.year} {rendered.version} --decision 同意 {people}"


def of_blocked(blocked: "Blocked") -> Iterator[str]:
    """All reasons why there is no final."""
    yield f"没有生成送审稿，有 {len(blocked.reasons)} 条原因："
    yield from (f"　　　{n}. {one}" for n, one in enumerate(blocked.reasons, start=1))
    yield f"处理后请运行 fazhi run {blocked.year}，再运行 fazhi render {blocked.year} --final"


def of_checked(checked: "Checked") -> Iterator[str]:
    """A file that was checked: its verdict, every finding with its place, and where the slip is."""
    slip = checked.slip
    whose = f"{checked.department_name}，{slip.sent.year} 年"
    yield f"《{masked(slip.sent.file)}》（{whose}）：{slip.verdict.label}"
    yield from (f"　　　{part.name}：{part.verdict.label}" for part in slip.parts)
    for question in slip.questions:
        finding = question.finding
        where = masked(f"{finding.address.sheet} {finding.address.cell}")
        yield f"［{finding.severity.label}］{question.title}{f'（{where}）' if where else ''}"
        yield from (f"　　　{line}" for line in (finding.observed, finding.mend))
    yield from (f"已写好：{shown(path)}" for path in checked.written)


def of_forms(forms: "Forms") -> Iterator[str]:
    """The forms and where they are, what was filled in, what was left alone."""
    yield f"空白表：{len(forms.written)} 份，在 {shown(forms.folder)}"
    yield from (f"　　　{path.name}" for path in forms.written)
    yield forms.prefill
    if forms.changed:
        yield "这些文件已有人填写或改动，没有覆盖；要重新生成的，请先移走："
        yield from (f"　　　{shown(path)}" for path in forms.changed)


def shown(path: Path) -> str:
    """A path as one would type it here."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return str(path)
    return str(path) if relative.startswith("..") else relative
