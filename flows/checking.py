"""What `fazhi verify` says of an edited report, and the codes it ends with. Does not import Prefect."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.privacy import masked
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.verify import Checked


def verify(file: Path, region: str | None, year: int | None, version: str, out: Path | None) -> Exit:
    """Hold an edited report against what it came from: summary, then each number to be looked at."""
    from flows.refusals import refused
    from tasks.pipeline.edited_place import UnclearYearError
    from tasks.pipeline.verify import NothingToHoldError, check_edited
    from tasks.pipeline.verify_files import write_copies
    from tasks.pipeline.versions import VersionError
    from tasks.review.reading import UnreadableError

    settings = load()
    try:
        checked = check_edited(settings, file, region, year, version)
    except (UnreadableError, UnclearYearError) as error:
        complain(f"《{masked(file.name)}》：{error}")
        return Exit.USAGE
    except NothingToHoldError as error:
        say(str(error))
        return Exit.NOTHING
    except VersionError as error:
        return refused(error)
    written = write_copies(settings, checked, out or Path())
    say(*_summary(checked), *_wrong(checked), *(f"已写好：{shown(path)}" for path in written))
    return Exit.FINDINGS if checked.verified.wrong else Exit.CLEAN


def _summary(checked: "Checked") -> Iterator[str]:
    from tasks.pipeline.verify_files import against
    from tasks.review.said import counts

    yield f"《{masked(checked.file.name)}》{against(checked)}"
    yield from (f"注意：{note}" for note in checked.opened.edited.notes)
    if checked.nearer:
        yield f"注意：这份文稿更像由版本 {checked.nearer} 改成；与它核对：--version {checked.nearer}"
    lines = list(counts(checked.verified)) or ["没有数字"]
    yield f"数据：{lines[0]}"
    yield from (f"　　　{line}" for line in lines[1:])


def _wrong(checked: "Checked") -> Iterator[str]:
    from tasks.review.said import in_context, more, told

    wrong = checked.verified.wrong
    yield f"需要看的：{len(wrong)} 处" if wrong else "没有需要看的。"
    for number, one in enumerate(wrong, 1):
        yield masked(f"{number}. {told(one)}")
        yield from (f"　　　{line}" for line in more(one))
        yield f"　　　{'原句' if one.paragraph < 0 else '原文'}：{masked(in_context(one))}"
