"""`qunyingpu book`: the book in ancient style of those who are asked for."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.pace import Stopwatch, halved, second_half, steadily
from qunyingpu.engines.progress import progress_bar
from qunyingpu.engines.project import dated_site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.print import Wanted, a_volume, printed
from qunyingpu.reading import read_book, read_theme
from qunyingpu.verbs.saving import pdf_option, ready_to_print, save_file
from qunyingpu.writing import CACHE, Store


@click.command(
    cls=ChineseCommand,
    help="排印古籍样式的《英雄谱》。不写条件，就收全部可以印刷的英雄。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--ceremony", metavar="表彰", default="", help="只收一次表彰，例如 national-15。")
@click.option("--year", metavar="年", default="", help="只收事发在某年的，例如 2024 或 2020..2024。")
@click.option("--region", metavar="地区", default="", help="只收事发在某地的，例如 320000 或江苏省。")
@pdf_option
@help_option
@click.pass_obj
def verb(folder: Path, *, ceremony: str, year: str, region: str, output: Path) -> int:
    """Write the book in ancient style of those who are asked for."""
    root = ready_to_print(folder, output)
    site, theme = dated_site(root), read_theme(root)
    roll = read_book(root, today=real_day(), cache=Store(root / CACHE).trees).published(Channel.PRINT)
    clock = Stopwatch()
    with progress_bar("排印") as watch:
        # Typesetting takes about as long as setting the lines did.
        volume = a_volume(roll, site, theme, Wanted(ceremony=ceremony, year=year, region=region), halved(watch))
        pdf = steadily(lambda: printed(volume, theme), second_half(watch), steps=volume.size, seconds=clock.seconds)
    return save_file(output, pdf)
