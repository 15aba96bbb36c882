"""A report behind which everything is secret, and a search of every part of a file for what leaked.

Each secret is words or digits that stand nowhere else: where one turns up in a copy for outside, that copy
carries what it must not. `tests/unit/test_public_copies.py` says what must not.
"""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree, html

from tasks.model import (
    Address,
    Block,
    Chart,
    Document,
    Finding,
    Omission,
    Origin,
    Scope,
    Severity,
    Table,
    Text,
    Value,
)
from tasks.writers.sources import Review
from tests.document import framed

SECRETS: Mapping[str, tuple[str, ...]] = {
    "文件名": ("绝密卷宗甲", "绝密卷宗乙"),
    "填报单位": ("隐名办公室", "zzdepartment"),
    "位置": ("底稿暗页", "QX4711"),
    "原文": ("原样照录壹贰叁",),
    "文件指纹": ("5ec4e7ab5ec4e7ab", "0ddba11c0ddba11c"),
    "台账": ("隐名流水簿", "zzregister", "暗藏统计条件"),
    "指标代码": ("zzcode",),
    "未印出的上年数": ("987654",),
    "没有取舍的数": ("385.47",),
    "算式": ("内部算法说明",),
    "口径": ("内部口径说明",),
    "处理": ("内部更正理由",),
    "问题": ("审核中发现的疑点", "请私下核对", "zzrule"),
    "人": ("欧阳密某", "司徒密某"),
    "未写入的内容": ("略去的隐情", "隐去的项目"),
    "上一版以来的变化": ("原来写的是别的",),
    "数据名称": ("内部数据名称",),
}

_SHA, _ROWS = "5ec4e7ab" * 8, "0ddba11c" * 8
_ORIGIN = Origin(
    department="zzdepartment",
    file="绝密卷宗甲.xlsx",
    sha256=_SHA,
    sheet="底稿暗页",
    cell="QX4711",
    raw="原样照录壹贰叁",
)
_COUNTED = replace(
    _ORIGIN,
    file="绝密卷宗乙.xlsx",
    cell="",
    register="zzregister",
    predicate="暗藏统计条件",
    row_count=7,
    row_hash=_ROWS,
)
_HIDDEN = {"2022/cases": Decimal("987654.25"), "2023/cases_yoy": Decimal("385.471593")}

_UNBOUND = "第三方另报4711宗"
"""Words with a quantity that nothing stands behind: they are printed, but never marked outside."""


def document() -> Document:
    """The framed and annexed sample with every value's origin, every code and every name secret."""
    base = framed()
    values = [_value(value) for value in base.values.values()]
    figures = {
        key: replace(
            one,
            keys=tuple(map(_key, one.keys)),
            name="内部数据名称",
            formula="内部算法说明" if one.formula else "",
        )
        for key, one in base.figures.items()
    }
    first, *others = base.blocks
    loose = replace(first, body=(*first.body, Text(_UNBOUND)))
    return replace(
        base,
        blocks=(loose, *others),
        values={value.key: value for value in values},
        annexes=tuple(replace(annex, parts=tuple(map(_part, annex.parts))) for annex in base.annexes),
        figures=figures,
        omissions=(Omission("句子", "略去的隐情", ("隐去的项目",), "一、"),),
    )


def marked() -> Document:
    """The same with what is unbound marked, as copies for inside show it."""
    base = document()
    first, *others = base.blocks
    loose = replace(first, body=(*first.body[:-1], Text(_UNBOUND, unbound=True)))
    return replace(base, blocks=(loose, *others))


def _part(part: Block | Table | Chart) -> Block | Table | Chart:
    """A chart whose first bar is as long as the value that was not rounded."""
    if not isinstance(part, Chart):
        return part
    first, *others = part.bars
    return replace(part, bars=(replace(first, value=_HIDDEN["2023/cases_yoy"]), *others))


def _key(key: str) -> str:
    period, _, code = key.partition("/")
    return f"{period}/zzcode.{code}"


def _value(value: Value) -> Value:
    return replace(
        value,
        indicator=f"zzcode.{value.indicator}",
        inputs=tuple(map(_key, value.inputs)),
        value=_HIDDEN.get(value.key, value.value),
        origin=_COUNTED if value.origin.register else _ORIGIN,
        scope_note="内部口径说明",
        formula="内部算法说明" if value.formula else "",
        settlement="内部更正理由",
    )


