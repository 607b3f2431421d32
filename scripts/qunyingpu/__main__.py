"""Turn a command line into one verb's work: the only module that prints and exits.

Exit status 0 when all is well, 1 for mistakes in content, 2 for wrong usage.
"""

from __future__ import annotations

import datetime
import errno
import io
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from qunyingpu.command_line import ChineseGroup, RequiredOption, help_option, usage_in_chinese
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.campaign_answers import day_answer, year_answer
from qunyingpu.engines.pace import Stopwatch, halved, second_half, steadily
from qunyingpu.engines.plan_orders import FORMATS as PLAN_FORMATS
from qunyingpu.engines.plan_orders import plan_order, planned
from qunyingpu.engines.progress import progress_bar
from qunyingpu.engines.project import (
    any_site,
    dated_site,
    find_root,
    project_problems,
    sitter_of,
    unfit_problems,
)
from qunyingpu.errors import ContentError, Severity, UsageError
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards.orders import Order, ordered_cards, ordered_overview
from qunyingpu.outputs.print import Wanted, a_board, a_volume, printed, require_typst
from qunyingpu.reading import (
    excerpts,
    read_book,
    read_theme,
)
from qunyingpu.report import FORMATS, Palette, as_text
from qunyingpu.writing import CACHE, Store, replace_file, save


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
        _refuse(usage_in_chinese(error))
    except click.Abort:
        _refuse("已中断。")


@click.group(
    cls=ChineseGroup,
    help="群英谱：检查名录，制作卡片和书。\n\n生成网站用 mkdocs build，本机预览用 mkdocs serve。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    add_help_option=False,
)
@click.option("-C", "folder", metavar="文件夹", default=".", help="在这个文件夹所属的项目里工作；不写即当前文件夹。")
@help_option
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
@help_option
@click.pass_obj
def check(folder: Path, *, form: str, release: bool) -> int:
    """Tell every problem of the project; the status is 1 when one of them is an error."""
    root = find_root(folder)
    found = [*project_problems(root), *(unfit_problems(root) if release else ())]
    problems = sorted(found, key=lambda problem: problem.sort_key)
    if form == "text":
        click.echo(as_text(problems, line_of=excerpts(root), palette=_palette()))
    else:
        click.echo(FORMATS[form](problems))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


@cli.command(
    help="查一天轮到哪个纪念活动，不写日期即今天；或列出一年的活动。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--on", "day", metavar="日期", help="例如 2027-04-05。")
@click.option("--year", metavar="年份", help="列出这一年的全部活动，例如 2027。")
@click.option("--json", "is_json", is_flag=True, help="给程序看的 JSON。")
@help_option
@click.pass_obj
def campaigns(folder: Path, *, day: str | None, year: str | None, is_json: bool) -> int:
    """Tell the campaign of a day, chosen as the site's pages choose it, and what else falls on it; or a whole year."""
    if day is not None and year is not None:
        raise UsageError("--on 和 --year 只写一个。")
    root = find_root(folder)
    answer = year_answer(root, year) if year is not None else day_answer(root, _asked_day(day))
    click.echo(json.dumps(answer.data, ensure_ascii=False, indent=2) if is_json else answer.words)
    return 0


@cli.command(
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
    type=click.Choice(PLAN_FORMATS),
    help="text 文字（不写即此）、markdown 议题、xlsx 电子表格、json 给程序看；写了 -o，可由文件名得出。",
)
@click.option("-o", "output", metavar="文件", type=Path, help="存成哪个文件；电子表格必须写。")
@help_option
@click.pass_obj
def plan(  # noqa: PLR0913 - click gives each option by its name
    folder: Path, *, days: str, day: str | None, channel: str, form: str | None, output: Path | None
) -> int:
    """Say or write what publicity staff have before them."""
    order = plan_order(start=_asked_day(day), days=days, channel=channel, form=form or "", output=output)
    made = planned(order, find_root(folder), real_day())
    if output is not None:
        return _save(output, made)
    click.echo(made.decode(), nl=False)
    return 0


