"""The guides for people name what is there: commands, options, forms, pages, pictures; and are short."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from PIL import Image

from flows.cli import app
from flows.deployments import _SERVED
from tasks.settings import HOUSE

GUIDES = sorted((HOUSE / "docs/guides").glob("*.md"))
READ = [HOUSE / "README.md", HOUSE / "README.zh-CN.md", *GUIDES]
TEAM = HOUSE / "docs/guides/report-team.zh-CN.md"
PICTURES = HOUSE / "docs/guides/pictures"
TEN_PAGES, MOST_BYTES = 7000, 600_000
"""Characters that are nine pages of A4 with the pictures; bytes of all pictures together."""

_COMMAND = re.compile(r"(?:^|`|run )fazhi ([a-z][a-z-]*)([^`\n|]*)", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def commands() -> dict[str, set[str]]:
    """The options of every command, by its words."""
    found: dict[str, set[str]] = {}
    root = typer.main.get_command(app)
    for name, one in root.commands.items():
        own = {f"{name} {word}": command for word, command in getattr(one, "commands", {}).items()}
        for words, command in {name: one, **own}.items():
            found[words] = {option for param in command.params for option in param.opts}
    return found


def named(text: str) -> Iterator[tuple[str, str]]:
    """The commands in a text, each with the rest of its line."""
    known = commands()
    for name, rest in _COMMAND.findall(text):
        words = f"{name} {rest.split()[0]}" if rest.split() else name
        yield (words if words in known else name), rest


def anchors(page: Path) -> set[str]:
    """What headings of a page are linked by."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_every_command_that_is_named_exists_with_its_options(page: Path) -> None:
    known = commands()
    found = list(named(page.read_text(encoding="utf-8")))
    assert [name for name, _ in found if name not in known] == []
    wrong = [
        (name, option)
        for name, rest in found
        for option in re.findall(r"--[a-z-]+", rest)
        if option not in known[name] | {"--help"}
    ]
    assert wrong == []


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        if "://" not in link:
            target = page.parent / path if path else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


def test_every_form_is_called_as_the_pages_call_it() -> None:
    told = re.findall(r"“([^”]+)”（([a-z-]+)）", TEAM.read_text(encoding="utf-8"))
    assert {name: tag for tag, name in told}.items() <= {f.name: tag for tag, f in _SERVED.items()}.items()
    assert len(told) >= 7


def test_the_report_teams_guide_is_ten_pages_at_most() -> None:
    assert len(TEAM.read_text(encoding="utf-8")) < TEN_PAGES


def test_pictures_are_those_that_are_shown_and_small() -> None:
    shown = {Path(link).name for page in GUIDES for link in _LINK.findall(page.read_text(encoding="utf-8"))}
    files = sorted(PICTURES.iterdir())
    assert {file.name for file in files} <= shown
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    for file in files:
        with Image.open(file) as picture:
            assert (picture.format, picture.mode, picture.info) == ("PNG", "P", {}), file
