"""LibreOffice takes the recorded changes for what they are: all accepted, all rejected, and shown."""

import subprocess
from pathlib import Path

import pytest

from tasks import settings
from tasks.writers.annex_lines import plain_text
from tasks.writers.redline import write_redline
from tasks.writers.style import load_style
from tests.redlines import earlier, later, settled
from tests.system.office import convert, seen_text

pytestmark = pytest.mark.system

_JOINER = "\u2060"  # keeps a number and its unit together in LibreOffice
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">{}</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes"
 script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" + command, "", 0, Array())
  Dim format(0) As New com.sun.star.beans.PropertyValue
  format(0).Name = "FilterName" : format(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, format())
  document.close(True)
End Sub
</script:module>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document with recorded changes, its PDF, and a LibreOffice that can settle them."""
    folder = tmp_path_factory.mktemp("redline")
    source = folder / "修订稿.docx"
    source.write_bytes(write_redline(earlier(), later(), load_style(settings.load({}))))
    convert(source, "pdf", folder)  # this also makes the profile, which a first start would write over
    basic = folder / "profile" / "user" / "basic"
    files = {
        "script.xlc": _LIBRARIES,
        "dialog.xlc": _LIBRARIES,
        "Standard/script.xlb": _LIBRARY.format('<library:element library:name="Changes"/>'),
        "Standard/dialog.xlb": _LIBRARY.format(""),
        "Standard/Changes.xba": _MODULE,
    }
    for name, text in files.items():
        (basic / name).parent.mkdir(parents=True, exist_ok=True)
        (basic / name).write_text(text, encoding="utf-8")
    return folder


def by_office(folder: Path, command: str) -> str:
    """The text after one of LibreOffice's own commands on all changes."""
    target = folder / f"{command}.docx"
    urls = [f'"{path.as_uri()}"' for path in (folder / "修订稿.docx", target)]
    macro = f'macro:///Standard.Changes.Settle({urls[0]},{urls[1]},"{command}")'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", "--headless", profile, macro], check=True, capture_output=True, timeout=120)
    return settled(target.read_bytes(), accept=True).replace(_JOINER, "")


def test_all_accepted_it_is_the_later_text(folder: Path) -> None:
    assert by_office(folder, "AcceptAllTrackedChanges") == plain_text(later())


def test_all_rejected_it_is_the_earlier_text(folder: Path) -> None:
    assert by_office(folder, "RejectAllTrackedChanges") == plain_text(earlier())


def test_what_went_and_what_came_are_both_seen(folder: Path) -> None:
    seen = "".join(seen_text(folder / "修订稿.pdf").replace(_JOINER, "").split())
    assert "全年办案总数为1483宗1,490宗" in seen
    assert "不到五成约六成" in seen
