"""`qunyingpu kiosk sign`: the signatures without which no hall takes a stick."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.errors import UsageError
from qunyingpu.hall.bundling import sign
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, key_name, load_key
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.verbs.kiosk.options import asked_passphrase, keys_option


@click.command(
    cls=ChineseCommand, help="给 U 盘上的清单和撤回名单签名。", options_metavar="[选项]", add_help_option=False
)
@click.argument("stick", metavar="U盘文件夹", type=Path)
@keys_option
@help_option
def verb(*, stick: Path, keys: Path) -> int:
    """Sign the manifest and the withdrawals."""
    if not (stick / MANIFEST).is_file():
        raise UsageError(f"“{stick}”里没有清单 {MANIFEST}。请先运行 qunyingpu kiosk bundle。")
    passphrase = asked_passphrase()
    content, withdrawals = (load_key(keys / key_name(role), passphrase) for role in (CONTENT, WITHDRAWAL))
    sign(stick, content=content, withdrawals=withdrawals)
    click.echo("已签名，可以送到展馆。")
    return 0
