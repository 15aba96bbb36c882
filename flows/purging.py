"""What `fazhi purge` says, and the codes it ends with. Does not import Prefect."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.purge import Plan


def purge(region: str, what: str, by: str, reason: str, *, yes: bool) -> Exit:
    """Say what would go; with `yes` take it away."""
    from tasks.pipeline import purge as purging

    if not by.strip() or not reason.strip():
        complain("清除要写明谁批准的（--by）和原因（--reason）。")
        return Exit.USAGE
    settings = load()
    try:
        if yes:
            found = purging.purge(settings, region, what, by=by.strip(), reason=reason.strip())
        else:
            found = purging.plan(settings, region, what)
    except purging.UnclearFileError as error:
        complain(str(error))
        return Exit.USAGE
    if found is None:
        say("没有收过这份文件，没有可清除的。")
        return Exit.NOTHING
    say(*_told(found, done=yes))
    return Exit.CLEAN


def _told(found: "Plan", *, done: bool) -> Iterator[str]:
    verb = "已清除" if done else "将清除"
    yield f"{verb}：SHA-256 {found.sha256}{'（以前清除过，再清一遍）' if found.again else ''}"
    yield from (f"　　　{path}" for path in found.files)
    if found.together > len(found.files):
        yield f"　　　连同装它的压缩包和包里的文件，共 {found.together} 份收件；其余的请单位重新报送"
    years = "、".join(map(str, found.years))
    yield f"{verb}：{years} 年的答复、空白表、进度页、汇总数据、运行记录里的相关内容（下次运行重新写出）"
    traces = found.traces
    yield f"{verb}：报告草稿 {len(traces.drafts)} 个，底稿的备份 {len(traces.editions)} 个文件"
    if traces.finals:
        names = "、".join(f"{path.parent.name} 年 {path.name}" for path in traces.finals)
        yield f"{verb}：用到它的定稿 {names}，原处留一份说明，版本号不再使用"
    yield from _left(found)
    if done:
        yield f"留下的记录：哈希、时间、办理人、原因。请运行 fazhi run {found.years[-1]} 重新汇总和生成。"
    else:
        yield "以上还没有做。确认无误后，加上 --yes 再运行一次；不能恢复。"


def _left(found: "Plan") -> Iterator[str]:
    if found.landing:
        yield f"报送文件夹里还有 {len(found.landing)} 份，本程序不删，请单位移走（不移走也不再接收）："
        yield from (f"　　　{path}" for path in found.landing)
    if found.traces.site:
        yield "下列文件里可能有它的字句，请人工查看、改掉："
        yield from (f"　　　{shown(path)}" for path in found.traces.site)
    yield "备份、已经发出去的文件、单位自己的电脑不在清除之列，请另行处理。"
