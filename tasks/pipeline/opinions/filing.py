"""The 意见采纳情况表 of a year, to be filled in and to be filed, brought up to what stands."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.catalogue import Catalogue, load_answers, load_calendar
from tasks.catalogue.opinions_wording import OpinionsWords, load_opinions_words
from tasks.forms.adoption_reading import Row
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.findings import standing_findings
from tasks.pipeline.opinions.adoption import Table, Values, table
from tasks.pipeline.opinions.places import folder_of
from tasks.pipeline.opinions.record import consultation
from tasks.pipeline.opinions.rows import REFUSED, refusals, rows
from tasks.pipeline.returns import Returns
from tasks.settings import Settings
from tasks.store.registry import Registry

log = logging.getLogger(__name__)

_KEY = "adoption-"  # of its answer in the folder's list, which has what went out too


def standing_table(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue
) -> Table | None:
    """All opinions of a year with what was decided; None where none was asked for."""
    stands = consultation(registry, key)
    if stands.sent is None and not stands.replies:
        return None
    words = load_opinions_words(settings).adoption
    found = standing_findings(settings, registry, key, catalogue)
    values = _values(settings, registry, key) if any(stands.opinions()) else {}
    return table(stands, found, values, catalogue, words)


def waiting_opinions(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> str:
    """How many opinions nobody has decided on, in a Chinese sentence; "" where there is none. What disputes a
    figure is not among them: it is an open finding."""
    found = standing_table(settings, registry, key, catalogue)
    waiting = [one.department for one in found.undecided if not one.open] if found else []
    if not waiting:
        return ""
    names = "、".join(catalogue.departments[code].short for code in dict.fromkeys(waiting))
    words = load_opinions_words(settings).adoption
    return words.waiting.format(count=len(waiting), departments=names)


def _values(settings: Settings, registry: Registry, key: RegionYear) -> Values:
    from tasks.pipeline.curated_tables import read_values  # Arrow: only where somebody disputes

    build = registry.current_build(key)
    counting = read_values(settings, build) if build is not None else ()
    return {(one.indicator, one.period): one for one in counting if one.chosen}


def write_table(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> None:
    """Bring the workbook and the document up to what stands; written only where that changed.

    One that somebody filled in where it lies is moved to 历史/. Raises LeaseHeldError while another run
    works on the year, CatalogueError where the wording is wrong.
    """
    found = standing_table(settings, registry, key, catalogue)
    if found is None:
        return
    words = load_opinions_words(settings)
    folder = folder_of(settings, catalogue, key, words)
    told = refusals(folder / REFUSED)
    returns = Returns(folder, load_answers(settings).files.history)
    wanted = _KEY + fingerprint.of(catalogue.fingerprint, words.model_dump_json(), repr(found), repr(told))
    stale = [one for one in returns.unwanted([wanted], ()) if one.startswith(_KEY)]
    if returns.has(wanted) and not stale:
        return
    due = load_calendar(settings).submit_by
    made = _Made(
        settings,
        catalogue,
        key,
        words,
        found,
        tuple(rows(found, catalogue, words.adoption, told)),
        datetime(key.year + 1, due.month, due.day, tzinfo=UTC),
    )
    at = max((one.seen_at for one in registry.arrivals(key)), default=now()).astimezone(UTC)
    with registry.lease(key, holder("写意见采纳情况表"), now):
        try:
            if returns.is_altered(f"{words.adoption.file}.xlsx"):
                log.warning("“%s”被填写过，没有放进收件箱，已移到历史文件夹", words.adoption.file)
            returns.put(wanted, "", f"{at:%Y%m%d-%H%M%S}", made.files())
            for one in stale:
                returns.put_away(one)
            returns.save()
        except OSError as error:  # open in Excel, say: the next run writes it
            log.warning("%s暂时写不了，下次再写：%s", words.adoption.file, error)


@dataclass(frozen=True, slots=True)
class _Made:
    """Everything that the files are made of."""

    settings: Settings
    catalogue: Catalogue
    key: RegionYear
    words: OpinionsWords
    table: Table
    rows: tuple[Row, ...]
    dated: datetime

    def files(self) -> dict[str, bytes]:
        """The files by name."""
        # xlsxwriter and python-docx: only where there is something to write
        from tasks.forms.adoption_sheet import AdoptionBook, write_adoption
        from tasks.writers.adoption_record import AdoptionRecord, write_adoption_record
        from tasks.writers.style import load_style

        words = self.words.adoption
        town = self.catalogue.regions[self.key.region].name
        title = words.title.format(region=town, year=self.key.year)
        counts, silent = self._counts(), self._silent()
        book = AdoptionBook(self.key.region, self.key.year, title, counts, silent, self.rows, self.dated)
        heads = words.headings
        shown = ("department", "sentence", "opinion", "reason", "decision", "why")
        record = AdoptionRecord(
            title=title,
            counts=tuple(filter(None, (counts, silent))),
            columns=(heads.number, *(getattr(heads, name) for name in shown)),
            rows=[
                (str(number), *(one.get(name, "") for name in shown))
                for number, one in enumerate(self.rows, start=1)
            ],
            dated=self.dated,
        )
        return {
            f"{words.file}.xlsx": write_adoption(book, words, self.words.author),
            f"{words.file}.docx": write_adoption_record(record, load_style(self.settings)),
        }

    def _counts(self) -> str:
        found, names = self.table, self.words.adoption.decisions
        return self.words.adoption.counts.format(
            version=found.version,
            sent=len(found.sent),
            back=len(found.back),
            nothing=len(found.nothing),
            asks=len(found.lines),
            adopted=found.count(names.adopted),
            partly=found.count(names.partly),
            refused=found.count(names.refused),
            undecided=len(found.undecided),
        )

    def _silent(self) -> str:
        codes = self.table.silent
        names = "、".join(self.catalogue.departments[code].short for code in codes)
        return self.words.adoption.silent.format(count=len(codes), departments=names) if codes else ""
