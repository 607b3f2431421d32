"""`qunyingpu kiosk keys`: the keys of a foundation, made once and renewed when one is lost."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import any_site, find_root
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, new_keys, renew_key, require_no_keys
from qunyingpu.verbs.kiosk.options import asked_passphrase, keys_option, new_passphrase


@click.command(
    cls=ChineseCommand,
    help=(
        "建一套密钥：三把根密钥、一把内容密钥、一把撤回密钥。\n\n"
        "root-1 至 root-3 平时用不着，请拷到 U 盘，分放两处，再从电脑上删去；内容、撤回两把用来签每个 U 盘。"
    ),
    options_metavar="[选项]",
    add_help_option=False,
)
@keys_option
@click.option(
    "--renew",
    type=click.Choice((CONTENT, WITHDRAWAL)),
    metavar="用途",
    help="换一把：content 内容，withdrawal 撤回；要有两把根密钥在场。",
)
@help_option
@click.pass_obj
def verb(folder: Path, *, keys: Path, renew: str | None) -> int:
    """Make the keys, or renew one of them."""
    if renew:
        root = renew_key(keys, renew, passphrase=asked_passphrase())
        click.echo(f"已换新，根文件升到第 {root.version} 版。下一个 U 盘会把它带到各展馆，旧密钥随即作废。")
        return 0
    require_no_keys(keys)  # before a passphrase is asked for
    site = any_site(find_root(folder)).host
    root = new_keys(keys, site=site, passphrase=new_passphrase())
    click.echo(f"密钥建好，放在“{keys}”，属于 {root.site}。")
    click.echo("请把 root-1 拷到一个 U 盘，root-2、root-3 拷到另一个，分放两处，再从这台电脑上删去。")
    click.echo("口令写下来，与密钥分开保管。整个文件夹不要交给展馆，也不要上传。")
    return 0
