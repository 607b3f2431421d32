"""`qunyingpu kiosk bundle`: the kiosk edition on a stick, still to be signed."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.kiosk_edition import KioskRoll, kiosk_edition, kiosk_roll
from qunyingpu.engines.project import any_site, dated_site, find_root
from qunyingpu.errors import UsageError
from qunyingpu.hall.bundling import (
    Version,
    bundle,
    keep_serial,
    next_serial,
    offer_reset,
    offer_withdrawals,
    require_root,
)
from qunyingpu.hall.pins import reset_bytes
from qunyingpu.hall.withdrawals import Withdrawals
from qunyingpu.reading import read_hall_guides
from qunyingpu.verbs.kiosk.options import keys_option

WITHDRAWALS, PIN_RESET = "withdrawals", "pin-reset"


@click.command(
    cls=ChineseCommand,
    help="把展馆终端的内容做到 U 盘文件夹里：清单、撤回名单、双击可看的副本、安装说明。做完还要签名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("stick", metavar="U盘文件夹", type=Path)
@keys_option
@click.option(
    "--show", metavar="编号", multiple=True, help="让展馆自己隐去的这个人重新出现；可写多次。已撤回的不能再出现。"
)
@click.option(
    "--only",
    type=click.Choice((WITHDRAWALS, PIN_RESET)),
    metavar="哪样",
    help="只做一样，不做内容：withdrawals 撤回名单，急着撤下一个人时用，几秒就好；pin-reset 让展馆重设忘了的 PIN。",
)
@help_option
@click.pass_obj
def verb(folder: Path, *, stick: Path, keys: Path, show: tuple[str, ...], only: str | None) -> int:
    """Put on *stick* what was asked for; whatever it is bears a serial that nothing made before has borne."""
    root = find_root(folder)
    require_root(keys, any_site(root).host)
    if not stick.is_dir():
        raise UsageError(f"没有“{stick}”这个文件夹。请看 U 盘插好没有，路径写对没有。")
    if only == PIN_RESET:
        told = _reset(root, stick, keys, show)
    else:
        told = _listed_alone(root, stick, keys, show) if only else _bundled(root, stick, keys, show)
    click.echo(f"{told}。\n接着运行 qunyingpu kiosk sign {stick} 签名；没有签名，展馆不会收。")
    return 0


def _reset(root: Path, stick: Path, keys: Path, show: tuple[str, ...]) -> str:
    """Put the order to forget a PIN on *stick*; return what there is to tell."""
    if show:
        raise UsageError("--show 写在撤回名单里，请与 --only withdrawals 或整版内容一起用。")
    number = _new_serial(stick, keys, dated_site(root).as_of)
    offer_reset(stick, reset_bytes(site=any_site(root).host, serial=number), keys, read_hall_guides(root))
    return f"第 {number} 号重置 PIN 的文件做好，只能用一次"


def _listed_alone(root: Path, stick: Path, keys: Path, show: tuple[str, ...]) -> str:
    """Put the list of those withdrawn on *stick*; return what there is to tell."""
    roll = kiosk_roll(root)
    _require_shown(show, roll)
    number = _new_serial(stick, keys, roll.as_of)
    offer_withdrawals(stick, _list(number, roll, show), keys, read_hall_guides(root))
    return f"第 {number} 号撤回名单做好，共 {len(roll.withdrawn)} 人"


def _bundled(root: Path, stick: Path, keys: Path, show: tuple[str, ...]) -> str:
    """Put a whole edition on *stick*; return what there is to tell."""
    if show:
        _require_shown(show, kiosk_roll(root))  # before minutes are spent on pictures
    edition = kiosk_edition(root)
    roll = edition.roll
    number = _new_serial(stick, keys, roll.as_of)
    listed = _list(number, roll, show)
    version = Version(serial=number, as_of=roll.as_of.isoformat(), heroes=edition.heroes, withdrawals=listed)
    done = bundle(edition.folder, stick, version, keys, edition.guides)
    size, written = done.manifest.total / 1e6, done.written_bytes / 1e6
    files = f"共 {len(done.manifest.files)} 个文件、{size:.1f} MB，其中新写 {done.written} 个、{written:.1f} MB"
    return f"第 {number} 版做好：{files}；另有一份双击可看的副本"


def _new_serial(stick: Path, keys: Path, as_of: datetime.date) -> int:
    """Return a serial that nothing made before has borne; it is remembered first, so that none is given twice."""
    number = next_serial(stick, keys, as_of)
    keep_serial(keys, number)
    return number


def _require_shown(show: tuple[str, ...], roll: KioskRoll) -> None:
    """Raise UsageError for whoever cannot be shown again."""
    for hero_id in show:
        if hero_id in roll.withdrawn:
            raise UsageError(f"--show {hero_id}：此人已经撤回，不能再出现。要恢复，先在 permalinks.txt 里改回来。")
        if hero_id not in roll.known:
            raise UsageError(f"--show {hero_id}：名录里没有这个编号。请照档案的文件名抄写。")


def _list(number: int, roll: KioskRoll, show: tuple[str, ...]) -> Withdrawals:
    return Withdrawals(site=roll.host, serial=number, withdrawn=roll.withdrawn, shown=frozenset(show))
