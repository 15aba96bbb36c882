"""Makes the sample submissions under data/landing/ from the facts beside this file.

    python -m tests.samples.generate [--out DIR]

Same facts and catalogue, same bytes. The facts hold what each department's clerk typed; the two
ledgers are invented rows (see `ledgers`) whose numbers give the published totals.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tasks import settings
from tasks.catalogue import Catalogue, load
from tests.samples import ledgers
from tests.samples.workbooks import Head, write_form, write_ledger

FACTS = Path(__file__).parent / "facts"
LANDING = Path(__file__).resolve().parents[2] / "data" / "landing"
REGION = "hongmei"


def generate(out: Path) -> list[Path]:
    """Write every sample below `out`, which stands for data/landing; returns the files, sorted."""
    catalogue = load(settings.load({}))
    return sorted([*_forms(catalogue, out), *_ledgers(catalogue, out)])


def read(facts: Path) -> Any:
    """One file of facts."""
    return yaml.safe_load(facts.read_text(encoding="utf-8"))


def _forms(catalogue: Catalogue, out: Path) -> Iterator[Path]:
    topics = {code: topic.name for code, topic in catalogue.topics.items()}
    town = catalogue.regions[REGION].name
    for source in sorted(FACTS.glob("[0-9]*/*.yaml")):
        year, department = int(source.parent.name), catalogue.departments[source.stem]
        facts, asked = read(source), catalogue.asked(department.code)
        if unlike := set(facts["values"]) ^ {indicator.code for indicator in asked}:
            raise ValueError(f"{source.name} and what is asked differ in {sorted(unlike)}")
        title = f"{town}{year}年度法治政府建设数据统计表"
        path = _place(catalogue, out, year, department.code) / f"附件2：{title}（{department.short}）.xlsx"
        write_form(path, Head(title, department.name, facts["date"]), asked, facts, topics)
        yield path


def _ledgers(catalogue: Catalogue, out: Path) -> Iterator[Path]:
    town = catalogue.regions[REGION].name
    for code, facts in read(FACTS / "registers.yaml").items():
        register = catalogue.registers[code]
        for file in facts["files"]:
            head = Head(
                f"{town}{file['year']}年度{register.name}",
                catalogue.departments[register.department].name,
                file["date"],
            )
            path = _place(catalogue, out, file["year"], register.department) / file["name"]
            rows = ledgers.rows(code, facts, file["year"], file["rows"])
            write_ledger(path, head, register, rows)
            yield path


def _place(catalogue: Catalogue, out: Path, year: int, department: str) -> Path:
    region, short = catalogue.regions[REGION].name, catalogue.departments[department].short
    folder = out / region / str(year) / short
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="生成报送样例")
    parser.add_argument("--out", type=Path, default=LANDING, help="输出文件夹（默认 data/landing）")
    generate(parser.parse_args().out)


if __name__ == "__main__":
    main()
