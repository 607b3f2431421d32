"""Give the frame of the command line, which is click's, its Chinese words: help pages and what is wrong with a call."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    """Write the frame of a help page in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Begin with 用法."""
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        """Name the parts 选项 and 命令."""
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A verb whose help page is Chinese throughout."""

    context_class = _Context


class VerbGroup(click.Group):
    """The verbs, each loaded from its module when it is asked for; the help page is Chinese throughout."""

    context_class = _Context

    def __init__(self, *, verbs: Mapping[str, str], **settings: Any) -> None:
        """Offer *verbs*, which gives for each name the module that holds its command as ``verb``."""
        super().__init__(**settings)
        self._modules = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs in the order in which they are told."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb *cmd_name*, None where there is none."""
        if cmd_name not in self._modules:
            return None
        verb: click.Command = importlib.import_module(self._modules[cmd_name]).verb
        return verb


class RequiredOption(click.Option):
    """An option that must be given; its help says so in its own words, where click's would be English."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Leave out the remark that it is required."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


help_option = click.help_option("-h", "--help", help="显示这段说明。")


def usage_in_chinese(error: click.UsageError) -> str:
    """Return in one sentence what is wrong with a call, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        reason = f"没有“{error.option_name}”这个选项"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        reason = f"缺少 {_called(error.param)}"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        reason = f"{error.param.opts[-1]} 的值写得不对"
    elif isinstance(error, click.BadOptionUsage):
        reason = f"“{error.option_name}”后面缺少它的值"
    else:
        reason = "没有这个命令，或参数写得不对"
    return f"{reason}。用法见 {error.ctx.command_path if error.ctx else 'qunyingpu'} --help。"


def _called(parameter: click.Parameter) -> str:
    """Return ``-o 文件.pdf`` or 编号."""
    metavar = parameter.metavar or ""
    return metavar if isinstance(parameter, click.Argument) else f"{parameter.opts[0]} {metavar}".strip()
