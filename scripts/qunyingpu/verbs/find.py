"""`qunyingpu find`: where the profile of somebody is."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring.finding import found_heroes, told_hero
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.profiles import sound_profiles
from qunyingpu.engines.project import find_root


@click.command(
    cls=ChineseCommand,
    short_help="查档案：按姓名、拼音、编号、地点或年份。",
    help="查档案：姓名（曾用名、化名、成员）的任何一部分、拼音或首字母、编号、地点、年份；写几个词，就要几个都符合。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("words", metavar="词...", nargs=-1, required=True)
@help_option
@click.pass_obj
def verb(folder: Path, *, words: tuple[str, ...]) -> int:
    """Tell every profile that is meant, one a line, and which files could not be searched."""
    known = sound_profiles(find_root(folder), today=real_day())
    hits = found_heroes(known.heroes, words)
    for hero in hits:
        click.echo(told_hero(hero, known.withdrawn))
    click.echo(f"找到 {len(hits)} 份档案。" if hits else f"没有找到“{' '.join(words)}”。")
    if known.broken:
        click.echo(f"{len(known.broken)} 份有错误，没有查：{'、'.join(known.broken[:5])}。请先运行 qunyingpu check。")
    return 0
