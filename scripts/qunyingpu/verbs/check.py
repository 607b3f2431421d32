"""`qunyingpu check`: every problem of the project at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import find_root, project_problems, unfit_problems
from qunyingpu.errors import Severity
from qunyingpu.reading import excerpts
from qunyingpu.report import FORMATS, Palette, as_text


@click.command(
    cls=ChineseCommand,
    help="检查全部档案、活动、表彰和设置，一次列出所有问题。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    help="给人看的 text（不写即此）、markdown；给程序看的 json、github、gitlab。",
)
@click.option("--release", is_flag=True, help="正式发布前的检查：网址还是样张（.example）时不通过。")
@help_option
@click.pass_obj
def verb(folder: Path, *, form: str, release: bool) -> int:
    """Tell every problem of the project; the status is 1 when one of them is an error."""
    root = find_root(folder)
    found = [*project_problems(root), *(unfit_problems(root) if release else ())]
    problems = sorted(found, key=lambda problem: problem.sort_key)
    if form == "text":
        click.echo(as_text(problems, line_of=excerpts(root), palette=palette()))
    else:
        click.echo(FORMATS[form](problems))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def palette() -> Palette:
    """Return the colours that this terminal wants; where the output is no terminal, click takes them out itself."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Palette.PLAIN if is_plain else Palette.COLOUR
