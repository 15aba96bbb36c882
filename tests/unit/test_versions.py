"""Which version is the last, and which was before it."""

from pathlib import Path

from tasks.pipeline.drafts import latest, previous, set_latest


def test_the_last_version_and_the_one_before(tmp_path: Path) -> None:
    assert (latest(tmp_path), previous(tmp_path)) == (None, None)
    set_latest(tmp_path, "draft-a")
    assert (latest(tmp_path), previous(tmp_path)) == ("draft-a", None)
    for version in ("draft-b", "draft-b"):  # written again, it does not become its own last one
        set_latest(tmp_path, version)
        assert (latest(tmp_path), previous(tmp_path)) == ("draft-b", "draft-a")
    set_latest(tmp_path, "draft-a")
    assert (latest(tmp_path), previous(tmp_path)) == ("draft-a", "draft-b")
