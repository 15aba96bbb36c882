"""The command line's own words in Chinese: help pages and usage errors (Typer speaks English only)."""

import inspect
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

FOOT = """\
退出码：
  0   正常
  1   有未处理的严重问题（只有提示时为 0），或者还不能定稿；核对、比较时，有不符或不同
  2   命令写法不对
  3   没有可做的事，或没有可生成的内容
  70  程序出错"""

_HINT = "写法见 fazhi --help"


class Command(TyperCommand):
    """A command whose help page is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page as text."""
        return _page(self, ctx, [])


class Group(TyperGroup):
    """The program itself: lists its commands."""

    def get_help(self, ctx: Any) -> str:
        """The help page as text."""
        names = self.list_commands(ctx)
        commands = [(name, self.get_command(ctx, name)) for name in names]
        listed = [(name, _first_line(command.help)) for name, command in commands if command is not None]
        return f"{_page(self, ctx, listed)}\n\n{FOOT}"


def usage_error(error: typer.TyperException) -> str:
    """What is wrong with a command as typed, in one Chinese line; the help page where nothing was typed."""
    param = getattr(error, "param", None)
    named = _shown(param) if isinstance(param, TyperArgument | TyperOption) else ""
    match type(error).__name__:  # Typer gives the class of BadParameter alone
        case "NoArgsIsHelpError":
            return error.message
        case "NoSuchOption":
            return f"没有这个选项：{getattr(error, 'option_name', '')}（{_HINT}）"
        case "MissingParameter":
            return f"缺少{named}（{_HINT}）"
        case "BadParameter" if named:
            return f"{named}的值不对：应为{getattr(param, 'help', '')}"
        case "BadParameter":
            return error.message
    return f"命令写法不对（{_HINT}）"


def _page(command: TyperCommand | TyperGroup, ctx: Any, commands: list[tuple[str, str]]) -> str:
    params = command.get_params(ctx)
    arguments = [p for p in params if isinstance(p, TyperArgument)]
    options = [p for p in params if isinstance(p, TyperOption)]
    usage = [ctx.command_path, "[选项]", *(_shown(p) for p in arguments), *(["命令"] if commands else [])]
    sections = [
        f"用法：{' '.join(usage)}",
        inspect.cleandoc(command.help or ""),
        _section("命令", commands),
        _section("参数", [(_shown(p), p.help or "") for p in arguments]),
        _section("选项", [(_shown(p), _option_help(p)) for p in options]),
    ]
    return "\n\n".join(filter(None, sections))


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    width = max((_width(name) for name, _ in rows), default=0)
    lines = [f"  {name}{' ' * (width - _width(name))}  {text}" for name, text in rows]
    return "\n".join([f"{title}：", *lines]) if rows else ""


def _shown(param: TyperArgument | TyperOption) -> str:
    metavar = f" {param.metavar}" if param.metavar else ""
    return param.metavar or param.name if isinstance(param, TyperArgument) else param.opts[-1] + metavar


def _option_help(param: TyperOption) -> str:
    return "显示帮助" if "--help" in param.opts else param.help or ""


def _first_line(text: str | None) -> str:
    return inspect.cleandoc(text or "").partition("\n")[0]


def _width(text: str) -> int:
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)
