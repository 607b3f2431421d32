"""`qunyingpu permalinks`: the addresses that the list of published ones lacks."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.permalinks import listed_with, unlisted
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import find_root
from qunyingpu.reading import PERMALINKS, read_all
from qunyingpu.verbs.carrying_out import Manner, carry_out


@click.command(
    cls=ChineseCommand,
    short_help="补上固定地址清单里缺的行。",
    help="在固定地址清单（heroes/permalinks.txt）里补上缺的行，并排好次序。印出去的二维码靠这份清单长期有效。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--check", "is_check", is_flag=True, help="只列出缺的行，不写入；有缺的以 1 结束。")
@click.option("--dry-run", "is_dry", is_flag=True, help="只看会改什么，不写入。")
@help_option
@click.pass_obj
def verb(folder: Path, *, is_check: bool, is_dry: bool) -> int:
    """Add the lines that are missing, or tell them; the status is then 1."""
    root = find_root(folder)
    missing = unlisted(read_all(root, today=real_day()).problems)
    changes = Changes.of(root, {PERMALINKS: listed_with(root, missing)})
    if is_check:
        for address in missing:
            click.echo(address)
        click.echo(f"清单缺 {len(missing)} 行。补上：qunyingpu permalinks" if missing else "清单是全的。")
        return int(bool(missing))
    if not changes.changes:
        click.echo("清单是全的，没有要写的。")
        return 0
    carry_out(changes, root, Manner.SHOW if is_dry else Manner.WRITE)
    return 0
