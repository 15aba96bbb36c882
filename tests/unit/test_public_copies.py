"""Copies for outside carry no source, base value, finding, person or code, in text, properties or any part.

The searcher is tested too: each secret is found in the copies for inside, and wherever it is planted.
"""

import getpass
import io
import re
import socket
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from tasks import settings
from tasks.model import Annex, Block, Chart, Document, Text
from tasks.pipeline.copies import Making, write_copies
from tasks.pipeline.purposes import Purpose, purpose_of
from tasks.settings import HOUSE
from tasks.writers.fonts import choose_fonts
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.style import Style, load_style
from tests.secrets import SECRETS, changes, document, leaks, marked, parts, review

OUTSIDE = (Purpose.PUBLIC, Purpose.ISSUE, Purpose.MACHINE)
TITLE = "青禾镇2023年法治政府建设年度报告"
CLEAN = tuple(
    purpose.file(TITLE, extension)
    for purpose, extensions in (
        (Purpose.PUBLIC, ("docx", "pdf", "html", "txt")),
        (Purpose.ISSUE, ("docx", "pdf")),
        (Purpose.MACHINE, ("html", "xsd")),
    )
    for extension in extensions
)
SAID_BY_MACHINES = ("指标代码", "数据名称")
"""The machine-readable page names what a figure is of: its concept and that concept's label."""

ALL = tuple(secret for secrets in SECRETS.values() for secret in secrets)
USER, HOME = "yinmingyonghu", "/home/yinmingyonghu/私人文件夹"


def not_allowed(name: str) -> tuple[str, ...]:
    """The secrets that a file must not hold."""
    machine = purpose_of(name) is Purpose.MACHINE
    kinds = [kind for kind in SECRETS if not (machine and kind in SAID_BY_MACHINES)]
    return tuple(secret for kind in kinds for secret in SECRETS[kind])


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def copies(style: Style, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, bytes]]:
    """Every document of a version, made by somebody whose name and folders are known."""
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("私人文件夹"))
        for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
            patched.setenv(name, USER)
        patched.setenv("HOME", HOME)
        yield write_copies(
            Making(
                document=document(),
                marked=marked(),
                review=review(),
                changes=changes(),
                style=style,
                fonts=choose_fonts(style.layout, packaged=True),
            )
        )


def test_these_are_all_the_copies_for_outside(copies: Mapping[str, bytes]) -> None:
    assert tuple(name for name in copies if purpose_of(name) in OUTSIDE) == CLEAN


def test_every_secret_is_in_a_copy_for_inside(copies: Mapping[str, bytes]) -> None:
    """Else nothing would be shown by its absence outside."""
    inside = [name for name in copies if purpose_of(name) not in OUTSIDE]
    assert len(inside) == 3
    found = {leak.secret for name in inside for leak in leaks(name, copies[name], ALL)}
    assert set(ALL) - found == {"zzdepartment", "zzregister", "zzrule"}  # codes have names inside


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_secret_is_in_any_part(copies: Mapping[str, bytes], name: str) -> None:
    assert leaks(name, copies[name], not_allowed(name)) == []


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_of_the_machine_is_in_any_part(copies: Mapping[str, bytes], name: str) -> None:
    about = [str(HOUSE), str(Path.home()), str(Path.cwd()), USER, "私人文件夹", "/tmp/", "site-packages"]  # noqa: S108
    about += [word for word in (socket.gethostname(), getpass.getuser()) if len(word) > 6]
    assert leaks(name, copies[name], about) == []


@pytest.mark.parametrize("name", CLEAN)
def test_the_only_date_beside_the_text_is_the_documents(copies: Mapping[str, bytes], name: str) -> None:
    stamp = re.compile(r"\b(20\d\d)-?(\d\d)-?(\d\d)(?=T?\d\d:?\d\d)|D:(20\d\d)(\d\d)(\d\d)")
    told = {
        "-".join(part for part in found if part)
        for _, text in parts(name, copies[name])
        for found in stamp.findall(text)
    }
    assert told <= {"2024-01-31"}


