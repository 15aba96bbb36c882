"""The sheet 报送和确认 of the 问题处理单: who owes something, who was let off and why."""

from collections.abc import Sequence

from tasks.catalogue import Catalogue
from tasks.catalogue.settlements import Settlements
from tasks.catalogue.settlements_wording import SettlementsWords
from tasks.pipeline.departments import OWING, States
from tasks.pipeline.settlement_rows import DEPARTMENTS, Refused, about, answer


def waiver_rows(
    states: States,
    settlements: Settlements,
    refused: Sequence[Refused],
    words: SettlementsWords,
    catalogue: Catalogue,
) -> list[dict[str, str]]:
    """A row for each department that owes something or was let off, in the order of the catalogue; what was
    filled in and not taken beside, with why."""
    not_taken = {one.about: one for one in refused if one.sheet == DEPARTMENTS}
    rows: list[dict[str, str]] = []
    for code, state in states.items():
        waiver = settlements.waivers.get(code)
        if state not in OWING and waiver is None:
            continue
        row = {"department": catalogue.departments[code].short, "standing": state}
        if waiver is not None:
            label = getattr(words.departments.decisions, waiver.what)
            row |= {"decision": label, "reason": waiver.reason, "by": waiver.by, "dated": str(waiver.dated)}
        held = not_taken.pop(about(DEPARTMENTS, row), None)
        if held is not None:
            row |= answer(held.row) | {"refused": held.why}
        rows.append(row)
    return [*rows, *({**one.row, "refused": one.why} for one in not_taken.values())]
