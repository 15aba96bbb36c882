"""What every report must hold, as `expectations/contents.yaml` declares it.

Source: 《法治政府建设与责任落实督察工作规定》 (厅字〔2019〕28号): what a report must hold.
"""

from pydantic import Field

from tasks.catalogue.load import read
from tasks.catalogue.schema import Code, Model, Words
from tasks.settings import Settings


class Content(Model):
    """One required content of a report."""

    code: Code
    name: Words
    optional: bool = Field(default=False, description="an edition may say that there is none, and why")


class ContentsFile(Model):
    """`expectations/contents.yaml`."""

    contents: tuple[Content, ...] = Field(min_length=1)


def load_contents(settings: Settings) -> tuple[Content, ...]:
    """The required contents of a site. Raises CatalogueError, naming file and key."""
    return read(settings.resource("expectations/contents.yaml"), ContentsFile).contents