@pytest.mark.parametrize("name", CLEAN)
def test_no_figure_is_named(copies: Mapping[str, bytes], name: str) -> None:
    """Issue copies are traced in the office, by version and figure order: they carry no code."""
    codes = re.compile(r"(?<![0-9a-z_#-])f\d{3}(?![0-9a-z])")
    named = [
        part
        for part, text in parts(name, copies[name])
        if not part.startswith(("objects", "strings")) and ".png" not in part  # what chance makes of bytes
        if codes.search(text)
    ]
    assert named == []


WORD_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/_rels/document\.xml\.rels"
    r"|word/(?:document|styles|settings|fontTable|footer\d)\.xml|word/media/image\d+\.png"
)
UNWANTED = (
    *("sdt", "bookmarkStart", "commentReference", "commentRangeStart", "highlight", "ins", "del"),
    *("rsidR", "rsids", "docVars", "proofErr", "attachedTemplate", "customXml", "smartTag", "instrText"),
    *("permStart", "moveFrom", "moveTo", "vanish"),
)


@pytest.mark.parametrize("name", [name for name in CLEAN if name.endswith("docx")])
def test_a_word_file_has_no_part_or_element_for_what_is_inside(
    copies: Mapping[str, bytes], name: str
) -> None:
    with ZipFile(io.BytesIO(copies[name])) as package:
        assert [part for part in package.namelist() if not WORD_PARTS.fullmatch(part)] == []
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        xml = [package.read(part) for part in package.namelist() if part.endswith(".xml")]
        core = etree.fromstring(package.read("docProps/core.xml"))
    used = {
        etree.QName(key).localname
        for part in xml
        for element in etree.fromstring(part).iter()
        for key in (element.tag, *element.attrib)
    }
    assert used.isdisjoint(UNWANTED)
    said = {etree.QName(one).localname: one.text for one in core}
    assert said.keys() <= {"title", "language", "created", "modified"}
    assert said["title"] == TITLE


@pytest.mark.parametrize("name", [name for name in CLEAN if name.endswith("docx")])
def test_pictures_tell_nothing_of_themselves(copies: Mapping[str, bytes], name: str) -> None:
    with ZipFile(io.BytesIO(copies[name])) as package:
        pictures = [package.read(part) for part in package.namelist() if part.endswith(".png")]
    assert pictures
    for picture in pictures:
        assert set(_chunks(picture)) <= {"IHDR", "PLTE", "tRNS", "pHYs", "sRGB", "gAMA", "IDAT", "IEND"}


def _chunks(picture: bytes) -> Iterator[str]:
    at = 8
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        yield kind.decode()
        at += length + 12


def test_what_is_unbound_is_printed_everywhere_and_marked_inside_alone(copies: Mapping[str, bytes]) -> None:
    words = "另报4711宗"
    assert all(leaks(name, copies[name], [words]) for name in CLEAN if not name.endswith("xsd"))
    inside = copies[Purpose.REVIEW.file(TITLE, "html")].decode()
    assert "<mark" in inside


@pytest.mark.parametrize("name", [name for name in CLEAN if name.endswith("html")])
def test_a_page_has_no_element_for_what_is_inside(copies: Mapping[str, bytes], name: str) -> None:
    text = copies[name].decode()
    assert "<!--" not in text
    assert not re.search(r"<mark|data-[a-z]|aria-describedby|<script|contenteditable", text)


