"""`qunyingpu kiosk sign`: the signatures without which no hall takes a stick."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.errors import UsageError
from qunyingpu.hall.bundling import sign
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, key_name, load_key
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.pins import RESET
from qunyingpu.hall.withdrawals import FILE as WITHDRAWALS
from qunyingpu.verbs.kiosk.options import asked_passphrase, keys_option


@click.command(
    cls=ChineseCommand,
    help="给 U 盘上的清单、撤回名单、重置 PIN 的文件签名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("stick", metavar="U盘文件夹", type=Path)
@keys_option
@help_option
def verb(*, stick: Path, keys: Path) -> int:
    """Sign the manifest, the withdrawals and the order to forget a PIN, as far as they are there."""
    if not any((stick / name).is_file() for name in (MANIFEST, WITHDRAWALS, RESET)):
        raise UsageError(f"“{stick}”里没有要签名的文件。请先运行 qunyingpu kiosk bundle。")
    passphrase = asked_passphrase()
    has_content = (stick / MANIFEST).is_file()
    content = load_key(keys / key_name(CONTENT), passphrase) if has_content else None
    signed = sign(stick, content=content, withdrawals=load_key(keys / key_name(WITHDRAWAL), passphrase))
    click.echo(f"已签名（{'、'.join(signed)}），可以送到展馆。")
    return 0
