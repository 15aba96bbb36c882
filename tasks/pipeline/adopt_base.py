"""The version that an edited report was made from: its text beside the edition, and what that prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.catalogue import Catalogue
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.settlement_checks import OFFICE, with_supplements
from tasks.catalogue.settlements import Supplement, standing
from tasks.curation.settled import added
from tasks.model import Document, NarrativeText, RegionYear, Run, Text, Value
from tasks.pipeline import curated_tables
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.said import said_by
from tasks.pipeline.version_inputs import DamagedInputsError, origin_in, read_inputs
from tasks.report import Edition, EditionError, compose, load_edition
from tasks.report.edition import EDITION, text_name
from tasks.report.source import Kind, said_blocks
from tasks.report.units import printed
from tasks.review.adopt import Base, BaseLine, New, Said, UnprintableError
from tasks.settings import Limits, Settings
from tasks.store.records import Build
from tasks.store.tables import DamagedPartError
from tasks.writers.lines import Role, lines

_GIVEN_BY, _GIVEN_ON = "收回改稿", date(2000, 1, 1)  # of numbers that stand in for those to be given
_MOST_NAMES = 100
_COUNT = "之{}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a version was made from, as far as its text goes."""

    edition: Edition
    texts: dict[str, str]
    catalogue: Catalogue
    values: tuple[Value, ...]
    narrative: tuple[NarrativeText, ...]

    @property
    def text_file(self) -> str:
        """The name of the text among `texts`."""
        return text_name(EDITION, self.texts[EDITION])

    def document(self, edition: Edition, new: Sequence[New] = ()) -> Document:
        """What an edition prints with the version's values. Raises EditionError."""
        catalogue, values = self.catalogue, self.values
        if new:
            given = standing([_supplement(one) for one in new])
            catalogue = with_supplements(catalogue, given)
            values = (*values, *added(edition.region_year, given, catalogue))
        return compose(edition, catalogue, values, self.narrative)


def _supplement(one: New) -> Supplement:
    return Supplement(
        decision="supplement",
        name=one.name,
        value=one.value,
        unit=one.unit,
        basis=_GIVEN_BY,
        by=_GIVEN_BY,
        dated=_GIVEN_ON,
    )


def made_of(folder: Path) -> Made:
    """What the version in a folder was made from. Raises DamagedInputsError."""
    entries = read_inputs(folder)
    try:
        with TemporaryDirectory(prefix="fazhi-") as temporary:
            place = Path(temporary)
            for name, data in entries.items():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).write_bytes(data)
            return _made(place, entries)
    except (EditionError, CatalogueError, DamagedPartError, ValueError, KeyError) as error:
        raise DamagedInputsError(
            f"现在的程序读不懂版本 {folder.name} 当时所用的材料，请先重新生成报告：{error}"
        ) from error


def _made(place: Path, entries: dict[str, bytes]) -> Made:
    origin = origin_in(entries)
    key = RegionYear(origin.region, origin.year)
    settings = Settings(place, place, origin.region, "", origin.packaged_fonts, Limits(), house=place)
    build = Build(key, origin.build, "", datetime.min.replace(tzinfo=UTC), origin.parts)
    of_edition = {n: data for n, data in entries.items() if n.startswith("templates/editions/")}
    return Made(
        edition=load_edition(settings, key.region, key.year),
        texts={name.rpartition("/")[2]: data.decode() for name, data in of_edition.items()},
        catalogue=catalogue_of(settings, key),
        values=curated_tables.read_values(settings, build),
        narrative=curated_tables.read_narrative(settings, build),
    )


def base_of(made: Made, document: Document) -> Base:
    """The version as taking back takes it. Raises EditionError, ValueError where the edition no longer prints
    the version's text.
    """
    blocks = printed(made.edition, made.catalogue, made.values, made.narrative)
    if [block.text for block in blocks] != [
        text_of(document, (*b.heading, *b.body)) for b in document.blocks
    ]:
        raise ValueError("printed otherwise")
    said = said_blocks(made.texts[made.text_file])
    spans = [(one.line, one.line + len(one.text.splitlines()) - 1, one.kind) for one in said]
    places = tuple(
        tuple(
            place
            for place, (first, last, kind) in enumerate(spans)
            if kind is not Kind.COMMENT and first <= block.lines[1] and block.lines[0] <= last
        )
        for block in blocks
    )
    source = tuple(Said(one.said, one.kind is Kind.COMMENT) for one in said)
    return Base(tuple(_lines(document)), blocks, source, places)


def _lines(document: Document) -> Iterator[BaseLine]:
    blocks = iter(document.blocks)
    for line in lines(document):
        if line.role in (Role.BODY, Role.LEVEL1, Role.LEVEL2, Role.LEVEL3):
            block = next(blocks)
            yield BaseLine(BODY, text_of(document, (*block.heading, *block.body)))
        else:
            yield BaseLine(line.role.value, line.text)
    annexed = said_by(document).lines[len(lines(document)) :]
    yield from (BaseLine("annex", line.text) for line in annexed)


BODY = "body"


def text_of(document: Document, runs: Sequence[Run]) -> str:
    """Some runs as printed."""
    return "".join(run.text if isinstance(run, Text) else document.figures[run.figure].text for run in runs)


@dataclass(frozen=True, slots=True)
class VersionPrinter:
    """Prints pieces of an edition with a version's values."""

    made: Made

    def say(self, source: str, new: Sequence[New] = ()) -> tuple[str, ...]:
        """See `Printer`."""
        edition = replace(self.made.edition, text=source, annexes=(), contents=())
        try:
            document = self.made.document(edition, new)
        except EditionError as error:
            raise UnprintableError(str(error).replace(f"{edition.text_file} ", "")) from error
        except ValueError as error:  # a new number that cannot be given as it was typed: 1，234人
            raise UnprintableError("数的写法读不准") from error
        return tuple(text_of(document, (*block.heading, *block.body)) for block in document.blocks)

    def expressions(self, keys: Sequence[str]) -> tuple[str, ...]:
        """See `Printer`."""
        return tuple(name for key in keys if (name := self._expression(key)))

    def _expression(self, key: str) -> str:
        period, _, code = key.partition("/")
        catalogue, year = self.made.catalogue, self.made.edition.region_year.year
        indicator = catalogue.indicators.get(code)
        if indicator is None or catalogue.compared(code) is not None or indicator.frequency == "monthly":
            return ""
        if indicator.owner == OFFICE:
            return f'补充("{indicator.name}")'
        return {str(year): indicator.label, str(year - 1): f"{indicator.label} | 上年"}.get(period, "")

    def free_name(self, words: str, taken: Sequence[str]) -> str:
        """See `Printer`."""
        name = words or "补充的数"
        names = (name, *(f"{name}{_COUNT.format(count)}" for count in range(2, _MOST_NAMES)))
        return next(n for n in names if n not in taken and self.made.catalogue.named(n) is None)
