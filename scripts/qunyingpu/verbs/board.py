"""`qunyingpu board`: one printed sheet of one hero."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import dated_site, sitter_of
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.print import a_board, printed
from qunyingpu.reading import read_theme
from qunyingpu.verbs.saving import pdf_option, ready_to_print, save_file


@click.command(
    cls=ChineseCommand,
    help="印一位英雄的展板、宣传页、荣誉证书、牌匾或桌签。编号就是档案的文件名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("hero_id", metavar="编号")
@click.option(
    "--format",
    "form",
    metavar="版式",
    default="a3",
    help="a3、a1 展板，handout 宣传页，certificate 荣誉证书，plaque 牌匾，table-card 桌签；不写即 a3。",
)
@pdf_option
@help_option
@click.pass_obj
def verb(folder: Path, *, hero_id: str, form: str, output: Path) -> int:
    """Write one sheet of one hero."""
    root = ready_to_print(folder, output)
    site, theme = dated_site(root), read_theme(root)
    hero, portrait = sitter_of(root, hero_id, Channel.PRINT)
    sheet = a_board(hero, form, site, theme, portrait)
    if sheet.remark:
        click.echo(sheet.remark)
    return save_file(output, printed(sheet.document, theme))
