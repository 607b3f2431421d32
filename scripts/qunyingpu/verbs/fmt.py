"""`qunyingpu fmt`: profiles in the canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.formatting import format_files
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.profiles import profiles_named
from qunyingpu.engines.project import find_root
from qunyingpu.verbs.carrying_out import Manner, carry_out, tell


@click.command(
    cls=ChineseCommand,
    short_help="把档案整理成统一的写法。",
    help="把档案整理成统一的写法：英文项目名、固定次序、统一的日期、选项和区划代码；注释跟着原来的内容走。"
    "有错误的文件不动，并指出错误。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("names", metavar="[文件或编号]...", nargs=-1)
@click.option("--check", "is_check", is_flag=True, help="只列出还没有整理的文件，不写入；有的话以 1 结束。")
@click.option("--dry-run", "is_dry", is_flag=True, help="只看会改什么，不写入。")
@help_option
@click.pass_obj
def verb(folder: Path, *, names: tuple[str, ...], is_check: bool, is_dry: bool) -> int:
    """Format the profiles that are named, all where none is; the status is 1 where a file has a mistake."""
    root = find_root(folder)
    done = format_files(profiles_named(root, names), today=real_day())
    changes = Changes.of(root, done.contents)
    if done.problems:
        tell(done.problems, root)
        click.echo(f"这 {len({problem.file for problem in done.problems})} 份有错误，没有动。")
    if is_check:
        for change in changes.changes:
            click.echo(f"{change.path}：还没有整理。请运行 qunyingpu fmt {change.path}")
        return int(bool(done.problems or changes.changes))
    if not changes.changes:
        click.echo("没有要整理的。")
    else:
        for path in done.recoded:
            click.echo(f"{path}：改成 UTF-8 编码、统一换行。")
        carry_out(changes, root, Manner.SHOW if is_dry else Manner.WRITE)
    return int(bool(done.problems))
