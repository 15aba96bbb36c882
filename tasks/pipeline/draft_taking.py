"""Taking a base draft back: checked, put together with the edition as it stands now, written, answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.catalogue import Catalogue
from tasks.catalogue.contents import load_contents
from tasks.model import RegionYear
from tasks.model.draft import HEADINGS, DraftParagraph, DraftRole
from tasks.pipeline.draft_checks import TEXT, Remark, comments, composed_wrong, listed, to_know, wrong
from tasks.pipeline.draft_file import read_file
from tasks.pipeline.draft_merging import (
    Merged,
    Taken,
    chosen_blocks,
    heading_of,
    merged_fields,
    merged_text,
    renamed,
)
from tasks.pipeline.draft_said import (
    CONFLICT,
    FIELD_NAMES,
    NOTHING,
    WRITTEN,
    Imported,
    both_wordings,
    changes_said,
    fields_said,
)
from tasks.pipeline.edition_files import digest_of, write_edition
from tasks.pipeline.editions import text_problems
from tasks.pipeline.record import catalogue_of
from tasks.report.draft import FIELDS, draft_paragraphs, field_value, fields, text_paragraphs
from tasks.report.edition import EDITION, folder_of, text_name
from tasks.report.edition_yaml import values_of, with_values
from tasks.report.narrative import typed_number
from tasks.report.source import Chosen, Kind, rebuilt, said_blocks
from tasks.report.word_names import CodeNames, code_names
from tasks.report.word_text import markup_of, spelled_text, tidy_lines
from tasks.review.annotate import Comment, annotate
from tasks.review.reading.draft import ReadDraft
from tasks.settings import Settings

Writing = Callable[[tuple[DraftParagraph, ...], str], bytes]
"""Paragraphs and the digest of the edition that they go with, as a Word file."""


@dataclass(slots=True)
class Taking:
    """One draft on its way back: the file, the edition that it was made from and the edition now."""

    settings: Settings
    key: RegionYear
    draft: ReadDraft
    data: bytes
    base: Mapping[str, str]
    mine: Mapping[str, str]
    catalogue: Catalogue = field(init=False)
    names: CodeNames = field(init=False)
    folder: str = field(init=False)
    broken: set[int] = field(default_factory=set)  # paragraphs of the file that cannot be taken over

    def __post_init__(self) -> None:
        self.catalogue = catalogue_of(self.settings, self.key)
        self.names = code_names(self.catalogue)
        self.folder = folder_of(self.key.region, self.key.year)

    def done(self, write: Writing) -> Imported:
        """Check, merge and write. Raises EditionError where the edition itself is what is wrong, OSError."""
        remarks = wrong(self.draft, self.names, self.catalogue)
        self.broken = {one.paragraph for one in remarks}
        merged = self._merged()
        of, both = merged_fields(*map(self._fields, (self.base, None, self.mine)))
        if (merged.conflicts or both) and not remarks:
            return self._conflicting(merged, of, both, write)
        texts, owners, gone = self._texts(self._sound(merged), of)
        problems = [
            one for one in text_problems(self.settings, self.key, texts) if not (gone and "contents." in one)
        ]
        remarks = [*remarks, *gone, *composed_wrong(problems, owners, self.draft, self.names)]
        if remarks:
            return self._answered(remarks)
        write_edition(self.settings, self.key, texts)
        return self._taken_over(merged, of)

    def _merged(self) -> Merged:
        base, mine = (text_paragraphs(texts, self.names, self.folder) for texts in (self.base, self.mine))
        return merged_text(base, [one for _, one in self._given()], mine)

    def _given(self) -> list[tuple[int, DraftParagraph]]:
        """The text's paragraphs of the file in the spelling that the edition's have, with their places."""
        found = []
        for at, one in enumerate(self.draft.paragraphs):
            if one.role not in TEXT:
                continue
            text = tidy_lines(one.said)
            said = text if at in self.broken else self._spelled(one.role, text)
            found.append((at, DraftParagraph(one.role, said)))
        return [(at, one) for at, one in found if one.text or one.role is DraftRole.COMMENT]

    def _spelled(self, role: DraftRole, text: str) -> str:
        """A paragraph's words as the edition's are spelled; a heading's in one line, without its number."""
        if role is DraftRole.COMMENT:
            return text.replace("\n", " ")
        markup = markup_of(text, self.names)
        if role in HEADINGS:
            markup = markup.replace("\n", "")
            markup = markup.removeprefix(typed_number(markup))
        return spelled_text(markup, self.names)

    def _fields(self, texts: Mapping[str, str] | None) -> dict[DraftRole, str]:
        """Title, addressee, signatory and date: of some texts, or of the file, where it says them."""
        if texts is not None:
            return fields(texts, self.names, self.folder)
        found: dict[DraftRole, str] = {}
        for at, one in enumerate(self.draft.paragraphs):
            if one.role in FIELDS and one.role not in found and at not in self.broken:
                said = tidy_lines(one.said).replace("\n", "")
                found[one.role] = self._spelled(one.role, said) if one.role is DraftRole.TITLE else said
        return found

    def _sound(self, merged: Merged) -> Merged:
        """The merged text with what the edition says in the place of what cannot be taken over."""
        mine = text_paragraphs(self.mine, self.names, self.folder)
        places = [at for at, _ in self._given()]
        taken: list[Taken] = []
        for one in merged.taken:
            if one.given is None or places[one.given] not in self.broken:
                taken.append(one)
            elif one.place is not None:
                taken.append(replace(one, paragraph=mine[one.place]))
        return replace(merged, taken=tuple(taken))

    def _texts(
        self, merged: Merged, of: Mapping[DraftRole, str]
    ) -> tuple[dict[str, str], list[int | None], list[Remark]]:
        """The new files by name; for each line of the text the file's paragraph; headings that are gone."""
        name = text_name(EDITION, self.mine[EDITION])
        source = self.mine[name]
        blocks = said_blocks(source)
        mine = text_paragraphs(self.mine, self.names, self.folder)
        chosen = chosen_blocks(merged.taken, blocks, mine, self.names)
        text = rebuilt(source, chosen)
        values = {FIELDS[role]: field_value(role, said, self.names) for role, said in of.items()}
        was = renamed(merged.taken, chosen, blocks)
        now = {heading_of(block.text) for block in said_blocks(text) if block.kind is Kind.HEADING}
        gone: list[Remark] = []
        for path, heading in values_of(EDITION, self.mine[EDITION]).items():
            if not path.startswith("contents.") or not path.endswith(".heading") or heading in now:
                continue
            if heading in was:
                values[path] = was[heading]
            else:
                gone.append(self._gone(path.split(".")[1], heading))
        declared = with_values(EDITION, self.mine[EDITION], values)
        places = [at for at, _ in self._given()]
        given = [None if one.given is None else places[one.given] for one in merged.taken]
        return {EDITION: declared, name: text}, _owners(text, chosen, given), gone

    def _gone(self, code: str, heading: str) -> Remark:
        name = next((one.name for one in load_contents(self.settings) if one.code == code), code)
        said = f"标题“{spelled_text(heading, self.names)}”删去了，规定必须有的内容“{name}”在它下面"
        mend = "请保留这个标题，可以改名；内容移到了别的标题下的，请系统管理员改底稿的 contents"
        return Remark(0, 0, len(self.draft.paragraphs[0].text), f"{said}。{mend}")

    def _answered(self, remarks: Sequence[Remark]) -> Imported:
        """What is wrong, with what there is to know beside it, in the file that came."""
        known = to_know(self.draft, self.key, self.catalogue)
        answer = annotate(self.data, comments([*remarks, *known], [NOTHING]))
        told = tuple(listed(remarks, self.draft))
        return Imported(self.key, problems=told, notes=tuple(listed(known, self.draft)), answer=answer)

    def _taken_over(self, merged: Merged, of: Mapping[DraftRole, str]) -> Imported:
        known = to_know(self.draft, self.key, self.catalogue)
        answer = annotate(self.data, comments(known, [WRITTEN])) if known else None
        changed = (*fields_said(of), *changes_said(merged))
        return Imported(self.key, changed, notes=tuple(listed(known, self.draft)), answer=answer)

    def _conflicting(
        self, merged: Merged, of: Mapping[DraftRole, str], both: set[DraftRole], write: Writing
    ) -> Imported:
        """A new draft with what both sides changed, the edition's wording beside the file's."""
        now = self._fields(self.mine)
        paragraphs = draft_paragraphs([one.paragraph for one in merged.taken], {**now, **of})
        data = write(paragraphs, digest_of(self.mine))
        again = read_file(data, self.settings.limits).paragraphs
        places = {one.role: at for at, one in enumerate(again)}
        first = places[DraftRole.ADDRESSEE] + 1
        told = [(first + one.at, both_wordings(one)) for one in merged.conflicts]
        told += [(places[role], f"底稿现在的{FIELD_NAMES[role]}是：{now[role] or '（空）'}") for role in both]
        beside = [Comment(at, 0, len(again[at].text), (said,)) for at, said in sorted(told)]
        answer = annotate(data, [Comment(0, 0, 1, (CONFLICT,)), *beside])
        return Imported(self.key, problems=(CONFLICT, *(said for _, said in sorted(told))), answer=answer)


def _owners(text: str, chosen: Sequence[Chosen], given: Sequence[int | None]) -> list[int | None]:
    """For each line of a text, from 1, what `given` says of the block that it belongs to."""
    lines = [at for at, one in enumerate(chosen) for _ in one.text.splitlines()]
    waiting = iter(lines)
    written = text.removeprefix("\ufeff").splitlines()
    return [None, *(given[next(waiting)] if line.strip() else None for line in written)]
