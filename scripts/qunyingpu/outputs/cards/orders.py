"""Turn what a person asks for, one hero in some sizes, into files; the site's own cards are ordered by the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.checks import order_problems, theme_gaps
from qunyingpu.outputs.cards.overview import overview
from qunyingpu.outputs.cards.studio import Studio, profile_of
from qunyingpu.outputs.cards.styles import dress_of
from qunyingpu.writing import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Cards of *hero* with the *portrait*, if any; no *sizes* means all, no *dress* that of the site."""

    hero: PublishedHero
    portrait: SourceFile | None
    sizes: Sequence[str] = ()
    dress: str = ""


def ordered_cards(order: Order, site: Site, theme: Theme) -> list[Artifact]:
    """Return each card of *order* as ``<id>-<layout>.jpg`` or ``.webp``.

    Raises UsageError for a size or dress that *theme* lacks or that the hero's consent rules out, ContentError for
    characters that no font has and for what the drawing finds wrong.
    """
    drawing = Studio(site, theme).drawing(order.hero, order.portrait, _dress(order, theme), _sizes(order, site, theme))
    paths = (path.rpartition("/")[2] for path in drawing.paths)
    return [Artifact(path, content) for path, content in zip(paths, drawing.make(), strict=True)]


def ordered_overview(order: Order, site: Site, theme: Theme) -> Artifact:
    """Return one picture with all cards of *order*, and what each shows of the photograph.

    Raises what `ordered_cards` raises.
    """
    dress, sizes, hero = _dress(order, theme), _sizes(order, site, theme), order.hero
    style, subject = Studio(site, theme).order(hero, dress, sizes)
    return Artifact(f"{hero.id}.jpg", overview(subject, style, sizes, order.portrait, profile_of(hero)))


def _dress(order: Order, theme: Theme) -> str:
    gaps = tuple(theme_gaps(theme))
    if gaps:
        raise ContentError(gaps)
    if order.dress and order.dress not in theme.card_themes:
        raise UsageError(f"没有“{order.dress}”这套配色，可以写：{'、'.join(sorted(theme.card_themes))}。")
    return order.dress or dress_of(order.hero)


def _sizes(order: Order, site: Site, theme: Theme) -> Sequence[str]:
    unknown = [size for size in order.sizes if size not in theme.layouts]
    if unknown:
        raise UsageError(f"没有“{unknown[0]}”这种画面，可以写：{'、'.join(sorted(theme.layouts))}。")
    wanted = tuple(dict.fromkeys(order.sizes)) or sorted(theme.layouts)
    allowed = [size for size in wanted if theme.layouts[size].channel in order.hero.channels]
    refused = [size for size in wanted if size not in allowed]
    if refused and (order.sizes or not allowed):
        channel = theme.layouts[refused[0]].channel.label
        raise UsageError(f"{order.hero.id} 的公开范围不含“{channel}”，不能制作 {refused[0]}。")
    problems = tuple(order_problems(order.hero, site, theme, allowed))
    if problems:
        raise ContentError(problems)
    return allowed
