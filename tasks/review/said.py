"""What the check of an edited report says of each number, in plain Chinese: on the terminal, in a comment,
on the page.
"""

from collections.abc import Iterator

from tasks.review.verify import Outcome, Result, Verified

_COUNTED = (
    (Outcome.UNCHANGED, "处与数据一致"),
    (Outcome.SAME, "处写法改了、数没有变"),
    (Outcome.BOUND, "处是新写的、与数据相符"),
    (Outcome.CONSISTENT, "处是新写的、与文中其他数相符"),
    (Outcome.STANDING, "处生成时就没有数据依据、没有改动"),
    (Outcome.CHANGED, "处与数据不符"),
    (Outcome.WORDS, "处增减用语不符"),
    (Outcome.MISSING, "处原有的数不见了"),
    (Outcome.UNKNOWN, "处没有数据依据"),
)
_MEND = {
    Outcome.CHANGED: "请改回，或请填报单位更正数据后重新生成。",
    Outcome.WORDS: "请改用相符的词。",
    Outcome.MISSING: "如属有意删去，不用处理。",
    Outcome.UNKNOWN: "请核实来历；如是名称中的数字，请列入 expectations/names.yaml。",
}
_AROUND = 60
"""Characters of a sentence that are shown before a number, and after it."""


def counts(verified: Verified) -> Iterator[str]:
    """How many numbers came to what: 81处与数据一致; what there is none of is left out."""
    for outcome, words in _COUNTED:
        number = verified.count(outcome)
        if number:
            yield f"{number}{words}"


def told(result: Result) -> str:
    """One number in a line: what is wrong, as it stands, as it should be, of what."""
    named = f"（{result.name}）" if result.name else ""
    if result.outcome is Outcome.WORDS:
        return f"{result.outcome.label}，“{result.now}”前{result.note}{named}"
    said = [result.outcome.label]
    if result.now:
        said.append(f"现为“{result.now}”")
    if result.was:
        said.append(f"{'原为' if result.outcome is Outcome.MISSING else '应为'}“{result.was}”")
    note = f"：{result.note}" if result.note else ""
    return f"{'，'.join(said)}{named}{note}"


def more(result: Result) -> Iterator[str]:
    """What else there is to say: where the right value comes from, and what to do."""
    if result.source:
        yield f"依据：{result.source}"
    if result.outcome in _MEND:
        yield _MEND[result.outcome]


def in_context(result: Result) -> str:
    """The sentence, of a long one what is near the number."""
    sentence = result.sentence
    if len(sentence) <= 2 * _AROUND:
        return sentence
    at = max(sentence.find(result.now or result.was), 0)
    start, end = max(0, at - _AROUND), at + _AROUND
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"
