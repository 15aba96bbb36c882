"""Whether the last rendered document holds what every report must hold."""

from tasks.catalogue import Catalogue
from tasks.model import RegionYear
from tasks.pipeline.status.rows import ContentRow
from tasks.settings import Settings


def contents_of_last(
    settings: Settings, catalogue: Catalogue, key: RegionYear
) -> tuple[ContentRow, ...] | None:
    """The required contents of a RegionYear's last document; None where there is none, or no edition."""
    # Jinja and pydantic's reading of a document: only where there is one
    from tasks.pipeline.drafts import latest_document
    from tasks.report import EditionError, load_edition
    from tasks.report.contents import held

    try:
        document = latest_document(settings, catalogue, key)
        edition = load_edition(settings, key.region, key.year) if document else None
    except (EditionError, FileNotFoundError, ValueError):  # the render flow tells what is wrong with it
        return None
    if document is None or edition is None:
        return None
    return tuple(ContentRow(one.name, one.where, one.fault) for one in held(document, edition.contents))
