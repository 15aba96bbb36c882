"""What `fazhi explain` says: one rule in full, several as a table."""

from collections.abc import Iterator, Sequence

from tasks.catalogue.rulebook import Check, Entry, effect, without_fields
from tasks.model import Severity

HEADINGS = ("规则", "问题", "级别", "范围", "在哪里查")


def row(entry: Entry) -> list[str]:
    """A rule's line, under HEADINGS."""
    check = entry.checks[0]
    words = [entry.rule.code, entry.rule.title, check.severity.label, check.scope.label]
    return [*words, "、".join(dict.fromkeys(one.suite for one in entry.checks))]


def in_full(entry: Entry) -> Iterator[str]:
    """All that there is to say of a rule."""
    rule = entry.rule
    yield f"{rule.title}（{rule.code}）"
    yield from _block("级别", [_graveness(check) for check in entry.checks])
    yield from _block("台账", ["、".join(entry.registers)] if entry.registers else [])
    yield from _block("为什么", [rule.why])
    yield from _block("会看到", [without_fields(rule.observed)])
    yield from _block("怎样改", [without_fields(rule.mend)])
    yield from _block("可否说明", [_settling(entry)])
    yield from _block("这样不对", rule.wrong.splitlines())
    yield from _block("这样就对", rule.right.splitlines())


def _settling(entry: Entry) -> str:
    """Whether the office may accept it as explained."""
    if entry.severity is Severity.INFO:
        return "不用说明"
    if entry.rule.waivable:
        return "确属实情的，可由司法分局在问题处理单上写明原因，说明后采用"
    return "不可以，只能更正或改好重报"


def _graveness(check: Check) -> str:
    return f"{check.severity.label}，{check.scope.label}，在“{check.suite}”里查：{effect(check)}"


def _block(name: str, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        head = name if not number else ""
        yield f"　{head}{'　' * (5 - len(head))}{line}"