@cli.command(
    help="制作一位英雄的卡片：分享卡、海报、展屏等。编号就是档案的文件名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("hero_id", metavar="编号")
@click.option("--size", "sizes", metavar="画面", multiple=True, help="例如 poster；可写几次，不写即全部。")
@click.option("--theme", "dress", metavar="配色", default="", help="例如 paper；不写则按本人的情况。")
@click.option("-o", "into", metavar="文件夹", type=Path, default=Path(), help="存在哪里；不写即当前文件夹。")
@click.option("--open", "is_opened", is_flag=True, help="不存卡片，把全部画面和照片的取景拼成一张图，打开来看。")
@help_option
@click.pass_obj
def card(  # noqa: PLR0913 - click gives each option by its name
    folder: Path, *, hero_id: str, sizes: tuple[str, ...], dress: str, into: Path, is_opened: bool
) -> int:
    """Write the cards of one hero, or show them all in one picture."""
    root = find_root(folder)
    site, theme = any_site(root), read_theme(root)
    hero, portrait = sitter_of(root, hero_id, Channel.WEB)
    order = Order(hero=hero, portrait=portrait, sizes=sizes, dress=dress)
    if is_opened:
        (picture,) = save([ordered_overview(order, site, theme)], into=root / CACHE / "overview")
        click.echo(str(picture))
        click.launch(str(picture))
        return 0
    cards = ordered_cards(order, site, theme)
    try:
        pictures = save(cards, into=into)
    except OSError as error:
        raise _unwritable(into, error) from None
    click.echo("\n".join(map(str, pictures)))
    return 0


_pdf = click.option(
    "-o", "output", cls=RequiredOption, metavar="文件.pdf", type=Path, required=True, help="存成哪个文件；必须写。"
)


@cli.command(
    help="排印古籍样式的《英雄谱》。不写条件，就收全部可以印刷的英雄。", options_metavar="[选项]", add_help_option=False
)
@click.option("--ceremony", metavar="表彰", default="", help="只收一次表彰，例如 national-15。")
@click.option("--year", metavar="年", default="", help="只收事发在某年的，例如 2024 或 2020..2024。")
@click.option("--region", metavar="地区", default="", help="只收事发在某地的，例如 320000 或江苏省。")
@_pdf
@help_option
@click.pass_obj
def book(folder: Path, *, ceremony: str, year: str, region: str, output: Path) -> int:
    """Write the book in ancient style of those who are asked for."""
    root = _ready_to_print(folder, output)
    site, theme = dated_site(root), read_theme(root)
    roll = read_book(root, today=real_day(), cache=Store(root / CACHE).trees).published(Channel.PRINT)
    clock = Stopwatch()
    with progress_bar("排印") as watch:
        # Typesetting takes about as long as setting the lines did.
        volume = a_volume(roll, site, theme, Wanted(ceremony=ceremony, year=year, region=region), halved(watch))
        pdf = steadily(lambda: printed(volume, theme), second_half(watch), steps=volume.size, seconds=clock.seconds)
    return _save(output, pdf)


@cli.command(
    help="印一位英雄的展板、宣传页、荣誉证书、牌匾或桌签。编号就是档案的文件名。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("hero_id", metavar="编号")
@click.option(
    "--format",
    "form",
    metavar="版式",
    default="a3",
    help="a3、a1 展板，handout 宣传页，certificate 荣誉证书，plaque 牌匾，table-card 桌签；不写即 a3。",
)
@_pdf
@help_option
@click.pass_obj
def board(folder: Path, *, hero_id: str, form: str, output: Path) -> int:
    """Write one sheet of one hero."""
    root = _ready_to_print(folder, output)
    site, theme = dated_site(root), read_theme(root)
    hero, portrait = sitter_of(root, hero_id, Channel.PRINT)
    sheet = a_board(hero, form, site, theme, portrait)
    if sheet.remark:
        click.echo(sheet.remark)
    return _save(output, printed(sheet.document, theme))


def _ready_to_print(folder: Path, output: Path) -> Path:
    """Return the root of the project; raise UsageError for what would make the work vain."""
    require_typst()
    if output.suffix.lower() != ".pdf" or output.is_dir():
        raise UsageError(f"“{output}”不是 PDF 文件名，请写成 {output.stem or '英雄谱'}.pdf 这样。")
    return find_root(folder)


_WRITE_REASONS = {errno.ENOENT: "没有这个文件夹", errno.ENOSPC: "磁盘满了"}


def _save(output: Path, content: bytes) -> int:
    try:
        replace_file(output, content)
    except OSError as error:
        raise _unwritable(output, error) from None
    click.echo(str(output))
    return 0


def _unwritable(output: Path, error: OSError) -> UsageError:
    reason = _WRITE_REASONS.get(error.errno or 0, "没有权限，或文件正开着")
    return UsageError(f"写不进“{output}”：{reason}。")


def _asked_day(day: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(day) if day else real_day()
    except ValueError:
        raise UsageError(f"“{day}”不是日期，请写成 2027-04-05 这样。") from None


def _palette() -> Palette:
    # Where the output is no terminal, click takes the colours out itself.
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Palette.PLAIN if is_plain else Palette.COLOUR


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
