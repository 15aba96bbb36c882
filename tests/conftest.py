"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes what was made over what was expected; look at the diff."""
    parser.addoption("--update-golden", action="store_true", help="overwrite the golden files")
