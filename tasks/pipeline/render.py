"""Render a RegionYear's documents from what is curated.

A draft is named by everything that went into it, a final by its number. Each is written file by file, its
manifest last: a manifest whose hashes hold says that the version is whole. The same inputs give the same
documents, draft or final (docs/decisions/0019).
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.pipeline import drafts, finals, fingerprint
from tasks.pipeline.approvals import request_for
from tasks.pipeline.clearance import Clearance, clearance_of
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
    `blockers`: why a draft can be no final yet. `approved`: whether a final is the 定稿; else it waits.
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
    approved: bool = False

    @property
    def kind(self) -> str:
        """What people call it: only what was approved is a 定稿."""
        return "草稿" if self.is_draft else "定稿" if self.approved else "送审稿"

    @property
    def waits(self) -> bool:
        """Whether it is a final that nobody has approved yet."""
        return not self.is_draft and not self.approved

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
        registry.lease(key, holder("生成报告"), now) as lease,
    ):
        build = registry.current_build(key)
        if build is None or not any(part.rows for part in build.parts):
            town = catalogue.regions[region].name
            return NothingToRender(f"{town} {year} 年还没有通过审核的数据，请先接收并审核各单位的报送文件。")
        if build.fingerprint != fingerprint.judging(settings, registry, key, catalogue):
            return NothingToRender(stale_words(year))
        standing = standing_of(settings, registry, key, catalogue)
        clearance = clearance_of(settings, registry, key, catalogue)
        outcome = _version(settings, catalogue, build, standing, clearance, final)
        if final and isinstance(outcome, Rendered):
            # after the version: what a kill left without a request is found by the next run
            lease.record_acts([request_for(outcome.folder)])
        if isinstance(outcome, Rendered):
            outcome = replace(outcome, warnings=(*outcome.warnings, *clearance.hints))
        return outcome


def _version(
    settings: Settings,
    catalogue: Catalogue,
    build: Build,
    standing: Standing,
    clearance: Clearance,
    final: bool,
) -> Rendered | Blocked:
    # Typst, python-docx and fontTools: only for those who render
    from tasks.pipeline import composition, version_inputs

    materials = composition.gather(settings, build.region_year, standing)
    folder = drafts.folder_of(settings, catalogue, build.region_year)
    inputs = materials.inputs(build, catalogue)
    inputs[finals.SINCE] = since = finals.since(folder, inputs)
    if corrects := finals.corrects(folder, inputs, clearance.public):
        inputs[finals.CORRECTS] = corrects
    draft = drafts.DRAFT + fingerprint.of(json.dumps(inputs, sort_keys=True))[:12]
    year, approvals = build.region_year.year, clearance.approvals
    kept = finals.same_final(folder, inputs, approvals) if final else drafts.whole_manifest(folder / draft)
    if kept is not None:
        reasons = () if final else (*kept.blockers, *clearance.reasons(kept.text, catalogue))
        signed = approvals.is_approved(kept.version)
        return _rendered(year, folder, kept, reasons, changed=False, approved=signed)
    earlier = _earlier(folder, since, corrects)
    made_from = version_inputs.gathered(settings, build, materials.edition, standing, earlier)
    composed = composition.compose_version(settings, catalogue, build, materials)
    reasons = (*composed.blockers, *clearance.reasons(composed.text, catalogue))
    if final and reasons:
        log.warning("不能定稿：%d 条原因", len(reasons))
        return Blocked(year, reasons)
    documents = composition.write_documents(catalogue, materials, composed.document, earlier)
    files = composed.files(documents, made_from)
    name = finals.next_name(folder, approvals) if final else draft
    manifest = composed.manifest(name, inputs, files, made_from)
    drafts.keep(folder / manifest.version, files, manifest)
    return _rendered(year, folder, manifest, reasons, changed=True)


def _earlier(folder: Path, since: str, corrects: Mapping[str, str]) -> finals.Earlier:
    """The texts that a version is held against, as far as they are whole."""
    before = _document_of(folder / since) if since else None
    public = _document_of(folder / corrects["version"]) if corrects else None
    return finals.Earlier(before, public, date.fromisoformat(corrects["published"]) if public else None)


def _document_of(version: Path) -> Document | None:
    """The document of the version compared with; None where somebody has damaged it."""
    try:
        return drafts.document_of(version)
    except (FileNotFoundError, ValueError):
        log.warning("%s 的文件缺失或已损坏，这次不列出与它相比的变化", version.name)
        return None


def _rendered(
    year: int,
    folder: Path,
    manifest: drafts.Manifest,
    reasons: tuple[str, ...],
    *,
    changed: bool,
    approved: bool = False,
) -> Rendered:
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
        blockers=reasons,
        approved=approved,
    )
