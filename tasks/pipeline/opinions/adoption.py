"""Every opinion with what was decided on it, so far as that is decided or evident; what goes on the
意见采纳情况表."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import AdoptionWords
from tasks.catalogue.settlement_checks import says
from tasks.catalogue.settlements import FindingKey, key_of
from tasks.model import Finding, Opinion, Value
from tasks.pipeline.findings import Open
from tasks.pipeline.opinions.disputes import disputes
from tasks.pipeline.opinions.record import Consultation
from tasks.privacy import masked

DISPUTED = "opinion.disputed"
Values = Mapping[tuple[str, str], Value]
"""What counts, by indicator and period."""


@dataclass(frozen=True, slots=True)
class Decision:
    """采纳, 部分采纳 or 不采纳 (as the wording has it), why, who and when; without `by` it is evident."""

    decision: str
    why: str
    by: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An opinion of a department (code), what was decided, and the open findings that it makes."""

    department: str
    opinion: Opinion
    decision: Decision | None
    open: tuple[tuple[FindingKey, str], ...] = ()  # with what was observed

    @property
    def words(self) -> str:
        """What is to be changed."""
        return self.opinion.suggested


@dataclass(frozen=True, slots=True)
class Table:
    """All opinions that stand; departments (codes) asked, back, without any opinion, and silent."""

    version: str
    lines: tuple[Line, ...]
    sent: tuple[str, ...]
    back: tuple[str, ...]
    nothing: tuple[str, ...]
    silent: tuple[str, ...]

    def count(self, decision: str) -> int:
        """How many opinions were decided so."""
        return sum(one.decision is not None and one.decision.decision == decision for one in self.lines)

    @property
    def undecided(self) -> tuple[Line, ...]:
        """Opinions that nobody has decided on."""
        return tuple(one for one in self.lines if one.decision is None)


def table(
    stands: Consultation, found: Sequence[Open], values: Values, catalogue: Catalogue, words: AdoptionWords
) -> Table:
    """`found` are the year's findings, open and settled; `values` are those that count."""
    own = [one for one in found if one.finding.rule == DISPUTED]
    lines = [_line(code, one, stands, own, values, catalogue, words) for code, one in stands.opinions()]
    sent = stands.sent.departments if stands.sent else ()
    order = list(catalogue.departments)
    return Table(
        version=stands.sent.version if stands.sent else "",
        lines=tuple(sorted(lines, key=lambda one: order.index(one.department))),
        sent=sent,
        back=tuple(code for code in order if code in stands.back),
        nothing=tuple(code for code in order if code in stands.replies and not stands.replies[code].opinions),
        silent=stands.silent,
    )


def undecided_reasons(stands: Table, catalogue: Catalogue, words: AdoptionWords) -> Iterator[str]:
    """Opinions without a decision, each a Chinese sentence: hints for the final, for what is disputed
    blocks it by itself."""
    for one in stands.undecided:
        short = catalogue.departments[one.department].short
        opinion = masked(one.words or one.opinion.reason)
        yield words.undecided.format(department=short, opinion=opinion)


def _line(
    department: str,
    opinion: Opinion,
    stands: Consultation,
    found: Sequence[Open],
    values: Values,
    catalogue: Catalogue,
    words: AdoptionWords,
) -> Line:
    short = catalogue.departments[department].short
    own = [
        one.finding
        for one in found
        if one.finding.address.cell == opinion.cell and f"（{short}）" in one.finding.address.file
    ]
    decided = stands.decided(department, opinion)
    decision = (
        Decision(decided.decision, decided.why, decided.by, decided.dated)
        if decided is not None
        else _evident(department, opinion, own, values, catalogue, words)
    )
    still = [one.finding for one in found if one.finding in own and one.finding.is_open]
    owners = {id(one.finding): one.department for one in found}
    return Line(
        department,
        opinion,
        decision,
        tuple((key_of(owners.get(id(one), department), one), one.observed) for one in still),
    )


def _evident(
    department: str,
    opinion: Opinion,
    found: Sequence[Finding],
    values: Values,
    catalogue: Catalogue,
    words: AdoptionWords,
) -> Decision | None:
    """What was decided elsewhere: what counts reads as it was asked for; or the finding was settled."""
    disputed = list(disputes(department, opinion, catalogue))
    indicators = catalogue.indicators
    if disputed and all(
        says(one.number, values.get((one.indicator, one.period)), indicators[one.indicator])
        for one in disputed
    ):
        return Decision(words.decisions.adopted, words.corrected)
    settled = [one.settlement for one in found if not one.is_open]
    if not settled or len(settled) < len(found):
        return None
    explained = all(one.startswith("说明后采用") for one in settled)
    label = words.decisions.refused if explained else words.decisions.partly
    return Decision(label, "；".join(settled))
