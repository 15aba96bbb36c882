"""The record of a RegionYear as text: entries are appended, and whatever somebody wrote by hand stays."""

from collections.abc import Sequence

import yaml

from tasks.catalogue import CatalogueError
from tasks.catalogue.load import parsed
from tasks.catalogue.settlements import Entry, SettlementsFile, load_record, path_of
from tasks.model import RegionYear
from tasks.settings import Settings
from tasks.store.files import write_atomic

_HEAD = """\
# yaml-language-server: $schema=../../schema/corrections.json
# 问题处理记录：更正、说明后采用、退回修改、补充数据、已公开数据、免报和免确认。由问题处理单写入，
# 也可以手工添加；同一件事以最后一条为准，先前的不要删。
"""
_ENTRIES = "settlements"
_FORMS = "forms"


def append(settings: Settings, key: RegionYear, entries: Sequence[Entry], form: str) -> None:
    """Add entries taken from a workbook (`form`, a fingerprint) to a site's record.

    Raises CatalogueError where the record cannot be added to, OSError where it cannot be written.
    """
    source = settings.resource(path_of(key))
    text = source.read_text(encoding="utf-8") if source.is_file() else ""
    before = load_record(settings, key)
    wanted = SettlementsFile(forms=(form, *before.forms), settlements=(*before.entries, *entries))
    made = with_entries(text, entries, form)
    if SettlementsFile.model_validate(parsed(made)) != wanted:
        raise CatalogueError(f"{path_of(key)}: {_ENTRIES}: must be a list, one item a line")
    write_atomic(settings.site / path_of(key), made.encode("utf-8"))


def with_entries(text: str, entries: Sequence[Entry], form: str) -> str:
    """The record's text with entries at its end and the fingerprint among the forms."""
    text = text if not text or text.endswith("\n") else text + "\n"
    tree = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(tree, yaml.MappingNode):
        return f"{text or _HEAD}{_FORMS}: ['{form}']\n{_ENTRIES}:\n{_block(entries, 2)}"
    keys = {name.value: (name, value) for name, value in tree.value}
    if _ENTRIES not in keys:
        text += f"{_ENTRIES}:\n"
        return with_entries(text, entries, form)
    name, value = keys[_ENTRIES]
    starts = [other.start_mark.index for other, _ in tree.value]
    end = min((start for start in starts if start > name.start_mark.index), default=len(text))
    if isinstance(value, yaml.SequenceNode) and value.value:
        text = text[:end] + _block(entries, value.start_mark.column) + text[end:]
    else:  # nothing there yet: [] or nothing at all
        line_end = text.index("\n", name.end_mark.index) + 1
        start = name.end_mark.index + 1
        kept = text[start:line_end].replace("[]", "", 1)
        text = text[:start] + kept.rstrip() + "\n" + _block(entries, 2) + text[line_end:]
    return _with_form(text, keys.get(_FORMS), name.start_mark.index, form)


def _with_form(text: str, forms: tuple[yaml.Node, yaml.Node] | None, before: int, form: str) -> str:
    if forms is None:
        return f"{text[:before]}{_FORMS}: ['{form}']\n{text[before:]}"
    value = forms[1]
    at = value.start_mark.index
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        rest = text[at + 1 :].lstrip()
        return f"{text[: at + 1]}'{form}'{'' if rest.startswith(']') else ', '}{rest}"
    indent = " " * value.start_mark.column
    return f"{text[:at]}- '{form}'\n{indent}{text[at:]}"


class _Dumper(yaml.SafeDumper):
    """People read the record: a day that stands twice is written twice, not as an alias (*id001)."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 as it is called
        return True


def _block(entries: Sequence[Entry], indent: int) -> str:
    """Entries as items of a YAML list; without any, nothing."""
    if not entries:
        return ""
    listed = [_plain(entry) for entry in entries]
    made = yaml.dump(listed, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return "".join(f"{' ' * indent}{line}\n" for line in made.splitlines())


def _plain(entry: Entry) -> dict[str, object]:
    """What an entry says beyond its defaults, what it decides first."""
    said = entry.model_dump(exclude_defaults=True)
    return {"decision": said.pop("decision"), **said}
