"""What of `edition.yaml` an edited report changes; and both changes put together."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tasks.report.edition import EDITION
from tasks.report.edition_yaml import values_of, with_values

_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def declared(
    text: str, head: Mapping[str, str], renamed: Sequence[tuple[str, str]], town: str, year: int
) -> str:
    """The text of an `edition.yaml` with another title, addressee, signatory or date, headings renamed.

    Raises EditionError where one cannot be changed there.
    """
    names = dict(renamed)
    values = {role: _written(role, said, town, year) for role, said in head.items()}
    for path, value in values_of(EDITION, text).items():
        if path.endswith(".heading") and value in names:
            values[path] = names[value]
    return with_values(EDITION, text, values) if values else text


def _written(role: str, said: str, town: str, year: int) -> str:
    if role == "date":
        found = _DAY.fullmatch(said)
        return date(*map(int, found.groups())).isoformat() if found else said
    if role == "title":
        return said.replace(town, "{{ 镇街 }}", 1).replace(f"{year}年", "{{ 年 }}年", 1)
    return said.rstrip("：:") if role == "addressee" else said


def merged(base: str, theirs: str, mine: str) -> tuple[str, list[str]]:
    """An `edition.yaml` as it stands with what a report changed, and where both changed the same."""
    was, said, now = (values_of(EDITION, text) for text in (base, theirs, mine))
    changed = {path: value for path, value in said.items() if value != was.get(path)}
    conflicts = [
        f"edition.yaml 的 {path} 两边都改了，不同。文稿里：{value}；"
        f"底稿现在：{now.get(path, '（没有）')}。请改成一样"
        for path, value in changed.items()
        if now.get(path) not in (was.get(path), value)
    ]
    return (mine, conflicts) if conflicts else (with_values(EDITION, mine, changed), [])
