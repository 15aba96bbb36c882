"""The shipped report's PDF: the same words as the other formats, and nothing from inside."""

import re
import subprocess
from pathlib import Path

import pytest

from tasks.pipeline.render import Rendered
from tasks.writers.annex_lines import plain_text
from tests.town import new_town

pytestmark = pytest.mark.system


def test_the_pdf_says_the_same_and_holds_no_source(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    rendered = town.run().rendered
    assert isinstance(rendered, Rendered)
    pdf = next(rendered.folder.glob("*.pdf"))
    told = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", "-meta", str(pdf)], capture_output=True, text=True, check=True).stdout
    about += subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = [re.sub(r"—\s*\d+\s*—\s*$", "", page.strip()) for page in told.split("\f")]
    assert "".join("".join(pages).split()) == "".join(plain_text(town.document()).split())
    values = town.document().values.values()
    inside = {text for v in values for text in (v.origin.file, v.origin.sha256) if text} | {"张某某"}
    assert not [one for one in inside if one in told + about]
