"""Names of regions and departments as people give them to a command, and their codes."""

from pathlib import Path

import typer

from flows import terminal
from tasks.settings import load


def code_of(region: str) -> str:
    """A region's code; the default's where none is named. Raises BadParameter."""
    from flows.regions import UnknownRegionError, default_region, region_code

    settings = load()
    terminal.REGION.set(region)
    try:
        return region_code(settings, region or default_region(settings))
    except UnknownRegionError as error:
        raise typer.BadParameter(str(error)) from error


def type_with(region: str) -> None:
    """Have commands that are named from here on typed with a region (code) that a file said, not a person."""
    from flows.regions import default_region, region_code, region_name

    settings = load()
    if region != region_code(settings, default_region(settings)):
        terminal.REGION.set(region_name(region))


def department_of(region: str, name: str) -> str | None:
    """A department's code in a region (as it is given); None where none is named. Raises BadParameter."""
    from flows.regions import UnknownDepartmentError, department_code

    try:
        return department_code(load(), code_of(region), name) if name else None
    except UnknownDepartmentError as error:
        raise typer.BadParameter(str(error)) from error


def path_of(given: str) -> Path | None:
    """A path as people paste it, perhaps in quotes; None where nothing is given."""
    plain = given.strip().strip("\"'“”").strip()
    return Path(plain).expanduser() if plain else None
