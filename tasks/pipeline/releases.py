"""上报 and 公开 as they stand: which approved version went where, when.

《法治政府建设与责任落实督察工作规定》 第二十四条: the report goes to the level above before 1 March and is
published before 1 April of the year that follows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict

from tasks.catalogue.deadlines import PUBLISH, REPORT
from tasks.pipeline.approvals import Kept
from tasks.store.records import Act, ActKind


class Sent(BaseModel):
    """上报: a version went to the level above."""

    model_config = ConfigDict(frozen=True)

    version: str
    dated: date
    to: str
    receipt: str = ""
    scan: Kept | None = None

    def words(self) -> str:
        """The entry as people read it."""
        receipt = f"，回执号 {self.receipt}" if self.receipt else "，还没有登记回执号"
        scan = "，有扫描件" if self.scan else ""
        return f"已上报：{self.version}，{self.dated}，报{self.to}{receipt}{scan}"


class Published(BaseModel):
    """公开: a version was published; `at` is an address on the web or a place."""

    model_config = ConfigDict(frozen=True)

    version: str
    dated: date
    at: str
    scan: Kept | None = None  # a picture of the page as it was

    def words(self) -> str:
        """The entry as people read it."""
        return f"已公开：{self.version}，{self.dated}，{self.at}{'，有截图' if self.scan else ''}"


@dataclass(frozen=True, slots=True)
class Releases:
    """What stands of a RegionYear, by version, in the order in which it was first recorded."""

    sent: Mapping[str, Sent] = field(default_factory=dict)
    published: Mapping[str, Published] = field(default_factory=dict)

    @property
    def public(self) -> Published | None:
        """What the public has: what was published last."""
        return max(self.published.values(), key=lambda one: one.dated, default=None)

    def done(self) -> dict[str, date]:
        """The day on which what is due was first done, by `Deadline.what`."""
        days = {
            REPORT: [one.dated for one in self.sent.values()],
            PUBLISH: [one.dated for one in self.published.values()],
        }
        return {what: min(found) for what, found in days.items() if found}


def read_releases(acts: Iterable[Act]) -> Releases:
    """What stands among acts."""
    sent: dict[str, Sent] = {}
    published: dict[str, Published] = {}
    for one in acts:
        if one.kind is ActKind.SENT:
            sent[one.subject] = Sent.model_validate_json(one.content)
        elif one.kind is ActKind.PUBLISHED:
            published[one.subject] = Published.model_validate_json(one.content)
    return Releases(sent, published)


def lines(releases: Releases, version: str, left: Mapping[str, str]) -> Iterator[str]:
    """What was done with an approved version and those before it, and what is still to be done with it;
    `left` says how long there is, by `Deadline.what`."""
    yield from (one.words() for one in releases.sent.values())
    yield from (one.words() for one in releases.published.values())
    for what, name, done in (("上报", REPORT, releases.sent), ("公开", PUBLISH, releases.published)):
        if version not in done:
            until = f"，{left[name]}" if not done and name in left else ""
            yield f"{version} 还没有登记{what}{until}"
