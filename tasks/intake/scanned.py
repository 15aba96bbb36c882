"""Files that hold no cells of their own: a scan with a confirmation code, a zip of files."""

import unicodedata

from tasks.intake.cells import Scan, Unpacked
from tasks.model import CONFIRMATION_CODE, FileFormat, Notice, NoticeKind, Reading, ReadState


def scanned(scan: Scan, name: str) -> Reading:
    """A scan with the codes on it and in its name; UNSUPPORTED where there is none."""
    in_name = CONFIRMATION_CODE.findall(unicodedata.normalize("NFKC", name).upper())
    codes = tuple(dict.fromkeys((*scan.codes, *in_name)))
    if not codes:
        return Reading(name, ReadState.UNSUPPORTED, scan.detail, format=FileFormat.SCAN)
    return Reading(name, ReadState.SCANNED, format=FileFormat.SCAN, codes=codes)


def unpacked(found: Unpacked, name: str) -> Reading:
    """A zip, whose files are submissions of their own; what was left out is named."""
    notices = tuple(
        Notice(NoticeKind.MEMBER_REFUSED, detail=f"“{member}”{why}") for member, why in found.refused
    )
    return Reading(name, ReadState.UNPACKED, format=FileFormat.ZIP, notices=notices)
