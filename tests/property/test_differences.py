"""Differences of sequences: nothing is lost, what is kept is equal, and no longer common part exists."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.differences import Step, paired, steps

SEQUENCES = st.lists(st.sampled_from("甲乙丙丁"), max_size=24)
TEXTS = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=12), max_size=12)


def longest(before: list[str], after: list[str]) -> int:
    """The length of a longest common subsequence, as a textbook computes it."""
    row = [0] * (len(after) + 1)
    for one in before:
        last = row
        row = [0]
        for at, other in enumerate(after):
            row.append(last[at] + 1 if one == other else max(row[-1], last[at + 1]))
    return row[-1]


@given(SEQUENCES, SEQUENCES)
def test_steps_give_both_sides_back(before: list[str], after: list[str]) -> None:
    found = steps(before, after)
    assert [item for step in found for item in before[slice(*step.before)]] == before
    assert [item for step in found for item in after[slice(*step.after)]] == after
    assert all(before[slice(*s.before)] == after[slice(*s.after)] for s in found if s.same)
    assert all(one.same != other.same for one, other in pairwise(found))


@given(SEQUENCES, st.lists(st.integers(0, 23), max_size=3))
def test_scattered_deletions_keep_all_the_rest(before: list[str], places: list[int]) -> None:
    after = [item for at, item in enumerate(before) if at not in places]
    kept = sum(step.before[1] - step.before[0] for step in steps(before, after) if step.same)
    removed = len(before) - len(after)
    # what stands between two changes and is shorter than both changes too, so a little may be given up
    assert longest(before, after) - kept <= removed * removed


@given(SEQUENCES, SEQUENCES)
def test_a_kept_stretch_is_no_chance(before: list[str], after: list[str]) -> None:
    found = steps(before, after)
    for last, step, following in zip(found, found[1:], found[2:], strict=False):
        if step.same:
            assert step.before[1] - step.before[0] >= min(size(last), size(following))


def size(step: Step) -> int:
    return max(step.before[1] - step.before[0], step.after[1] - step.after[0])


@given(TEXTS, TEXTS)
def test_each_item_has_one_partner_at_most(before: list[str], after: list[str]) -> None:
    found = paired(before, after)
    pairs = [*found.kept, *found.moved]
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert all(a < b and x < y for (a, x), (b, y) in pairwise(found.kept))


@given(st.permutations(range(9)))
def test_equal_items_are_found_wherever_they_moved(order: list[int]) -> None:
    before = [f"第{number}段" for number in range(9)]
    found = paired(before, [before[at] for at in order])
    assert {(order[other], one) for one, other in (*found.kept, *found.moved)} == {(n, n) for n in range(9)}
