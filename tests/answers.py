"""What tests of answers share: a file that is answered, findings, and a look at what came out."""

import io
from datetime import date, datetime, timedelta, timezone
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook, load_workbook

from tasks.catalogue import load_answers
from tasks.forms.answers import Part, Question, Sent, Slip
from tasks.model import Address, Finding, Scope, Severity, Verdict
from tasks.settings import load

WORDS = load_answers(load({}))
BEIJING = timezone(timedelta(hours=8))
RECEIVED = datetime(2024, 1, 10, 15, 41, tzinfo=BEIJING)
SENT = Sent(
    "hongmei",
    2023,
    "justice",
    "东莞市司法局洪梅分局",
    "表.xlsx",
    "ab" * 32,
    datetime(2024, 1, 10, 15, 41, tzinfo=BEIJING),
)


def finding(
    cell: str, severity: Severity = Severity.CRITICAL, *, sheet: str = "数据", **more: object
) -> Finding:
    given = {"observed": "填写的是“见附件”。", "mend": "请填写数值。"} | more
    return Finding(
        rule="value.not_understood",
        severity=severity,
        scope=Scope.CELL,
        dataset="indicators",
        address=Address("表.xlsx", sheet, cell),
        **given,  # type: ignore[arg-type]
    )


def slip(*findings: Finding, verdict: Verdict = Verdict.RETURNED, **more: object) -> Slip:
    questions = [Question(one, "不能识别的数值", "126") for one in findings]
    return Slip(SENT, verdict, date(2024, 1, 15), [Part("指标数据", verdict)], questions, **more)  # type: ignore[arg-type]


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


_FORMULAS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
}


def formulas(data: bytes) -> list[str]:
    """Every formula in a workbook's parts, of cells, names, validations and conditional formats."""
    with ZipFile(io.BytesIO(data)) as archive:
        roots = [etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xml")]
    return [e.text or "" for root in roots for e in root.iter() if etree.QName(e).localname in _FORMULAS]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with a text of one part replaced, as another program would have written it."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for part, content in parts(data).items():
            assert part != name or old in content
            archive.writestr(part, content.replace(old, new) if part == name else content)
    return target.getvalue()
