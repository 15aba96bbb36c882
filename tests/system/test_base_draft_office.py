"""A base draft saved by LibreOffice, as .docx and by way of .odt: what was changed is changed, no more."""

from pathlib import Path

import pytest

from tasks import settings
from tasks.model import RegionYear
from tasks.pipeline.base_draft import Imported, export_draft, import_draft
from tasks.pipeline.edition_files import edition_texts
from tasks.settings import Settings
from tests.drafts import Draft
from tests.system.office import convert

pytestmark = pytest.mark.system

QINGHE = RegionYear("qinghe", 2024)


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return settings.load({"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")})


def saved(data: bytes, folder: Path, *formats: str) -> bytes:
    """The file as LibreOffice gives it back after saving it in each format in turn."""
    work = folder / "work"
    work.mkdir()
    path = work / "draft.docx"
    path.write_bytes(data)
    for form in formats:
        path = convert(path.rename(work / f"given{path.suffix}"), form, work)
    return path.read_bytes()


def test_one_that_is_only_saved_changes_nothing(site: Settings, tmp_path: Path) -> None:
    again = saved(export_draft(site, QINGHE), tmp_path, "docx")
    assert import_draft(site, QINGHE, again) == Imported(QINGHE)
    assert not site.site.exists()


def test_recorded_changes_survive_another_format_and_nothing_else_changes(
    site: Settings, tmp_path: Path
) -> None:
    before = edition_texts(site, QINGHE)["report.md"]
    changed = Draft(export_draft(site, QINGHE)).tracked("推动网格员担任", "发动网格员普遍担任")
    done = import_draft(site, QINGHE, saved(changed.saved(), tmp_path, "odt", "docx"))
    assert done.changed == ("改写 1 段",)
    assert edition_texts(site, QINGHE)["report.md"] == before.replace("推动网格员担任", "发动网格员普遍担任")
