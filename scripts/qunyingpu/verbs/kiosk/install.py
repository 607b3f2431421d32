"""`qunyingpu kiosk install`: take a stick into the hall on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.hall.caring import leave_report
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import Installed, install, install_withdrawals, reset_pin, set_up
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.pins import RESET
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import FOLDER, MOST_SIGNATURES, root_name, signature_name
from qunyingpu.hall.slots import ROOT
from qunyingpu.hall.withdrawals import FILE as WITHDRAWALS
from qunyingpu.verbs.kiosk.options import home_option

_FORGOTTEN = "PIN 已经清除，请到维护页重新设置。"
_FORGOTTEN_BEFORE = "重置 PIN 的文件已经用过，PIN 没有变。要再重置，请维护者另做一个。"
_SHOWN_SOON = "终端正在运行的，屏幕随即换上。"


@click.command(
    cls=ChineseCommand,
    help="把 U 盘上的新内容装进这台终端。先核对，再拷贝，最后一步才切换；断电、拔盘都不会坏。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("stick", metavar="U盘文件夹", type=Path)
@home_option
@click.option("--first", is_flag=True, help="这台终端第一次用：认下 U 盘上的根文件。只在装机时写。")
@help_option
def verb(*, stick: Path, home: Path, first: bool) -> int:
    """Take in what *stick* brings; the status is 1 where it is refused."""
    disk = Disk()
    try:
        _require(stick, home, first=first)
        if first:
            _set_up(stick, home, disk)
        for sentence in _taken_in(stick, home, disk):
            click.echo(sentence)
    except Refusal as refusal:
        click.echo(f"{refusal.sentence}[{refusal.code}]")
        return 1
    finally:
        if (home / ROOT).is_file() and _is_ours(stick):
            report = leave_report(home, stick, disk)
            told = f"已写在 U 盘的 {report.name}，请带回" if report else "没有写进 U 盘：U 盘写保护，或没有权限"
            click.echo(f"本机的计数（含致敬）{told}。")
    return 0


def _is_ours(stick: Path) -> bool:
    return any((stick / name).exists() for name in (MANIFEST, WITHDRAWALS, RESET, FOLDER))


def _require(stick: Path, home: Path, *, first: bool) -> None:
    """Raise Refusal where *stick* is none of ours, or *home* no hall yet and this is not its *first* installation."""
    if not stick.is_dir():
        raise Refusal("stick-missing", f"没有“{stick}”这个文件夹。请看 U 盘插好没有，盘符或路径写对没有。")
    if not _is_ours(stick):
        raise Refusal("stick-other", f"“{stick}”里没有给展馆的内容。请写 U 盘最外层的文件夹，或换对的 U 盘。")
    if not first and not (home / ROOT).is_file():
        raise Refusal(
            "home-missing",
            f"“{home}”里还没有内容。第一次装机，请在末尾加 --first；内容放在别处的，请用 --home 写明。",
        )


def _taken_in(stick: Path, home: Path, disk: Disk) -> Iterator[str]:
    """Take in an order to forget the PIN, then a version or a list alone; yield what is to be told of each."""
    try:
        if (stick / RESET).exists():
            yield _FORGOTTEN if reset_pin(stick, home, disk) else _FORGOTTEN_BEFORE
    except Refusal as refusal:
        # An order that was left on the stick must not keep a new version out.
        yield f"重置 PIN 的文件没有用上：{refusal.sentence}[{refusal.code}]"
    if (stick / MANIFEST).exists():
        yield _told(install(stick, home, disk))
    elif (stick / WITHDRAWALS).exists() or not (stick / RESET).exists():
        yield f"已收下撤回名单（第 {install_withdrawals(stick, home, disk)} 号）。{_SHOWN_SOON}"


def _set_up(stick: Path, home: Path, disk: Disk) -> None:
    """Trust the first root of *stick*: whoever sets the machine up has it from the office's own hands."""
    roots, name = stick / FOLDER, root_name(1)
    if not (roots / name).is_file():
        raise Refusal("root-missing", "U 盘上没有根文件，不能用来装机。请拷贝整个文件夹。")
    places = (roots / signature_name(name, place) for place in range(1, MOST_SIGNATURES + 1))
    set_up(home, (roots / name).read_bytes(), [file.read_bytes() for file in places if file.is_file()], disk)


def _told(done: Installed) -> str:
    copied = f"拷贝 {done.copied} 个文件、{done.copied_bytes / 1e6:.1f} MB，沿用 {done.linked} 个"
    return f"已装好第 {done.serial} 版：{copied}。{_SHOWN_SOON}新的一版要是起不来，会自己退回上一版。"
