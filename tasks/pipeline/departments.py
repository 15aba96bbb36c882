"""Departments that stand in the way of a final: nothing of theirs is in, or their data are not confirmed."""

from collections.abc import Iterator, Mapping

from tasks.catalogue import Catalogue
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.confirmations import CHANGED, NOTHING, UNCONFIRMED, Codes
from tasks.settings import Settings
from tasks.store.registry import Registry

NOT_SENT = "未报送"
OWING = (NOT_SENT, UNCONFIRMED, CHANGED)
"""The states that keep a report from being final."""

States = Mapping[str, str]
"""Department (code) → 未报送, 已确认, 免报 …; of those that are asked for or have sent something."""


def department_states(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue
) -> dict[str, str]:
    """How far each department is, in the order of the catalogue."""
    under = fingerprint.judging(settings, registry, key, catalogue)
    sending = {one.arrival.place.department for one in registry.current_datasets(key, under)}
    states = Codes(settings, registry, catalogue, key).states(sending)
    return {
        code: NOT_SENT if state == NOTHING else state
        for code, state in states.items()
        if state != NOTHING or _is_asked(code, catalogue)
    }


def _is_asked(code: str, catalogue: Catalogue) -> bool:
    return bool(catalogue.asked(code) or catalogue.topics_of(code) or catalogue.registers_of(code))


def department_reasons(states: States, catalogue: Catalogue) -> Iterator[str]:
    """One line for each way in which departments are not ready, naming them all."""
    for state, told in _TOLD.items():
        names = [catalogue.departments[code].short for code, one in states.items() if one == state]
        if names:
            yield f"{len(names)} 个单位{told}：{'、'.join(names)}"


_TOLD = {
    NOT_SENT: "还没有采用的报送文件（今年不用报送的，在问题处理单的“报送和确认”里选免报）",
    UNCONFIRMED: "还没有确认数据（收回签字的数据确认单，或者在问题处理单里选免确认）",
    CHANGED: "确认以后数据又有改动（请重新签字确认，或者在问题处理单里选免确认）",
}
