"""收件箱: files that came by mail or chat, of any department and year.

What is clear becomes an ordinary arrival of its place. What is not is asked for once, in a workbook in
data/returns; saved into the inbox it is the answer, and so is moving the file to its folder.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.catalogue import Catalogue, load_claims
from tasks.catalogue.claims_wording import ClaimsFile
from tasks.forms import claims as form
from tasks.forms.identity import identity_in
from tasks.intake import Opened, Scan, Workbook, scanned, year_of
from tasks.intake.whose import Whose, whose
from tasks.model import Place, RegionYear
from tasks.pipeline import faultlog
from tasks.pipeline.clock import now
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.keeping import Kept, Opener
from tasks.pipeline.own_forms import Returned, returned
from tasks.pipeline.years import years_in_landing
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Claim
from tasks.store.registry import Registry

log = logging.getLogger(__name__)

ANSWERED = "answer"
_BY_CODE = "code"
_OF_SLIP = "slip"
_A_LIST = "list"  # the workbook that we ask with, filled in and dropped back

_UNSEEN = Whose()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A file of the inbox with what is known of it now; `found` says why it is not clear."""

    kept: Kept
    claim: Claim
    found: Whose = _UNSEEN


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of the inbox's files: those of a place, all claims, and the files that are open."""

    placed: tuple[tuple[Place, Kept], ...] = ()
    claims: tuple[Claim, ...] = ()
    open: tuple[Claimed, ...] = ()
    own: tuple[Returned, ...] = ()  # our own workbooks, filled in, in order of arrival


