"""Who reported what: names of persons, for review copies, 数据出处一览表 and 数据说明 alone.

They are kept in the registry beside the judgement of a file, never in a curated table or a log.
"""

from typing import Final

from tasks.model import Stated
from tasks.privacy import masked
from tasks.store.records import People

_LONGEST: Final = 40  # characters of what may be a name


def people_of(said: Stated) -> People:
    """Who a file says reported it, without personal numbers; what is too long for a name is left out."""
    named = ((label, masked(name.strip())) for label, name in said.people)
    return tuple((label, name) for label, name in named if 0 < len(name) <= _LONGEST)
