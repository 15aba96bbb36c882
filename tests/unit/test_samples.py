"""The shipped samples: what the generator makes, what the workbooks say, and what they must not say."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tasks.catalogue import Catalogue, load
from tasks.catalogue.schema import Export, Register
from tasks.curation.counted import counted
from tasks.curation.dataset import Dataset
from tasks.intake import read_file
from tasks.intake.folding import split_unit
from tasks.model import Place, RegionYear
from tasks.quantity import convert
from tasks.settings import Limits
from tasks.settings import load as load_settings
from tasks.validation import Submission, judge
from tests.build import suites
from tests.samples import ledgers
from tests.samples.generate import LANDING, TOWNS, generate, read, registers, write_ledgers

NUMERAL = re.compile(r"[0-9０-９]|[一二两三四五六七八九十百千万]+[个件宗场次期份条名家项人天年届成倍]")
PERSONAL = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)0\d{2,3}-\d{7,8}")
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
Rows = list[list[object]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(load_settings({}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every generated file, by its path below landing."""
    out = tmp_path_factory.mktemp("landing")
    return {path.relative_to(out).as_posix(): path for path in generate(out)}


def test_the_tracked_samples_are_what_the_generator_makes(made: dict[str, Path]) -> None:
    for name, path in made.items():
        assert _members(LANDING / name) == _members(path), f"{name}: run python -m tests.samples.generate"


def test_a_sample_is_small_and_the_same_every_time(made: dict[str, Path], tmp_path: Path) -> None:
    again = {path.relative_to(tmp_path).as_posix(): path for path in generate(tmp_path)}
    assert {name: path.read_bytes() for name, path in made.items()} == {
        name: path.read_bytes() for name, path in again.items()
    }
    assert max(path.stat().st_size for path in made.values()) < 1_000_000


def test_every_department_sends_a_form_that_asks_for_its_indicators(
    made: dict[str, Path], catalogue: Catalogue
) -> None:
    forms = {
        name.split("/")[2]: path for name, path in made.items() if "洪梅镇/2023/附件2" in _without_short(name)
    }
    assert set(forms) == {department.short for department in catalogue.departments.values()}
    for department in catalogue.departments.values():
        rows = _rows(forms[department.short], "数据统计表")
        stated = [re.sub(r"（\d+月）$", "", str(row[1])) for row in rows[3:] if isinstance(row[0], float)]
        assert list(dict.fromkeys(stated)) == [i.name for i in catalogue.asked(department.code)]
        assert rows[1][0] == f"填报单位（盖章）：{department.name}"


LEDGERS = [(code, file) for code, facts in registers().items() for file in facts["files"]]


