"""Names of those who review, approve and sign: a name and nothing else is kept of a person."""

import unicodedata

_LONGEST = 30  # characters
_MARKS = "·•・."  # within names: 买买提·艾合买提, J. Smith


class NoNameError(ValueError):
    """What was given is no person's name; the message is Chinese."""


def person(given: str, what: str) -> str:
    """A name as it is kept, without blanks around it and between Chinese characters.

    Of at least two letters and without digits: no number and no sign stands for a person. Raises NoNameError.
    """
    name = " ".join(unicodedata.normalize("NFKC", given).split())
    if not name.isascii():
        name = name.replace(" ", "")
    if not name:
        raise NoNameError(f"没有写{what}的姓名")
    letters = [one for one in name if one not in f"{_MARKS} "]
    if len(letters) < 2 or not all(one.isalpha() for one in letters) or len(name) > _LONGEST:
        raise NoNameError(f"{what}“{name[:_LONGEST]}”不是姓名，请写真实姓名，不带职务、号码和符号")
    return name
