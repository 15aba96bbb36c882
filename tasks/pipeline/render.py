"""Render a RegionYear's documents from what is curated.

A draft is named by everything that went into it, a final by its number. Each is written file by file, its
manifest last: a manifest whose hashes hold says that the version is whole. The same inputs give the same
documents, draft or final (docs/decisions/0019).
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.pipeline import drafts, finals, fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.errors import stale_words
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.standing import Standing, standing_of
from tasks.settings import Settings
from tasks.store.records import Build
from tasks.store.registry import open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered version. `documents` are what people open; `warnings` are Chinese sentences, and so are
    `blockers`: why a draft can be no final yet.
    """

    year: int
    version: str
    folder: Path
    documents: tuple[Path, ...]
    figures: int
    omissions: int
    changed: bool
    warnings: tuple[str, ...]
    blockers: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it is no final."""
        return self.version.startswith(drafts.DRAFT)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why there is no final: all reasons, Chinese sentences. Nothing was written."""

    year: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingToRender:
    """Why there is no document: a Chinese sentence."""

    reason: str


Outcome = Rendered | Blocked | NothingToRender


def render(settings: Settings, region: str, year: int, *, final: bool = False) -> Outcome:
    """Write a draft of a region's (code) year, or a final, unless the same is there already.

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
        return _version(settings, catalogue, build, standing_of(settings, registry, key, catalogue), final)


def _version(
    settings: Settings, catalogue: Catalogue, build: Build, standing: Standing, final: bool
) -> Rendered | Blocked:
    # Typst, python-docx and fontTools: only for those who render
    from tasks.pipeline import composition, version_inputs

    materials = composition.gather(settings, build.region_year, standing)
    folder = drafts.folder_of(settings, catalogue, build.region_year)
    inputs = materials.inputs(build, catalogue)
    inputs[finals.SINCE] = since = finals.since(folder, inputs)
    draft = drafts.DRAFT + fingerprint.of(json.dumps(inputs, sort_keys=True))[:12]
    kept = finals.same_final(folder, inputs) if final else drafts.whole_manifest(folder / draft)
    if kept is not None:
        return _rendered(build.region_year.year, folder, kept, changed=False)
    before = _document_of(folder / since) if since else None
    made_from = version_inputs.gathered(settings, build, materials.edition, standing, before)
    composed = composition.compose_version(settings, catalogue, build, materials)
    if final and composed.blockers:
        log.warning("不能定稿：%d 条原因", len(composed.blockers))
        return Blocked(build.region_year.year, composed.blockers)
    documents = composition.write_documents(catalogue, materials, composed.document, before)
    files = composed.files(documents, made_from)
    manifest = composed.manifest(finals.next_name(folder) if final else draft, inputs, files, made_from)
    drafts.keep(folder / manifest.version, files, manifest)
    return _rendered(build.region_year.year, folder, manifest, changed=True)


def _document_of(version: Path) -> Document | None:
    """The document of the version compared with; None where somebody has damaged it."""
    try:
        return drafts.document_of(version)
    except (FileNotFoundError, ValueError):
        log.warning("定稿 %s 的文件缺失或已损坏，这次不列出与它相比的变化", version.name)
        return None


def _rendered(year: int, folder: Path, manifest: drafts.Manifest, *, changed: bool) -> Rendered:
    log.info("报告 %s：印出 %d 个数据", manifest.version, manifest.figures)
    drafts.set_latest(folder, manifest.version)
    return Rendered(
        year=year,
        version=manifest.version,
        folder=folder / manifest.version,
        documents=tuple(folder / manifest.version / name for name in manifest.documents),
        figures=manifest.figures,
        omissions=manifest.omissions,
        changed=changed,
        warnings=manifest.warnings,
        blockers=manifest.blockers,
    )
