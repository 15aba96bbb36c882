"""What goes back when an edited report was taken back: lines, a copy with comments, a 问题处理单."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tasks.catalogue import Catalogue, load_calendar
from tasks.catalogue.settlements import FindingKey
from tasks.catalogue.settlements_wording import load_settlements_words
from tasks.curation.settled import source_text
from tasks.model import Value
from tasks.pipeline.adopt import Takeover
from tasks.pipeline.edited import Format
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.settlement_rows import hidden
from tasks.privacy import masked
from tasks.review.adopt import Number, as_read
from tasks.review.annotate import Comment, annotate
from tasks.settings import Settings
from tasks.store.files import write_atomic

COPY, BOOK = "收回情况.docx", "问题处理单.xlsx"
_RULE = "settlement.expired"
"""A correction needs the rule of a finding; any will do, for it is known by its indicator and period."""
_MOST = 40
"""Paragraphs that are told one by one."""


def answer_lines(done: Takeover) -> Iterator[str]:
    """What became of the file, the outcome first."""
    yield outcome(done)
    yield from (f"注意：{note}" for note in (*done.opened.edited.notes, *done.notes))
    yield from (f"　{number}. {masked(why)}" for number, why in enumerate(done.problems, 1))
    if done.problems or done.again:
        return
    said = done.taken.said
    yield from (f"　{masked(_place(place) + what)}" for place, what in said[:_MOST])
    if len(said) > _MOST:
        yield f"　……另有 {len(said) - _MOST} 段"
    yield from (f"　标题、署名等：{masked(text)}" for text in done.taken.head.values())
    yield from map(masked, numbers_told(done))
    yield from _beside(done)
    yield from (f"没有印出过的一段随所在的段落去掉了：{masked(text[:30])}" for text in done.taken.dropped)


def outcome(done: Takeover) -> str:
    """One sentence."""
    place = f"{done.region_name} {done.key.year} 年的底稿"
    if done.again:
        return f"这份文稿以前收回过（版本 {done.version}），没有再改{place}"
    if done.problems:
        return f"没有收回，{place}没有改动。有 {len(done.problems)} 处要先改："
    if not done.changed:
        return f"文稿与{place}一样，没有可收回的改动（对照版本 {done.version}）"
    return f"已收回到{place}（对照版本 {done.version}）"


def numbers_told(done: Takeover) -> Iterator[str]:
    """Numbers that were not taken as they were typed."""
    numbers = done.taken.numbers
    for one in numbers.changed:
        yield (
            f"改了的数：{one.name}，文稿里是“{one.typed}”，数据是“{one.printed}”，照数据印；"
            "要改数据的，填问题处理单"
        )
    for new in numbers.new:
        yield (
            f"新的数：“{new.value}”没有数据依据，定名“{new.name}”，所在的句子先略去，"
            "请在问题处理单的“补充数据”写明依据；没有依据的，请从底稿里删去"
        )
    for one in numbers.bound:
        yield f"新写的数：“{one.typed}”与{one.name}相符，按指标印（{one.printed}）"
    for one in numbers.restyled:
        yield f"写法不同的数：“{one.typed}”仍印作“{one.printed}”"
    for one in done.taken.deleted:
        yield f"删去的数：{one.name}（{one.printed}）"


def answer_files(settings: Settings, done: Takeover) -> dict[str, bytes]:
    """The files that go back, by what is added to the file's name; none where nobody need look."""
    files: dict[str, bytes] = {}
    if done.opened.format is Format.DOCX and not done.again:
        comments = list(_comments(done))
        if comments:
            files[COPY] = annotate(done.opened.data, comments)
    if not done.problems and (done.taken.numbers.changed or done.taken.numbers.new):
        files[BOOK] = _book(settings, done)
    return files


def write_answer(settings: Settings, done: Takeover, folder: Path) -> tuple[Path, ...]:
    """Write the files that go back into a folder, never over the file itself. Raises OSError."""
    written = []
    for name, data in answer_files(settings, done).items():
        written.append(folder / f"{done.file.stem}_{name}")
        write_atomic(written[-1], data)
    return tuple(written)


