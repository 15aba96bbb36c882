"""Show what the code makes of files of the corpus: `python -m tests.corpus.look [words of their paths]`."""

import logging
import sys
import tempfile
from dataclasses import asdict

from tasks.catalogue import load
from tasks.pipeline.ingest import collect
from tasks.settings import load as load_settings
from tests.corpus.cases import cases, judged
from tests.corpus.scene import REGION, Outcome, drop, outcomes, wanted
from tests.town import judged_and_curated


def look(words: list[str]) -> None:
    """Run all files and print those that differ from what is expected, or whose path has one of the words."""
    logging.disable()
    settings = load_settings({"FAZHI_DATA": tempfile.mkdtemp()})
    listed = cases()
    years = sorted({case.year for case in listed if case.taken_in})
    drop(settings.landing, listed)
    collect(settings, REGION, years)
    judged_and_curated(settings, years)
    found, catalogue = outcomes(settings, years), load(settings)
    for case in judged(listed):
        got, want = found.get(case.drop), wanted(case, catalogue)
        if got is not None:
            got.columns = {code: got.columns.get(code, []) for code in case.columns}
        if got != want or any(word in case.drop + case.file for word in words):
            _tell(f"{'same' if got == want else 'DIFFERS'}: {case.file} as {case.drop!r}", want, got)


def _tell(head: str, want: Outcome, got: Outcome | None) -> None:
    lines = [head] if got else [f"{head}: not judged"]
    for name, wanted_one in asdict(want).items() if got else ():
        if wanted_one != getattr(got, name):
            lines += [f"  {name}: want {wanted_one}", f"  {' ' * len(name)}  got  {getattr(got, name)}"]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    look(sys.argv[1:])
