"""The catalogue: its questions, and errors that name file and key."""

import re
from pathlib import Path
from typing import Any

import pytest

from tasks.catalogue import CatalogueError, load
from tasks.catalogue.export import json_schemas
from tasks.catalogue.schema import Register
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings
from tests.build import catalogue, indicator


def site(tmp_path: Path, relative: str, text: str) -> Settings:
    """Settings of a site that overlays one file."""
    path = tmp_path / relative
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_settings({"FAZHI_SITE": str(tmp_path)})


def test_names_lead_to_the_department_that_submits() -> None:
    cat = catalogue()
    for name in ("司法分局", "洪梅司法分局", "司法所", " 镇委全面依法治镇办 ", "justice"):
        assert cat.resolve_department(name) == "justice"
    assert cat.resolve_department("财政分局") is None


def test_what_is_computed_is_not_asked() -> None:
    cat = catalogue(
        indicator("a", "件数"), indicator("b", "比率", kind="rate", unit="%", formula="percent(a / a)")
    )
    assert [i.code for i in cat.asked("justice")] == ["a"]


def test_comparisons_are_derived_indicators_with_the_declared_codes() -> None:
    cat = catalogue(
        indicator("a", "件数", comparison={"growth": "a_growth"}), indicator("r", "比率", unit="%")
    )
    assert cat.growth_of("a") == "a_growth"
    assert cat.increase_of("a") == "a_increase"
    assert cat.growth_of("r") is None  # a percentage changes by points, not by percent
    assert cat.order.index("a_growth") >= 0


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"owner": "nobody"}, "indicators.a.owner"),
        ({"name": "“甲”数"}, "indicators.a.short"),
        ({"kind": "derived"}, "indicators.a.formula"),
        ({"kind": "derived", "formula": "missing / a"}, "indicators.a.formula"),
        ({"kind": "derived", "formula": "1 +"}, "indicators.a.formula"),
        ({"kind": "derived", "formula": "a - a"}, "circle"),
    ],
)
def test_parts_that_do_not_fit_are_named(more: dict[str, str], key: str) -> None:
    given = {"name": "件数"} | more
    with pytest.raises(CatalogueError, match=key):
        catalogue(indicator("a", **given))


SUM = {"indicator": "amount", "measure": "sum", "of": "money", "predicate": "金额合计"}
EXPORT = {"system": "系统", "columns": {"号": "number", "钱": "money"}, "constants": {"kind": "甲"}}


def register(**more: Any) -> Register:
    """A register of three columns that adds up 金额, with one export."""
    columns = (
        {"code": "number", "name": "编号"},
        {"code": "kind", "name": "类别", "codes": ("甲", "乙")},
        {"code": "money", "name": "金额", "type": "decimal", "unit": "元"},
    )
    given = {"code": "r", "name": "台账", "department": "justice", "columns": columns, "key": ("number",)}
    return Register.model_validate(given | {"counts": (SUM,), "exports": (EXPORT,)} | more)


def columns(**changed: Any) -> tuple[dict[str, Any], ...]:
    """The register's columns with 金额 changed."""
    return *({"code": "number", "name": "编号"}, {"code": "kind", "name": "类别", "codes": ("甲", "乙")}), {
        "code": "money",
        "name": "金额",
        "type": "decimal",
        "unit": "元",
    } | changed


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"department": "nobody"}, "registers.r.department"),
        ({"department": "market"}, "registers.r.counts.amount"),
        ({"key": ("gone",)}, "registers.r.key"),
        ({"counts": (SUM, SUM)}, "registers.r.counts"),
        ({"counts": (SUM | {"indicator": "gone"},)}, "registers.r.counts.gone"),
        ({"counts": (SUM | {"of": "gone"},)}, "registers.r.counts.amount.of"),
        ({"counts": (SUM | {"of": None},)}, "registers.r.counts.amount.of"),
        ({"counts": (SUM | {"measure": "rows"},)}, "registers.r.counts.amount.of"),
        ({"counts": (SUM | {"of": "kind"},)}, "not a column of numbers"),
        ({"counts": (SUM | {"months": "gone"},)}, "registers.r.counts.amount.months"),
        ({"counts": (SUM | {"months": "kind"},)}, "amount.months: not a column of type date"),
        (
            {
                "columns": columns(type="date", unit=""),
                "counts": (SUM | {"measure": "distinct", "months": "money"},),
            },
            "amount.months: not of measure distinct",
        ),
        ({"counts": (SUM | {"where": {"gone": ("甲",)}},)}, "registers.r.counts.amount.where"),
        ({"counts": (SUM | {"where": {"kind": ("丙",)}},)}, "registers.r.counts.amount.where.kind"),
        ({"columns": columns(unit="公斤")}, "公斤 is not exactly converted to 万元"),
        ({"columns": columns(unit="")}, "no unit is not exactly converted"),
        ({"columns": columns(codes=("1",))}, "registers.r.columns.money.codes"),
        ({"columns": columns(in_period=True)}, "registers.r.columns.money.in_period"),
        ({"columns": columns(type="date", unit="元")}, "registers.r.columns.money.unit"),
        ({"columns": columns(fixes={"一": "1"})}, "registers.r.columns.money.fixes"),
        ({"columns": columns(required_where={"kind": ("丙",)})}, "registers.r.columns.money.required_where"),
        ({"exports": (EXPORT | {"constants": {}},)}, "exports.系统.columns: left out: unknown: kind"),
        ({"exports": (EXPORT | {"constants": {"kind": "丙"}},)}, "exports.系统.constants.kind"),
        ({"exports": (EXPORT | {"signs": ("票",)},)}, "exports.系统.signs"),
        ({"exports": (EXPORT | {"silent": ("gone",)},)}, "exports.系统.silent"),
        (
            {"exports": (EXPORT | {"columns": {"类": "kind", "钱": "money"}, "constants": {"number": "1"}},)},
            "constants.number",
        ),
        ({"exports": (EXPORT | {"columns": {"号": "number", "钱": "money", "费": "money"}},)}, "twice"),
    ],
)
def test_what_does_not_fit_in_a_register_is_named(more: dict[str, Any], key: str) -> None:
    amount = indicator("amount", "金额", unit="万元", kind="counted")
    catalogue(amount, registers=(register(),))
    with pytest.raises(CatalogueError, match=re.escape(key)):
        catalogue(amount, registers=(register(**more),))


def test_the_shipped_catalogue_loads() -> None:
    assert load(load_settings({})).resolve_region("洪梅镇") == "hongmei"


@pytest.mark.parametrize(
    ("relative", "text", "named"),
    [
        ("expectations/regions.yaml", "regions: [{code: Bad, name: 镇, full_name: 镇}]", "regions.0.code"),
        ("expectations/names.yaml", "names: [{nam: 一站式}]", "names.0.nam"),
        ("expectations/departments.yaml", "departments: [", "departments.yaml"),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, relative: str, text: str, named: str) -> None:
    with pytest.raises(CatalogueError, match=named) as caught:
        load(site(tmp_path, relative, text))
    assert relative in str(caught.value)


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    other = site(tmp_path, "expectations/names.yaml", "names: [{name: 一站式}]")
    assert load(other).fingerprint != load(load_settings({})).fingerprint
    assert load(other).names == ("一站式",)


@pytest.mark.parametrize("path", sorted(json_schemas()))
def test_exported_schemas_are_in_step(path: str) -> None:
    assert (HOUSE / path).read_text(encoding="utf-8") == json_schemas()[path], (
        "python -m tasks.catalogue.export"
    )
