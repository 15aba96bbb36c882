"""Files for what happens in folders: versions, duplicates, locks, the common inbox."""

from tests.corpus.making.kit import Maker, Sheet, form, xlsx
from tests.corpus.making.texts import MONITORS, loans, monitors

NPC = (("办理镇人大代表建议条数", "条"), ("办理政协委员提案条数", "条"))


def _npc(first: object, second: object, unit: str = "人大办") -> bytes:
    lines = [(*named, value, None, None) for named, value in zip(NPC, (first, second), strict=True)]
    return xlsx(form(unit, lines))  # type: ignore[arg-type]


def _grid(unit: str) -> bytes:
    return xlsx(form(unit, [("网格员担任“法律明白人”名数", "名", 88, None, None)]))


FILES: dict[str, Maker] = {
    "folder/first.xlsx": lambda: _npc(12, 3),
    "folder/better.xlsx": lambda: _npc(14, 3),
    "folder/worse.xlsx": lambda: _npc(99, 99, "司法分局"),
    "folder/grid.xlsx": lambda: _grid("洪梅镇网格管理中心"),
    "folder/anonymous.xlsx": lambda: xlsx(
        Sheet("Sheet1", [("指标名称", "计量单位", "本年数"), *(line[:3] for line in MONITORS)])
    ),
    "folder/nameless.xlsx": lambda: xlsx(Sheet("Sheet1", [("指标名称", "本年数"), ("视频监控点位数", 7)])),
    "folder/contradicts.xlsx": lambda: xlsx(
        form("网格管理中心", [("网格员担任“法律明白人”名数", "名", 7, None, None)])
    ),
    "folder/lock.xlsx": lambda: b"\x05owner" + b" " * 48,
    "folder/cover.xlsx": lambda: xlsx(monitors()),
    "folder/half-done.xlsx": lambda: xlsx(loans())[:3000],
}
