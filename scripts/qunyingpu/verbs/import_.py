"""`qunyingpu import`: a spreadsheet into the roll, shown cell by cell before anything is written; and back again.

`verb` chooses by option what is imported; each kind of file gives an `Import`, which `_carry_out` shows and writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qunyingpu.authoring.changes import undo
from qunyingpu.authoring.spreadsheet.importing import Import, import_spreadsheet
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import find_root
from qunyingpu.errors import Problem, Severity, UsageError
from qunyingpu.report import summary

_MOST_LINES = 200
"""Cells that are shown before the question; --dry-run shows all."""


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
        return _take_back(root)
    if file is None:
        raise UsageError("请写要导入的文件，例如 qunyingpu import 名单.xlsx；撤销上一次改动用 --undo。")
    found = import_spreadsheet(file, root, today=real_day())
    return _carry_out(found, root, asks=not is_sure, writes=not is_dry)


def _carry_out(found: Import, root: Path, *, asks: bool, writes: bool) -> int:
    """Show what an import would do, and do it where it is wanted; return the exit status."""
    if found.problems:
        click.echo("\n".join(map(_told, found.problems)) + "\n")
        click.echo(summary(found.problems))
    if found.is_refused:
        click.echo("什么也没有写入。")
        return 1
    _show(found.differs if not writes else found.differs[:_MOST_LINES], len(found.differs))
    new, changed, same = found.counts
    click.echo(f"新增 {new} 份档案，修改 {changed} 份，{same} 份不变。")
    if not found.changes.changes or not writes:
        click.echo("没有要写的。" if not found.changes.changes else "这是预览，什么也没有写入。")
        return 0
    if asks and not click.confirm("写入吗？输入 y 写入，直接回车放弃", prompt_suffix="：", show_default=False):
        click.echo("什么也没有写入。")
        return 0
    found.changes.apply(root)
    click.echo(f"已写入 {len(found.changes.changes)} 个文件。撤销：qunyingpu import --undo")
    return 0


def _take_back(root: Path) -> int:
    back = undo(root)
    click.echo(back.diff(), nl=False)
    click.echo(f"已撤销，恢复了 {len(back.changes)} 个文件。再运行一次，就恢复撤销前的样子。")
    return 0


def _show(lines: Sequence[str], total: int) -> None:
    for line in lines:
        click.echo(line)
    if len(lines) < total:
        click.echo(f"……还有 {total - len(lines)} 处，用 --dry-run 可以看全。")


def _told(problem: Problem) -> str:
    label = problem.code if problem.severity is Severity.ERROR else f"提醒 {problem.code}"
    place = f" {problem.field}" if problem.field else ""
    return f"{problem.file}{place}：{problem.message}{problem.remedy}[{label}]"
