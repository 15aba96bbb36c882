"""What a command says, and ends with, where a version of the report cannot be used."""

from flows.commands import Exit
from flows.terminal import complain, say
from tasks.pipeline.versions import NoVersionError, UnclearVersionError, VersionError


def refused(error: VersionError) -> Exit:
    """NOTHING where there is none, USAGE where several are named so, FAULT where one is damaged."""
    if isinstance(error, NoVersionError):
        say(str(error))
        return Exit.NOTHING
    complain(str(error))
    return Exit.USAGE if isinstance(error, UnclearVersionError) else Exit.FAULT
