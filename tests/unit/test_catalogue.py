"""The catalogue: its questions, and errors that name file and key."""

from pathlib import Path

import pytest

from tasks.catalogue import CatalogueError, load
from tasks.catalogue.export import json_schemas
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
