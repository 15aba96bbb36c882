"""The pages that anyone can open from a share: 报送进度 and 审核结果, the same bytes for the same standing
on the same day."""

from pathlib import Path

from tasks.catalogue.rulebook import load_rulebook
from tasks.pipeline.status import chart
from tasks.pipeline.status.reading import status
from tasks.pipeline.status.results import results
from tasks.pipeline.status.rows import Status
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.writers.pages import load_templates, write_page

INDEX, RESULTS = "index.html", "results.html"
TEMPLATES = ("status.css", "status-page.html", "status-index.html", "status-results.html")


def write_pages(settings: Settings, region: str, year: int) -> Path:
    """Bring the pages of a region's (code) year up to date; gives the path of the first.

    Raises OSError where the folder cannot be written.
    """
    return write_pages_of(settings, status(settings, region, year))


def write_pages_of(settings: Settings, now: Status) -> Path:
    """Write the pages of a status, where they differ from what lies there."""
    folder = settings.status / now.region_name / str(now.year)
    for name, data in pages(settings, now).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
    return folder / INDEX


def pages(settings: Settings, now: Status) -> dict[str, bytes]:
    """The pages' bytes by file name."""
    templates = load_templates(settings, TEMPLATES)
    book = load_rulebook(settings)
    return {
        INDEX: write_page(
            templates,
            "status-index.html",
            now=now,
            bars=chart.bars(now),
            line=chart.time_line(now),
            chart=chart,
            results=RESULTS,
        ),
        RESULTS: write_page(
            templates, "status-results.html", now=now, suites=results(now, book), index=INDEX
        ),
    }
