"""What a version is made from, and the bytes of its documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear, Text
from tasks.pipeline import curated_tables, drafts, fingerprint
from tasks.pipeline.findings import Open
from tasks.pipeline.names import review_of
from tasks.privacy import masked
from tasks.report import Edition, compose, load_edition
from tasks.report.contents import held
from tasks.review.numbers import unbound
from tasks.settings import Settings
from tasks.store.records import Build
from tasks.writers.docx import write_docx
from tasks.writers.fonts import FontChoice, choose_fonts
from tasks.writers.glyphs import check_glyphs
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.style import Style, load_style

_SHOWN = 10
"""Numbers without a value behind them that a warning quotes; the manifest has them all."""


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything beside the curated tables that a version depends on."""

    edition: Edition
    style: Style
    fonts: FontChoice
    findings: tuple[Open, ...]

    def inputs(self, build: Build, catalogue: Catalogue) -> dict[str, str | dict[str, str]]:
        """What the version is named by and its manifest states."""
        return {
            "build": build.inputs,
            "catalogue": catalogue.fingerprint,
            "code": fingerprint.code(),
            "edition": fingerprint.of(repr(self.edition)),
            "style": fingerprint.of(repr(self.style)),
            "findings": fingerprint.of(repr(self.findings)),
            "fonts": dict(self.fonts.checksums()),
        }


@dataclass(frozen=True, slots=True)
class Made:
    """A version before it is kept: the documents by file name, their model, what to say of them."""

    documents: dict[str, bytes]
    document: Document
    unbound: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """Everything to be kept, by file name."""
        return self.documents | {drafts.MODEL: drafts.to_json(self.document)}

    def manifest(self, version: str, inputs: dict[str, str | dict[str, str]]) -> drafts.Manifest:
        """The manifest of this version."""
        return drafts.Manifest(
            version=version,
            inputs=inputs,
            files={name: drafts.digest(data) for name, data in self.files.items()},
            documents=tuple(self.documents),
            figures=len(self.document.figures),
            omissions=len(self.document.omissions),
            unbound=self.unbound,
            warnings=self.warnings,
        )


def gather(settings: Settings, key: RegionYear, findings: tuple[Open, ...]) -> Materials:
    """Load edition, style and fonts. Raises EditionError."""
    style = load_style(settings)
    return Materials(
        edition=load_edition(settings, key.region, key.year),
        style=style,
        fonts=choose_fonts(style.layout, packaged=settings.packaged_fonts),
        findings=findings,
    )


def make(settings: Settings, catalogue: Catalogue, build: Build, materials: Materials) -> Made:
    """Compose the document once and write it in every format. Raises EditionError."""
    values = curated_tables.read_values(settings, build)
    narrative = curated_tables.read_narrative(settings, build)
    document = compose(materials.edition, catalogue, values, narrative)
    loose = tuple(masked(one.around) for one in unbound(document, catalogue.names))
    title = "".join(run.text for run in document.title if isinstance(run, Text))
    style, fonts = materials.style, materials.fonts
    review = review_of(catalogue, (one.finding for one in materials.findings))
    return Made(
        documents={
            f"{title}.docx": write_docx(document, style),
            f"{title}.pdf": write_pdf(document, style, fonts),
            f"{title}.html": write_html(document, style),
            f"{title}（核稿本，不公开）.html": write_html(document, style, review),
        },
        document=document,
        unbound=loose,
        warnings=(*_absent(document, materials.edition), *_warnings(document, style, fonts, loose)),
    )


def _absent(document: Document, edition: Edition) -> Iterator[str]:
    """What every report must hold and this one does not."""
    for one in held(document, edition.contents):
        if one.fault:
            yield f"规定必须有的内容“{one.name}”：{one.fault}"


def _warnings(document: Document, style: Style, fonts: FontChoice, loose: Sequence[str]) -> tuple[str, ...]:
    glyphs = check_glyphs(document, style, fonts)
    said = list(fonts.substitutes)
    if glyphs.fallback:
        said.append(f"这些字在所用字体里没有，PDF 中改用思源宋体：{'、'.join(glyphs.fallback)}")
    if glyphs.missing:
        said.append(f"这些字没有字体能印，PDF 中印作〓：{'、'.join(glyphs.missing)}")
    if loose:
        shown = "、".join(f"“{around}”" for around in loose[:_SHOWN])
        more = "等" if len(loose) > _SHOWN else ""
        said.append(f"正文有 {len(loose)} 处数量没有数据依据，请核对是否与采用的数据一致：{shown}{more}")
    return tuple(said)
