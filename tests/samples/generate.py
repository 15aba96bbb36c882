"""Makes the sample submissions under data/landing/ from the facts beside this file.

    python -m tests.samples.generate [--out DIR] [--ledgers DIR]

Same facts and catalogue, same bytes. The facts hold what each department's clerk typed; the ledgers are
invented rows (see `ledgers`) whose numbers give the published totals. Two ledgers are not in
data/landing, since the published figures are hedged: `--ledgers` writes all of them somewhere else.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tasks import settings
from tasks.catalogue import Catalogue, load
from tests.samples import ledgers
from tests.samples.workbooks import Head, write_form, write_ledger

TOWNS = Path(__file__).parent / "facts"
FACTS = TOWNS / "hongmei"
LANDING = Path(__file__).resolve().parents[2] / "data" / "landing"


def generate(out: Path) -> list[Path]:
    """Write every town's samples below `out`, which stands for data/landing; returns the files, sorted."""
    made: list[Path] = []
    for facts in sorted(TOWNS.iterdir()):
        catalogue = load(settings.load({}), facts.name)
        in_landing = [code for code, one in registers(facts).items() if one.get("landing", True)]
        made += [*_forms(catalogue, facts, out), *write_ledgers(catalogue, out, in_landing, facts)]
    return sorted(made)


def registers(facts: Path = FACTS) -> dict[str, Any]:
    """The facts of every register of a town, by code."""
    found: dict[str, Any] = read(facts / "registers.yaml")
    return found


def read(facts: Path) -> Any:
    """One file of facts."""
    return yaml.safe_load(facts.read_text(encoding="utf-8"))


def _forms(catalogue: Catalogue, town: Path, out: Path) -> Iterator[Path]:
    topics = {code: topic.name for code, topic in catalogue.topics.items()}
    name = catalogue.regions[town.name].name
    for source in sorted(town.glob("[0-9]*/*.yaml")):
        year, department = int(source.parent.name), catalogue.departments[source.stem]
        facts, asked = read(source), catalogue.asked(department.code)
        if unlike := set(facts["values"]) ^ {indicator.code for indicator in asked}:
            raise ValueError(f"{source.name} and what is asked differ in {sorted(unlike)}")
        title = f"{name}{year}年度法治政府建设数据统计表"
        path = (
            _place(catalogue, town, out, year, department.code) / f"附件2：{title}（{department.short}）.xlsx"
        )
        write_form(path, Head(title, department.name, facts["date"]), asked, facts, topics)
        yield path


def write_ledgers(
    catalogue: Catalogue, out: Path, codes: Iterable[str], town: Path = FACTS
) -> Iterator[Path]:
    """Write the ledgers of these registers below `out`, which stands for data/landing."""
    name = catalogue.regions[town.name].name
    for code in codes:
        register, facts = catalogue.registers[code], registers(town)[code]
        for file in facts["files"]:
            head = Head(
                f"{name}{file['year']}年度{register.name}",
                catalogue.departments[register.department].name,
                file["date"],
            )
            path = _place(catalogue, town, out, file["year"], register.department) / file["name"]
            rows = ledgers.rows(code, facts, file["year"], file["rows"])
            write_ledger(path, head, register, rows)
            yield path


def _place(catalogue: Catalogue, town: Path, out: Path, year: int, department: str) -> Path:
    region, short = catalogue.regions[town.name].name, catalogue.departments[department].short
    folder = out / region / str(year) / short
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="生成报送样例")
    parser.add_argument("--out", type=Path, default=LANDING, help="输出文件夹（默认 data/landing）")
    parser.add_argument("--ledgers", type=Path, help="只把全部台账写到这个文件夹")
    given = parser.parse_args()
    if given.ledgers:
        list(write_ledgers(load(settings.load({})), given.ledgers, registers()))
    else:
        generate(given.out)


if __name__ == "__main__":
    main()
