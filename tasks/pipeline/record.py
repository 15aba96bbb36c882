"""The catalogue as a RegionYear's report knows it."""

from tasks.catalogue import Catalogue, load
from tasks.catalogue.settlement_checks import load_settlements, with_supplements
from tasks.model import RegionYear
from tasks.settings import Settings


def catalogue_of(settings: Settings, key: RegionYear) -> Catalogue:
    """The catalogue with the year's numbers from outside it. Raises CatalogueError."""
    catalogue = load(settings, key.region)
    return with_supplements(catalogue, load_settlements(settings, catalogue, key))
