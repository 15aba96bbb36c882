"""`edition.yaml` changed in its text: all else stays as it is written, comments and order with it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

import yaml

from tasks.report.edition import content_of, nodes_below
from tasks.report.errors import EditionError

_FIRST = "title"
"""The key behind which one goes that was not there."""


def with_values(file: str, source: str, values: Mapping[str, str]) -> str:
    """The text with these values, by path (contents.problems.heading).

    Raises EditionError where one cannot be changed so that it is read as meant.
    """
    nodes = dict(_nodes(source))
    edits: list[tuple[int, int, str]] = []
    for path, value in values.items():
        node = nodes.get(path)
        if node is not None:
            edits.append((node.start_mark.index, node.end_mark.index, _scalar(value)))
        elif _FIRST in nodes:
            at = source.index("\n", nodes[_FIRST].end_mark.index) + 1
            end = "\r\n" if source[:at].endswith("\r\n") else "\n"
            edits.append((at, at, f"{path}: {_scalar(value)}{end}"))
    made = source
    for start, end_, said in sorted(edits, reverse=True):
        made = f"{made[:start]}{said}{made[end_:]}"
    found = {path: str(node.value) for path, node in _nodes(made)}
    for path, value in values.items():
        if found.get(path) != value:
            raise EditionError(f"{file} 的 {path}：写法特别，改不了。请打开文件改成“{value}”。")
    return made


def _nodes(source: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """All plain values by path."""
    waiting = [("", yaml.compose(source, Loader=yaml.SafeLoader))]
    while waiting:
        above, node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield above, node
        waiting += [(f"{above}.{name}".lstrip("."), value) for name, _, value in nodes_below(node)]


def _scalar(value: str) -> str:
    """A value as YAML: plain where that is read as the same, else in quotation marks."""
    try:
        plain = yaml.safe_load(f"a: {{b: {value}}}") == {"a": {"b": value}} and value == value.strip()
    except (yaml.YAMLError, ValueError):
        plain = False
    return value if plain or _is_day(value) else json.dumps(value, ensure_ascii=False)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def values_of(file: str, source: str) -> dict[str, str]:
    """The plain values of an `edition.yaml` by path, as they are written. Raises EditionError."""
    content_of(file, source)
    return {path: str(node.value) for path, node in _nodes(source)}
