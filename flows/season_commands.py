"""The commands of the season between the first draft and the published report."""

import typer

season = typer.Typer()
