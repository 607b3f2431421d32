"""`qunyingpu form`: 填表.html, which staff open with a double click and fill in without network."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import any_site, find_root
from qunyingpu.errors import UsageError
from qunyingpu.outputs.form import form_page
from qunyingpu.reading import read_theme
from qunyingpu.verbs.saving import save_file


@click.command(
    cls=ChineseCommand,
    help="生成“填表.html”：一个文件，双击打开，不联网，填好生成压缩包。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option(
    "-o", "output", metavar="文件", type=Path, default=Path("填表.html"), help="存成哪个文件；不写即 填表.html。"
)
@help_option
@click.pass_obj
def verb(folder: Path, *, output: Path) -> int:
    """Write the form of the project."""
    if output.suffix.lower() not in {".html", ".htm"} or output.is_dir():
        raise UsageError(f"“{output}”不是网页的文件名，请写成 {output.stem or '填表'}.html 这样。")
    root = find_root(folder)
    return save_file(output, form_page(any_site(root), read_theme(root)))
