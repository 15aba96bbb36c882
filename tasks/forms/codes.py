"""确认码: computed over exactly what a confirmation sheet prints.

QR-XXXX-XXXX: SHA-256 over the printed lines as canonical JSON, taken modulo 30⁸ and written in 30
digits that are not mistaken for one another (no I, L, O, U, 0, 1). The same data gives the same code,
whatever file it came in; any change to a printed value, count, heading or text gives another one.
"""

import hashlib
import io
import json
from dataclasses import asdict

import segno

from tasks.forms.statement import Statement

DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8


def code_of(statement: Statement) -> str:
    """The code of a statement; see `tasks.model.CONFIRMATION_CODE`."""
    printed = json.dumps(asdict(statement), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(printed.encode("utf-8", "surrogatepass")).digest(), "big")
    digits = ""
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(DIGITS))
        digits += DIGITS[digit]
    return f"QR-{digits[:4]}-{digits[4:]}"


def picture_of(code: str) -> bytes:
    """The code as a QR code, PNG; large enough to survive a copier and a phone."""
    target = io.BytesIO()
    segno.make(code, error="q", micro=False, boost_error=False).save(target, kind="png", scale=10, border=4)
    return target.getvalue()
