"""What a department reads of files that were stopped: the shape of `templates/forms/stopped.yaml`."""

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


class StoppedWords(Model):
    """`templates/forms/stopped.yaml`."""

    file: Words
    head: tuple[Words, ...]
    line: Words
    marked: Words
    purged: Words
    unnamed: Words
    guide: tuple[Words, ...]


def load_stopped(settings: Settings) -> StoppedWords:
    """The wording of a site's notes on stopped files. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/stopped.yaml"), StoppedWords)
