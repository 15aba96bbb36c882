"""The Chinese names by which departments and topics stand in a base draft, for an edition's codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tasks.catalogue import Catalogue

DOTS = "·•・‧∙⋅"
CODED: Mapping[str, tuple[str, str]] = {"材料": ("栏目", "单位"), "出自": ("单位", "栏目")}
"""Functions that begin with codes, and in what order; in Word it is always 单位·栏目."""

_USABLE = re.compile(rf"[^{DOTS}、，【】〖〗“”「」\s\d][^{DOTS}、，【】〖〗“”「」\n]*")


@dataclass(frozen=True, slots=True)
class CodeNames:
    """By kind (单位, 栏目): the name that a code is told by, and the code of each name, alias and code."""

    names: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, Mapping[str, str]]


def code_names(catalogue: Catalogue) -> CodeNames:
    """The names of departments and topics; a name of two is none of either."""
    called = {
        "单位": {c: (one.short, one.name, *one.aliases, c) for c, one in catalogue.departments.items()},
        "栏目": {c: (one.name, *one.aliases, c) for c, one in catalogue.topics.items()},
    }
    codes = {kind: _codes(of) for kind, of in called.items()}
    return CodeNames({kind: _names(of, codes[kind]) for kind, of in called.items()}, codes)


def _codes(called: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for code, names in called.items():
        for name in names:
            owners.setdefault(name, set()).add(code)
    return {name: of.pop() for name, of in owners.items() if len(of) == 1 and _USABLE.fullmatch(name)}


def _names(called: Mapping[str, tuple[str, ...]], codes: Mapping[str, str]) -> dict[str, str]:
    """The first name of each that names nothing else."""
    own = {code: [name for name in names if codes.get(name) == code] for code, names in called.items()}
    return {code: names[0] for code, names in own.items() if names}
