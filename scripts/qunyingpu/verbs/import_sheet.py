"""What `qunyingpu import 名单.xlsx` does: the change is shown cell by cell, then written; or all mistakes are told."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import click

from qunyingpu.authoring.changes import undo
from qunyingpu.authoring.spreadsheet.importing import Import, import_spreadsheet
from qunyingpu.engines.build_day import real_day
from qunyingpu.errors import Problem, Severity
from qunyingpu.report import summary

_MOST_LINES = 200
"""Cells that are shown before something is written; --dry-run shows all."""


class Way(Enum):
    """What becomes of a change once it was shown: nothing, what the answer to a question says, or it is written."""

    SHOW = "show"
    ASK = "ask"
    WRITE = "write"


def import_sheet(root: Path, file: Path, way: Way) -> int:
    """Show what the spreadsheet *file* changes in the project at *root*, and change it; return the exit status."""
    found = import_spreadsheet(file, root, today=real_day())
    if found.problems:
        click.echo("\n".join(map(_told, found.problems)) + "\n")
        click.echo(summary(found.problems))
    if found.is_refused:
        click.echo("什么也没有写入。")
        return 1
    _show(found.differs if way is Way.SHOW else found.differs[:_MOST_LINES], len(found.differs))
    new, changed, same = found.counts
    click.echo(f"新增 {new} 份档案，修改 {changed} 份，{same} 份不变。")
    _finish(found, root, way)
    return 0


def take_back(root: Path) -> int:
    """Take the last change back, whichever verb made it, show what that changed, and return the exit status."""
    back = undo(root)
    click.echo(back.diff(), nl=False)
    click.echo(f"已撤销，恢复了 {len(back.changes)} 个文件。再运行一次，就恢复撤销前的样子。")
    return 0


def _finish(found: Import, root: Path, way: Way) -> None:
    question = "写入吗？输入 y 写入，直接回车放弃"
    if not found.changes.changes:
        click.echo("没有要写的。")
    elif way is Way.SHOW:
        click.echo("这是预览，什么也没有写入。")
    elif way is Way.ASK and not click.confirm(question, prompt_suffix="：", show_default=False):
        click.echo("什么也没有写入。")
    else:
        found.changes.apply(root)
        click.echo(f"已写入 {len(found.changes.changes)} 个文件。撤销：qunyingpu import --undo")


def _show(lines: Sequence[str], total: int) -> None:
    for line in lines:
        click.echo(line)
    if len(lines) < total:
        click.echo(f"……还有 {total - len(lines)} 处，用 --dry-run 可以看全。")


def _told(problem: Problem) -> str:
    label = problem.code if problem.severity is Severity.ERROR else f"提醒 {problem.code}"
    place = f" {problem.field}" if problem.field else ""
    return f"{problem.file}{place}：{problem.message}{problem.remedy}[{label}]"