def review() -> Review:
    """What is known of it inside."""
    at = Address("绝密卷宗甲.xlsx", "底稿暗页", "QX4711")
    found = Finding(
        "zzrule",
        Severity.CRITICAL,
        Scope.CELL,
        "",
        at,
        "审核中发现的疑点。",
        "请私下核对。",
        "zzcode.cases",
        "2023",
    )
    codes = {key.partition("/")[2] for key in document().values}
    return Review(
        findings=(found,),
        settled=(replace(found, settlement="内部更正理由"),),
        indicators=dict.fromkeys(codes, "内部数据名称"),
        departments={"zzdepartment": "隐名办公室"},
        registers={"zzregister": "隐名流水簿"},
        people={_SHA: (("填报人", "欧阳密某"), ("审核人", "司徒密某"))},
    )


def changes() -> Mapping[str, str]:
    """What became of its figures since the version before."""
    return dict.fromkeys(document().figures, "原来写的是别的")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret, and the part of the file where it stands."""

    secret: str
    part: str


def leaks(name: str, data: bytes, secrets: Iterable[str]) -> list[Leak]:
    """Every secret that stands in any part of a file."""
    folded = {secret: _folded(secret) for secret in secrets}
    return [
        Leak(secret, part)
        for part, text in parts(name, data)
        for secret, wanted in folded.items()
        if wanted in _folded(text)
    ]


def parts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text in a file, by the part that holds it: (part, text)."""
    match name.rpartition(".")[2]:
        case "docx" | "xlsx":
            yield from _packed(data)
        case "pdf":
            yield from _pdf(data)
        case "html" | "xsd":
            yield from _marked_up(name, data)
        case _:
            yield name, data.decode()


# What stands between the letters of a word without being seen, or is joined differently by a format.
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def _folded(text: str) -> str:
    return _UNSEEN.sub("", text).casefold()


def _packed(data: bytes) -> Iterator[tuple[str, str]]:
    with ZipFile(io.BytesIO(data)) as package:
        yield "comment of the zip", package.comment.decode("utf-8", "replace")
        for entry in package.infolist():
            yield f"name of {entry.filename}", entry.filename
            yield f"extra of {entry.filename}", (entry.extra + entry.comment).decode("utf-8", "replace")
            content = package.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                yield from _marked_up(entry.filename, content)
            else:
                yield from _binary(entry.filename, content)


def _marked_up(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """As it is written, and as it is read: without the elements between letters, attributes apart."""
    yield name, data.decode()
    tree = html.document_fromstring(data) if name.endswith("html") else etree.fromstring(data)
    yield f"text of {name}", "".join(map(str, tree.itertext()))
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from ((f"@{key} in {name}", str(value)) for key, value in element.attrib.items())
        else:
            yield f"comment in {name}", str(element.text)


def _binary(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Bytes in every encoding that a text may have, packed text chunks of pictures unpacked."""
    for at in re.finditer(b"zTXt|iTXt|tEXt|eXIf", data):
        chunk = data[at.end() : at.end() + int.from_bytes(data[at.start() - 4 : at.start()])]
        yield f"{at[0].decode()} of {name}", chunk.decode("utf-8", "replace")
        for start in range(min(len(chunk), 200)):
            yield f"{at[0].decode()} of {name}", _inflated(chunk[start:]).decode("utf-8", "replace")
    yield from _decoded(name, data)


def _decoded(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    yield f"{name} as UTF-8", data.decode("utf-8", "ignore")
    for shift in (0, 1):
        yield f"{name} as UTF-16", data[shift:].decode("utf-16-be", "ignore")


_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    """Every object with its streams unpacked; what a reader sees, and what it tells of the file."""
    unpacked = data + b"".join(_inflated(found[1]) for found in _STREAM.finditer(data))
    yield from _decoded("objects", unpacked)
    yield from _decoded("strings", _ESCAPED.sub(_unescaped, unpacked))
    for found in _HEX.finditer(unpacked):
        digits = re.sub(rb"\s", b"", found[1])
        yield from _decoded("hexadecimal strings", bytes.fromhex(digits.decode() + "0" * (len(digits) % 2)))
    with pypdfium2.PdfDocument(data) as pdf:
        yield "properties", repr(pdf.get_metadata_dict())
        yield "bookmarks", "".join(one.get_title() for one in pdf.get_toc())
        for number in range(pdfium.FPDFDoc_GetAttachmentCount(pdf)):
            attached = pdf.get_attachment(number)
            yield f"attachment {number}", attached.get_name()
            yield from _binary(f"attachment {number}", bytes(attached.get_data()))
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage()
            yield f"page {number}", text.get_text_bounded()


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    if what[0] in b"01234567":
        return bytes([int(what, 8) % 256])
    return b"" if what.strip() == b"" else _ESCAPES.get(what, what)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
