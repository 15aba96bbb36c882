"""LibreOffice and poppler as oracles for the documents: what a reader would see, as numbers.

No machine of ours has the office fonts, so a fontconfig file of its own maps them to the packaged Noto
fonts, and LibreOffice gets a profile of its own: the layout is then the same everywhere.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged
from lxml import etree

SERIF = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "宋体")
SANS = ("黑体", "微软雅黑")

_PIXELS_PER_MM = 20
_DARK = 140

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir>{aliases}</fontconfig>
"""
_ALIAS = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>
"""

_COMPUTE_ANEW = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


@dataclass(frozen=True)
class SeenLine:
    """A line on a page as pdftotext sees it; measures in points from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def to_pdf(docx: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a .docx; `folder` is an empty folder to work in."""
    source = folder / "document.docx"
    source.write_bytes(docx)
    return convert(source, "pdf", folder)


def convert(source: Path, target: str, folder: Path) -> Path:
    """What LibreOffice makes of a file, all formulas computed anew; `target` as --convert-to takes it."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_COMPUTE_ANEW, encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", target, "--outdir", folder, source],
        env={**os.environ, "FONTCONFIG_FILE": str(_font_config(folder))},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{source.stem}.{target.partition(':')[0]}"


def seen_lines(pdf: Path) -> list[SeenLine]:
    """All lines of a PDF in reading order, words of one height put together."""
    command = ["pdftotext", "-bbox-layout", pdf, "-"]
    html = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    pages = etree.fromstring(html).iter("{*}page")
    return [line for number, page in enumerate(pages, 1) for line in _lines_of(page, number)]


def seen_text(pdf: Path) -> str:
    """The text of a PDF as a reader copies it."""
    command = ["pdftotext", "-raw", pdf, "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60, text=True).stdout


def dark_rules(pdf: Path, page: int, left: float, right: float) -> list[tuple[float, float]]:
    """Rules across a page from `left` to `right` (mm): upper edge and thickness in mm, from the top."""
    rows, width = _grey(pdf, page)
    begin, end = (round(side * _PIXELS_PER_MM) for side in (left + 1, right - 1))
    dark = [sum(byte < _DARK for byte in row[begin:end:9]) * 9 >= 0.98 * (end - begin - 9) for row in rows]
    edges = [y for y in range(1, len(dark)) if dark[y] != dark[y - 1]]
    assert width > end
    return [
        (top / _PIXELS_PER_MM, (bottom - top) / _PIXELS_PER_MM)
        for top, bottom in zip(edges[::2], edges[1::2], strict=True)
    ]


def inked(pdf: Path, page: int, top: float, bottom: float) -> tuple[float, float, float, float]:
    """Where there is ink between two heights of a page: left, top, right and bottom in mm."""
    rows, _ = _grey(pdf, page)
    first = round(top * _PIXELS_PER_MM)
    found = [
        (y, [x for x, byte in enumerate(row) if byte < _DARK])
        for y, row in enumerate(rows[first : round(bottom * _PIXELS_PER_MM)], first)
        if min(row) < _DARK
    ]
    columns = [x for _, line in found for x in (line[0], line[-1])]
    sides = (min(columns), found[0][0], max(columns) + 1, found[-1][0] + 1)
    left, upper, right, lower = (side / _PIXELS_PER_MM for side in sides)
    return left, upper, right, lower


def _grey(pdf: Path, page: int) -> tuple[list[bytes], int]:
    command = ["pdftoppm", "-gray", "-r", str(_PIXELS_PER_MM * 25.4), "-f", str(page), "-l", str(page), pdf]
    picture = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    kind, size, depth, pixels = picture.split(b"\n", 3)
    assert (kind, depth) == (b"P5", b"255")
    width, height = map(int, size.split())
    return [pixels[row * width : (row + 1) * width] for row in range(height)], width


def _lines_of(page: etree._Element, number: int) -> Iterator[SeenLine]:
    words = [
        (*(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
        for word in page.iter("{*}word")
    ]
    rows: dict[int, list[tuple[float, float, float, float, str]]] = {}
    for word in sorted(words, key=lambda word: (word[1] + word[3]) / 2):
        middle = (word[1] + word[3]) / 2
        near = next((key for key in rows if abs(key - middle * 10) < 60), round(middle * 10))
        rows.setdefault(near, []).append(word)
    for row in rows.values():
        row.sort()
        left, top, right, bottom, text = zip(*row, strict=True)
        yield SeenLine(number, "".join(text), min(left), min(top), max(right), max(bottom))


def _font_config(folder: Path) -> Path:
    names = [(name, "Noto Serif SC") for name in SERIF] + [(name, "Noto Sans SC") for name in SANS]
    aliases = "".join(_ALIAS.format(name=name, font=font) for name, font in names)
    fonts = packaged.serif_path().parent
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(folder=fonts, cache=folder / "cache", aliases=aliases), encoding="utf-8")
    return config
