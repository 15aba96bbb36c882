"""The repository itself: pins in step, nothing local in what is committed, modules that say what they are."""

import ast
import tomllib
from pathlib import Path

import pytest

from tasks.settings import HOUSE

SOURCES = sorted(path for room in ("flows", "tasks") for path in (HOUSE / room).rglob("*.py"))


def test_pins_are_those_of_the_lock_file() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [pin.replace("'", '"') for pin in project["tool"]["uv"]["constraint-dependencies"]]
    locked = (HOUSE / "requirements.lock").read_text(encoding="utf-8").replace("'", '"').splitlines()
    assert pins == locked, "run: python .ci/lock.py"


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {_name(d) for d in project["project"]["dependencies"] + project["dependency-groups"]["dev"]}
    pinned = {_name(line) for line in (HOUSE / "requirements.lock").read_text(encoding="utf-8").splitlines()}
    assert wanted <= pinned


def _name(requirement: str) -> str:
    for sign in "[<>=!~; ":
        requirement = requirement.partition(sign)[0]
    return requirement.lower().replace("_", "-")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
