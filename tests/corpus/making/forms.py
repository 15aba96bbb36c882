"""Blank forms of ours, filled as a clerk fills them."""

from tests.corpus.making.kit import Maker

FILES: dict[str, Maker] = {}
