"""汇总核对: what was found between a department's datasets and others, to be settled before it signs."""

from collections.abc import Mapping, Sequence

from tasks.catalogue.wording import AnswersFile
from tasks.cell_text import clean
from tasks.model import Finding


def listed(found: Sequence[Finding], titles: Mapping[str, str], words: AnswersFile) -> bytes:
    """The findings as a text for Notepad: UTF-8 with a byte order mark, lines ended by CR LF.

    titles: rule code → title.
    """
    lines = [
        words.between.line.format(
            number=number,
            severity=one.severity.label,
            title=titles[one.rule],
            observed=clean(one.observed),
            mend=clean(one.mend),
        )
        for number, one in enumerate(found, 1)
    ]
    return "".join(f"{line}\r\n" for line in (words.between.head, *lines)).encode("utf-8-sig")
