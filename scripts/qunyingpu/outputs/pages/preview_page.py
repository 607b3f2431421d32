"""Turn heroes, as they were and as they would be, into one page that holds all it shows and asks for nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.hero_pages import hero_body
from qunyingpu.outputs.pages.press import Press
from qunyingpu.writing import Artifact

_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
_LINKS = re.compile(r"(<(?:a|img)\b[^>]*?) (href|src|data-src)=\"(?!https?://|data:)([^\"]*)\"")
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A hero as seen in one state: *book* shows this hero alone, with its *cards*; or *note* says why there is none."""

    book: PublishedBook | None
    cards: tuple[Artifact, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One profile in a preview.

    *fate* is 新增, 修改, 删除 or empty; *changes* are titles with their pieces, each a text and whether it was taken
    away (``del``), added (``ins``) or neither (empty); *problems* are sentences. *before* is None where there is
    nothing to compare with, *after* where nothing is left.
    """

    name: str
    file: str
    fate: str
    changes: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    problems: Sequence[str]
    before: Sight | None
    after: Sight | None


def preview_page(exhibits: Sequence[Exhibit], site: Site, templates: Mapping[str, str], *, left_out: int) -> Artifact:
    """Return ``preview.html`` with *exhibits*, and how many were *left_out*.

    *templates* are those of the theme, with ``frame.html``, ``frame.css`` and ``site.css`` of the preview among them.
    """
    press = Press(site, page_environment(templates), {})
    style = _FONT_FACE.sub("", templates["site.css"]) + templates["frame.css"]
    context = {
        "site": site,
        "style": Markup(style),  # noqa: S704 - the theme's own style sheets
        "exhibits": [_shown(exhibit, press) for exhibit in exhibits],
        "left_out": left_out,
    }
    return Artifact("preview.html", press.render("frame.html", context).encode())


def _shown(exhibit: Exhibit, press: Press) -> Mapping[str, object]:
    before, after = exhibit.before, exhibit.after
    same = before is not None and after is not None and bool(after.cards) and before.cards == after.cards
    return {
        "exhibit": exhibit,
        "before": _seen(before, press) if before else None,
        "after": _seen(after, press) if after else None,
        "same_cards": same,
    }


def _seen(sight: Sight, press: Press) -> Mapping[str, object]:
    pictures = {card.path: _data_uri(card) for card in sight.cards}
    body = Markup()
    if sight.book:
        (hero,) = sight.book.heroes
        body = _self_contained(hero_body(hero, sight.book, press), pictures)
    return {"note": sight.note, "body": body, "cards": [(path, pictures[path]) for path in pictures]}


def _self_contained(html: Markup, pictures: Mapping[str, str]) -> Markup:
    """Return *html* with its cards in it; links into the site, which is not there, lead nowhere."""

    def kept(match: re.Match[str]) -> str:
        tag, attribute, address = match.groups()
        picture = pictures.get(address.rpartition("/")[2]) if attribute == "src" else None
        return f'{tag} src="{picture}"' if picture else tag

    before, done = "", str(html)
    while done != before:  # a tag may carry two such attributes
        before, done = done, _LINKS.sub(kept, done)
    return Markup(done)  # noqa: S704 - only addresses were taken out of finished markup, and our own pictures put in


def _data_uri(card: Artifact) -> str:
    kind = _TYPES[card.path.rpartition(".")[2]]
    return f"data:{kind};base64,{base64.b64encode(card.content).decode('ascii')}"
