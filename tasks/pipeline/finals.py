"""Finals (定稿): versions v1, v2 …, kept as they were made.

A number is given once. What is asked for again with nothing changed is the same final; a folder whose
files someone has changed since is left as it is, and the next number is made.
"""

import re
from pathlib import Path

from tasks.pipeline.drafts import MANIFEST, Inputs, Manifest, read_manifest, whole_manifest

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


def same_final(folder: Path, inputs: Inputs) -> Manifest | None:
    """The last final, if it was made from just these inputs and nobody has changed its files."""
    last = last_final(folder)
    return whole_manifest(folder / last.version) if last and last.inputs == inputs else None


def next_name(folder: Path) -> str:
    """The name of the next final."""
    return _name(_last(folder) + 1)


SINCE = "since"
"""The input that names the version compared with."""


def _compared(inputs: Inputs) -> Inputs:
    return {name: value for name, value in inputs.items() if name != SINCE}


def _last(folder: Path) -> int:
    """The highest number given; a folder without a manifest was never a version."""
    found = [_FINAL.fullmatch(path.parent.name) for path in folder.glob(f"v*/{MANIFEST}")]
    return max((int(match[1]) for match in found if match), default=0)


def _name(number: int) -> str:
    return f"v{number}"
