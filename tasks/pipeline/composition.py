"""What a version is made from, its text with what there is to say of it, and its documents."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.pipeline import blockers, curated_tables, drafts, fingerprint
from tasks.pipeline.copies import Making, write_copies
from tasks.pipeline.correction_note import correction_note
from tasks.pipeline.finals import Earlier
from tasks.pipeline.names import review_of
from tasks.pipeline.purposes import Purpose
from tasks.pipeline.reviews import digest_of
from tasks.pipeline.standing import Standing
from tasks.privacy import masked
from tasks.report import Edition, compose, load_edition
from tasks.report.coverage import printed_and_asked, unprinted
from tasks.review.compare import figure_changes
from tasks.review.numbers import marked, unbound
from tasks.settings import Settings
from tasks.store import bundle
from tasks.store.records import Build
from tasks.writers.docx import write_docx
from tasks.writers.fonts import FontChoice, choose_fonts
from tasks.writers.glyphs import check_glyphs
from tasks.writers.style import Style, load_style

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything beside the curated tables that a version depends on."""

    edition: Edition
    style: Style
    fonts: FontChoice
    standing: Standing

    def inputs(self, build: Build, catalogue: Catalogue) -> drafts.Inputs:
        """What the version is named by and its manifest states; see `finals.since` for the last one."""
        standing = self.standing
        return {
            "build": build.inputs,
            "catalogue": catalogue.fingerprint,
            "code": fingerprint.code(),
            "edition": fingerprint.of(repr(self.edition)),
            "style": fingerprint.of(repr(self.style)),
            "findings": fingerprint.of(repr(standing.findings)),
            "people": fingerprint.of(repr(sorted(standing.people.items()))),
            "waiting": fingerprint.of(repr(standing.waiting)),
            "fonts": dict(self.fonts.checksums()),
        }


@dataclass(frozen=True, slots=True)
class Composed:
    """A version's text before its documents are written, and what there is to say of it."""

    document: Document
    unbound: tuple[str, ...]
    warnings: tuple[str, ...]
    blockers: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the words are known by."""
        return digest_of(self.document)

    def files(self, documents: Mapping[str, bytes], made_from: Mapping[str, bytes]) -> dict[str, bytes]:
        """Everything to be kept, by file name: the documents, their model, what they were made from."""
        kept = {drafts.MODEL: drafts.to_json(self.document), drafts.KEPT: bundle.pack(made_from)}
        return {**documents, **kept}

    def manifest(
        self,
        version: str,
        inputs: drafts.Inputs,
        files: Mapping[str, bytes],
        made_from: Mapping[str, bytes],
    ) -> drafts.Manifest:
        """The manifest of this version with these files."""
        return drafts.Manifest(
            version=version,
            inputs=inputs,
            files=_digests(files),
            documents=tuple(name for name in files if name not in (drafts.MODEL, drafts.KEPT)),
            figures=len(self.document.figures),
            omissions=len(self.document.omissions),
            unbound=self.unbound,
            warnings=self.warnings,
            blockers=self.blockers,
            text=self.text,
            made_from=_digests(made_from),
            made_with=fingerprint.made_with(),
        )


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: drafts.digest(data) for name, data in files.items()}


def gather(settings: Settings, key: RegionYear, standing: Standing) -> Materials:
    """Load edition, style and fonts. Raises EditionError."""
    style = load_style(settings)
    return Materials(
        edition=load_edition(settings, key.region, key.year),
        style=style,
        fonts=choose_fonts(style.layout, packaged=settings.packaged_fonts),
        standing=standing,
    )


def compose_version(settings: Settings, catalogue: Catalogue, build: Build, materials: Materials) -> Composed:
    """Compose the document and say what keeps it from being final. Raises EditionError."""
    values = curated_tables.read_values(settings, build)
    narrative = curated_tables.read_narrative(settings, build)
    document = compose(materials.edition, catalogue, values, narrative)
    log.info("正文已写成：数据 %d 个，附件 %d 个", len(document.figures), len(document.annexes))
    loose = unbound(document, catalogue.names)
    glyphs = check_glyphs(document, materials.style, materials.fonts)
    standing = materials.standing
    return Composed(
        document=document,
        unbound=tuple(masked(one.around) for one in loose),
        warnings=(
            *_warnings(materials.fonts, glyphs.fallback),
            *unprinted(printed_and_asked(catalogue, materials.edition, document), catalogue),
        ),
        blockers=(
            *blockers.waiting_reasons(standing.waiting, document.year),
            *blockers.finding_reasons(standing.findings, catalogue),
            *blockers.content_reasons(document, materials.edition.contents),
            *blockers.omission_reasons(document),
            *blockers.number_reasons(loose, catalogue),
            *blockers.glyph_reasons(glyphs.missing, document),
        ),
    )


def write_documents(
    catalogue: Catalogue, materials: Materials, document: Document, earlier: Earlier
) -> dict[str, bytes]:
    """Every copy of a document by file name; where it corrects what the public has, the note on that too."""
    standing, before = materials.standing, earlier.before
    written = write_copies(
        Making(
            document=document,
            marked=marked(document, catalogue.names),
            review=review_of(catalogue, (one.finding for one in standing.findings), standing.people),
            changes=dict(_changes(before, document, catalogue)) if before else {},
            style=materials.style,
            fonts=materials.fonts,
        )
    )
    note = None
    if earlier.public and earlier.published:
        note = correction_note(earlier.public, document, earlier.published, catalogue)
    if note is not None:
        written[Purpose.CORRECTION.file("", "docx")] = write_docx(note, materials.style)
    return written


def _changes(before: Document, after: Document, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """By Figure.id: what it was in the version compared with, and why it is another now."""
    for figure, change in figure_changes(before, after, catalogue).items():
        was = f"上一送审稿为{change.was}" if change.was else "上一送审稿没有"
        was = "印出的数没有变" if change.was == change.now else was
        yield figure, f"{was}：{change.why}" if change.why else was


def _warnings(fonts: FontChoice, fallback: tuple[str, ...]) -> Iterator[str]:
    yield from fonts.substitutes
    if fallback:
        yield f"这些字在所用字体里没有，PDF 中改用思源宋体：{'、'.join(fallback)}"
