"""What people read in the list of inbox files to claim: the shape of `templates/forms/claims.yaml`."""

from tasks.catalogue.load import read
from tasks.catalogue.schema import Model, Words
from tasks.settings import Settings


class ClaimsHeadings(Model):
    """Columns, by which an answer is read back too."""

    number: Words
    file: Words
    received: Words
    why: Words
    department: Words
    year: Words
    id: Words


class ClaimsFile(Model):
    """`templates/forms/claims.yaml`."""

    file: Words
    sheet: Words
    choices: Words
    title: Words
    guide: Words
    fault: Words
    no_department: Words
    no_year: Words
    blank: Words
    headings: ClaimsHeadings


def load_claims(settings: Settings) -> ClaimsFile:
    """The wording of a site's list. Raises CatalogueError, naming file and key."""
    return read(settings.resource("templates/forms/claims.yaml"), ClaimsFile)
