"""The guide to all rules, made from their YAML: `python -m tasks.catalogue.export` writes it."""

from collections.abc import Iterator

from tasks.catalogue.rulebook import Entry, effect, load_rulebook, without_fields
from tasks.settings import Settings

PATH = "docs/guides/rules.zh-CN.md"

_HEAD = """\
# 审核规则

本页由系统按 `expectations/` 里的规则生成，不要直接修改。查一条规则：`fazhi explain 规则代码或问题标题`。

**严重**：整份文件、整个数据集的，退回修改；一行、一个单元格的，该处不采用；数据之间的，定稿前必须解决。
**提示**：照常采用，请核对或说明。**说明**：不用处理。
"""


def rules_page(settings: Settings) -> str:
    """The guide's text: every rule by suite."""
    parts = [_HEAD]
    for title, entries in load_rulebook(settings).by_suite().items():
        parts.append(f"## {title}\n")
        parts += ["\n".join(_rule(entry)) for entry in entries]
    return "\n".join(parts)


def _rule(entry: Entry) -> Iterator[str]:
    rule, check = entry.rule, entry.checks[0]
    yield f"### {rule.title}\n"
    yield f"`{rule.code}`　{check.severity.label}，{check.scope.label}：{effect(check)}\n"
    yield f"- 为什么：{_plain(rule.why)}"
    yield f"- 怎样改：{_plain(without_fields(rule.mend))}"
    yield f"- 这样不对：{_plain(rule.wrong)}"
    yield f"- 这样就对：{_plain(rule.right)}\n"


def _plain(text: str) -> str:
    """One line without Markdown's marks: an example may hold * or #."""
    line = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_<>#[]|" else c for c in line)
