"""`qunyingpu kiosk serve`: show the hall on this machine, for months."""

from __future__ import annotations

import errno
import signal
import tempfile
import threading
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_moment
from qunyingpu.errors import UsageError
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.launching import Browser, find_browser
from qunyingpu.hall.running import Hall
from qunyingpu.hall.serving import PORT
from qunyingpu.hall.slots import ROOT
from qunyingpu.verbs.kiosk.options import home_option


@click.command(
    cls=ChineseCommand,
    help="在这台终端上显示名录：只在本机提供页面，打开浏览器，看着它，停了就重开。",
    options_metavar="[选项]",
    add_help_option=False,
)
@home_option
@click.option("--port", metavar="端口", type=int, default=PORT, help=f"本机的端口；不写即 {PORT}。")
@click.option("--no-browser", is_flag=True, help="只提供页面，不打开浏览器。")
@help_option
def verb(*, home: Path, port: int, no_browser: bool) -> int:
    """Serve until the process is told to end."""
    if not (home / ROOT).is_file():
        raise UsageError(
            f"“{home}”里还没有内容。请先运行 qunyingpu kiosk install U盘文件夹 --first；内容在别处的，用 --home 写明。"
        )
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with tempfile.TemporaryDirectory(prefix="qunyingpu-browser-", ignore_cleanup_errors=True) as folder:
        browser = None if no_browser else _browser(Path(folder) / "profile")
        click.echo("终端开始运行。要停下，在这个窗口里按 Ctrl+C。")
        try:
            Hall(home, Disk(), now=real_moment, tell=click.echo).run(port, browser, stop)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise UsageError(f"本机的端口 {port} 已被占用，多半是终端已经在运行。要另开一个，请用 --port。") from error
    return 0


def _browser(profile: Path) -> Browser:
    found = find_browser()
    if found is None:
        raise UsageError("没有找到 Chromium、Chrome 或 Edge 浏览器。装好以后再运行，或用环境变量 CHROMIUM 指明。")
    return Browser(found, profile)
