"""What a reader takes for kept, changed and moved."""

import pytest

from tasks.differences import Pairing, paired, steps


def shown(before: str, after: str) -> str:
    """(−removed＋added) between what is kept."""
    return "".join(
        before[slice(*step.before)]
        if step.same
        else f"[{before[slice(*step.before)]}>{after[slice(*step.after)]}]"
        for step in steps(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("全年办案。", "全年共办案。", "全年[>共]办案。"),
        ("审查文件，举办讲座。", "审查文件，开展培训，举办讲座。", "审查文件，[>开展培训，]举办讲座。"),
        ("甲。丙。丁。", "戊。甲。乙。丙。丁。", "[>戊。]甲。[>乙。]丙。丁。"),
        ("推动法治建设", "提升治理水平", "[推动法治建设>提升治理水平]"),  # 治 alone is chance
        ("推动法治建设", "推动平安建设", "推动[法治>平安]建设"),
        ("有序有效开展", "有序开展", "有序[有效>]开展"),
    ],
)
def test_words(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_lines_that_changed_places_and_lines_that_changed_words() -> None:
    before = ["坚持科学决策。", "规范文明执法行为。", "化解矛盾纠纷百宗。", "开展普法宣传活动。"]
    after = ["化解矛盾纠纷二百宗。", "坚持科学决策。", "规范公正文明执法行为。", "建成法治公园。"]
    assert paired(before, after) == Pairing(kept=((0, 1), (1, 2)), moved=((2, 0),))


def test_lines_of_which_all_neighbours_are_common_are_matched_by_rank() -> None:
    before = [f"开展活动{chr(0x4E00 + n)}次。" for n in range(60)]
    after = [f"开展活动{chr(0x5E00 + n)}次。" for n in range(60)]
    assert paired(before, after).kept == tuple((n, n) for n in range(60))


def test_a_rewritten_text_beyond_all_measure_is_replaced_whole() -> None:
    before = [str(n * 7919 % 50021) for n in range(1, 25_000)]
    after = [str(n * 6007 % 50021) for n in range(1, 25_000)]
    assert len(steps(before, after)) == 1