class TestTheSearch:
    """Whatever is planted is found, wherever it is planted."""

    WORDS = "绝密卷宗甲"

    def found(self, name: str, data: bytes) -> set[str]:
        return {leak.part for leak in leaks(name, data, [self.WORDS])}

    @pytest.fixture
    def word(self, copies: Mapping[str, bytes]) -> bytes:
        return copies[CLEAN[0]]

    @pytest.mark.parametrize(
        ("part", "content"),
        [
            ("docProps/custom.xml", "<a>{}</a>"),
            ("docProps/app.xml", "<a><Template>{}</Template></a>"),
            ("word/comments.xml", "<w><t>{}</t></w>"),
            ("customXml/item1.xml", "<a b='{}'/>"),
            ("word/theme/theme1.xml", "<!--{}--><a/>"),
            ("word/_rels/settings.xml.rels", "<a Target='file:///C:/{}.xlsx'/>"),
            ("word/embeddings/book.bin", "\x00\x01{}"),
            ("word/{}.xml", "<a/>"),
        ],
    )
    def test_in_a_part_of_a_word_file(self, word: bytes, part: str, content: str) -> None:
        data = _with_part(word, part.format(self.WORDS), content.format(self.WORDS).encode())
        assert self.found("x.docx", data)

    def test_over_several_runs_with_joiners_between(self, word: bytes) -> None:
        split = "</w:t></w:r><w:r><w:t>\u2060".join(self.WORDS)
        data = _changed(word, "word/document.xml", "</w:t>", f"</w:t></w:r><w:r><w:t>{split}</w:t>")
        assert self.found("x.docx", data) == {"text of word/document.xml"}

    def test_in_a_bookmarks_name(self, word: bytes) -> None:
        mark = f'<w:bookmarkStart w:id="1" w:name="{self.WORDS}"/>'
        assert self.found("x.docx", _changed(word, "word/document.xml", "<w:p>", f"{mark}<w:p>"))

    @pytest.mark.parametrize("packed", [True, False])
    def test_in_the_text_of_a_picture(self, word: bytes, packed: bool) -> None:
        text = self.WORDS.encode()
        kind, chunk = (b"zTXt", b"a\0\0" + zlib.compress(text)) if packed else (b"tEXt", b"a\0" + text)
        picture = struct.pack(">I4s", len(chunk), kind) + chunk + struct.pack(">I", zlib.crc32(kind + chunk))
        assert self.found("x.docx", _with_part(word, "word/media/image9.png", b"\x89PNG\r\n\x1a\n" + picture))

    @pytest.mark.parametrize(
        "planted",
        [
            "<!--{}-->",
            '<p title="{}">',
            "<meta name=author content={}>",
            "<style>.a::after{{content:'{}'}}</style>",
        ],
    )
    def test_in_a_page(self, copies: Mapping[str, bytes], planted: str) -> None:
        name = Purpose.PUBLIC.file(TITLE, "html")
        data = copies[name].replace(b"</p>", f"{planted.format(self.WORDS)}</p>".encode(), 1)
        assert self.found(name, data)

    def test_in_a_page_with_elements_between(self, copies: Mapping[str, bytes]) -> None:
        name = Purpose.PUBLIC.file(TITLE, "html")
        data = copies[name].replace(b"</p>", f"<b>{'</b><b>'.join(self.WORDS)}</b></p>".encode(), 1)
        assert self.found(name, data) == {f"text of {name}"}

    def test_in_plain_text(self) -> None:
        assert self.found("x.txt", f"甲{self.WORDS}".encode())

    @pytest.mark.parametrize(
        ("plant", "part"),
        [
            (lambda d, s: replace(d, title=(Text(s),)), "properties"),
            (lambda d, s: replace(d, blocks=(Block(1, "一、", (Text(s),)),)), "bookmarks"),
            (lambda d, s: replace(d, blocks=(Block(0, body=(Text(s),)),)), "page 1"),
            (
                lambda d, s: replace(d, annexes=(Annex("附", _captioned(d, s)),)),
                "hexadecimal strings as UTF-16",
            ),
        ],
    )
    def test_in_a_pdf(self, style: Style, plant: Callable[[Document, str], Document], part: str) -> None:
        """Its title, a heading, its text, what a picture is told to be."""
        planted = plant(document(), self.WORDS)
        data = write_pdf(planted, style, choose_fonts(style.layout, packaged=True))
        assert part in self.found("x.pdf", data)

    def test_what_a_review_would_leave_in_a_public_page(self, style: Style) -> None:
        """As if a writer showed what only the review copy shows."""
        data = write_html(replace(document(), frame=None), style, review())
        found = {leak.secret for leak in leaks("x.html", data, ALL)}
        kinds = {kind for kind, secrets in SECRETS.items() if found & {*secrets}}
        assert kinds == {*SECRETS} - {"上一版以来的变化", "指标代码"}


def _captioned(planted: Document, caption: str) -> tuple[Chart, ...]:
    return tuple(
        replace(part, caption=caption)
        for annex in planted.annexes
        for part in annex.parts
        if isinstance(part, Chart)
    )


def _with_part(package: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO(package)
    with ZipFile(target, "a") as opened:
        opened.writestr(name, content)
    return target.getvalue()


def _changed(package: bytes, part: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as source, ZipFile(target, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, content.replace(old.encode(), new.encode(), 1) if name == part else content)
    return target.getvalue()
