"""Turn a command line into one verb's work: the only module that prints and exits.

Exit status 0 when all is well, 1 for mistakes in content, 2 for wrong usage.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from qunyingpu.engines.build_day import real_day
from qunyingpu.errors import ContentError, Problem, Severity, UsageError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import campaigns_on, timetable
from qunyingpu.outputs.cards import missing_glyphs
from qunyingpu.reading import excerpts, read_all, read_book, read_site, read_theme, unfit_for_release, unknown_featured
from qunyingpu.report import FORMATS, Palette, as_text

T = TypeVar("T")

SETTINGS = "mkdocs.yml"
"""The file whose folder is the root of a project."""


def main() -> NoReturn:
    """Run the verb of the command line and end the process with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console in cp936 lacks rare characters: show a question mark rather than fail.
            stream.reconfigure(errors="replace")
    try:
        sys.exit(cli(prog_name="qunyingpu", standalone_mode=False))
    except ContentError as error:
        click.echo(as_text(error.problems))
        sys.exit(1)
    except UsageError as error:
        _refuse(str(error))
    except click.UsageError as error:
        _refuse(_usage_in_chinese(error))
    except click.Abort:
        _refuse("已中断。")


_HEADINGS = {"Options": "选项", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    """Write the frame of a help page in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Begin with 用法."""
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        """Name the parts 选项 and 命令."""
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context


class _Group(click.Group):
    context_class = _Context
    command_class = _Command


_help = click.help_option("-h", "--help", help="显示这段说明。")


@click.group(
    cls=_Group,
    help="群英谱：检查名录，制作卡片和书。\n\n生成网站用 mkdocs build，本机预览用 mkdocs serve。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    add_help_option=False,
)
@click.option("-C", "folder", metavar="文件夹", default=".", help="在这个文件夹所属的项目里工作；不写即当前文件夹。")
@_help
@click.pass_context
def cli(context: click.Context, folder: str) -> None:
    """Hand the folder to the verb that follows; only a verb that works, not one that helps, needs a project."""
    context.obj = Path(folder)


@cli.command(help="检查全部档案、活动、表彰和设置，一次列出所有问题。", options_metavar="[选项]", add_help_option=False)
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    help="给人看的 text（不写即此）、markdown；给程序看的 json、github、gitlab。",
)
@click.option("--release", is_flag=True, help="正式发布前的检查：网址还是样张（.example）时不通过。")
@_help
@click.pass_obj
def check(folder: Path, *, form: str, release: bool) -> int:
    """Tell every problem of the project; the status is 1 when one of them is an error."""
    root = find_root(folder)
    found = [*_problems(root), *(_unfit(root) if release else ())]
    problems = sorted(found, key=lambda problem: problem.sort_key)
    if form == "text":
        click.echo(as_text(problems, line_of=excerpts(root), palette=_palette()))
    else:
        click.echo(FORMATS[form](problems))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


@cli.command(help="查一天轮到哪个纪念活动，不写日期即今天。", options_metavar="[选项]", add_help_option=False)
@click.option("--on", "day", metavar="日期", help="例如 2027-04-05。")
@click.option("--json", "is_json", is_flag=True, help="给程序看的 JSON。")
@_help
@click.pass_obj
def campaigns(folder: Path, *, day: str | None, is_json: bool) -> int:
    """Tell the campaign of a day, chosen as the site's pages choose it, and what else falls on it."""
    root = find_root(folder)
    asked = _asked_day(day)
    book = read_book(root, today=real_day()).published(Channel.WEB)
    table = timetable(book.campaigns, asked.year, years=1)
    answer = campaigns_on(table, book.campaigns, asked, _site(root).region)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if is_json else _in_words(answer, book))
    return 0


def find_root(folder: Path) -> Path:
    """Return the nearest of *folder* and its parents that has an ``mkdocs.yml``; raise UsageError."""
    if not folder.is_dir():
        raise UsageError(f"没有“{folder}”这个文件夹。")
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return place
    raise UsageError("找不到 mkdocs.yml：请在项目的文件夹里运行，或用 -C 指明项目的文件夹。")


def _problems(root: Path) -> Iterator[Problem]:
    reading = read_all(root, today=real_day())
    problems = list(reading.problems)
    site = _read(lambda: _site(root), problems)
    theme = _read(lambda: read_theme(root), problems) if (root / "theme").is_dir() else None
    yield from problems
    if reading.book and site:
        yield from unknown_featured(root, site, {hero.id for hero in reading.book.heroes})
    if reading.book and site and theme:
        yield from missing_glyphs(reading.book.published(Channel.WEB), site, theme)


def _read(read: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what *read* returns, or None and its mistakes among *problems*, so that the others are told too."""
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def _unfit(root: Path) -> list[Problem]:
    try:
        return list(unfit_for_release(root, _site(root)))
    except ContentError:
        return []  # told already


def _asked_day(day: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(day) if day else real_day()
    except ValueError:
        raise UsageError(f"“{day}”不是日期，请写成 2027-04-05 这样。") from None


def _in_words(answer: dict[str, Any], book: PublishedBook) -> str:
    names = {campaign.id: campaign.name for campaign in book.campaigns}
    campaign = answer["campaign"]
    chosen = f"{campaign['name']}（{campaign['id']}）" if campaign else "没有活动"
    also = "、".join(f"{names[other]}（{other}）" for other in answer["also"])
    return f"{answer['day']}：{chosen}" + (f"\n同日还有：{also}" if also else "")


def _site(root: Path) -> Site:
    # The day is of no account here: nothing is made.
    return read_site(root, as_of=real_day())


def _palette() -> Palette:
    # Where the output is no terminal, click takes the colours out itself.
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Palette.PLAIN if is_plain else Palette.COLOUR


def _usage_in_chinese(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        reason = f"没有“{error.option_name}”这个选项"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        reason = f"{error.param.opts[-1]} 的值写得不对"
    elif isinstance(error, click.BadOptionUsage):
        reason = f"“{error.option_name}”后面缺少它的值"
    else:
        reason = "没有这个命令，或参数写得不对"
    verb = f" {error.ctx.info_name}" if error.ctx and error.ctx.parent else ""
    return f"{reason}。用法见 qunyingpu{verb} --help。"


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
