"""The numbers of a report in reading order, each with its sentence, its heading and the words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.quantity import Quantity
from tasks.review.reading import Edited
from tasks.review.verify.sentences import Kind, Number, Passage, bare_names, passage, sentences
from tasks.wording.clauses import JOINED, plain, text_of

_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]{1,2}[.．、](?![0-9]))")
_DEPTHS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）"))
_LIST = JOINED
_LONGEST = 40
"""Characters of a heading; what is longer begins with one."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number of the text. `number` counts from 1; `text` is as printed, hedge and unit with it; `quantity`
    is None where it cannot be read. `headings` are those above it, outermost first. `before` and `after` are
    the words of its clause up to the numbers beside it, parted where a list parts them; `lead` all words of
    the sentence before it, `sentence` all of it without numbers, compared (`plain`); `shown` is the sentence.
    """

    number: int
    text: str
    quantity: Quantity | None
    headings: tuple[str, ...]
    before: str
    after: str
    lead: str
    sentence: str
    shown: str


def said_numbers(edited: Edited, names: Sequence[str]) -> tuple[Said, ...]:
    """All quantities of a document's body; years, dates, ordinals and proper `names` are none."""
    texts = [one.text for one in edited.paragraphs if not one.where]
    bare = bare_names(names)
    found: list[Said] = []
    headings: tuple[str, ...] = ()
    for index, text in enumerate(texts):
        one = passage(index, text, bare, quoted=edited.quoted)
        headings = _under(headings, one.tidy.text)
        found += _of(one, headings)
    return tuple(replace(said, number=number) for number, said in enumerate(found, start=1))


def _under(headings: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The headings above what follows, where a paragraph is a heading or begins with one."""
    if not _HEADING.match(text):
        return headings
    depth = next((at for at, sign in enumerate(_DEPTHS) if sign.match(text)), len(_DEPTHS))
    words = re.split("[。：]", text, maxsplit=1)[0]
    kept = [*headings[:depth]] + [""] * (depth - len(headings))
    return (*kept, words[:_LONGEST])


def _of(one: Passage, headings: tuple[str, ...]) -> Iterator[Said]:
    text = one.tidy.text
    clauses = text_of(text)
    for sentence in sentences(one):
        last = sentence.start
        for place, number in enumerate(sentence.numbers):
            if number.kind is Kind.LABEL:
                continue
            following = next((n for n in sentence.numbers[place + 1 :] if n.kind is Kind.QUANTITY), None)
            clause = clauses.at(number.start)
            before = text[max(clause.start, last) : number.start]
            after = text[number.end : min(clause.end, following.start if following else clause.end)]
            in_list = following is not None and following.start < clause.end
            yield Said(
                number=0,
                text=number.text,
                quantity=number.quantity,
                headings=headings,
                before=plain(_parted(before)[1] if clause.start < last else before),
                after=plain(_parted(after)[0] if in_list else after),
                lead=plain(text[sentence.start : number.start]),
                sentence=plain(_masked(text, sentence.start, sentence.end, sentence.numbers)),
                shown=sentence.text,
            )
            last = number.end


def _parted(words: str) -> tuple[str, str]:
    """What of the words between two numbers belongs to either: all to both where no list parts them."""
    match = _LIST.search(words)
    return (words[: match.start()], words[match.end() :]) if match else (words, words)


def _masked(text: str, start: int, end: int, numbers: Sequence[Number]) -> str:
    """The sentence without its numbers."""
    parts, at = [], start
    for one in numbers:
        parts.append(text[at : one.start])
        at = one.end
    return "#".join([*parts, text[at:end]])
