"""Finding a printed figure again."""

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure


def figures_matching(document: Document, catalogue: Catalogue, what: str) -> list[Figure]:
    """The figures that a printed text (1661宗, 1661, 467%), a code or a name means, in reading order."""
    wanted = what.strip()
    if not wanted:
        return []
    exact = [f for f in document.figures.values() if _says(f, wanted) or wanted in _names(f, catalogue)]
    return exact or [f for f in document.figures.values() if wanted in _numbers(f)]


def _says(figure: Figure, wanted: str) -> bool:
    """Whether the figure is printed so, with its unit or without (460余, 约578, 4.7万)."""
    unit = figure.text.removeprefix(wanted)
    return (
        figure.text.startswith(wanted)
        and wanted[-1] != "."
        and not any(c.isdigit() or c in ".%" for c in unit)
    )


def _names(figure: Figure, catalogue: Catalogue) -> set[str]:
    codes = [key.partition("/")[2] for key in figure.keys]
    declared = [catalogue.indicators[code] for code in codes if code in catalogue.indicators]
    return {figure.id, figure.name, *codes, *(name for i in declared for name in (i.name, i.label))}


def _numbers(figure: Figure) -> set[str]:
    """The figure's number as people would type it: without unit and hedge, with and without %."""
    digits = "".join(c for c in figure.text if c.isdigit() or c in ".%")
    return {digits, digits.rstrip("%")}
