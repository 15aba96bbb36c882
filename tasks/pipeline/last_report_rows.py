"""The rows of the 上年公开数据核对表: from what is bound, and back to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.catalogue.catalogue import fold
from tasks.catalogue.last_report_wording import LastReportWords
from tasks.catalogue.published import Misfit, Published, PublishedValue, misfit
from tasks.catalogue.schema import Indicator
from tasks.forms.settlement_reading import Row
from tasks.privacy import masked
from tasks.quantity import write
from tasks.quantity.exact import decimals
from tasks.review.published import Bound, Said, Why


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in the workbook's order: the first `open` ones are not bound, the last `over` ones no data;
    `choices` are the names of all indicators that a number can be.
    """

    rows: Sequence[Row]
    open: int
    over: int
    choices: Sequence[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people said, and by number why something of it was not taken."""

    published: Published
    refused: Mapping[int, str]


def report_rows(
    numbers: Sequence[Bound],
    published: Published,
    refused: Mapping[int, str],
    catalogue: Catalogue,
    words: LastReportWords,
) -> Rows:
    """The workbook's rows: what is not bound first, then what is, no data last; each in reading order."""
    held: dict[int, list[str]] = {}
    for value in published.values:
        held.setdefault(value.number, []).append(value.indicator)
    gone = [one for one in numbers if one.said.number in published.not_data]
    bound = [one for one in numbers if one.said.number in held and one not in gone]
    left = [one for one in numbers if one.said.number not in held and one not in gone]
    states = words.states
    open_rows = [_row(one, "", states.open, refused, catalogue, words) for one in left]
    bound_rows = [
        _row(one, code, _state(one, published, words), refused, catalogue, words)
        for one in bound
        for code in held[one.said.number]
    ]
    gone_rows = [_row(one, words.not_data, states.none, refused, catalogue, words) for one in gone]
    choices = [one.name for one in catalogue.indicators.values() if _can_be(one, catalogue)]
    return Rows([*open_rows, *bound_rows, *gone_rows], len(open_rows), len(gone_rows), choices)


def _state(one: Bound, published: Published, words: LastReportWords) -> str:
    return words.states.alike if one.why is Why.ALIKE and not published.checked else words.states.named


def _can_be(declared: Indicator, catalogue: Catalogue) -> bool:
    return declared.frequency == "annual" and declared.code not in catalogue.comparisons


def _row(
    one: Bound,
    code: str,
    state: str,
    refused: Mapping[int, str],
    catalogue: Catalogue,
    words: LastReportWords,
) -> Row:
    said = one.said
    declared = catalogue.indicators.get(code)
    quantity = said.quantity
    return {
        "number": str(said.number),
        "state": state,
        "where": said.headings[-1] if said.headings else "",
        "sentence": masked(said.shown),
        "text": said.text,
        "value": write(quantity.value, unit="", places=decimals(quantity.value)) if quantity else "",
        "unit": quantity.unit if quantity else "",
        "hedge": quantity.hedge if quantity else "",
        "indicator": declared.name if declared else code,
        "why": _why(one, code, catalogue, words),
        "refused": refused.get(said.number, ""),
    }


def _why(one: Bound, code: str, catalogue: Catalogue, words: LastReportWords) -> str:
    """Why a number is bound as it is; where a person decided, nothing."""
    if code:
        return one.why.value if code in one.indicators else ""
    known = one.candidates or one.indicators
    names = "、".join(catalogue.indicators[each].name for each in known)
    return "；".join((one.why.value, words.candidates.format(names=names))) if names else one.why.value


def decided(
    numbers: Sequence[Bound],
    answers: Mapping[int, Sequence[str]],
    before: Published,
    catalogue: Catalogue,
    words: LastReportWords,
) -> Decided:
    """What the filled rows say: an indicator, 不是数据, or nothing. Of a number that says what cannot be, and
    of one that is not in the workbook any more, what stood there stays.
    """
    reader = _Reader(catalogue, words)
    values: list[PublishedValue] = []
    gone: list[int] = []
    for said in (one.said for one in numbers):
        old = [one for one in before.values if one.number == said.number]
        names = answers.get(said.number)
        if names is None:
            values += old
            gone += [said.number] if said.number in before.not_data else []
        elif tuple(names) == (words.not_data,):
            gone.append(said.number)
        else:
            read = list(reader.values(said, names))
            values += old if said.number in reader.refused else read
    kept = list(reader.each_once(values))
    after = before.model_copy(update={"checked": True, "values": tuple(kept), "not_data": tuple(gone)})
    return Decided(after, reader.refused)


class _Reader:
    """Reads the names that stand beside numbers; keeps why one cannot be taken."""

    def __init__(self, catalogue: Catalogue, words: LastReportWords) -> None:
        self._catalogue, self._words = catalogue, words.refusals
        self._by_name = {fold(name): i for i in catalogue.indicators.values() for name in (i.name, i.label)}
        self.refused: dict[int, str] = {}

    def values(self, said: Said, names: Sequence[str]) -> Iterator[PublishedValue]:
        for name in dict.fromkeys(names):
            declared = self._by_name.get(fold(name))
            why = self._wrong(said, name, declared)
            if why:
                self.refused[said.number] = why
            elif declared is not None:
                yield PublishedValue(
                    number=said.number, indicator=declared.code, value=said.text, sentence=masked(said.shown)
                )

    def _wrong(self, said: Said, name: str, declared: Indicator | None) -> str:
        """Why a number cannot be what somebody says it is; "" where it can."""
        if declared is None:
            return self._words.unknown.format(name=name)
        match misfit(said.text, declared, self._catalogue):
            case None:
                return ""
            case Misfit.COMPARED | Misfit.MONTHLY:
                return self._words.computed.format(name=name)
            case Misfit.VALUE:
                return self._words.misfit.format(name=name, unit=declared.unit, text=said.text)
            case _:
                return self._words.bounds.format(name=name, text=said.text)

    def each_once(self, values: Sequence[PublishedValue]) -> Iterator[PublishedValue]:
        """The first number of each indicator; another one that says something else is told."""
        first: dict[str, PublishedValue] = {}
        for one in values:
            held = first.setdefault(one.indicator, one)
            if held is one:
                yield one
            elif held.value != one.value:
                name = self._catalogue.indicators[one.indicator].name
                self.refused[one.number] = self._words.twice.format(name=name)
