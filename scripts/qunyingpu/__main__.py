"""Turn a command line into one verb's work and end the process with its status.

Exit status 0 when all is well, 1 for mistakes in content, 2 for wrong usage.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import NoReturn

import click

from qunyingpu.command_line import VerbGroup, help_option, usage_in_chinese
from qunyingpu.errors import ContentError, UsageError
from qunyingpu.report import as_text
from qunyingpu.verbs import VERBS


def main() -> NoReturn:
    """Run the verb of the command line and end the process with its status."""
    # While a verb's modules are loaded much is made and nothing dropped: the collector would look at it all in vain.
    gc.set_threshold(100_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console in cp936 lacks rare characters: show a question mark rather than fail.
            stream.reconfigure(errors="replace")
    try:
        sys.exit(cli(prog_name="qunyingpu", standalone_mode=False))
    except ContentError as error:
        click.echo(as_text(error.problems))
        sys.exit(1)
    except UsageError as error:
        _refuse(str(error))
    except click.UsageError as error:
        _refuse(usage_in_chinese(error))
    except click.Abort:
        _refuse("已中断。")


@click.group(
    cls=VerbGroup,
    verbs=VERBS,
    help="群英谱：检查名录，制作卡片和书。\n\n生成网站用 mkdocs build，本机预览用 mkdocs serve。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    add_help_option=False,
)
@click.option("-C", "folder", metavar="文件夹", default=".", help="在这个文件夹所属的项目里工作；不写即当前文件夹。")
@help_option
@click.pass_context
def cli(context: click.Context, folder: str) -> None:
    """Hand the folder to the verb that follows; only a verb that works, not one that helps, needs a project."""
    context.obj = Path(folder)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
