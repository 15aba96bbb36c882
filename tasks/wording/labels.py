"""Numbers in a text that are no quantities: years, dates, ordinals, numbers of documents and clauses."""

import re

from tasks.quantity import Found

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:年|年度)?")
_BEFORE = re.compile(r"(?:第|[0-9][-—~～/:：.]|[A-Za-z-]|〔|\[|No\.?)$")
_DATED = re.compile(r"(?:[0-9]{4}年|[0-9]{1,2}月)$")
_AFTER = re.compile(
    r"[-—~～至到]?\s*(?:月|日|号|时[^间]|点[^位]|条第|款|届|〕|\]|[-—~～/:：](?=[0-9])|周年|级|楼|路[^视]|[A-Za-z])"
)
_RANGE = re.compile(r"(?:19|20)[0-9]{2}[-—~～至]")
_ANNEX = re.compile("附[件表]$")
_NEAR = 5


def is_label(text: str, found: Found) -> bool:
    """Whether a number only names a thing or a time: 2023年, 3月, 第3次, 12号, 〔2023〕, 附件1."""
    before = text[max(0, found.start - _NEAR) : found.start]
    after = text[found.end : found.end + 3]
    if _YEAR.fullmatch(found.text) or _RANGE.match(text, found.start):
        return True
    if _BEFORE.search(before) is not None or (found.text.isdigit() and _ANNEX.search(before)):
        return True
    if _DATED.search(before) is not None and found.text[-1] in "0123456789月日号":  # not 2022年293宗
        return True
    return found.text[-1].isdigit() and _AFTER.match(after) is not None
