"""Whatever is entered about a decision: a name is a name, what stands stays, the same again is the same."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tasks.pipeline.approval_entries import Decision, NotTakenError, completed, read
from tasks.pipeline.approvals import Approval, Decided, Kept
from tasks.pipeline.persons import EntryError, person

TODAY = date(2024, 3, 1)
NAMES = st.sampled_from(["李明", "王强", "买买提·艾合买提", "J. Smith", ""])
SCANS = st.none() | st.builds(Kept, sha256=st.sampled_from("ab"), name=st.just("签字页.pdf"), size=st.just(1))
DECISIONS = st.builds(
    Decision,
    version=st.just("v1"),
    decision=st.sampled_from(Decided),
    reviewer=NAMES,
    signer=NAMES,
    dated=st.sampled_from(["", "2024-02-20", "2024-02-21", "2024-04-01"]),
    remarks=st.sampled_from(["", "再压缩"]),
)


@given(st.text(max_size=40))
def test_a_name_has_letters_and_no_digits_and_is_kept_once_and_for_all(text: str) -> None:
    try:
        name = person(text, "审核人")
    except EntryError:
        return
    assert sum(one.isalpha() for one in name) >= 2
    assert not any(one.isdigit() or one in "<>@\n\u200b" for one in name)
    assert person(name, "审核人") == name


@given(DECISIONS, SCANS, DECISIONS, SCANS)
def test_what_stands_stays_and_only_grows(
    first: Decision, scan: Kept | None, second: Decision, other: Kept | None
) -> None:
    stands = _read(first, scan)
    later = _read(second, other)
    if stands is None or later is None:
        return
    assert completed(stands, stands, first) == stands
    try:
        after = completed(stands, later, second)
    except NotTakenError:
        return
    for name, before in stands.model_dump().items():
        assert not before or getattr(after, name) == getattr(stands, name)
    assert completed(after, later, second) == after, "the same again is nothing new"


def _read(entered: Decision, scan: Kept | None) -> Approval | None:
    try:
        return read(entered, "v1", TODAY).model_copy(update={"scan": scan})
    except NotTakenError:
        return None


def test_a_file_of_another_name_is_the_same_file() -> None:
    entered = Decision("v1", Decided.APPROVED, "李明", "王强", scan=Path("a.pdf"))
    stands = read(entered, "v1", TODAY).model_copy(update={"scan": Kept(sha256="a", name="a.pdf", size=1)})
    renamed = stands.model_copy(update={"scan": Kept(sha256="a", name="b.pdf", size=1)})
    assert completed(stands, renamed, entered) == stands
