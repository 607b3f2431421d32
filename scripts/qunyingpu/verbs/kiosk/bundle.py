"""`qunyingpu kiosk bundle`: the kiosk edition on a stick, still to be signed."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.kiosk_edition import KioskEdition, kiosk_edition, withdrawals_of
from qunyingpu.engines.project import any_site, dated_site, find_root
from qunyingpu.hall.bundling import Version, bundle, keep_serial, next_serial, offer_reset, offer_withdrawals
from qunyingpu.hall.pins import reset_bytes
from qunyingpu.hall.withdrawals import Withdrawals
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
    if only == PIN_RESET:
        number = next_serial(stick, keys, dated_site(root).as_of)
        offer_reset(stick, reset_bytes(site=any_site(root).host, serial=number), keys)
        told = f"第 {number} 号重置 PIN 的文件做好，只能用一次"
    elif only == WITHDRAWALS:
        host, as_of, withdrawn = withdrawals_of(root)
        number = next_serial(stick, keys, as_of)
        offer_withdrawals(stick, _listed(host, number, withdrawn, show), keys)
        told = f"第 {number} 号撤回名单做好，共 {len(withdrawn)} 人"
    else:
        number, told = _bundled(kiosk_edition(root), stick, keys, show)
    keep_serial(keys, number)
    click.echo(f"{told}。\n接着运行 qunyingpu kiosk sign 签名；没有签名，展馆不会收。")
    return 0


def _bundled(edition: KioskEdition, stick: Path, keys: Path, show: tuple[str, ...]) -> tuple[int, str]:
    """Put *edition* on *stick*; return its serial and what there is to tell."""
    number = next_serial(stick, keys, edition.as_of)
    listed = _listed(edition.host, number, edition.withdrawn, show)
    version = Version(serial=number, as_of=edition.as_of.isoformat(), heroes=edition.heroes, withdrawals=listed)
    done = bundle(edition.folder, stick, version, keys, edition.guides)
    size, written = done.manifest.total / 1e6, done.written_bytes / 1e6
    files = f"共 {len(done.manifest.files)} 个文件、{size:.1f} MB，其中新写 {done.written} 个、{written:.1f} MB"
    return number, f"第 {number} 版做好：{files}；另有一份双击可看的副本"


def _listed(host: str, number: int, withdrawn: tuple[str, ...], show: tuple[str, ...]) -> Withdrawals:
    gone = frozenset(withdrawn)
    return Withdrawals(site=host, serial=number, withdrawn=gone, shown=frozenset(show) - gone)
