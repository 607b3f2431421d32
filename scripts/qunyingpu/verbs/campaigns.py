"""`qunyingpu campaigns`: what a day shows, or what a year holds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import asked_day
from qunyingpu.engines.campaign_answers import day_answer, year_answer
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError


@click.command(
    cls=ChineseCommand,
    help="查一天轮到哪个纪念活动，不写日期即今天；或列出一年的活动。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--on", "day", metavar="日期", help="例如 2027-04-05。")
@click.option("--year", metavar="年份", help="列出这一年的全部活动，例如 2027。")
@click.option("--json", "is_json", is_flag=True, help="给程序看的 JSON。")
@help_option
@click.pass_obj
def verb(folder: Path, *, day: str | None, year: str | None, is_json: bool) -> int:
    """Tell the campaign of a day, chosen as the site's pages choose it, and what else falls on it; or a whole year."""
    if day is not None and year is not None:
        raise UsageError("--on 和 --year 只写一个。")
    root = find_root(folder)
    answer = year_answer(root, year) if year is not None else day_answer(root, asked_day(day))
    click.echo(json.dumps(answer.data, ensure_ascii=False, indent=2) if is_json else answer.words)
    return 0
