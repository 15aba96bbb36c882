"""Timing two ways of doing a thing in turn, so that a noisy machine is noisy for both."""

import statistics
import time
from collections.abc import Callable


def compare(
    title: str,
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    runs: int = 5,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Print the medians of both and the median ratio ours / other, after one warm-up each.

    `time.process_time` as `clock` leaves out what else the machine does, and other processes' work.
    """
    ours(), other()
    pairs = [(_seconds(ours, clock), _seconds(other, clock)) for _ in range(runs)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{title}: ours {mine * 1000:.1f} ms, other {theirs * 1000:.1f} ms, ratio {ratio:.2f}")


def _seconds(call: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    call()
    return clock() - start
