"""Ten figures and a word of growth edited by hand, saved by LibreOffice in three ways: the check names
exactly these.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks import settings
from tasks.pipeline.edited import open_edited
from tasks.pipeline.said import said_by
from tasks.review.annotate import Comment, annotate
from tasks.review.verify import Outcome, verify
from tasks.settings import Limits
from tasks.writers.charts import chart_pictures
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.style import load_style
from tests.document import framed, review, sample
from tests.edited import NOTHING_KNOWN, names
from tests.system.office import convert
from tests.system.word_schema import schema_faults
from tests.word import word_text

pytestmark = pytest.mark.system

WRONG = {
    "460": "640",
    "11539": "11359",
    "425": "452",
    "398": "389",
    "2607": "2670",
    "95.6%": "96.5%",
    "8.15": "8.51",
    "306": "360",
    "15461": "15641",
    "268.51": "268.15",
}
RIGHT = {"1483": "1,483"}
WORD = {"增加": "减少"}


Way = Callable[[Path, Path], Path]


def by_hand(data: bytes) -> bytes:
    """The document with each text run that is one of these words written over once."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for printed, typed in (WRONG | RIGHT | WORD).items():
                    before, after = f">{printed}</w:t>".encode(), f">{typed}</w:t>".encode()
                    assert before in content, printed
                    content = content.replace(before, after, 1)
            new.writestr(name, content)
    return out.getvalue()


def saved_again(source: Path, folder: Path) -> Path:
    return convert(source, "docx", folder)


def by_way_of_odt(source: Path, folder: Path) -> Path:
    return convert(convert(source, "odt", folder), "docx", folder)


def as_pdf(source: Path, folder: Path) -> Path:
    return convert(source, "pdf", folder)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("edited") / "报告.docx"
    path.write_bytes(by_hand(write_docx(sample(), load_style(settings.load({})))))
    return path


@pytest.mark.parametrize("way", [saved_again, by_way_of_odt, as_pdf])
def test_exactly_what_was_edited_wrongly_is_named(way: Way, edited: Path, tmp_path: Path) -> None:
    back = open_edited(way(edited, tmp_path), Limits()).edited
    verified = verify(back, said_by(sample()), NOTHING_KNOWN, names())
    changed = [one for one in verified.wrong if one.outcome is Outcome.CHANGED]
    assert sorted(_digits(one.now) for one in changed) == sorted(WRONG.values())
    assert sorted(_digits(one.was) for one in changed) == sorted(WRONG)
    (word,) = [one for one in verified.wrong if one.outcome is not Outcome.CHANGED]
    assert (word.outcome, word.now, word.was) == (Outcome.WORDS, "1177宗", "增加")
    assert [one.now for one in verified.results if one.outcome is Outcome.SAME] == ["1,483宗"]
    assert verified.count(Outcome.UNCHANGED) == len(sample().figures) - len(WRONG) - len(RIGHT)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c in ".%")


def test_libreoffice_keeps_the_comments_of_a_copy(edited: Path, tmp_path: Path) -> None:
    data = edited.read_bytes()
    place = next(
        (n, one.text.index("11359"))
        for n, one in enumerate(open_edited(edited, Limits()).edited.paragraphs)
        if "11359" in one.text
    )
    copy = tmp_path / "核对.docx"
    copy.write_bytes(annotate(data, [Comment(place[0], place[1], place[1] + 7, ("应为11539人次",))]))
    (tmp_path / "out").mkdir()
    again = convert(copy, "odt", tmp_path / "out")
    with zipfile.ZipFile(again) as archive:
        content = archive.read("content.xml").decode()
    assert "应为11539人次" in content
    assert "数据核对" in content


def test_a_copy_with_comments_is_a_word_file_by_the_schema(tmp_path: Path) -> None:
    style = load_style(settings.load({}))
    data = write_docx(
        framed(),
        style,
        review=review(),
        pictures=chart_pictures(framed(), style, choose_fonts(style.layout, packaged=True)),
    )
    path = tmp_path / "核稿本.docx"
    path.write_bytes(data)
    found = open_edited(path, Limits()).edited.paragraphs
    places = [(n, match) for n, one in enumerate(found) for match in re.finditer("[0-9]+[宗件次%]", one.text)]
    notes = [Comment(n, match.start(), match.end(), ("应为另一个数", "依据")) for n, match in places]
    assert len(notes) > 50
    copy = annotate(data, notes)
    assert not schema_faults(copy, tmp_path)
    assert word_text(copy) == word_text(data)
