"""What a fault looks like to people: one plain line, and a log for whoever mends it."""

import traceback

from flows import environment
from tasks.pipeline import faultlog
from tasks.settings import Settings


def report(error: Exception, settings: Settings) -> str:
    """Write the traceback to the log; gives the Chinese line, with the traceback where debugging.

    Our own errors (a catalogue's, an edition's, a lease's) speak for themselves; a library's message
    goes to the log only.
    """
    own = type(error).__module__.partition(".")[0] in {"tasks", "flows"}
    log = faultlog.keep(error, settings)
    line = f"{error if own else '程序出错，未能完成。'}（详细记录：{log}）"
    told = "".join(traceback.format_exception(error))
    return f"{told}\n{line}" if environment.debugging() else line
