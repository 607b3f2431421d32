"""`qunyingpu kiosk …`: the stick for a memorial hall, signed in the office, taken in and served in the hall.

A module for every verb, as in the folder above.
"""

from __future__ import annotations

import importlib.util

import click

from qunyingpu.command_line import VerbGroup, help_option
from qunyingpu.errors import UsageError

_NAMES = ("keys", "bundle", "sign", "install", "serve")


@click.group(
    cls=VerbGroup,
    verbs={name: f"{__name__}.{name}" for name in _NAMES},
    help="展馆终端：建密钥、制作 U 盘、签名；在展馆安装、运行。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    add_help_option=False,
)
@help_option
def verb() -> None:
    """Refuse at once where the extra is missing."""
    if importlib.util.find_spec("cryptography") is None:
        raise UsageError("缺少签名组件。请运行：python -m pip install cryptography")
