"""改稿: what the report team edited in Word comes back through a folder, each file once.

A file is tried once by its bytes; what it changes is in the edition before the same run renders. One that
nobody can take is answered in a sentence, as is one that our own program stumbles over: the others go on.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.catalogue import Catalogue, load, load_answers
from tasks.intake import REDRAFTS
from tasks.intake.formats import megabytes
from tasks.model import RegionYear
from tasks.pipeline import faultlog, fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.collecting import keep
from tasks.pipeline.errors import LeaseHeldError
from tasks.pipeline.keeping import Kept, Opener
from tasks.pipeline.landing import look
from tasks.pipeline.naming import file_name
from tasks.pipeline.returns import Returns
from tasks.pipeline.secrecy import guard
from tasks.privacy import hidden, masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Act, ActKind
from tasks.store.registry import Registry, open_registry

log = logging.getLogger(__name__)

_NEITHER = "没有收：这份文件不是导出的年度底稿，也不是本系统生成过的报告。请放入 Word 文档（.docx）。"
_DONE = "这份文件已经收好，放着不用动；以后再改的，保存后再放进“改稿”文件夹。"
_ONCE = "同样内容的文件不会再处理第二次；改好后保存（内容变了），再放进“改稿”文件夹。"
_AGAIN = "文件不用动，下次运行时会再试。"
_FAULT = "没有收：处理时程序出错，已记录，程序更新后会自动再试；着急的请告知系统维护人员。"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file of the folder. `path` holds its bytes under its own name; it is gone afterwards. `year` is what
    to think of where the file does not say of which year it is."""

    region: str
    name: str
    path: Path
    year: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the year whose edition it is for, whether that is another now, what there is to
    say (Chinese, the outcome first), and files that go back, by what is added to the dropped file's name.
    What is not `settled` could not be judged yet, and is tried again by the next run.
    """

    said: tuple[str, ...]
    year: int | None = None
    changed: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    settled: bool = True


Taker = Callable[[Settings, Dropped], Taken | None]
"""Takes a file; None where it is not for this one. Its errors are faults, LeaseHeldError aside."""


@dataclass(frozen=True, slots=True)
class RedraftLine:
    """A file tried in this run."""

    file: str
    said: str
    year: int | None
    changed: bool
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Redrafts:
    """What a run did in the folder, in order of arrival; `waiting` files are still being written."""

    lines: tuple[RedraftLine, ...] = ()
    waiting: int = 0
    folder: Path = Path()  # of the answers


class _Tried(BaseModel):
    """The content of an act about a file's bytes."""

    model_config = ConfigDict(frozen=True)

    file: str
    said: str
    changed: bool = False
    stumbled: str = ""  # the code that could not take it: another one tries again


def take_redrafts(
    settings: Settings, region: str, years: Sequence[int], takers: Sequence[Taker] = ()
) -> Redrafts:
    """Try what lies in a region's (code) folder and was not tried yet, and write the answers.

    The first of `takers` (without any: of the shipped ones) that takes a file takes it. `years` are those of
    the run; a file may be of any. Raises LeaseHeldError while another run works on a file's year.
    """
    catalogue = load(settings, region)
    there = look(settings, catalogue, region, years).redrafts
    folder = settings.returns / catalogue.regions[region].name / REDRAFTS
    if not there:
        return Redrafts(folder=folder)
    desk = _Desk(settings, catalogue, region, max(years), folder, takers or _shipped())
    with open_registry(settings.registry_url) as registry, Opener(settings, catalogue) as opener:
        guarded = guard(settings, catalogue, registry, region, lambda: opener.reader)
        kept, waiting, _ = keep(settings, there, {}, guarded)  # collecting tells of what is stopped
        lines = [
            line
            for one in sorted(kept.values(), key=lambda each: each.order)
            if desk.is_new(registry, one) and (line := desk.take(registry, one)) is not None
        ]
    return Redrafts(tuple(lines), waiting, folder)


def _shipped() -> Sequence[Taker]:
    """They import python-docx and more: only where there is a file."""
    from tasks.pipeline.redraft_takers import TAKERS

    return TAKERS


@dataclass(frozen=True, slots=True)
class _Desk:
    settings: Settings
    catalogue: Catalogue
    region: str
    year: int
    folder: Path
    takers: Sequence[Taker]

    def is_new(self, registry: Registry, one: Kept) -> bool:
        """Whether these bytes were not tried, or only by a program that stumbled over them."""
        last = None
        for act in registry.acts_of_region(self.region, ActKind.REDRAFT):
            last = act if act.subject == one.archived.sha256 else last
        stumbled = _Tried.model_validate_json(last.content).stumbled if last else ""
        return last is None or stumbled not in ("", fingerprint.code())

    def take(self, registry: Registry, one: Kept) -> RedraftLine | None:
        """Try a file, answer it, record it; None where the answer cannot be written now."""
        try:
            taken, stumbled = self._taken(one), ""
        except LeaseHeldError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            told = faultlog.keep(error, self.settings)
            log.error("收回改稿时程序出错，其他文件继续：%s（详细记录：%s）", masked(one.name), told)  # noqa: TRY400
            taken, stumbled = Taken((_FAULT,)), fingerprint.code()
        if not self._answer(one, taken):
            return None
        said = masked(taken.said[0]).removesuffix("：")
        tried = _Tried(file=masked(one.name), said=said, changed=taken.changed, stumbled=stumbled)
        act = Act(ActKind.REDRAFT, one.archived.sha256, tried.model_dump_json(), now())
        if taken.settled:
            key = RegionYear(self.region, taken.year or self.year)
            with registry.lease(key, holder("收回改稿"), now) as lease:
                lease.record_acts([act])
        log.log(logging.INFO if taken.changed else logging.WARNING, "改稿《%s》：%s", masked(one.name), said)
        return RedraftLine(masked(one.name), said, taken.year, taken.changed, bool(stumbled))

    def _taken(self, one: Kept) -> Taken:
        if one.archived.size > (most := self.settings.limits.file_bytes):
            return Taken((f"没有收：文件超过 {megabytes(most)}，不像一份报告。",))
        blob = files.archived(self.settings.archive, one.archived.sha256)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            # under its own name, which says what kind of file it is; the archive's copy stays as it is
            path = Path(folder) / (file_name(one.name) or "改稿")
            shutil.copyfile(blob, path)
            dropped = Dropped(self.region, one.name, path, self.year)
            found = (taker(self.settings, dropped) for taker in self.takers)
            return next((taken for taken in found if taken is not None), Taken((_NEITHER,)))

    def _answer(self, one: Kept, taken: Taken) -> bool:
        name = hidden(file_name("-".join(one.seen.path.split("/")[2:])))
        stem = name.rpartition(".")[0] or name
        then = (_DONE if taken.changed else _ONCE) if taken.settled else _AGAIN
        told = "\r\n".join((f"《{name}》", *map(hidden, taken.said), "", then, ""))
        made = {f"{stem}_回执.txt": told.encode("utf-8-sig")}
        made |= {f"{stem}_{more}": data for more, data in taken.files.items()}
        returns = Returns(self.folder, load_answers(self.settings).files.history)
        at = f"{now():%Y%m%d-%H%M%S}"
        try:
            returns.put(one.archived.sha256, one.seen.path, at, made)
            returns.save()
        except OSError as error:  # open in Word, say
            log.warning("暂时不能写入 %s（%s），下次再写", error.filename, error.strerror)
            return False
        return True
