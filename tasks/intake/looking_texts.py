"""The lines of a text, a page, a binary document that hold a wanted word, however the format splits it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tasks.intake.formats import RefusedError
from tasks.intake.text import decoded
from tasks.settings import Limits

_AROUND: Final = 200
_BROKEN: Final = re.compile(
    r"</?(?:[\w.-]+:)?(?:p|h|si|is|v|c|tr|row|tc|td|th|br|cr|tab|line-break|div|li|title|subject|keywords"
    r"|description|category|TextObject|Cell|Data|table-cell|annotation|lpwstr|user-defined|Keyword"
    r"|(?:odd|even|first)(?:Header|Footer))(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]*>")
_VALUE: Final = re.compile(r"=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_HEADER_CODE: Final = re.compile(r"&(?:\"[^\"\n]*\"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])")
_READABLE: Final = re.compile("[\x20-\x7e\u00d7\u2010-\u303f\u3400-\u9fff\uff00-\uffef]+")
_RTF_BYTES: Final = re.compile(r"(?:\\'[0-9a-fA-F]{2})+")
_RTF_CHARACTER: Final = re.compile(r"\\u(-?[0-9]{1,5}) ?(?:\\'[0-9a-fA-F]{2}){0,2}\??")
_RTF_BROKEN: Final = re.compile(r"\\(?:par|line|tab|cell|row)\b ?")
_RTF_WORD: Final = re.compile(r"\\[a-z]+-?[0-9]* ?|[{}\r\n]")
_LETTERS: Final = re.compile(rb"[A-Za-z][A-Za-z .-]{3,60}")
_LINE_ENDS: Final = re.compile(r"[\n\r\v\f\u2028\x07]+")
_SMALL: Final = 2 * 1024 * 1024
"""Characters of a part whose tags are taken out even where no wanted word stands in one piece."""

_PAGES: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a wanted word, cut off far from it; `number` is its place among its part's lines."""

    place: str
    number: int
    text: str


@dataclass(frozen=True)
class Wanted:
    """Single characters or words; a line with any of them is wanted."""

    words: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words."""
        return re.compile("|".join(map(re.escape, self.words)) or "(?!)")

    @cached_property
    def narrow(self) -> re.Pattern[bytes]:
        """Any of the words in UTF-8, or what may stand for one of their characters."""
        return re.compile(b"|".join([*(re.escape(word.encode()) for word in self.words), b"&#"]))

    @cached_property
    def wide(self) -> re.Pattern[bytes]:
        """Any of the words in UTF-16."""
        words = (re.escape(word.encode("utf-16-le")) for word in self.words)
        return re.compile(b"|".join(words) or b"(?!)")

    def holds(self, text: str) -> bool:
        """Whether a text has a wanted word."""
        return self.pattern.search(text) is not None


def of_markup(data: bytes, wanted: Wanted, place: str) -> Iterator[Line]:
    """Of XML or HTML: its text with the tags taken out, so that runs hide nothing, and its attributes."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if len(data) > _SMALL and not wide and not wanted.narrow.search(data) and _is_utf8(data):
        return
    text = _text(data)
    plain = html.unescape(_TAG.sub("", _BROKEN.sub("\n", text)))
    if place == "工作表":
        plain = _HEADER_CODE.sub("\n", plain)
    yield from _of_text(plain, wanted, place)
    if wanted.narrow.search(data) or wide or not _is_utf8(data):
        values = (html.unescape(one or other) for one, other in _VALUE.findall(text))
        for number, value in enumerate(values):
            if wanted.holds(value):
                yield Line(place, number, value[: 2 * _AROUND])


def _is_utf8(data: bytes) -> bool:
    head = data[:200].lower()
    return b"encoding" not in head or b"utf-8" in head


def of_plain(data: bytes, wanted: Wanted, place: str) -> Iterator[Line]:
    """Of a text or CSV in any of its encodings; what separates cells ends a line."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from of_binary(data, wanted, place)
        return
    yield from _of_text(re.sub(r"[,;\t\"|]", "\n", _text(data)), wanted, place or "正文")


def of_rtf(data: bytes, wanted: Wanted, place: str) -> Iterator[Line]:
    """Of a document in RTF, which WPS and Word save as .doc or .rtf."""
    text = data.decode("latin-1")
    text = _RTF_CHARACTER.sub(lambda match: chr(int(match[1]) % 0x10000), text)
    text = _RTF_BYTES.sub(
        lambda match: bytes.fromhex(match[0].replace("\\'", "")).decode("gb18030", "replace"), text
    )
    yield from _of_text(_RTF_WORD.sub("", _RTF_BROKEN.sub("\n", text)), wanted, place or "正文")


def of_binary(data: bytes, wanted: Wanted, place: str) -> Iterator[Line]:
    """Of .xls, .et, .doc, .wps, .ppt: runs of UTF-16, which may begin at any byte, and of plain letters."""
    for number, hit in enumerate(wanted.wide.finditer(data)):
        start = max(hit.start() % 2, hit.start() - 2 * _AROUND)
        around = data[start : hit.end() + 2 * _AROUND].decode("utf-16-le", "replace")
        at = (hit.start() - start) // 2
        for run in _READABLE.finditer(around):
            if run.start() <= at < run.end():  # "<" is the next record's type (BIFF CONTINUE)
                yield Line(place or "正文", number, _HEADER_CODE.sub("\n", run[0]).rstrip("<"))
    if wanted.narrow.search(data):
        for number, match in enumerate(_LETTERS.finditer(data)):
            if wanted.holds(letters := match[0].decode()):
                yield Line(place or "正文", number, letters)


def of_pdf(data: bytes, wanted: Wanted, limits: Limits) -> Iterator[Line]:
    """Of a PDF: its properties, and the text of its pages where it has any; a scan has none."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            said = "\n".join(str(value) for value in document.get_metadata_dict().values())
            yield from _of_text(said, wanted, "文件属性")
            for number in range(min(len(document), _PAGES)):
                text = document[number].get_textpage().get_text_range()
                yield from _of_text(text[: limits.cell_characters * 8], wanted, f"第 {number + 1} 页")
    except pypdfium2.PdfiumError:
        return


def _of_text(text: str, wanted: Wanted, place: str) -> Iterator[Line]:
    if not wanted.holds(text):
        return
    lines = (line.strip() for line in _LINE_ENDS.split(text))
    for number, line in enumerate(line for line in lines if line):
        for hit in wanted.pattern.finditer(line):
            start = max(0, hit.start() - _AROUND)
            yield Line(place or "正文", number, line[start : hit.end() + _AROUND])
            if len(line) < _AROUND:
                break


def _text(data: bytes) -> str:
    """A text in whatever encoding; characters that are none are passed over."""
    try:
        return decoded(data)
    except RefusedError:
        return data.decode("gb18030", "replace")