@pytest.fixture(scope="module")
def ledger_files(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every ledger, those that are not in data/landing too, by file name."""
    out = tmp_path_factory.mktemp("ledgers")
    return {path.name: path for path in write_ledgers(catalogue, out, registers())}


def test_landing_holds_the_ledgers_whose_totals_are_published_exactly(made: dict[str, Path]) -> None:
    there = {name.rpartition("/")[2] for name in made if "台账" in name and name.startswith("洪梅镇")}
    assert there == {file["name"] for code, file in LEDGERS if code not in ("mediation", "lawpop")}, (
        "约578场次 and 约332万元 are published with their hedges, and a ledger would make them exact"
    )


@pytest.mark.parametrize(("code", "file"), LEDGERS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_ledger_gives_the_published_totals_without_a_finding(
    ledger_files: dict[str, Path], catalogue: Catalogue, code: str, file: dict[str, Any]
) -> None:
    register, path = catalogue.registers[code], ledger_files[file["name"]]
    place = Place("hongmei", file["year"], register.department)
    reading = read_file(path, path.name, place, catalogue, Limits())
    (judged,) = judge([Submission(1, place, reading)], catalogue, suites())
    assert [f.observed for f in judged.findings] == []
    assert [len(table.rows) for table in judged.sound.registers] == [file["rows"]]
    dataset = Dataset(register.department, path.name, "ab", registers=judged.sound.registers)
    found = counted(RegionYear("hongmei", file["year"]), dataset, catalogue)
    given = registers()[code]["gives"] if file["year"] == 2023 else {"yuezhifa_cases": 293}
    assert {v.indicator: v.value for v in found} == {k: Decimal(str(v)) for k, v in given.items()}


EXPORTS = [
    (code, export.system)
    for code, register in load(load_settings({})).registers.items()
    for export in register.exports
]


@pytest.mark.parametrize(("code", "system"), EXPORTS)
def test_a_systems_export_is_read_as_it_comes(
    catalogue: Catalogue, tmp_path: Path, code: str, system: str
) -> None:
    register, facts = catalogue.registers[code], registers()[code]
    export = next(e for e in register.exports if e.system == system)
    file = next(f for f in facts["files"] if f["year"] == 2023)
    rows = [
        row
        for row in ledgers.rows(code, facts, 2023, file["rows"])
        if all(row[column] == word for column, word in export.constants.items())
        and (system != "食用农产品快检系统" or row["kind"] != "监督抽检")
    ]
    _write_export(tmp_path / "导出.xlsx", export, rows, register)
    place = Place("hongmei", 2023, register.department)
    reading = read_file(tmp_path / "导出.xlsx", "导出.xlsx", place, catalogue, Limits())
    (judged,) = judge([Submission(1, place, reading)], catalogue, suites())
    silent = register.silent(export)
    assert [f.rule for f in judged.findings] == (["register.partial"] if silent else [])
    dataset = Dataset(register.department, "导出.xlsx", "ab", registers=judged.sound.registers)
    found = {v.indicator: v.value for v in counted(RegionYear("hongmei", 2023), dataset, catalogue)}
    given = facts["gives"].items()
    assert found == {name: Decimal(str(total)) for name, total in given if name not in silent}


def test_a_system_that_knows_only_a_part_says_nothing_of_the_rest(catalogue: Catalogue) -> None:
    tests = catalogue.registers["sampling"]
    silent = {export.system: set(tests.silent(export)) for export in tests.exports}
    assert silent["食品安全抽样检验信息系统"] == {m.indicator for m in tests.counts} - {
        "food_drug_sampling_batches"
    }
    assert silent["食用农产品快检系统"] == {"food_drug_sampling_batches"}


def _write_export(path: Path, export: Export, rows: Sequence[ledgers.Row], register: Register) -> None:
    """The rows under the system's own header words, in the units that these give."""
    units = {column.code: column.unit for column in register.columns}
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("导出结果"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, export.columns)
        for column, (word, code) in enumerate(export.columns.items()):
            unit = split_unit(word)[1] or units[code]
            for number, row in enumerate(rows, 1):
                cell = row[code]
                if isinstance(cell, int | float):
                    sheet.write_number(number, column, convert(Decimal(str(cell)), units[code], unit))
                elif cell is not None:
                    sheet.write(number, column, cell, day if isinstance(cell, date) else None)


def test_every_measure_of_every_register_has_its_total_in_the_facts(catalogue: Catalogue) -> None:
    measured = {code: {m.indicator for m in r.counts} for code, r in catalogue.registers.items()}
    assert measured == {code: set(facts["gives"]) for code, facts in registers().items()}
    assert {catalogue.indicators[i].kind for given in measured.values() for i in given} == {"counted"}


def test_no_register_asks_who_a_person_is(catalogue: Catalogue) -> None:
    asked = [
        word
        for register in catalogue.registers.values()
        for column in register.columns
        for word in (column.name, *column.aliases, *(w for e in register.exports for w in e.columns))
    ]
    assert not [
        w for w in asked if re.search("姓名|电话|手机|证件|身份证|当事人$|申请人|来电人|住址|地址", w)
    ]


def test_an_on_time_ticket_is_closed_between_receipt_and_due_date(made: dict[str, Path]) -> None:
    rows = _rows(made["洪梅镇/2023/政务服务中心/12345热线工单台账（2023年）.xlsx"], "台账")
    received, due, closed = (rows[2].index(name) for name in ("受理日期", "办结期限", "办结日期"))
    for row in rows[3:]:
        assert row[received] <= row[closed] <= row[due]  # type: ignore[operator] calamine gives dates


def test_samples_name_no_person_and_no_code(made: dict[str, Path]) -> None:
    for name, path in made.items():
        for text in _texts(path):
            assert not PERSONAL.search(text), f"{name}: {text}"
            assert not CODE.search(text), f"{name}: {text}"
            for person in re.findall(r"(?:填报人|审核人|分管领导)：(\S+)", text):
                assert re.fullmatch(r".某某", person)


def test_a_number_in_narrative_is_a_placeholder_or_part_of_a_name(catalogue: Catalogue) -> None:
    known = {name for i in catalogue.indicators.values() for name in (i.name, i.label)}
    for source in sorted(TOWNS.glob("*/[0-9]*/*.yaml")):
        for item in read(source).get("narrative", ()):
            assert set(re.findall(r"【(.+?)】", item["text"])) <= known
            left = re.sub(r"【.+?】", "", item["text"])
            for name in sorted(catalogue.names, key=len, reverse=True):
                left = left.replace(name, "")
            assert not NUMERAL.search(left), f"{source.name}: {item['text']}"


def _without_short(name: str) -> str:
    region, year, _, file = name.split("/")
    return f"{region}/{year}/{file}"


def _members(path: Path) -> dict[str, bytes]:
    """A workbook's parts; the compressor may differ from machine to machine."""
    with ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _rows(path: Path, sheet: str) -> Rows:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(sheet).to_python()  # type: ignore[return-value] lists of cells


def _texts(path: Path) -> Iterator[str]:
    for sheet in CalamineWorkbook.from_path(path).sheet_names:
        for row in _rows(path, sheet):
            yield from (cell for cell in row if isinstance(cell, str))
