"""征求意见: a version of the report goes out, with a sheet for each department that it speaks of."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from tasks.catalogue import Catalogue, load_answers, load_calendar
from tasks.catalogue.opinions_wording import OpinionsWords, load_opinions_words
from tasks.forms.opinion_sheet import Asking, write_opinion_sheet
from tasks.model import AskedRow, Block, Document, RegionYear, Text
from tasks.pipeline.clock import holder, now
from tasks.pipeline.naming import file_name
from tasks.pipeline.opinions.asked import asked
from tasks.pipeline.opinions.filing import write_table
from tasks.pipeline.opinions.places import day_words, folder_of
from tasks.pipeline.opinions.record import Consultation, Sent, consultation
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.returns import Returns
from tasks.pipeline.versions import Version, version_of
from tasks.settings import Settings
from tasks.store.records import ActKind
from tasks.store.registry import open_registry

log = logging.getLogger(__name__)

_KEY = "sent-"  # of what went out, in the folder's list


@dataclass(frozen=True, slots=True)
class Consulted:
    """What went out: the version, its folder, the departments asked (short names), the files that are new or
    different, how many sentences are asked about."""

    year: int
    version: str
    until: str
    folder: Path
    departments: tuple[str, ...]
    written: tuple[str, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class NothingToAsk:
    """Why nothing went out: a Chinese sentence."""

    reason: str


def consult(
    settings: Settings, region: str, year: int, version: str = "", until: date | None = None
) -> Consulted | NothingToAsk:
    """Write 征求意见稿 and a 征求意见表 for each department; the same version again writes nothing new.

    Without a day the one stays that was given for this version before. Raises VersionError, LeaseHeldError,
    and OSError where a file is open elsewhere: what is written by then stays, and again does the rest.
    """
    key = RegionYear(region, year)
    catalogue = catalogue_of(settings, key)
    found = version_of(settings, catalogue, key, version)
    if found is None:
        return NothingToAsk(f"{year} 年还没有生成过报告，请先运行 fazhi render {year}。")
    rows = asked(found.document, catalogue)
    if not rows:
        return NothingToAsk(f"{year} 年的报告 {found.name} 没有用到任何单位的数据和文字，不需要征求意见。")
    words = load_opinions_words(settings)
    with open_registry(settings.registry_url) as registry:
        with registry.lease(key, holder("征求意见"), now) as lease:
            day = until.isoformat() if until else _given(consultation(registry, key), found.name)
            made = _files(settings, catalogue, key, found, rows, day, words)
            folder = folder_of(settings, catalogue, key, words)
            written = _put(Returns(folder, load_answers(settings).files.history), found.name, made)
            sent = Sent(version=found.name, until=day, departments=tuple(rows))
            if lease.record_acts([sent.act(ActKind.CONSULTATION, str(year), now())]):
                log.info("%s 年报告 %s 已写好征求意见稿和 %d 份征求意见表", year, found.name, len(rows))
        write_table(settings, registry, key, catalogue)
    return Consulted(
        year=year,
        version=found.name,
        until=day_words(day),
        folder=folder,
        departments=tuple(catalogue.departments[code].short for code in rows),
        written=tuple(written),
        sentences=sum(map(len, rows.values())),
    )


def _given(stands: Consultation, version: str) -> str:
    return stands.sent.until if stands.sent and stands.sent.version == version else ""


def _put(returns: Returns, version: str, made: Mapping[str, bytes]) -> list[str]:
    """Write what goes out; what went out before is moved to 历史/, and so is a sheet that was filled in here.

    Raises OSError where a file is open elsewhere.
    """
    key = _KEY + version
    stale = [one for one in returns.unwanted([key], ()) if one.startswith(_KEY)]
    known = returns.has(key) and not stale
    written = returns.put(key, "", version, made)
    for one in stale:
        returns.put_away(one)
    if written or not known:
        returns.save()
    return written


def _files(
    settings: Settings,
    catalogue: Catalogue,
    key: RegionYear,
    version: Version,
    rows: dict[str, tuple[AskedRow, ...]],
    until: str,
    words: OpinionsWords,
) -> dict[str, bytes]:
    made = _draft(settings, version.document, until, words)
    due = load_calendar(settings).submit_by
    for code, own in rows.items():
        short = catalogue.departments[code].short
        asking = Asking(
            region=key.region,
            region_name=catalogue.regions[key.region].name,
            year=key.year,
            department=code,
            department_name=short,
            version=version.name,
            until=day_words(until),
            rows=own,
            created=datetime(key.year + 1, due.month, due.day, tzinfo=UTC),
        )
        name = file_name(f"{words.sheet.file.format(department=short)}.xlsx")
        made[name] = write_opinion_sheet(asking, words.sheet, words.author)
    return made


def _draft(settings: Settings, document: Document, until: str, words: OpinionsWords) -> dict[str, bytes]:
    """征求意见稿 by file name: the report's text, marked, not signed."""
    # python-docx, Typst and fontTools: only for those who send a draft out
    from tasks.writers.charts import chart_pictures
    from tasks.writers.docx import write_docx
    from tasks.writers.fonts import choose_fonts
    from tasks.writers.pdf import write_pdf
    from tasks.writers.style import load_style

    style = load_style(settings)
    fonts = choose_fonts(style.layout, packaged=settings.packaged_fonts)
    draft = marked(document, until, words)
    title = "".join(run.text for run in document.title if isinstance(run, Text))
    name = file_name(words.draft.file.format(title=title))
    pictures = chart_pictures(draft, style, fonts)
    return {
        f"{name}.docx": write_docx(draft, style, pictures=pictures),
        f"{name}.pdf": write_pdf(draft, style, fonts),
    }


def marked(document: Document, until: str, words: OpinionsWords) -> Document:
    """The document as it goes out for opinions: marked in its title, with the day to answer by, without
    版头, 署名 and 成文日期, which only what is issued has."""
    told = words.draft.until.format(until=day_words(until)) if until else ""
    asking = (Block(0, body=(Text(f"（{told.rstrip('。')}）"),)),) if told else ()
    return replace(
        document,
        title=(*document.title, Text(words.draft.mark)),
        blocks=(*asking, *document.blocks),
        signatory="",
        date="",
        frame=None,
    )
