"""`qunyingpu kiosk bundle`: the kiosk edition on a stick, still to be signed."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.kiosk_edition import kiosk_edition
from qunyingpu.engines.project import find_root
from qunyingpu.hall.bundling import Version, bundle, next_serial
from qunyingpu.hall.roots import FOLDER
from qunyingpu.hall.withdrawals import Withdrawals
from qunyingpu.verbs.kiosk.options import keys_option


@click.command(
    cls=ChineseCommand,
    help="把展馆终端的内容做到 U 盘文件夹里：清单、撤回名单、双击可看的副本、安装说明。做完还要签名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("stick", metavar="U盘文件夹", type=Path)
@keys_option
@click.option("--serial", metavar="号", type=int, help="版本号，只能越来越大；不写就用资料日期，或比 U 盘上的大一。")
@click.option(
    "--show", metavar="编号", multiple=True, help="让展馆自己隐去的这个人重新出现；可写多次。已撤回的不能再出现。"
)
@help_option
@click.pass_obj
def verb(folder: Path, *, stick: Path, keys: Path, serial: int | None, show: tuple[str, ...]) -> int:
    """Make the edition and put it on *stick*."""
    edition = kiosk_edition(find_root(folder))
    number = serial if serial is not None else next_serial(stick, edition.as_of)
    withdrawn = frozenset(edition.withdrawn)
    listed = Withdrawals(site=edition.host, serial=number, withdrawn=withdrawn, shown=frozenset(show) - withdrawn)
    version = Version(serial=number, as_of=edition.as_of.isoformat(), heroes=edition.heroes, withdrawals=listed)
    done = bundle(edition.folder, stick, version, keys / FOLDER, edition.guides)
    written = f"写入 {done.written} 个文件、{done.written_bytes / 1e6:.1f} MB"
    click.echo(
        f"第 {number} 版做好：共 {len(done.manifest.files)} 个文件、{done.manifest.total / 1e6:.1f} MB，{written}。"
    )
    click.echo("接着运行 qunyingpu kiosk sign 签名；没有签名，展馆不会收。")
    return 0
