"""保密审查 as it stands: three steps about a text, each known by the digest of the words that were read.

A text that changes is another text and is reviewed anew. That what is secret is not published is a rule of
《法治政府建设与责任落实督察工作规定》 (第二十四条); the three steps are the offices' practice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from tasks.model import Document
from tasks.pipeline import fingerprint
from tasks.store.records import Act, ActKind
from tasks.writers.annex_lines import plain_text


class Step(StrEnum):
    """The steps in their order."""

    FIRST = "初审"
    SECOND = "复审"
    APPROVED = "批准"


class Review(BaseModel):
    """One step's entry. `text` is the digest of what was read, `version` where it was read."""

    model_config = ConfigDict(frozen=True)

    step: Step
    passed: bool
    by: str
    dated: date
    remarks: str = ""
    version: str
    text: str

    def words(self) -> str:
        """The entry as people read it."""
        why = f"，{self.remarks}" if self.remarks else ""
        return f"{self.step}{'通过' if self.passed else '不通过'}（{self.by}，{self.dated}{why}）"


Reviews = Mapping[Step, Review]
"""What stands about a text."""


def digest_of(document: Document) -> str:
    """What a document's words are known by: those that are published, whatever their layout."""
    return fingerprint.of(plain_text(document))


def subject_of(text: str, step: Step) -> str:
    """What an act of 保密审查 is about."""
    return f"{text}/{step}"


def read_reviews(acts: Iterable[Act]) -> list[Review]:
    """The entries among acts, in order."""
    kept = (one for one in acts if one.kind is ActKind.SECRECY_REVIEW)
    return [Review.model_validate_json(one.content) for one in kept]


def standing(reviews: Iterable[Review], text: str) -> Reviews:
    """What stands about a text: the last of each step."""
    return {one.step: one for one in reviews if one.text == text}


def lacking(stands: Reviews) -> list[Step]:
    """Steps that nobody has passed."""
    return [step for step in Step if step not in stands or not stands[step].passed]


def is_one_person(stands: Reviews) -> bool:
    """Whether all steps are one person's, which is no review."""
    return len(stands) == len(Step) and len({one.by for one in stands.values()}) == 1


def secrecy_reasons(reviews: Sequence[Review], text: str) -> Iterator[str]:
    """Why a text may not go out: a step said no, is missing, or all are one person's."""
    stands = standing(reviews, text)
    refused = [one for one in stands.values() if not one.passed]
    yield from (f"保密审查没有通过：{one.words()}" for one in refused)
    missing = [step for step in Step if step not in stands]
    if missing:
        other = next((one for one in reversed(reviews) if one.text != text), None)
        changed = other is not None and not stands
        why = f"（{other.version} 审查过，文字后来有改动，要重新审查）" if other and changed else ""
        yield f"保密审查没有做完，还缺{'、'.join(missing)}{why}"
    if is_one_person(stands):
        yield f"保密审查的初审、复审、批准都是{stands[Step.FIRST].by}一人，至少要有两个人"
