"""Who takes what lies in 改稿: an exported 年度底稿, else an edited report."""

from tasks.model import RegionYear
from tasks.pipeline.base_draft import Imported, base_draft_of, import_draft
from tasks.pipeline.edited_place import UnclearYearError
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.redrafts import Dropped, Taken, Taker
from tasks.pipeline.versions import VersionError
from tasks.report import EditionError
from tasks.review.reading import UnreadableError
from tasks.settings import Settings

_COPY = "批注.docx"
_MEND = "请放进在 Word、WPS 里改好的 .docx；.doc、.wps 请先另存为 .docx；填好的表请放进收件箱。"


def base_draft(settings: Settings, dropped: Dropped) -> Taken | None:
    """A 年度底稿 that was given out, read back into its edition."""
    data = dropped.path.read_bytes()
    key = base_draft_of(data)
    if key is None:
        return None
    if key.region != dropped.region:
        return Taken((f"没有收：这是{_town(settings, key)}的底稿，请放进那个镇街的“改稿”文件夹。",))
    imported = import_draft(settings, key, data, dropped.name)
    said = tuple(_said(imported, f"{_town(settings, key)} {key.year} 年的底稿"))
    files = {_COPY: imported.answer} if imported.answer else {}
    return Taken(said, key.year, bool(imported.changed), files)


def edited_report(settings: Settings, dropped: Dropped) -> Taken:
    """A report that was edited, taken back into the edition that its version was made from."""
    from tasks.pipeline.adopt import NotOursError, take_back
    from tasks.pipeline.adopt_answer import answer_files, answer_lines

    try:
        try:
            done = take_back(settings, dropped.path, dropped.region)
        except UnclearYearError:
            done = take_back(settings, dropped.path, dropped.region, dropped.year)
    except UnreadableError as error:
        why = str(error).partition("。")[0].replace("核对", "收回")
        return Taken((f"没有收：{why}。{_MEND}",))
    except VersionError as error:  # none was rendered yet, or it is damaged: this run or the next may mend it
        return Taken((f"没有收：{error}",), settled=False)
    except (NotOursError, EditionError) as error:
        return Taken(tuple(f"没有收：{error}".splitlines()))
    files = answer_files(settings, done)
    return Taken(tuple(answer_lines(done)), done.key.year, bool(done.changed), files)


def _said(imported: Imported, which: str) -> list[str]:
    """The outcome first."""
    if imported.problems:
        return [f"没有写进{which}，有 {len(imported.problems)} 处要改：", *_listed(imported.problems)]
    done = f"已写进{which}。" if imported.changed else f"与{which}一样，没有要改的。"
    notes = ["请看一看：", *_listed(imported.notes)] if imported.notes else []
    return [done, *_listed(imported.changed), *notes]


def _listed(lines: tuple[str, ...]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]


def _town(settings: Settings, key: RegionYear) -> str:
    regions = catalogue_of(settings, key).regions
    return regions[key.region].name if key.region in regions else key.region


TAKERS: tuple[Taker, ...] = (base_draft, edited_report)
"""In order."""
