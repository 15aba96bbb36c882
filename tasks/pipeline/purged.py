"""清除: what was purged, by the acts that stay of it: hashes, who, why, when."""

from pydantic import BaseModel, ConfigDict

from tasks.store.records import ActKind
from tasks.store.registry import Registry


class Purge(BaseModel):
    """The content of an act `purge` about a SHA-256; nothing of the file but hashes.

    `others` are the bytes that went with it: the zips that held it, what else these held. `years` are those
    that were made anew, `since` is when it first came, `done` that all that was made of it is gone as well.
    """

    model_config = ConfigDict(frozen=True)

    by: str
    reason: str
    others: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    since: str = ""
    done: bool = False


def purges(registry: Registry, region: str) -> dict[str, Purge]:
    """What stands of every purge of a region (code), by SHA-256."""
    return {
        act.subject: Purge.model_validate_json(act.content)
        for act in registry.acts_of_region(region, ActKind.PURGE)
    }


def purged(registry: Registry, region: str) -> frozenset[str]:
    """The SHA-256 of bytes that do not come in again, nor a zip that held them."""
    found = purges(registry, region)
    return frozenset({*found, *(sha256 for one in found.values() for sha256 in one.zips)})


def unfinished(registry: Registry, region: str) -> list[str]:
    """The SHA-256 of purges that were begun and not done to the end."""
    return sorted(sha256 for sha256, one in purges(registry, region).items() if not one.done)
