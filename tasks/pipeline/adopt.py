"""`fazhi adopt`: a report that leaders edited in Word is taken back into the edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.differences.merging import Side, merge
from tasks.model import Document, RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.adopt_base import Made, VersionPrinter, base_of, made_of, text_of
from tasks.pipeline.adopt_declared import declared
from tasks.pipeline.adopt_declared import merged as merged_values
from tasks.pipeline.adopt_typed import typed
from tasks.pipeline.clock import holder, now
from tasks.pipeline.edited import Format, Opened, open_edited
from tasks.pipeline.edited_place import place_of
from tasks.pipeline.edition_files import edition_texts, write_edition
from tasks.pipeline.known import Behind
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.said import said_by
from tasks.pipeline.versions import DamagedVersionError, NoVersionError, find_version, version_of
from tasks.report import EditionError
from tasks.report.edition import EDITION
from tasks.report.source import Chosen, rebuilt, said_blocks
from tasks.review.adopt import Adopted, Stop, adopt, cleaned, share_kept
from tasks.review.reading import Edited, UnreadableError
from tasks.review.verify import FOREIGN, Verified, verify
from tasks.settings import Settings
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry

_ENOUGH = 0.9
"""Share of a version's numbers that a text keeps which was made from it."""

_SHOWN = 60
_ADOPTED = (Format.DOCX, Format.ODT)
"""What keeps paragraphs and quotation marks as they were; lines of a text or a PDF are put together again."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """What became of an edited report. `changed` are the files of the edition that were written; with
    `problems` (Chinese) nothing was. `taken` says what was found in it, paragraph by paragraph; `notes` what
    else there is to say.
    """

    file: Path
    opened: Opened
    key: RegionYear
    region_name: str
    version: str
    taken: Adopted
    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    again: bool = False


class NotOursError(ValueError):
    """A text that was not made from any version of ours; the message is Chinese."""


class TakenBack(BaseModel):
    """The content of an act: of which version a file was taken back, and into which edition."""

    model_config = ConfigDict(frozen=True)

    file: str
    version: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Version:
    name: str
    document: Document
    verified: Verified
    notes: tuple[str, ...] = field(default=())


def take_back(
    settings: Settings, path: Path, region: str | None = None, year: int | None = None, version: str = ""
) -> Takeover:
    """Take an edited report back into the edition of its year: all of it, or nothing, with every reason.

    Region (code), year and version as for `check_edited`. Raises UnreadableError, UnclearYearError,
    NotOursError, VersionError, EditionError, LeaseHeldError, OSError.
    """
    opened = open_edited(path, settings.limits)
    if opened.format not in _ADOPTED:
        raise UnreadableError(
            "只能收回 Word、WPS 或 LibreOffice 里改过的文稿（.docx、.odt），请用修改时的那一份"
        )
    edited = cleaned(opened.edited)
    key = place_of(settings, edited, path.name, region, year)
    catalogue = catalogue_of(settings, key)
    name = catalogue.regions[key.region].name
    digest = sha256(opened.data).hexdigest()
    before = _done_before(settings, key, digest)
    if before is not None:
        return Takeover(path, opened, key, name, before.version, Adopted(), again=True)
    found = _version(settings, edited, key, version)
    made = made_of(drafts.folder_of(settings, catalogue, key) / found.name)
    taken, texts = taken_back(made, found.document, edited, found.verified)
    stopped = Takeover(path, opened, key, name, found.name, taken, notes=found.notes)
    problems = [stop_words(one) for one in taken.stops]
    if problems or not texts:
        return replace(stopped, problems=tuple(problems))
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("收回改稿"), now) as lease,
    ):
        # read under the lease: what another run writes meanwhile would be written over
        merged, conflicts = with_mine(made.texts, texts, edition_texts(settings, key))
        if conflicts:
            return replace(stopped, problems=tuple(conflicts))
        try:
            changed = write_edition(settings, key, merged)
        except EditionError as error:
            return replace(stopped, problems=tuple(str(error).splitlines()))
        content = TakenBack(file=path.name, version=found.name, changed=changed)
        at = now().astimezone(UTC)
        lease.record_acts([Act(ActKind.TAKEN_BACK, digest, content.model_dump_json(), at)])
    return replace(stopped, changed=changed)


def stop_words(one: Stop) -> str:
    """A stop as a person reads it."""
    return f"第{one.paragraph + 1}段：{one.why}" if one.paragraph >= 0 else one.why


def _done_before(settings: Settings, key: RegionYear, digest: str) -> TakenBack | None:
    with open_registry(settings.registry_url) as registry:
        for act in registry.acts(key, ActKind.TAKEN_BACK):
            if act.subject == digest:
                return TakenBack.model_validate_json(act.content)
    return None


def _version(settings: Settings, edited: Edited, key: RegionYear, asked: str) -> _Version:
    """The version that a text was made from: the one asked for, else the last, or one that it keeps more of.

    Raises NotOursError, VersionError.
    """
    catalogue = catalogue_of(settings, key)
    chosen = version_of(settings, catalogue, key, asked)
    if chosen is None:
        raise NoVersionError(
            f"{key.year} 年还没有生成过报告，没有可以对照的版本。请先运行 fazhi render {key.year}。"
        )

    def held(document: Document) -> Verified:
        known = Behind(settings, catalogue, key, document).known()
        return verify(edited, said_by(document), known, catalogue.names)

    best = _Version(chosen.name, chosen.document, held(chosen.document))
    if not asked and (best.verified.kept or 0.0) < _ENOUGH:
        folder = drafts.folder_of(settings, catalogue, key)
        for manifest in sorted(folder.glob(f"*/{drafts.MANIFEST}"), key=lambda one: -one.stat().st_mtime)[:8]:
            try:
                other = find_version(settings, catalogue, key, manifest.parent.name)
            except DamagedVersionError:
                continue
            verified = held(other.document)
            if (verified.kept or 0.0) > (best.verified.kept or 0.0):
                said = f"这份文稿是由版本 {other.name} 改成的，按这一版收回"
                best = _Version(other.name, other.document, verified, (said,))
    if (best.verified.kept or 0.0) < FOREIGN:
        raise NotOursError(
            f"这份文稿不像由 {key.year} 年报告的版本 {best.name} 改成（原来的数只剩不到四成），没有收回。"
            "是另一版改成的，请用 --version 写明"
        )
    return best


def taken_back(
    made: Made, document: Document, edited: Edited, verified: Verified
) -> tuple[Adopted, dict[str, str]]:
    """What an edited text comes to, and the edition's files that print it; none where something stops it."""
    try:
        base = base_of(made, document)
    except (EditionError, ValueError):
        why = "这一版不能由它的底稿重新排出（程序更新过），请先重新生成报告，再用新的一版改"
        return Adopted(stops=(Stop(-1, 0, 0, why),)), {}
    if share_kept(base, edited) < FOREIGN:
        why = "这份文稿与这一版的文字相同的不到四成，不像由它改成，没有收回"
        return Adopted(stops=(Stop(-1, 0, 0, why),)), {}
    taken = adopt(base, edited, verified, VersionPrinter(made))
    if taken.stops:
        return taken, {}
    try:
        texts = _texts(made, taken)
    except EditionError as error:
        return replace(taken, stops=(Stop(-1, 0, 0, str(error)),)), {}
    wrong, known = _wrong(made, document, taken, texts)
    if wrong:
        return replace(taken, stops=tuple(wrong)), {}
    return replace(taken, said=(*((-1, one) for one in known), *taken.said)), texts


