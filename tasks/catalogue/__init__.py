"""The catalogue: what is asked of whom, how it is judged, counted, computed and printed.

Typed, from the YAML in `expectations/`. Everything else asks this package and reads no YAML itself.
"""

from tasks.catalogue.catalogue import Catalogue
from tasks.catalogue.claims_wording import load_claims
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.load import load, load_calendar, load_suite, load_suites
from tasks.catalogue.wording import load_answers

__all__ = [
    "Catalogue",
    "CatalogueError",
    "load",
    "load_answers",
    "load_calendar",
    "load_claims",
    "load_suite",
    "load_suites",
]
