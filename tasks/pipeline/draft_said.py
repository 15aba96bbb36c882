"""What is said of a base draft that was given back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasks.model import RegionYear
from tasks.model.draft import HEADINGS, DraftRole
from tasks.pipeline.draft_merging import Conflict, Merged

FIELD_NAMES: Mapping[DraftRole, str] = {
    DraftRole.TITLE: "标题",
    DraftRole.ADDRESSEE: "主送机关",
    DraftRole.SIGNATORY: "署名",
    DraftRole.DATE: "成文日期",
}
NOTHING = "没有写进底稿：请改好批注里的各处，保存后再交一次。"
WRITTEN = "已写进底稿。批注里的各处请看一看。"
CONFLICT = (
    "没有写进底稿：您改的时候，底稿里也有人改了同样的地方。这一份已经合上了两边的其他改动；"
    "批注里写着底稿现在的文字，请定好用哪一种，交回这一份。"
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a base draft that was given back. Lines are Chinese, for the report team.

    With `problems` nothing was written. `answer` is a Word file with comments: the file given back, or where
    both it and the edition were changed, a new one that has both.
    """

    region_year: RegionYear
    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answer: bytes | None = None


def refused(key: RegionYear, why: str) -> Imported:
    """Nothing came of it."""
    return Imported(key, problems=(why,))


def both_wordings(one: Conflict) -> str:
    """What the edition says in the place of what the file says."""
    mine = "\n".join(paragraph.text for paragraph in one.mine)
    if not one.mine:
        return "底稿里这一处已经有人删去了"
    return f"底稿里这一处现在是：{mine}" if one.theirs else f"您删去的这一处，底稿里有人改成了：{mine}"


def fields_said(of: Mapping[DraftRole, str]) -> Iterator[str]:
    """Title, addressee, signatory and date that the file changed."""
    yield from (f"{FIELD_NAMES[role]}改为“{said}”" for role, said in of.items())


def changes_said(merged: Merged) -> Iterator[str]:
    """How many paragraphs the file changed, and in which way; headings by their words."""
    went = [was for was, now in merged.changed if was and not now]
    came = [now for was, now in merged.changed if now and not was]
    moved = [one for one in came if one in went]
    rewritten = [(was, now) for was, now in merged.changed if was and now]
    counts = (
        ("改写", len(rewritten)),
        ("新增", len(came) - len(moved)),
        ("删去", len(went) - len(moved)),
        ("移动", len(moved)),
    )
    if told := [f"{what} {count} 段" for what, count in counts if count]:
        yield "，".join(told)
    yield from (
        f"标题“{w.text}”改为“{n.text}”" for w, n in rewritten if n.role in HEADINGS and w.text != n.text
    )
