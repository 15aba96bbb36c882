"""Every rule with where it is checked and how grave it is, from YAML alone: for people who ask what a
finding means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from tasks.catalogue.catalogue import fold
from tasks.catalogue.load import load_rules, read
from tasks.catalogue.schema import Rule, SuiteFile
from tasks.model import Scope, Severity
from tasks.settings import Settings

COLUMNS = "台账各栏"
"""Where rules on a register's columns are checked: their expectations are made from registers/*.yaml."""

OF_COLUMNS = (
    *("register.not_understood", "register.required", "register.code", "register.period"),
    *("register.below_minimum", "register.above_maximum", "register.key"),
)
COLUMNS_ORDER = 90
REGISTERS = "registers"


@dataclass(frozen=True, slots=True)
class Check:
    """Where a rule is checked (Chinese), how grave it is, what it speaks of and what it looks at."""

    suite: str
    severity: Severity
    scope: Scope
    looks_at: str = "files"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule and its checks, of several the gravest first; `registers` are those whose own suites have it."""

    rule: Rule
    checks: tuple[Check, ...]
    registers: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is at its gravest."""
        return self.checks[0].severity


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules that are checked, by code, in the order of suites."""

    entries: Mapping[str, Entry]

    def by_suite(self) -> dict[str, list[Entry]]:
        """Suite (Chinese) → the rules whose gravest check stands in it."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.checks[0].suite, []).append(entry)
        return found

    def find(self, what: str) -> list[Entry]:
        """The rules that a code, a title or a part of either names; whole ones alone where there are any."""
        wanted = fold(what)
        if not wanted:
            return []
        named = {code: (fold(code), fold(one.rule.title)) for code, one in self.entries.items()}
        exact = [code for code, names in named.items() if wanted in names]
        part = [code for code, names in named.items() if any(wanted in name for name in names)]
        return [self.entries[code] for code in exact or part]


def load_rulebook(settings: Settings) -> Rulebook:
    """The rules of a site. Raises CatalogueError, naming file and key."""
    rules = {rule.code: rule for rule in load_rules(settings)}
    found: dict[str, list[_Placed]] = {}
    for one in sorted(_placed(settings), key=lambda one: one.order):
        found.setdefault(one.rule, []).append(one)
    return Rulebook({code: _entry(rules[code], placed) for code, placed in found.items() if code in rules})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A rule in a suite; `register` is the one whose own suite it stands in (Chinese)."""

    rule: str
    order: int
    check: Check
    register: str = ""


def _entry(rule: Rule, placed: Sequence[_Placed]) -> Entry:
    grave = list(Severity)
    checks = dict.fromkeys(one.check for one in placed)
    registers = dict.fromkeys(one.register for one in placed if one.register)
    return Entry(rule, tuple(sorted(checks, key=lambda one: grave.index(one.severity))), tuple(registers))


def _placed(settings: Settings) -> Iterator[_Placed]:
    for path in settings.resources("expectations", "suites/*.yaml"):
        suite = read(path, SuiteFile)
        for rule, severity, scope in _rules_of(suite):
            check = Check(suite.meta.title, severity, scope, suite.meta.looks_at)
            yield _Placed(rule, suite.meta.order, check)
    for path in settings.resources("expectations", "suites/registers/*.yaml"):
        suite = read(path, SuiteFile)
        for rule, severity, scope in _rules_of(suite):
            check = Check(COLUMNS, severity, scope, REGISTERS)
            yield _Placed(rule, COLUMNS_ORDER + suite.meta.order, check, suite.meta.title)
    for rule in OF_COLUMNS:
        yield _Placed(rule, COLUMNS_ORDER, Check(COLUMNS, Severity.CRITICAL, Scope.ROW, REGISTERS))


def _rules_of(suite: SuiteFile) -> Iterator[tuple[str, Severity, Scope]]:
    for one in suite.expectations:
        yield one.meta.rule, Severity(one.meta.severity), Scope(one.meta.scope)


def effect(check: Check) -> str:
    """What a finding of a rule does (DESIGN, "What a finding does"), in Chinese."""
    if check.severity is Severity.INFO:
        return "只作说明，不用处理"
    if check.severity is Severity.WARNING and check.scope is not Scope.ROW:
        return "照常采用，请核对或说明"
    match check.scope:
        case Scope.FILE | Scope.DATASET:
            return "退回修改，先前通过的继续采用"
        case Scope.INTEGRITY:
            return "照常采用，定稿前必须解决"
    return "该处不采用，其余照常采用"


def without_fields(template: str) -> str:
    """A message before anything was seen: … stands for what each finding fills in."""
    return "".join(
        text + ("…" if field is not None else "") for text, field, _, _ in Formatter().parse(template)
    )
