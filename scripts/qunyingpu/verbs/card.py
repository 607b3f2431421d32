"""`qunyingpu card`: the cards of one hero, or all of them in one picture."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.project import any_site, find_root, sitter_of
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards.orders import Order, ordered_cards, ordered_overview
from qunyingpu.reading import read_theme
from qunyingpu.verbs.saving import unwritable
from qunyingpu.writing import CACHE, save


@click.command(
    cls=ChineseCommand,
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
def verb(  # noqa: PLR0913 - click gives each option by its name
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
        raise unwritable(into, error) from None
    click.echo("\n".join(map(str, pictures)))
    return 0
