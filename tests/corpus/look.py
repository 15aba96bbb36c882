"""Show what the code makes of files of the corpus: `python -m tests.corpus.look [words of their paths]`."""

import sys
import tempfile
from dataclasses import asdict

import yaml

from tasks.catalogue import load
from tasks.pipeline.ingest import collect, judge
from tasks.settings import load as load_settings
from tests.corpus.cases import cases, judged
from tests.corpus.scene import REGION, drop, outcomes, wanted


def look(words: list[str]) -> None:
    """Run all files and print those that differ from what is expected, or whose path has one of the words."""
    settings = load_settings({"FAZHI_DATA": tempfile.mkdtemp()})
    listed = cases()
    years = sorted({case.year for case in listed if not case.unplaced and not case.ignored})
    drop(settings.landing, listed)
    collect(settings, REGION, years)
    judge(settings, REGION, years)
    found, catalogue = outcomes(settings, years), load(settings)
    for case in judged(listed):
        got, want = found.get(case.drop), wanted(case, catalogue)
        if got is not None:
            got.columns = {code: got.columns.get(code, []) for code in case.columns}
        if got != want or any(word in case.drop + case.file for word in words):
            print("=" * 20, case.file, case.drop, "" if got == want else "DIFFERS")
            _print(want, got)


def _print(want: object, got: object) -> None:
    wants, gots = asdict(want), asdict(got) if got is not None else {}  # type: ignore[call-overload]
    for name in wants:
        if wants[name] != gots.get(name):
            print(f"  {name}: want {wants[name]}\n  {' ' * len(name)}  got  {gots.get(name)}")


if __name__ == "__main__":
    look(sys.argv[1:])
