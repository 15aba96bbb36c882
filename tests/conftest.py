"""Options and surroundings of the whole test run."""

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

_TOGETHER = ("tests/flows/", "tests/rules/")
"""Folders whose tests share a server or a judging of many seconds: one process has all of them.
In tests/system each file that serves has a port of its own."""

# how long a test takes says how busy the machine is, not whether it is right
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes what was made over what was expected; look at the diff."""
    parser.addoption("--update-golden", action="store_true", help="overwrite the golden files")


def pytest_configure(config: pytest.Config) -> None:
    """What a test does with no data root named must not be done to the checkout's, nor to a site's."""
    made = tempfile.TemporaryDirectory(prefix="fazhi-tests-")
    config.add_cleanup(made.cleanup)
    for name in [name for name in os.environ if name.startswith("FAZHI_")]:
        del os.environ[name]
    os.environ["FAZHI_DATA"] = str(Path(made.name) / "data")
    os.environ["FAZHI_SITE"] = str(Path(made.name) / "site")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are no names: those of a zip hold the time, and every process must know a test alike."""
    return argname if isinstance(val, bytes) else None


class _ByFile(LoadScopeScheduling):
    """Tests of a file stay in one process, so that what they share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        together = (folder for folder in _TOGETHER if nodeid.startswith(folder))
        return next(together, nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Asked for where the tests are run in several processes (`-n`)."""
    return _ByFile(config, log)
