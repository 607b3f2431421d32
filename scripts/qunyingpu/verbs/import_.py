"""`qunyingpu import`: what others keep becomes profiles; the options say what kind of file it is, each has a module."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError
from qunyingpu.model.vocabulary import ConsentBasis
from qunyingpu.verbs.carrying_out import manner_of, manner_options
from qunyingpu.verbs.import_sheet import import_sheet, take_back
from qunyingpu.verbs.import_text import import_old_text


@click.command(
    cls=ChineseCommand,
    help="导入电子表格（.xlsx、.csv）：逐格列出会改什么，确认后写入。有一处错误就什么也不写。"
    "表里没有的档案、没有的列，都保持原样；没有编号的行是新档案。\n\n"
    "加 --text，把旧报道整理成档案草稿：每一项都注明据原文哪一行，原文没有的不填。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("file", metavar="[文件]", type=Path, required=False)
@manner_options
@click.option("--undo", "is_undo", is_flag=True, help="撤销上一次改动。")
@click.option("--text", "is_text", is_flag=True, help="文件是旧报道的文本。")
@click.option("-o", "into", metavar="文件夹", type=Path, default=None, help="旧报道的草稿存到这个文件夹，不进名录。")
@click.option(
    "--basis",
    metavar="公开依据",
    type=click.Choice([term.label for term in ConsentBasis]),
    default=None,
    help="旧报道：由经手人声明本人同意、监护人同意或公开报道；不写则留待补。",
)
@help_option
@click.pass_obj
def verb(  # noqa: PLR0913 - an option each
    folder: Path,
    *,
    file: Path | None,
    is_dry: bool,
    is_sure: bool,
    is_undo: bool,
    is_text: bool,
    into: Path | None,
    basis: str | None,
) -> int:
    """Import what is asked for, or take the last change back."""
    root = find_root(folder)
    if is_undo:
        return take_back(root)
    if file is None:
        raise UsageError("请写要导入的文件，例如 qunyingpu import 名单.xlsx；撤销上一次改动用 --undo。")
    manner = manner_of(is_dry=is_dry, is_sure=is_sure)
    if is_text:
        stated = ConsentBasis.parse(basis).id if basis else ""
        return import_old_text(root, file, into=into, manner=manner, basis=stated)
    return import_sheet(root, file, manner)
