"""Ask for what several verbs of the hall need: its home, the folder of the keys, the passphrase that opens them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from qunyingpu.errors import UsageError

PASSPHRASE = "QUNYINGPU_PASSPHRASE"  # noqa: S105 - the name of the variable, not what it holds
"""The variable that holds the passphrase where nobody can type it."""
SHORTEST = 8

home_option = click.option(
    "--home",
    metavar="文件夹",
    type=Path,
    default=Path("qunyingpu-hall"),
    help="终端存放内容的文件夹；不写即当前文件夹下的 qunyingpu-hall。",
)
keys_option = click.option(
    "--keys", metavar="文件夹", type=Path, default=Path("keys"), help="放密钥的文件夹；不写即当前文件夹下的 keys。"
)


def asked_passphrase() -> bytes:
    """Return the passphrase that opens the keys, from the variable or typed unseen."""
    given = os.environ.get(PASSPHRASE)
    return (given if given is not None else _typed("口令")).encode()


def new_passphrase() -> bytes:
    """Return a passphrase for new keys, typed twice; raise UsageError where it is too short to protect anything."""
    given = os.environ.get(PASSPHRASE)
    while given is None:
        given = _long_enough(_typed(f"给密钥设一个口令（至少 {SHORTEST} 个字符）"))
        if _typed("再输一遍") != given:
            click.echo("两遍不一样，请重新输入。")
            given = None
    return _long_enough(given).encode()


def _long_enough(passphrase: str) -> str:
    if len(passphrase) < SHORTEST:
        raise UsageError(f"口令至少 {SHORTEST} 个字符。")
    return passphrase


def _typed(what: str) -> str:
    # Without its own way of asking twice, whose sentences are English.
    typed: str = click.prompt(what, hide_input=True, prompt_suffix="：")
    return typed
