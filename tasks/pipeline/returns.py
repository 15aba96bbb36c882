"""A department's folder of answers: what lies there, what is put there, what was there before.

A list in the folder says which files answer what. Nothing is written twice and nothing is lost: an
answer that another takes the place of is moved to 历史/, and so is any file that stands in our way.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tasks.privacy import hidden
from tasks.store.files import write_atomic

LIST = ".answers.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that lies in the folder. `path` is what it answers ("" for a whole department), personal
    numbers in it masked, `at` when that came (for names in 历史/), `files` its files' names and SHA-256."""

    path: str
    at: str
    files: Mapping[str, str] = field(default_factory=dict)


class Returns:
    """One department's folder; read when it is made."""

    def __init__(self, folder: Path, history: str) -> None:
        self.folder = folder
        self._history = folder / history
        self._entries = _read(folder / LIST)

    def has(self, key: str) -> bool:
        """Whether the answer with this key is there, all its files."""
        entry = self._entries.get(key)
        return entry is not None and all((self.folder / name).is_file() for name in entry.files)

    def is_altered(self, name: str) -> bool:
        """Whether a file of ours is no longer as it was written."""
        path = self.folder / name
        known = next((one.files[name] for one in self._entries.values() if name in one.files), None)
        return known is not None and path.is_file() and known != hashlib.sha256(path.read_bytes()).hexdigest()

    def unwanted(self, keys: Collection[str], waiting: Collection[str]) -> list[str]:
        """Keys of answers that no longer stand; those to paths that wait to be judged stay."""
        held = {hidden(path) for path in waiting}
        return [k for k, entry in self._entries.items() if k not in keys and entry.path not in held]

    def put_away(self, key: str) -> None:
        """Move an answer's files to 历史/. Raises OSError where one is open; then it stays on the list."""
        entry = self._entries[key]
        held = {name for other, one in self._entries.items() if other != key for name in one.files}
        for name in entry.files:
            if name not in held:
                self._put_away(name, entry.at)
        del self._entries[key]

    def put(self, key: str, path: str, at: str, files: Mapping[str, bytes]) -> list[str]:
        """Write an answer's files; gives the names of those that are new or different.

        Raises OSError where one cannot be written; then the answer is not on the list.
        """
        changed = []
        for name, data in files.items():
            target = self.folder / name
            if target.is_file() and target.read_bytes() == data:
                continue
            self._put_away(name, self._at(name) or at)
            write_atomic(target, data)
            changed.append(name)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        self._entries[key] = Entry(hidden(path), at, digests)
        return changed

    def save(self) -> None:
        """Write the list."""
        entries = {key: asdict(entry) for key, entry in sorted(self._entries.items())}
        text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self.folder / LIST, text.encode("utf-8"))

    def _at(self, name: str) -> str:
        """When what a file answers came; "" for a file that is not on the list."""
        return next((entry.at for entry in self._entries.values() if name in entry.files), "")

    def _put_away(self, name: str, at: str) -> None:
        source = self.folder / name
        if not source.is_file():
            return
        self._history.mkdir(parents=True, exist_ok=True)
        target = self._history / f"{at}_{name}"
        number = 1
        while target.exists() and target.read_bytes() != source.read_bytes():
            number += 1
            target = self._history / f"{at}_{number}_{name}"
        source.replace(target)


def _read(path: Path) -> dict[str, Entry]:
    """The list; empty where there is none, or none that we can read: then all is written anew.

    Whoever has the folder can write to it: a name that would lead elsewhere is none of ours.
    """
    try:
        found = {key: Entry(**entry) for key, entry in json.loads(path.read_text(encoding="utf-8")).items()}
        plain = all(map(_is_plain, (text for one in found.values() for text in (one.at, *one.files))))
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return found if plain else {}


def _is_plain(name: str) -> bool:
    return not {"/", "\\"} & set(name) and name != ".."
