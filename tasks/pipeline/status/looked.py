"""How much the rules looked at so far, for the page of results."""

from tasks.model import INDICATORS, NARRATIVE
from tasks.pipeline.status.grid import Standing
from tasks.store.records import Build


def looked_at(standing: Standing, build: Build | None) -> dict[str, str]:
    """What suites look at → how many, in Chinese; nothing for what has not come."""
    found = {
        "files": f"{len(standing.judged)} 份文件" if standing.judged else "",
        "indicators": _datasets(standing, INDICATORS, "行"),
        "narrative": _datasets(standing, NARRATIVE, "条"),
        "registers": _datasets(standing, "register:", "行"),
        "curated": _values(build),
    }
    return {what: words for what, words in found.items() if words}


def _datasets(standing: Standing, kind: str, unit: str) -> str:
    own = [
        dataset
        for one in standing.judged
        for dataset in one.judgement.datasets
        if dataset.kind.startswith(kind)
    ]
    rows = sum(dataset.staged.rows for dataset in own if dataset.staged)
    return f"{len(own)} 个数据集，采用 {rows} {unit}" if own else ""


def _values(build: Build | None) -> str:
    rows = sum(part.rows for part in build.parts if part.table == "values") if build else 0
    return f"{rows} 条数据" if rows else ""
