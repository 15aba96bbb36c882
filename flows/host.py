"""The process in which a Prefect server runs: it ends when the one who started it is gone.

Its standard input is a pipe from the parent. The pipe closes however the parent ends, killed too, so
no server is ever left behind to hold the database.
"""

import os
import runpy
import signal
import sys
import threading

from flows import environment


def main() -> None:
    """Run `prefect server start`, settings from the environment, until told to stop or orphaned."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.pop(environment.QUIET, None)  # this process's output is the server's log
    sys.argv = ["prefect", "server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock, held here, would abort an orderly end
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
