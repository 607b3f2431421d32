"""`qunyingpu plan`: what publicity staff have before them."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import asked_day, real_day
from qunyingpu.engines.plan_orders import FORMATS, plan_order, planned
from qunyingpu.engines.project import find_root
from qunyingpu.verbs.saving import save_file


@click.command(
    cls=ChineseCommand,
    help="列出近期的纪念活动、建议的人物、尚缺的照片和授权、待办和往年的做法。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--next", "days", metavar="天数", default="90", help="往后看多少天，0 至 400；不写即 90。")
@click.option("--from", "day", metavar="日期", help="从哪天算起，例如 2027-03-01；不写即今天。")
@click.option(
    "--channel",
    metavar="渠道",
    default="",
    help="只核对一个渠道的授权：web 网站、kiosk 展馆、print 印刷、social 社交媒体；不写即都核对。",
)
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(FORMATS),
    help="text 文字（不写即此）、markdown 议题、xlsx 电子表格、json 给程序看；写了 -o，可由文件名得出。",
)
@click.option("-o", "output", metavar="文件", type=Path, help="存成哪个文件；电子表格必须写。")
@help_option
@click.pass_obj
def verb(  # noqa: PLR0913 - click gives each option by its name
    folder: Path, *, days: str, day: str | None, channel: str, form: str | None, output: Path | None
) -> int:
    """Say or write what publicity staff have before them."""
    order = plan_order(start=asked_day(day), days=days, channel=channel, form=form or "", output=output)
    made = planned(order, find_root(folder), real_day())
    if output is not None:
        return save_file(output, made)
    click.echo(made.decode(), nl=False)
    return 0
