"""`qunyingpu import`: what others keep becomes profiles; the options say what kind of file it is, each has a module."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError
from qunyingpu.verbs.import_sheet import Way, import_sheet, take_back


@click.command(
    cls=ChineseCommand,
    help="导入电子表格（.xlsx、.csv）：逐格列出会改什么，确认后写入。有一处错误就什么也不写。"
    "表里没有的档案、没有的列，都保持原样；没有编号的行是新档案。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("file", metavar="[文件]", type=Path, required=False)
@click.option("--dry-run", "is_dry", is_flag=True, help="只看会改什么，不写入。")
@click.option("--yes", "is_sure", is_flag=True, help="不再询问，直接写入。")
@click.option("--undo", "is_undo", is_flag=True, help="撤销上一次改动。")
@help_option
@click.pass_obj
def verb(folder: Path, *, file: Path | None, is_dry: bool, is_sure: bool, is_undo: bool) -> int:
    """Import what is asked for, or take the last change back."""
    root = find_root(folder)
    if is_undo:
        return take_back(root)
    if file is None:
        raise UsageError("请写要导入的文件，例如 qunyingpu import 名单.xlsx；撤销上一次改动用 --undo。")
    return import_sheet(root, file, Way.SHOW if is_dry else Way.WRITE if is_sure else Way.ASK)
