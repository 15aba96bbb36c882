"""Faults of the pipeline that a caller may want to tell apart. Their messages are for people."""

from tasks.privacy import masked
from tasks.store.leases import LeaseHeldError

__all__ = ["ArchiveDamagedError", "LeaseHeldError", "StaleError"]


class ArchiveDamagedError(RuntimeError):
    """An arrival's bytes are gone from the archive and from landing: no fault of the department's."""

    def __init__(self, path: str, sha256: str) -> None:
        super().__init__(
            f"存档里的文件缺失或已损坏：{masked(path)}（SHA-256 {sha256}）。"
            "请从备份恢复 data/archive 后重新运行。"
        )


class StaleError(RuntimeError):
    """A year's tables rest on another catalogue, version or last year and must be made anew first."""

    def __init__(self, year: int) -> None:
        super().__init__(stale_words(year))


def stale_words(year: int) -> str:
    """What to do about it."""
    return f"上年数据、指标目录或程序已更新，{year} 年的数据还是按更新前汇总的；请先运行 fazhi run {year}。"
