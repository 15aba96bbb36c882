"""A region with departments of its own: who is asked for what there, and that others are not touched."""

from pathlib import Path

import pytest

from flows.regions import UnknownDepartmentError, default_region, department_code
from tasks.catalogue import Catalogue, CatalogueError, load
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings

OWN = """
departments:
  - code: justice
    name: 甲司法所
    short: 司法所
    indicators: [disputes_mediated, mediation_amount, legal_reviewers]
  - code: enforcement
    name: 甲执法队
    short: 执法队
    units: [{code: market, name: 甲市场监管所}]
    indicators: [yuezhifa_cases, enforcement_headcount, agri_gov_quick_tests, agri_market_self_tests]
"""


def site(tmp_path: Path, departments: str, *, region: str = "first") -> Settings:
    """A site with two regions, one of which has departments of its own."""
    folder = tmp_path / "expectations" / "departments"
    folder.mkdir(parents=True)
    regions = (
        "regions: [{code: second, name: 乙镇, full_name: 乙镇}, {code: first, name: 甲镇, full_name: 甲镇}]"
    )
    (tmp_path / "expectations" / "regions.yaml").write_text(regions, encoding="utf-8")
    (folder / f"{region}.yaml").write_text(departments, encoding="utf-8")
    return load_settings({"FAZHI_SITE": str(tmp_path), "FAZHI_DATA": str(tmp_path / "data")})


@pytest.fixture
def here(tmp_path: Path) -> Catalogue:
    return load(site(tmp_path, OWN), "first")


def test_only_its_own_departments_are_asked_and_only_for_what_is_listed(here: Catalogue) -> None:
    asked = {code: [one.code for one in here.asked(code)] for code in here.departments}
    assert asked == {
        "justice": ["disputes_mediated", "mediation_amount", "legal_reviewers"],
        "enforcement": [
            "yuezhifa_cases",
            "enforcement_headcount",
            "agri_gov_quick_tests",
            "agri_market_self_tests",
        ],
    }


def test_what_rests_on_what_is_asked_stays_and_nothing_else(here: Catalogue) -> None:
    computed = {code for code, one in here.indicators.items() if one.formula and "prior" not in one.formula}
    assert computed == {"yuezhifa_cases_per_capita", "agri_product_test_batches"}
    assert here.growth_of("yuezhifa_cases") in here.indicators
    assert not [one for one in here.relations.values() if "legal_qualified_reviewers" in one.left]


def test_a_register_is_kept_by_who_has_its_owner_as_a_unit(here: Catalogue) -> None:
    kept = {code: (one.department, [m.indicator for m in one.counts]) for code, one in here.registers.items()}
    assert kept["sampling"] == ("enforcement", ["agri_gov_quick_tests", "agri_market_self_tests"])
    assert kept["mediation"] == ("justice", ["disputes_mediated", "mediation_amount"])
    assert "hotline" not in kept


def test_a_region_without_departments_of_its_own_is_not_touched(tmp_path: Path) -> None:
    settings = site(tmp_path, OWN)
    other = load(settings, "second")
    assert other is load(settings)
    assert set(other.departments) >= {"justice", "market", "petition"}
    before = other.fingerprint
    own = tmp_path / "expectations" / "departments" / "first.yaml"
    own.write_text(OWN.replace("甲执法队", "甲综合执法队"), encoding="utf-8")
    assert load(settings, "second").fingerprint == before, "another town's departments judge nothing anew"
    assert load(settings, "first").departments["enforcement"].name == "甲综合执法队"


@pytest.mark.parametrize(
    ("departments", "region", "key"),
    [
        (OWN.replace("legal_reviewers", "hotline_tickets"), "first", "departments.justice.indicators"),
        (OWN.replace("legal_reviewers", "yuezhifa_cases_per_capita"), "first", "not stated by it"),
        (OWN.replace("short: 司法所", "shrt: 司法所"), "first", "departments.0.shrt"),
        ("departments: []", "first", "departments"),
        (OWN, "third", "third.yaml: no region of that code"),
    ],
)
def test_what_is_wrong_names_file_and_key(tmp_path: Path, departments: str, region: str, key: str) -> None:
    settings = site(tmp_path, departments, region=region)
    with pytest.raises(CatalogueError, match="expectations/departments/") as raised:
        load(settings, region)
    assert key in str(raised.value)


def test_the_first_region_is_meant_where_none_is_named_and_departments_are_looked_up_there(
    tmp_path: Path,
) -> None:
    settings = site(tmp_path, OWN)
    assert default_region(settings) == "second"
    assert department_code(settings, "first", "执法队") == "enforcement"
    assert department_code(settings, "first", "甲市场监管所") == "enforcement"
    with pytest.raises(UnknownDepartmentError, match="司法所、执法队"):
        department_code(settings, "first", "交警大队")
    assert department_code(settings, "second", "交警大队") == "traffic"


def test_no_code_names_a_region() -> None:
    regions = load(load_settings({})).regions.values()
    names = {name for one in regions for name in (one.code, one.name, *one.aliases)}
    for path in (path for room in ("flows", "tasks") for path in (HOUSE / room).rglob("*.py")):
        named = sorted(name for name in names if name in path.read_text(encoding="utf-8"))
        assert not named, f"{path.relative_to(HOUSE)}: {named}"


TAKING = """
departments:
  - code: office
    name: 甲镇综合办
    short: 综合办
    takes: [{taken}]
"""


def test_a_department_takes_what_another_owns_elsewhere_and_what_is_computed_from_it(tmp_path: Path) -> None:
    settings = site(tmp_path, TAKING.format(taken="yuezhifa_cases, enforcement_headcount"))
    town = load(settings, "first")
    assert [one.code for one in town.asked("office")] == ["yuezhifa_cases", "enforcement_headcount"]
    assert town.indicators["yuezhifa_cases_per_capita"].owner == "office"
    assert load(settings, "second").indicators["yuezhifa_cases"].owner == "enforcement"


@pytest.mark.parametrize("taken", ["yuezhifa_cases_per_capita", "no_such_indicator"])
def test_only_what_somebody_states_is_taken(tmp_path: Path, taken: str) -> None:
    settings = site(tmp_path, TAKING.format(taken=taken))
    with pytest.raises(CatalogueError, match=r"departments\.office\.takes"):
        load(settings, "first")


def test_two_departments_do_not_take_the_same(tmp_path: Path) -> None:
    two = TAKING.format(taken="yuezhifa_cases") + TAKING.format(taken="yuezhifa_cases").partition(
        "departments:\n"
    )[2].replace("office", "other").replace("综合办", "另一办")
    with pytest.raises(CatalogueError, match=r"departments\.other\.takes"):
        load(site(tmp_path, two), "first")
