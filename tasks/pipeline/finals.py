"""Finals: versions v1, v2 …, kept as they were made. An approved one is the 定稿, before that it is a 送审稿.

A number is given once. What is asked for again with nothing changed is the same final; where someone has
changed its files since, or it was sent back, it is left as it is, and the next number is made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.model import Document
from tasks.pipeline.approvals import Approvals
from tasks.pipeline.drafts import MANIFEST, Inputs, Manifest, read_manifest, whole_manifest
from tasks.pipeline.releases import Published


@dataclass(frozen=True, slots=True)
class Earlier:
    """The texts that a version is held against: that of the final before it, and the one that the public
    has, which it corrects, with the day on which that was published. None: there is none.
    """

    before: Document | None = None
    public: Document | None = None
    published: date | None = None


_FINAL = re.compile(r"v([1-9][0-9]*)")


def last_final(folder: Path) -> Manifest | None:
    """The final with the highest number among a RegionYear's versions, whole or not."""
    manifest = read_manifest(folder / _name(_last(folder)))
    return manifest if manifest and manifest.version == _name(_last(folder)) else None


def since(folder: Path, inputs: Inputs) -> str:
    """The version that what is made from `inputs` is compared with: the last final of other inputs."""
    last = last_final(folder)
    if last is None:
        return ""
    same = _compared(last.inputs) == _compared(inputs)
    return str(last.inputs[SINCE]) if same else last.version


def same_final(folder: Path, inputs: Inputs, approvals: Approvals) -> Manifest | None:
    """The last final, if it was made from just these inputs, nobody has changed its files, and it was not
    sent back."""
    last = last_final(folder)
    if last is None or last.inputs != inputs or approvals.is_returned(last.version):
        return None
    return whole_manifest(folder / last.version)


def next_name(folder: Path, approvals: Approvals) -> str:
    """The name of the next final: above every number that was given, even of finals whose folder is gone."""
    asked = _numbers((*approvals.requests, *approvals.decisions))
    return _name(max(_last(folder), *asked, 0) + 1)


def names(folder: Path) -> list[str]:
    """The finals that are there, in the order of their numbers."""
    found = (_FINAL.fullmatch(path.parent.name) for path in folder.glob(f"v*/{MANIFEST}"))
    return [_name(number) for number in sorted(int(match[1]) for match in found if match)]


SINCE, CORRECTS = "since", "corrects"
"""The inputs that name the version compared with, and the published one that is corrected."""


def corrects(folder: Path, inputs: Inputs, published: Published | None) -> dict[str, str]:
    """Which published version what is made from `inputs` corrects, and when that was published; of the
    published version itself the one that it corrected. Empty where nothing of ours was published.
    """
    manifest = read_manifest(folder / published.version) if published else None
    if published is None or manifest is None:
        return {}
    if _compared(manifest.inputs) == _compared(inputs):
        before = manifest.inputs.get(CORRECTS, {})
        return before if isinstance(before, dict) else {}
    return {"version": published.version, "published": published.dated.isoformat()}


def _compared(inputs: Inputs) -> Inputs:
    return {name: value for name, value in inputs.items() if name not in (SINCE, CORRECTS)}


def _last(folder: Path) -> int:
    """The highest number given; a folder without a manifest was never a version."""
    return max(_numbers(path.parent.name for path in folder.glob(f"v*/{MANIFEST}")), default=0)


def _numbers(names: Iterable[str]) -> list[int]:
    found = map(_FINAL.fullmatch, names)
    return [int(match[1]) for match in found if match]


def _name(number: int) -> str:
    return f"v{number}"
