"""Render a RegionYear's documents from what is curated.

A version is named by everything that went into it. It is written file by file, its manifest last: a
manifest whose hashes hold says that the version is whole.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import RegionYear
from tasks.pipeline import drafts, fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.errors import stale_words
from tasks.pipeline.findings import Open, standing_findings
from tasks.pipeline.record import catalogue_of
from tasks.settings import Settings
from tasks.store.records import Build
from tasks.store.registry import open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered version. `documents` are what people open; `warnings` are Chinese sentences."""

    year: int
    version: str
    folder: Path
    documents: tuple[Path, ...]
    figures: int
    omissions: int
    changed: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingToRender:
    """Why there is no document: a Chinese sentence."""

    reason: str


def render(settings: Settings, region: str, year: int) -> Rendered | NothingToRender:
    """Write a draft of a region's (code) year, unless the same draft is there already.

    Raises EditionError where the edition is wrong, LeaseHeldError while another run works on the year.
    """
    catalogue = catalogue_of(settings, RegionYear(region, year))
    key = RegionYear(region, year)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("生成报告"), now),
    ):
        build = registry.current_build(key)
        if build is None or not any(part.rows for part in build.parts):
            town = catalogue.regions[region].name
            return NothingToRender(f"{town} {year} 年还没有通过审核的数据，请先接收并审核各单位的报送文件。")
        if build.fingerprint != fingerprint.judging(settings, registry, key, catalogue):
            return NothingToRender(stale_words(year))
        return _draft(settings, catalogue, build, standing_findings(settings, registry, key, catalogue))


def _draft(settings: Settings, catalogue: Catalogue, build: Build, findings: tuple[Open, ...]) -> Rendered:
    # Typst, python-docx and fontTools: only for those who render
    from tasks.pipeline import composition

    materials = composition.gather(settings, build.region_year, findings)
    inputs = materials.inputs(build, catalogue)
    version = "draft-" + fingerprint.of(json.dumps(inputs, sort_keys=True))[:12]
    folder = drafts.folder_of(settings, catalogue, build.region_year) / version
    manifest = drafts.whole_manifest(folder)
    changed = manifest is None
    if manifest is None:
        made = composition.make(settings, catalogue, build, materials)
        manifest = made.manifest(version, inputs)
        drafts.keep(folder, made.files, manifest)
    log.info("报告 %s：印出 %d 个数据", version, manifest.figures)
    drafts.set_latest(folder.parent, version)
    return Rendered(
        year=build.region_year.year,
        version=version,
        folder=folder,
        documents=tuple(folder / name for name in manifest.documents),
        figures=manifest.figures,
        omissions=manifest.omissions,
        changed=changed,
        warnings=manifest.warnings,
    )
