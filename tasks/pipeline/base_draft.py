"""年度底稿 as Word: given out, known again and taken back."""

from pathlib import Path

from tasks.intake.formats import RefusedError
from tasks.model import RegionYear
from tasks.model.draft import BaseDraft, DraftIdentity, DraftParagraph
from tasks.pipeline import drafts
from tasks.pipeline.clock import holder, now
from tasks.pipeline.draft_file import NO_WORD, read_file
from tasks.pipeline.draft_said import Imported, refused
from tasks.pipeline.draft_taking import Taking
from tasks.pipeline.edition_files import digest_of, edition_texts, keep, kept
from tasks.pipeline.editions import NoEdition, has_edition, start_edition
from tasks.pipeline.record import catalogue_of
from tasks.privacy import masked
from tasks.report import EditionError
from tasks.report.draft import draft_paragraphs, fields, text_paragraphs
from tasks.report.edition import folder_of
from tasks.report.word_names import code_names
from tasks.review.reading import UnreadableError
from tasks.review.reading.draft import ReadDraft
from tasks.settings import Limits, Settings
from tasks.store.files import write_atomic
from tasks.store.registry import open_registry
from tasks.writers.base_draft import write_base_draft
from tasks.writers.style import load_style

__all__ = [
    "Imported",
    "base_draft_of",
    "export_draft",
    "import_draft",
    "import_file",
    "start_and_write_draft",
    "write_draft",
]


def export_draft(settings: Settings, key: RegionYear) -> bytes:
    """A RegionYear's edition as a Word file; what it was made from is kept, to tell later what was changed.

    Raises EditionError where there is none, it cannot be read or Word cannot say it; OSError.
    """
    texts = edition_texts(settings, key)
    names = code_names(catalogue_of(settings, key))
    folder = folder_of(key.region, key.year)
    paragraphs = draft_paragraphs(text_paragraphs(texts, names, folder), fields(texts, names, folder))
    return _written(settings, DraftIdentity(key, keep(settings, key, texts)), paragraphs)


def write_draft(settings: Settings, key: RegionYear, out: Path | None = None) -> Path:
    """Write a RegionYear's base draft to a file, without one beside the year's reports. Raises as
    `export_draft` does.
    """
    catalogue = catalogue_of(settings, key)
    name = f"{catalogue.regions[key.region].name}{key.year}年度底稿.docx"
    target = out or drafts.folder_of(settings, catalogue, key) / name
    write_atomic(target, export_draft(settings, key))
    return target


def start_and_write_draft(settings: Settings, key: RegionYear) -> Path | NoEdition:
    """Write a RegionYear's base draft, where there is no edition yet of one started from last year's; or why
    there is nothing to start from. Raises as `export_draft` does.
    """
    if not has_edition(settings, key):
        started = start_edition(settings, key)
        if isinstance(started, NoEdition):
            return started
    return write_draft(settings, key)


def base_draft_of(data: bytes) -> RegionYear | None:
    """Whose base draft a file is; None where it is none, or cannot be read."""
    try:
        identity = read_file(data, Limits()).identity
    except (RefusedError, UnreadableError):
        return None
    return identity.region_year if identity else None


def import_draft(settings: Settings, key: RegionYear, data: bytes, name: str = "") -> Imported:
    """Take a RegionYear's base draft back into its edition: what was changed in Word, and nothing else.

    Nothing is written while there is a problem. Raises OSError where the site cannot be written,
    LeaseHeldError while another run works on the year.
    """
    shown = f"《{name}》" if name else "这份文件"
    try:
        draft = read_file(data, settings.limits)
    except RefusedError as error:
        return refused(key, f"{shown}打不开（{error.why.state.label}）：{NO_WORD}。")
    except UnreadableError as error:
        return refused(key, f"{shown}：{error}。")
    if draft.identity is None or draft.identity.region_year != key:
        return refused(
            key, f"{shown}不是这个镇街、这一年的底稿：没有底稿编号，或编号是另一份的。请在导出的底稿里改。"
        )
    # read under the lease: what another takes back meanwhile is merged with, not written over
    with open_registry(settings.registry_url) as registry, registry.lease(key, holder("收回底稿"), now):
        return _taken(settings, key, draft, data, shown)


def _taken(settings: Settings, key: RegionYear, draft: ReadDraft, data: bytes, shown: str) -> Imported:
    try:
        mine = edition_texts(settings, key)
        digest = draft.identity.digest if draft.identity else ""
        base = mine if digest == digest_of(mine) else kept(settings, key, digest)
        if base is None:
            return refused(
                key, f"{shown}导出时的底稿没有留存，分不清改了哪里。请重新导出一份，把改动移过去。"
            )
        taking = Taking(settings, key, draft, data, base, mine)
        return taking.done(
            lambda paragraphs, digest: _written(settings, DraftIdentity(key, digest), paragraphs)
        )
    except EditionError as error:
        return Imported(key, problems=tuple(str(error).splitlines()))


def import_file(settings: Settings, path: Path, folder: Path) -> tuple[Imported, Path | None] | None:
    """Take a base draft back and write the answer, if there is one, into a folder; None where the file is no
    base draft. Raises LeaseHeldError while another run works on the year, OSError.
    """
    data = path.read_bytes() if path.stat().st_size <= settings.limits.file_bytes else b""
    key = base_draft_of(data)
    if key is None:
        return None
    done = import_draft(settings, key, data, masked(path.name))
    answer = folder / f"{path.stem}（答复）.docx" if done.answer else None
    if answer and done.answer:
        write_atomic(answer, done.answer)
    return done, answer


def _written(settings: Settings, identity: DraftIdentity, paragraphs: tuple[DraftParagraph, ...]) -> bytes:
    town = catalogue_of(settings, identity.region_year).regions[identity.region_year.region].name
    return write_base_draft(BaseDraft(identity, town, paragraphs), load_style(settings).layout)
