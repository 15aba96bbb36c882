"""Who and when, as people enter it about a review or a signature: of a person a name and nothing else."""

import unicodedata
from datetime import date

from tasks.quantity import read_date

_LONGEST = 30  # characters
_MARKS = "·•・."  # within names: 买买提·艾合买提, J. Smith


class EntryError(ValueError):
    """What was entered is no name or no day; the message is Chinese."""


def person(given: str, what: str) -> str:
    """A name as it is kept, without blanks around it and between Chinese characters.

    Of at least two letters and without digits: no number and no sign stands for a person. Raises EntryError.
    """
    name = " ".join(unicodedata.normalize("NFKC", given).split())
    if not name.isascii():
        name = name.replace(" ", "")
    if not name:
        raise EntryError(f"没有写{what}的姓名")
    letters = [one for one in name if one not in f"{_MARKS} "]
    if len(letters) < 2 or not all(one.isalpha() for one in letters) or len(name) > _LONGEST:
        raise EntryError(f"{what}“{name[:_LONGEST]}”不是姓名，请写真实姓名，不带职务、号码和符号")
    return name


def day(given: str, today: date) -> date:
    """A day as people write it, today where nothing is written. Raises EntryError."""
    if not given.strip():
        return today
    found = read_date(given)
    if found is None:
        raise EntryError(f"日期“{given.strip()[:_LONGEST]}”不能识别，请写成 2024-02-20")
    if found > today:
        raise EntryError(f"日期 {found} 还没有到")
    return found
