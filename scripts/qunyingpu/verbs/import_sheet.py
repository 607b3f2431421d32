"""What `qunyingpu import 名单.xlsx` does: the change is shown cell by cell, then written; or all mistakes are told."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring.changes import undo
from qunyingpu.authoring.spreadsheet.importing import import_spreadsheet
from qunyingpu.engines.build_day import real_day
from qunyingpu.errors import Problem, Severity
from qunyingpu.report import summary
from qunyingpu.verbs.carrying_out import Manner, settle, show, told


def import_sheet(root: Path, file: Path, manner: Manner) -> int:
    """Show what the spreadsheet *file* changes in the project at *root*, and change it; return the exit status."""
    found = import_spreadsheet(file, root, today=real_day())
    if found.problems:
        click.echo("\n".join(map(_told, found.problems)) + "\n")
        click.echo(summary(found.problems))
    if found.is_refused:
        click.echo("什么也没有写入。")
        return 1
    show(found.differs, manner)
    new, changed, same = found.counts
    click.echo(f"新增 {new} 份档案，修改 {changed} 份，{same} 份不变。")
    settle(found.changes, root, manner)
    return 0


def take_back(root: Path) -> int:
    """Take the last change back, whichever verb made it, show what that changed, and return the exit status."""
    with told(root):
        back = undo(root)
    click.echo(back.diff(), nl=False)
    click.echo(f"已撤销，恢复了 {len(back.changes)} 个文件。再运行一次，就恢复撤销前的样子。")
    return 0


def _told(problem: Problem) -> str:
    label = problem.code if problem.severity is Severity.ERROR else f"提醒 {problem.code}"
    place = f" {problem.field}" if problem.field else ""
    return f"{problem.file}{place}：{problem.message}{problem.remedy}[{label}]"
