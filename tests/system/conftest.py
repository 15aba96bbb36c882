"""System tests and what they import are read only where they are asked for."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without `-m system` the oracles need not be installed (the group `oracles` in pyproject.toml)."""
    return True if config.getoption("markexpr") == "not system" else None
