"""`qunyingpu import`: drafts from old newspaper text."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, RequiredOption, help_option
from qunyingpu.engines.project import find_root
from qunyingpu.model.vocabulary import ConsentBasis
from qunyingpu.verbs.import_text import Way, import_old_text


@click.command(
    cls=ChineseCommand,
    help="把旧报道整理成档案草稿：每一项都注明据原文哪一行，原文没有的不填。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--text", cls=RequiredOption, metavar="文件", type=Path, required=True, help="旧报道的文本；必须写。")
@click.option("-o", "into", metavar="文件夹", type=Path, default=None, help="草稿存到这个文件夹，不进名录。")
@click.option("--yes", "is_sure", is_flag=True, help="把可以放进名录的草稿写入 heroes 文件夹；不写只看会改什么。")
@click.option(
    "--basis",
    metavar="公开依据",
    type=click.Choice([term.label for term in ConsentBasis]),
    default=None,
    help="由经手人声明：本人同意、监护人同意或公开报道；不写则留待补。",
)
@help_option
@click.pass_obj
def verb(folder: Path, *, text: Path, into: Path | None, is_sure: bool, basis: str | None) -> int:
    """Tell what a text offers, and write drafts where that is wanted."""
    stated = ConsentBasis.parse(basis).id if basis else ""
    way = Way.WRITE if is_sure else Way.SHOW
    return import_old_text(find_root(folder), text, into=into, way=way, basis=stated)
