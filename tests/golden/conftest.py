"""Golden files: what a document was when someone last looked at it, compared line by line."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "expected"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares text with `expected/<name>`, or writes it with --update-golden."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = _FOLDER / name
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text != expected:
            lines = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), f"expected/{name}", "made now", lineterm="", n=1
            )
            pytest.fail("\n".join([*lines, "", "Right as it is? pytest --update-golden"]), pytrace=False)

    return compare
