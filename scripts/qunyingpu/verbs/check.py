"""`qunyingpu check`: every problem of the project at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import find_root, project_problems, unfit_problems
from qunyingpu.engines.pull_request import pull_request_problems
from qunyingpu.engines.versions import base_of
from qunyingpu.errors import Severity, UsageError
from qunyingpu.reading import excerpts
from qunyingpu.report import FORMATS, Palette, as_text
from qunyingpu.verbs.saving import unwritable
from qunyingpu.writing import replace_file


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
@click.option(
    "--changed",
    "base",
    metavar="版本",
    default="",
    help="合并请求用：先列出与这个版本（如 origin/main）相比改过的文件的问题，并查有没有删档案、改别处的文件。",
)
@click.option(
    "--report", "reports", metavar="格式=文件", multiple=True, help="另存一份，例如 gitlab=report.json；可写几次。"
)
@click.option("--release", is_flag=True, help="正式发布前的检查：网址还是样张（.example）时不通过。")
@help_option
@click.pass_obj
def verb(folder: Path, *, form: str, base: str, reports: tuple[str, ...], release: bool) -> int:
    """Tell every problem of the project; the status is 1 when one of them is an error."""
    root = find_root(folder)
    copies = [_copy(words) for words in reports]
    unfit = unfit_problems(root) if release else []
    if base:
        problems = [*pull_request_problems(root, base_of(root, base)), *unfit]
    else:
        problems = sorted([*project_problems(root), *unfit], key=lambda problem: problem.sort_key)
    if form == "text":
        click.echo(as_text(problems, line_of=excerpts(root), palette=palette()))
    else:
        click.echo(FORMATS[form](problems))
    for name, file in copies:
        _save(file, FORMATS[name](problems))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _copy(words: str) -> tuple[str, Path]:
    """Return the format and the file that ``markdown=summary.md`` names; raise UsageError."""
    name, equals, file = words.partition("=")
    if name not in FORMATS or not equals or not file:
        raise UsageError(f"--report 的“{words}”看不懂，请写成 格式=文件；格式有 {'、'.join(FORMATS)}。")
    return name, Path(file)


def _save(file: Path, report: str) -> None:
    try:
        replace_file(file, f"{report}\n".encode())
    except OSError as error:
        raise unwritable(file, error) from None


def palette() -> Palette:
    """Return the colours that this terminal wants; where the output is no terminal, click takes them out itself."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Palette.PLAIN if is_plain else Palette.COLOUR
