"""What is written beside an edited report once it was checked: a copy with marks, and a file for machines."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tasks.pipeline.edited import Format
from tasks.pipeline.verify import Checked
from tasks.privacy import hidden
from tasks.review.annotate import Comment, annotate
from tasks.review.marked_text import shown_paragraphs
from tasks.review.said import counts, in_context, more, told
from tasks.review.verify import Outcome, Result
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.writers.pages import load_templates, write_page

_PAGE = "verify.html"
_TEMPLATES = ("status.css", "verify.css", _PAGE)
_STEM = "{stem}（核对）"


def write_copies(settings: Settings, checked: Checked, folder: Path) -> tuple[Path, ...]:
    """Write the marked copy (where somebody must look at something) and the results as JSON into a folder;
    never over the checked file. Raises OSError.
    """
    stem = _STEM.format(stem=checked.file.stem)
    written = []
    if checked.verified.wrong:
        is_word = checked.opened.format is Format.DOCX
        copy = folder / f"{stem}.{'docx' if is_word else 'html'}"
        write_atomic(copy, _word_copy(checked) if is_word else _page(settings, checked))
        written.append(copy)
    machine = folder / f"{stem}.json"
    write_atomic(machine, to_json(checked))
    return (*written, machine)


def to_json(checked: Checked) -> bytes:
    """The results for machines: stable keys, every number once."""
    verified = checked.verified
    told_of = {
        "file": checked.file.name,
        "region": checked.region_name,
        "year": checked.year,
        "version": checked.version,
        "kept": None if verified.kept is None else round(verified.kept, 4),
        "counts": {outcome.value: verified.count(outcome) for outcome in Outcome},
        "wrong": len(verified.wrong),
        "results": [_hidden(one) for one in verified.results],
    }
    return (json.dumps(told_of, ensure_ascii=False, indent=1) + "\n").encode()


def _hidden(result: Result) -> dict[str, object]:
    """A result without personal numbers that somebody may have typed into the text."""
    return {key: hidden(said) if isinstance(said, str) else said for key, said in asdict(result).items()}


def _word_copy(checked: Checked) -> bytes:
    return annotate(checked.opened.data, [_summary(checked), *_comments(checked)])


def _summary(checked: Checked) -> Comment:
    """At the title: what was checked against what, and the numbers that are gone."""
    gone = [one for one in checked.verified.wrong if one.paragraph < 0]
    lines = [f"{against(checked)}：{'，'.join(counts(checked.verified))}。"]
    lines += [line for one in gone for line in (f"{told(one)}。原句：{in_context(one)}", *more(one))]
    first = checked.opened.edited.paragraphs[0].text
    return Comment(0, 0, len(first), tuple(lines))


def _comments(checked: Checked) -> Iterator[Comment]:
    for one in checked.verified.wrong:
        if one.paragraph >= 0:
            where = checked.opened.edited.paragraphs[one.paragraph].where
            place = f"（{where}）" if where else ""
            paragraph = len(checked.opened.edited.paragraphs) if where else one.paragraph
            yield Comment(paragraph, one.start, one.end, (f"{place}{told(one)}", *more(one)))


def _page(settings: Settings, checked: Checked) -> bytes:
    verified = checked.verified
    return write_page(
        load_templates(settings, _TEMPLATES),
        _PAGE,
        checked=checked,
        against=against(checked),
        counts=list(counts(verified)),
        wrong=list(enumerate(verified.wrong, 1)),
        paragraphs=shown_paragraphs(checked.opened.edited.paragraphs, verified),
        told=told,
        more=more,
        in_context=in_context,
    )


def against(checked: Checked) -> str:
    """What a document was held against, in Chinese."""
    place = f"{checked.region_name}{checked.year}年"
    if checked.version:
        return f"与{place}报告的版本 {checked.version} 核对"
    return f"与{place}汇总的数据核对（不是由本系统的版本改成）"
