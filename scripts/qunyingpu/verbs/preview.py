"""`qunyingpu preview`: one hero, or all that a branch changes, as one file to look at."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, RequiredOption, help_option
from qunyingpu.engines.preview_orders import preview_of, preview_since
from qunyingpu.engines.project import find_root
from qunyingpu.engines.versions import base_of
from qunyingpu.errors import Severity, UsageError
from qunyingpu.report import as_text
from qunyingpu.verbs.saving import save_file


@click.command(
    cls=ChineseCommand,
    help="把一位英雄的页面和卡片做成一个网页文件，双击就能看，不必生成网站。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("profile", metavar="编号或文件", required=False, default="")
@click.option(
    "--changed", "base", metavar="版本", default="", help="不写编号，而看与这个版本（如 origin/main）相比改过的档案。"
)
@click.option(
    "-o", "output", cls=RequiredOption, metavar="文件.html", type=Path, required=True, help="存成哪个文件；必须写。"
)
@help_option
@click.pass_obj
def verb(folder: Path, *, profile: str, base: str, output: Path) -> int:
    """Write a preview; the status is 1 when the one profile that was asked for has an error."""
    root = find_root(folder)
    if bool(profile) == bool(base):
        raise UsageError("请写一个编号或档案文件，或用 --changed 写一个版本，两者只写一个。")
    if base:
        return save_file(output, preview_since(root, base_of(root, base)).content)
    page, problems = preview_of(root, profile)
    if problems:
        click.echo(as_text(problems))
    status = save_file(output, page.content)
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else status
