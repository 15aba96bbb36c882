"""What `fazhi record` says: a report that went to the level above, or was published, is on record."""

from flows.commands import Exit
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.pipeline.release import NotRecorded, Said, record_published, record_sent
from tasks.settings import load


def record(region: str, year: int, said: Said, *, published: bool) -> Exit:
    """Record 上报 or 公开. FINDINGS where it may not be recorded, CLEAN where it stands now."""
    recording = record_published if published else record_sent
    done = recording(load(), RegionYear(region, year), said)
    if isinstance(done, NotRecorded):
        complain(done.reason)
        return Exit.FINDINGS
    say(f"{done.words}{'' if done.changed else '（与已登记的相同）'}")
    say(f"报告办理到哪一步：fazhi status {year}")
    return Exit.CLEAN
