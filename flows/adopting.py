"""What `fazhi adopt` says of an edited report, and the codes it ends with. Does not import Prefect."""

from pathlib import Path

from flows.commands import Exit
from flows.given import type_with
from flows.summary import shown
from flows.terminal import complain, say
from tasks.privacy import masked
from tasks.settings import load


def adopt(file: Path, region: str | None, year: int | None, version: str, out: Path | None) -> Exit:
    """Take an edited report back into the edition; lines, and files that go back."""
    from flows.refusals import refused
    from tasks.pipeline.adopt import NotOursError, take_back
    from tasks.pipeline.adopt_answer import answer_lines, write_answer
    from tasks.pipeline.edited_place import UnclearYearError
    from tasks.pipeline.secrecy import marked
    from tasks.pipeline.versions import VersionError
    from tasks.report import EditionError
    from tasks.review.reading import UnreadableError

    settings = load()
    if why := marked(settings, file):
        complain(why)
        return Exit.FINDINGS
    try:
        done = take_back(settings, file, region, year, version)
    except (UnreadableError, UnclearYearError, NotOursError) as error:
        complain(f"《{masked(file.name)}》：{error}")
        return Exit.USAGE
    except EditionError as error:
        complain(str(error))
        return Exit.FINDINGS
    except VersionError as error:
        return refused(error)
    say(*answer_lines(done))
    if done.changed:
        type_with(done.key.region)
        say(f"生成新的报告：fazhi render {done.key.year}")
    say(*(f"已写好：{shown(path)}" for path in write_answer(settings, done, out or Path())))
    open_ends = done.taken.numbers.changed or done.taken.numbers.new
    return Exit.FINDINGS if done.problems or open_ends else Exit.CLEAN