def _beside(done: Takeover) -> Iterator[str]:
    """Words that an edition does not hold: nobody shall think that they were taken."""
    for place, what in done.taken.beside:
        text = masked(done.opened.edited.paragraphs[place].text.strip())
        yield f"没有收回（{what}）：{text[:30]}。要印的，请写进正文再收回"


def _place(place: int) -> str:
    return f"第{place + 1}段" if place >= 0 else ""


def _comments(done: Takeover) -> Iterator[Comment]:
    paragraphs = done.opened.edited.paragraphs
    told: list[tuple[int, int, int, str]] = [
        (one.paragraph, one.start, one.end, f"没有收回：{one.why}") for one in done.taken.stops
    ]
    numbers = done.taken.numbers
    if not done.problems:
        told += [
            (one.paragraph, one.start, one.end, f"仍印数据“{one.printed}”（{one.name}）")
            for one in (*numbers.changed, *numbers.restyled)
        ]
        told += [(one.paragraph, one.start, one.end, f"按指标“{one.name}”印") for one in numbers.bound]
        told += [
            (new.paragraph, new.start, new.end, f"没有数据依据，定名“{new.name}”，请填问题处理单")
            for new in numbers.new
        ]
    for paragraph, start, end, words in told:
        if 0 <= paragraph < len(paragraphs):
            yield Comment(paragraph, *as_read(paragraphs[paragraph].text, start, end), (masked(words),))
    first = next((number for number, one in enumerate(paragraphs) if not one.where), None)
    if first is not None and (told or done.problems or done.taken.deleted):
        lines = [outcome(done), *(() if done.problems else numbers_told(done)), *done.problems]
        yield Comment(first, 0, len(paragraphs[first].text), tuple(map(masked, lines)))


def _book(settings: Settings, done: Takeover) -> bytes:
    from tasks.forms.settlements import SettlementBook, write_settlements

    words = load_settlements_words(settings)
    catalogue = catalogue_of(settings, done.key)
    rows = [row for one in done.taken.numbers.changed for row in _row(settings, catalogue, done, one)]
    book = SettlementBook(
        region=done.key.region,
        region_name=done.region_name,
        year=done.key.year,
        problems=[{"number": str(number), **row} for number, row in enumerate(rows, 1)],
        settled=0,
        supplements=[
            {"name": one.name, "value": one.value, "unit": one.unit} for one in done.taken.numbers.new
        ],
        published=[],
        departments=[],
        indicators=[one.name for one in catalogue.indicators.values() if one.kind != "derived"],
        created=datetime(done.key.year + 1, load_calendar(settings).submit_by.month, 1, tzinfo=UTC),
    )
    return write_settlements(book, words)


def _row(settings: Settings, catalogue: Catalogue, done: Takeover, one: Number) -> Iterator[dict[str, str]]:
    """A correction that is prefilled; none of what is computed, which is corrected by its inputs."""
    period, _, code = (one.keys if len(one.keys) == 1 else ("",))[0].partition("/")
    indicator = catalogue.indicators.get(code)
    department = catalogue.department_of(indicator.owner) if indicator is not None else None
    if indicator is None or indicator.kind == "derived" or department not in catalogue.departments:
        return
    words = load_settlements_words(settings).problems
    value = next((v for v in _values(settings, done) if v.chosen and v.key == one.keys[0]), None)
    raw = source_text(value) if value is not None else ""
    observed = f"改稿《{masked(done.file.name)}》把“{one.printed}”改成“{one.typed}”"
    key = FindingKey(department or "", _RULE, "", code, period, "", "", "")
    yield {
        "department": catalogue.departments[department or ""].short,
        "severity": "",
        "title": "改稿改了这个数",
        "file": masked(done.file.name),
        "place": f"第{one.paragraph + 1}段",
        "observed": f"{one.name}：{observed}",
        "mend": "要改数据的，写明处理人和日期后放进收件箱；照原数据印的，删去这一行",
        "key": hidden(key, observed, raw),
        "decision": words.decisions.correct,
        "value": one.typed,
        "reason": f"{observed}，经核实",
    }


def _values(settings: Settings, done: Takeover) -> Sequence[Value]:
    from tasks.pipeline.curated_tables import read_values
    from tasks.store.registry import open_registry

    with open_registry(settings.registry_url) as registry:
        build = registry.current_build(done.key)
    return read_values(settings, build) if build is not None else ()
