"""A town whose main job has run, shared by the tests that need one: running it takes seconds."""

import shutil
from pathlib import Path

import pytest

from tests.town import Town, new_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town whose job has run; not to be changed."""
    made = new_town(tmp_path_factory.mktemp("town"))
    made.run()
    return made


@pytest.fixture(scope="session")
def ready_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town that comes to a final once its words are reviewed; not to be changed."""
    made = new_town(tmp_path_factory.mktemp("ready"))
    made.let_off()
    made.run()
    return made


@pytest.fixture
def ready(ready_town: Town, tmp_path: Path) -> Town:
    """A copy of the ready town, to be changed."""
    shutil.copytree(ready_town.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)


@pytest.fixture
def fresh(town: Town, tmp_path: Path) -> Town:
    """A copy of the town after its run, to be changed."""
    shutil.copytree(town.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)