def _texts(made: Made, taken: Adopted) -> dict[str, str]:
    region_year = made.edition.region_year
    town = made.catalogue.regions[region_year.region].name
    chosen = [Chosen(piece.text, piece.place) for piece in taken.pieces]
    return {
        made.text_file: rebuilt(made.texts[made.text_file], chosen),
        EDITION: declared(made.texts[EDITION], taken.head, taken.renamed, town, region_year.year),
    }


def _wrong(
    made: Made, was: Document, taken: Adopted, texts: Mapping[str, str]
) -> tuple[list[Stop], list[str]]:
    """Where an edition would print something else than what was read, or a number as mere words; and what
    there is to know of its numbers.
    """
    text = texts[made.text_file].removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        document = made.document(replace(made.edition, text=text, annexes=()), taken.numbers.new)
    except EditionError as error:
        return [Stop(-1, 0, 0, line) for line in str(error).splitlines()], []
    printed = [text_of(document, (*block.heading, *block.body)) for block in document.blocks]
    differing = zip_longest(printed, taken.printed, fillvalue="")
    other = [
        Stop(-1, 0, 0, f"写进底稿后有一段印出来不一样：“{ours[:_SHOWN]}”，文稿里是“{read[:_SHOWN]}”")
        for ours, read in differing
        if ours != read
    ][:1]
    wrong, known = typed(was, document, made.catalogue.names)
    return [*other, *(Stop(-1, 0, 0, why) for why in wrong)], known


def with_mine(
    base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The edition as it stands with what was taken back put in; and where both changed the same otherwise."""
    out: dict[str, str] = {}
    conflicts: list[str] = []
    for name, text in theirs.items():
        if mine.get(name) in (None, base.get(name), text):
            out[name] = text
        elif text == base.get(name):
            out[name] = mine[name]
        else:
            together = merged_values if name == EDITION else _merged
            out[name], wrong = together(base[name], text, mine[name])
            conflicts += wrong
    return out, conflicts


def _merged(base: str, theirs: str, mine: str) -> tuple[str, list[str]]:
    said = [[block.said for block in said_blocks(text)] for text in (base, theirs, mine)]
    chosen: list[Chosen] = []
    conflicts: list[str] = []
    for part in merge(*said):
        if part.side is Side.THEIRS:
            mine_places = list(range(*part.mine))
            same = part.mine[1] - part.mine[0] == part.theirs[1] - part.theirs[0]
            chosen += [
                Chosen(said[1][at], mine_places[number] if same else None)
                for number, at in enumerate(range(*part.theirs))
            ]
            continue
        if part.side is Side.CONFLICT:
            both = [
                "\n".join(said[n][slice(*span)]) or "（删去）"
                for n, span in ((1, part.theirs), (2, part.mine))
            ]
            conflicts.append(
                f"底稿里同一处也改过，两边不同。文稿里：{both[0]}；底稿现在：{both[1]}。请在底稿里改成一样"
            )
        chosen += [Chosen(said[2][at], at) for at in range(*part.mine)]
    return rebuilt(mine, chosen), conflicts
