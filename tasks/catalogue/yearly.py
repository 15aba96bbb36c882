"""Words that date a sentence, as `expectations/yearly.yaml` declares them: looked at when a year begins."""

from pydantic import Field

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


class Kind(Model):
    """One kind of words, under the name by which people are told of them."""

    name: Words
    words: tuple[Words, ...] = Field(default=(), description="told wherever they stand: 首个")
    numbered: tuple[Words, ...] = Field(default=(), description="told after a number: 届 in 第二届")


class YearlyFile(Model):
    """`expectations/yearly.yaml`."""

    kinds: tuple[Kind, ...]


def load_yearly(settings: Settings) -> tuple[Kind, ...]:
    """The kinds of a site. Raises CatalogueError, naming file and key."""
    return read(settings.resource("expectations/yearly.yaml"), YearlyFile).kinds