@dataclass(frozen=True, slots=True)
class _Filled:
    """An answer, and its place among all that came: the file arrives with it."""

    answer: form.Answer
    order: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the inbox of a region (code) is sorted, for a run that works on some years."""

    settings: Settings
    catalogue: Catalogue
    registry: Registry
    region: str
    years: tuple[int, ...]

    def sort(self, kept: Sequence[Kept], placed: Sequence[tuple[Place, Kept]], opener: Opener) -> Sorted:
        """Whose each file of the inbox is; only years of this run are placed.

        `placed` is what lies in departments' folders: a file that was moved or copied there asks for
        nothing more.
        """
        if not kept:
            return Sorted()
        answers: dict[str, _Filled] = {}
        lists: list[Claim] = []
        own: list[Returned] = []
        looked: list[Claimed] = []
        for one in self._known(kept):
            cells = opener.cells(one.kept)
            filled = self._filled(cells)
            ours = returned(cells, one.kept, self.settings)
            if filled is not None:
                answers |= {each.sha256: _Filled(each, one.kept.order) for each in filled}
                lists.append(replace(one.claim, how=_A_LIST))
            elif ours is not None:
                own.append(ours)
                lists.append(replace(one.claim, how=ours.form.how))
            else:
                looked.append(replace(one, found=self._found(one.kept, cells)))
        arrived = {one.sha256 for one in self.registry.arrived(self.region)}
        arrived |= {one.archived.sha256 for _, one in placed}
        claimed = [self._claimed(one, answers) for one in looked]
        claimed = [_asked(one) if _is_open(one, arrived) else one for one in claimed]
        return Sorted(
            placed=tuple(self._placed(claimed)),
            claims=(*lists, *(one.claim for one in claimed)),
            open=tuple(one for one in claimed if _is_open(one, arrived)),
            own=tuple(own),
        )

    def _filled(self, cells: Opened | None) -> list[form.Answer] | None:
        """What was filled in, where a file is our own list."""
        if isinstance(cells, Workbook) and cells.sheets and cells.sheets[0].name == self.words.sheet:
            found = form.answers(cells.sheets[0].rows, self.words)
            return list(found) if found is not None else None
        return None

    @property
    def words(self) -> ClaimsFile:
        """How the list is worded."""
        return load_claims(self.settings)

    def _found(self, kept: Kept, cells: Opened | None) -> Whose:
        """Whose a file is; where a fault of ours stands in the way it is asked for."""
        try:
            return self._looked_into(kept, cells)
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            told = faultlog.keep(error, self.settings)
            log.error("辨认文件时程序出错，其他文件继续：%s（详细记录：%s）", masked(kept.name), told)  # noqa: TRY400
            return Whose(unclear=self.words.fault)

    def _looked_into(self, kept: Kept, cells: Opened | None) -> Whose:
        """Whose a file is by what it carries (a code, a slip's mark), else by what it says and is called."""
        codes = scanned(cells, kept.name).codes if isinstance(cells, Scan) else ()
        for year in sorted(self.years, reverse=True) if codes else ():
            sheets = Codes(self.settings, self.registry, self.catalogue, RegionYear(self.region, year))
            departments = (sheets.whose(code) for code in codes)
            department = next((one for one in departments if one is not None), None)
            if department is not None:
                return Whose(department, year, _BY_CODE)
        slip = self._of_slip(kept) if isinstance(cells, Workbook) else None  # else nothing looked at its size
        return slip or whose(cells, kept.seen.path.split("/")[2:], self.region, self.catalogue)

    def _of_slip(self, kept: Kept) -> Whose | None:
        """Whose a mended return slip is: it carries unseen what it was made for."""
        identity = identity_in(files.archived(self.settings.archive, kept.archived.sha256))
        if identity is None or identity.region != self.region:
            return None
        known = identity.department in self.catalogue.departments
        return Whose(identity.department, identity.year, _OF_SLIP) if known else None

    def _known(self, kept: Sequence[Kept]) -> list[Claimed]:
        """Files in order of arrival, each with what was known of it before."""
        known = self.registry.claims(self.region)
        found: list[Claimed] = []
        for one in sorted(kept, key=lambda each: each.order):
            key = one.seen.path, one.archived.sha256
            found.append(Claimed(one, known[key] if key in known else Claim(*key, now())))
        return found

    def _claimed(self, one: Claimed, answers: Mapping[str, _Filled]) -> Claimed:
        """A file with all that is known now: an answer stands, else what it says and is called."""
        if one.claim.how == ANSWERED:
            return one
        found = one.found
        if not found.unclear:
            claim = replace(one.claim, department=found.department, year=found.year, how=found.how)
            return replace(one, claim=claim)
        filled = answers.get(one.claim.sha256)
        if filled is not None:
            department = self.catalogue.resolve_department(filled.answer.department)
            year = year_of(filled.answer.year)
            if department is not None and year is not None:
                claim = replace(one.claim, department=department, year=year, how=ANSWERED)
                kept = replace(one.kept, order=max(one.kept.order, filled.order))
                return replace(one, claim=claim, kept=kept)
            why = form.not_taken(filled.answer, self.words, department=department is None, year=year is None)
            one = replace(one, found=replace(found, unclear=why or found.unclear))
        return replace(one, claim=replace(one.claim, department=found.department, year=found.year, how=""))

    def _placed(self, claimed: Sequence[Claimed]) -> list[tuple[Place, Kept]]:
        return [
            (Place(self.region, claim.year, claim.department), one.kept)
            for one in claimed
            if (claim := one.claim).how and claim.department is not None and claim.year in self.years
        ]

    def ask(self, still_open: Sequence[Claimed]) -> None:
        """Write the list of what is open; where nothing is, there is none."""
        path = self.settings.returns / self.catalogue.regions[self.region].name / f"{self.words.file}.xlsx"
        try:
            if not still_open:
                path.unlink(missing_ok=True)
                return
            data = self._list(still_open)
            if not path.is_file() or path.read_bytes() != data:
                files.write_atomic(path, data)
                log.warning("收件箱里有 %d 份文件需要认领，请填写：%s", len(still_open), path)
        except OSError as error:  # open in Excel, say: the next run writes it
            log.warning("暂时不能写入 %s（%s）", path, error.strerror)

    def _list(self, still_open: Sequence[Claimed]) -> bytes:
        rows = [
            form.OpenFile(
                name="/".join(one.claim.path.split("/")[2:]),
                received=one.claim.seen_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                why=one.found.unclear,
                sha256=one.claim.sha256,
                department=self._short(one.found.department),
                year=one.found.year,
            )
            for one in still_open
        ]
        units = [unit.short for unit in self.catalogue.departments.values()]
        years = sorted({*self.years, *years_in_landing(self.settings, self.catalogue, self.region)})
        return form.write_claims(rows, units, years, max(one.claim.seen_at for one in still_open), self.words)

    def _short(self, department: str | None) -> str:
        return self.catalogue.departments[department].short if department else ""


def _is_open(one: Claimed, arrived: set[str]) -> bool:
    return not one.claim.how and one.claim.sha256 not in arrived


def _asked(one: Claimed) -> Claimed:
    if one.claim.asked_at is not None:
        return one
    log.warning("收件箱里的文件需要认领：%s（%s）", masked(one.kept.name), one.found.unclear)
    return replace(one, claim=replace(one.claim, asked_at=now()))


def unclaimed(settings: Settings, registry: Registry, region: str) -> list[Claim]:
    """Files of the inbox that were asked about, still lie there and are nobody's yet, by path."""
    latest: dict[str, Claim] = {}
    for claim in sorted(registry.claims(region).values(), key=lambda one: (one.seen_at, one.sha256)):
        latest[claim.path] = claim
    arrived = {arrival.sha256 for arrival in registry.arrived(region)} if latest else set()
    return [
        claim
        for path, claim in sorted(latest.items())
        if not claim.how and claim.sha256 not in arrived and (settings.landing / path).is_file()
    ]
