"""Three-way merging: what one side left alone the other decides, and nothing of either is lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tasks.differences import Part, Side, merge

ITEMS = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=10)


def taken(parts: tuple[Part, ...], theirs: list[str], mine: list[str]) -> list[str]:
    """The merged items; of a conflict, both sides'."""
    out: list[str] = []
    for part in parts:
        if part.side in (Side.THEIRS, Side.CONFLICT):
            out += theirs[slice(*part.theirs)]
        if part.side is not Side.THEIRS:
            out += mine[slice(*part.mine)]
    return out


@given(ITEMS, ITEMS, ITEMS)
def test_the_parts_cover_all_three(base: list[str], theirs: list[str], mine: list[str]) -> None:
    parts = merge(base, theirs, mine)
    for name, items in (("base", base), ("theirs", theirs), ("mine", mine)):
        assert [item for part in parts for item in items[slice(*getattr(part, name))]] == items


@given(ITEMS, ITEMS)
def test_what_only_one_changed_is_his(base: list[str], changed: list[str]) -> None:
    for parts in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert all(part.side is not Side.CONFLICT for part in parts)
    assert taken(merge(base, changed, base), changed, base) == changed
    assert taken(merge(base, base, changed), base, changed) == changed
    assert taken(merge(base, changed, changed), changed, changed) == changed


@given(ITEMS, ITEMS, ITEMS)
def test_nothing_new_is_lost(base: list[str], theirs: list[str], mine: list[str]) -> None:
    found = Counter(taken(merge(base, theirs, mine), theirs, mine))
    for changed in (theirs, mine):
        came = Counter(changed) - Counter(base)
        assert not came - found


@given(ITEMS, ITEMS, ITEMS)
def test_sides_may_change_places(base: list[str], theirs: list[str], mine: list[str]) -> None:
    swapped = {Side.THEIRS: Side.MINE, Side.MINE: Side.THEIRS}
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    assert [(swapped.get(part.side, part.side), part.base) for part in one] == [
        (part.side, part.base) for part in other
    ]


@given(st.lists(st.sampled_from("甲乙丙"), min_size=2, max_size=8), st.data())
def test_changes_at_different_places_both_stand(base: list[str], data: st.DataObject) -> None:
    one, other = data.draw(
        st.lists(st.integers(0, len(base) - 1), min_size=2, max_size=2, unique=True), label="places"
    )
    theirs, mine = base.copy(), base.copy()
    theirs[one], mine[other] = "子", "丑"
    merged = base.copy()
    merged[one], merged[other] = "子", "丑"
    parts = merge(base, theirs, mine)
    assert all(part.side is not Side.CONFLICT for part in parts)
    assert taken(parts, theirs, mine) == merged


def test_different_changes_of_one_item_are_a_conflict() -> None:
    parts = merge(["甲", "乙"], ["甲", "子"], ["甲", "丑"])
    assert [part.side for part in parts] == [Side.BOTH, Side.CONFLICT]
    assert parts[1] == Part(Side.CONFLICT, (1, 2), (1, 2), (1, 2))


def test_deleted_here_and_changed_there_is_a_conflict() -> None:
    assert Side.CONFLICT in {
        part.side for part in merge(["甲", "乙", "丙"], ["甲", "丙"], ["甲", "子", "丙"])
    }


def test_different_items_put_at_one_place_are_a_conflict() -> None:
    assert Side.CONFLICT in {
        part.side for part in merge(["甲", "乙"], ["甲", "子", "乙"], ["甲", "丑", "乙"])
    }
