"""A submission with personal numbers in every place: none of them in anything that is made of it."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tasks.catalogue import load as load_catalogue
from tasks.pipeline import drafts
from tasks.pipeline.answers import write_answers
from tasks.pipeline.ingest import collect
from tasks.pipeline.render import Rendered, render
from tasks.pipeline.status import status
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.store.registry import open_registry
from tests.rules.making import made
from tests.town import judged_and_curated

MOBILE, ID, CARD, LANDLINE = "13800138000", "441900198001011237", "6222021234567890128", "0769-88841234"
NUMBERS = (MOBILE, ID, CARD, LANDLINE)
DEPARTMENT = "综合行政执法分局"

FORM = {
    "department": DEPARTMENT,
    "title": f"洪梅镇2023年度法治政府建设数据统计表（联系人{MOBILE}）",
    "table": [
        ["执法人员培训活动场次", "场", 13, 10, f"有疑问请联系{MOBILE}，{ID}"],
        [f"没有的指标{ID}", "项", f"见{CARD}", "", LANDLINE],
    ],
    "texts": [
        ["主要举措和成效", "健全机制", "健全执法协作机制，规范行政检查。"],
        ["主要举措和成效", f"热线{LANDLINE}", "健全机制。"],
        ["典型案例", "调解", f"当事人张某（{ID}，{MOBILE}）领到赔偿，汇入{CARD}。"],
        [f"栏目{MOBILE}", "其他", f"联系{LANDLINE}。"],
    ],
    "cells": {"数据统计表!A30": f"填报人：张三 联系电话：{MOBILE}"},
}
LEDGER = {"department": DEPARTMENT, "register": "yuezhifa", "cells": {"C4": f"张某（{ID}）占道，{MOBILE}"}}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data root in which both files were judged, curated, answered and rendered."""
    settings = load_settings({"FAZHI_DATA": str(tmp_path_factory.mktemp("data"))})
    folder = settings.landing / "洪梅镇" / "2023" / DEPARTMENT
    folder.mkdir(parents=True)
    for name, spec in ((f"报表{MOBILE}.xlsx", FORM), (f"台账{LANDLINE}.xlsx", LEDGER)):
        (folder / name).write_bytes(_renamed(made(spec, load_catalogue(settings))))
    return settings


def _renamed(data: bytes) -> bytes:
    """The workbook with a number in the name of its first sheet."""
    book, target = load_workbook(io.BytesIO(data)), io.BytesIO()
    book.worksheets[0].title += f" {MOBILE}"
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def logged(settings: Settings) -> str:
    """What the whole run told its log."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    logging.getLogger("tasks").addHandler(handler)
    logging.getLogger("tasks").setLevel(logging.INFO)
    try:
        collect(settings, "hongmei", (2023,))
        judged_and_curated(settings, (2023,))
        write_answers(settings, "hongmei", (2023,))
        assert isinstance(render(settings, "hongmei", 2023), Rendered)
    finally:
        logging.getLogger("tasks").removeHandler(handler)
    return told.getvalue()


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """Names and contents of all files, tables and packages as text."""
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        name = path.relative_to(root).as_posix()
        yield name, name
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            yield name, f"{table.to_pylist()} {table.schema.metadata}"
        elif is_zipfile(path):
            with ZipFile(path) as package:
                yield from (
                    (name, package.read(one).decode("utf-8", "replace")) for one in package.namelist()
                )
        else:
            yield name, path.read_bytes().decode("utf-8", "replace")


def test_no_personal_number_reaches_what_is_curated_rendered_or_logged(
    settings: Settings, logged: str
) -> None:
    roots = (settings.staging, settings.curated, settings.reports, settings.data / "logs")
    held = [(name, text) for root in roots if root.exists() for name, text in _texts(root)]
    assert any(name.endswith(".parquet") for name, _ in held)
    leaked = [(name, number) for name, text in held for number in NUMBERS if number in text]
    assert leaked == []
    assert [number for number in NUMBERS if number in logged] == []


def test_names_of_persons_are_in_the_registry_and_in_what_is_for_inside(
    settings: Settings, logged: str
) -> None:
    roots = (settings.staging, settings.curated, settings.reports, settings.data / "logs")
    held = [(name, text) for root in roots if root.exists() for name, text in _texts(root)]
    inside = ("不公开", drafts.KEPT)  # what a version is made from holds what its copies for inside print
    assert [name for name, text in held if "张三" in text and not any(one in name for one in inside)] == []
    assert "张三" not in logged
    with open_registry(settings.registry_url) as registry:
        assert (("填报人", "张三"),) in registry.people("hongmei").values()


def test_findings_are_told_without_them(settings: Settings, logged: str) -> None:
    assert logged
    listed = repr(status(settings, "hongmei", 2023).findings)
    assert [number for number in NUMBERS if number in listed] == []
    rules = ("narrative.personal_number", "value.personal_note", "register.personal_number")
    assert [rule for rule in rules if rule not in listed] == []


def test_what_goes_back_repeats_them_only_where_the_clerk_wrote_them(settings: Settings, logged: str) -> None:
    """A slip is the department's own workbook: its own cells stay as they are, whatever is ours is masked."""
    assert logged
    for name, text in _texts(settings.returns):
        if not name.endswith(".xlsx"):
            assert [number for number in NUMBERS if number in text] == [], name
        assert [number for number in NUMBERS if number in name] == []
