"""The pages that anyone can open from a share: 报送进度 and 审核结果, the same bytes for the same standing
on the same day."""

import logging
from pathlib import Path

from tasks.catalogue.rulebook import load_rulebook
from tasks.pipeline.status import chart
from tasks.pipeline.status.reading import status
from tasks.pipeline.status.results import results
from tasks.pipeline.status.rows import Status
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.writers.pages import load_templates, write_page

log = logging.getLogger(__name__)

INDEX, RESULTS = "index.html", "results.html"
TEMPLATES = ("status.css", "status-page.html", "status-index.html", "status-results.html")


def write_pages(settings: Settings, region: str, year: int) -> Path:
    """Bring the pages of a region's (code) year up to date; gives the path of the first."""
    return write_pages_of(settings, status(settings, region, year))


def write_pages_of(settings: Settings, now: Status) -> Path:
    """Write the pages of a status, where they differ from what lies there.

    A page that cannot be written now is told in the log and written the next time: nothing rests on it.
    """
    index = index_of(settings, now)
    for name, data in pages(settings, now).items():
        path = index.with_name(name)
        try:
            if not path.is_file() or path.read_bytes() != data:
                write_atomic(path, data)
        except OSError as error:
            log.warning("网页暂时写不了，下次再写：%s（%s）", path, error.strerror)
    return index


def index_of(settings: Settings, now: Status) -> Path:
    """Where the first page of a RegionYear lies."""
    return settings.status / now.region_name / str(now.year) / INDEX


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
