"""What of `edition.yaml` an edited report changes, in its text: comments and order stay."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_HEADING = re.compile(r"(heading:[ \t]*)(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,}\n#]+)")


def declared(
    text: str, head: Mapping[str, str], renamed: Sequence[tuple[str, str]], town: str, year: int
) -> str:
    """The text of an `edition.yaml` with another title, addressee, signatory or date, headings renamed."""
    for role, said in head.items():
        text = _set(text, role, _written(role, said, town, year))
    names = dict(renamed)
    return _HEADING.sub(lambda found: _renamed(found, names), text)


def _written(role: str, said: str, town: str, year: int) -> str:
    if role == "date":
        found = _DAY.fullmatch(said)
        return date(*map(int, found.groups())).isoformat() if found else said
    plain = said.rstrip("：:") if role == "addressee" else said
    if role == "title":
        plain = plain.replace(town, "{{ 镇街 }}", 1).replace(f"{year}年", "{{ 年 }}年", 1)
    return json.dumps(plain, ensure_ascii=False)


def _set(text: str, key: str, value: str) -> str:
    line = re.compile(rf"^(['\"]?{key}['\"]?[ \t]*:)[^\n\r]*", re.MULTILINE)
    if line.search(text):
        return line.sub(lambda found: f"{found[1]} {value}", text, count=1)
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text.rstrip()}{end}{key}: {value}{end}"


def _renamed(found: re.Match[str], names: Mapping[str, str]) -> str:
    said = found[2].strip()
    plain = json.loads(said) if said.startswith('"') else said.strip("'")
    return f"{found[1]}{json.dumps(names[plain], ensure_ascii=False)}" if plain in names else found[0]
