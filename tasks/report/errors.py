"""The report room's one error: an edition that cannot be used. Its message is for the report team."""

from collections.abc import Iterable
from difflib import get_close_matches


class EditionError(ValueError):
    """Something in an edition is wrong. The message, in Chinese, names file, line or key, and the mend."""


class Misuse(Exception):  # noqa: N818 never leaves this package
    """What is wrong with one expression, in Chinese; the caller knows file and line."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence with the names most like `name`; empty where none is like it."""
    likely = get_close_matches(name, sorted(known), n=3, cutoff=0.4)
    return f"相近的名称有：{'、'.join(likely)}。" if likely else ""
