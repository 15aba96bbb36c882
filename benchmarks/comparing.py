"""Two versions of the shipped report compared, against difflib; once more ten times as long."""

import time
from dataclasses import replace
from difflib import SequenceMatcher

from benchmarks.timing import compare
from tasks.catalogue import load
from tasks.model import Block, Document, RegionYear, Run, Text
from tasks.pipeline.drafts import latest_document
from tasks.review.compare import figure_changes, gone_figures
from tasks.settings import load as load_settings
from tasks.writers.annex_changes import annex_changes
from tasks.writers.annex_lines import annex_lines, plain_text
from tasks.writers.line_changes import line_changes
from tasks.writers.lines import lines
from tasks.writers.redline import write_redline
from tasks.writers.style import load_style
from tasks.writers.text_changes import text_changes

_TIMES = 10


def main() -> None:
    """Needs a rendered 2023 report (`fazhi run 2023`)."""
    settings = load_settings()
    catalogue = load(settings)
    before = latest_document(settings, catalogue, RegionYear("hongmei", 2023))
    if before is None:
        raise SystemExit("fazhi run 2023 first")
    style = load_style(settings)
    for name, old in (("as shipped", before), (f"{_TIMES} times the text", _repeated(before))):
        new = _edited(old)
        texts = plain_text(old), plain_text(new)

        def changes(old: Document = old, new: Document = new) -> object:
            figures = figure_changes(old, new, catalogue), gone_figures(old, new, catalogue)
            told = list(text_changes(line_changes(lines(old), lines(new))))
            return figures, told, annex_changes(annex_lines(old), annex_lines(new))

        def by_difflib(texts: tuple[str, str] = texts) -> object:
            return SequenceMatcher(None, *texts, autojunk=False).get_opcodes()

        print(f"{name}: {len(texts[0])} characters, {len(changes()[1])} sentences changed")  # type: ignore[index]
        compare(
            "  changes, against difflib on the plain texts",
            changes,
            by_difflib,
            runs=3,
            clock=time.process_time,
        )
        start = time.process_time()
        write_redline(old, new, style)
        print(f"  the document with recorded changes: {time.process_time() - start:.2f} s")


def _repeated(document: Document) -> Document:
    """Its blocks many times, each time with other words."""
    blocks = tuple(
        replace(block, body=(*block.body, Text(f"第{chr(0x4E00 + 7 * time)}次。")))
        for time in range(_TIMES)
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _edited(document: Document) -> Document:
    """Every fifth figure and third paragraph changed, every twentieth moved, every twentieth went."""
    figures = {
        name: replace(figure, text=f"9{figure.text}") if at % 5 == 0 else figure
        for at, (name, figure) in enumerate(document.figures.items())
    }
    blocks = [_reworded(block) if at % 3 == 0 else block for at, block in enumerate(document.blocks)]
    moved = blocks[::20]
    kept = [block for at, block in enumerate(blocks) if at % 10]
    return replace(document, figures=figures, blocks=(*kept, *moved))


def _reworded(block: Block) -> Block:
    return replace(block, body=tuple(_run(run) for run in block.body))


def _run(run: Run) -> Run:
    if not isinstance(run, Text):
        return run
    return replace(
        run, text=run.text.replace("推动", "进一步推动").replace("工作", "各项任务").replace("，", "；", 1)
    )


if __name__ == "__main__":
    main()
