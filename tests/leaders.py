"""What leaders make of the shipped report on the last evening: words, a section moved, figures gone."""

import re
from collections.abc import Sequence

REWORDED = {
    "推动": "促进",
    "加强": "强化",
    "积极": "主动",
    "实现": "达到",
    "深入": "扎实",
    "全面": "全方位",
    "用好": "用足用好",
    "组织": "统筹组织",
    "提升": "提高",
    "健全": "完善",
    "带头": "率先",
    "支持": "鼓励",
    "坚持": "始终坚持",
    "印发": "制定印发",
    "开展": "持续开展",
    "认真": "切实",
}
MOST = 30
DELETED = ("，参与群众达4.7万人次", "，授信金额达8.15亿元")
ADDED = ("选聘法治副校长12名，实现辖区学校全覆盖。", "12名")


def reworded(lines: Sequence[str], most: int = MOST) -> tuple[list[str], int]:
    """The lines with some sentences reworded, one word each; and how many."""
    count, out = 0, []
    for line in lines:
        parts = re.split("(?<=。)", line)
        for number, part in enumerate(parts):
            word = next((one for one in REWORDED if one in part), "")
            if word and count < most and len(part) > 20:
                parts[number] = part.replace(word, REWORDED[word], 1)
                count += 1
        out.append("".join(parts))
    return out, count


def moved(lines: Sequence[str], heading: str, before: str) -> list[str]:
    """The lines with the section under a heading put before another one."""
    start = next(n for n, line in enumerate(lines) if heading in line)
    end = next(
        n for n, line in enumerate(lines) if n > start and re.match("[一二三四五六]、|（[一二三四五]）", line)
    )
    section = list(lines[start:end])
    rest = [*lines[:start], *lines[end:]]
    at = next(n for n, line in enumerate(rest) if before in line)
    return [*rest[:at], *section, *rest[at:]]
