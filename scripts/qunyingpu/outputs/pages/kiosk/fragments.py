"""Turn heroes and campaigns into the fragments that the kiosk shows at a touch."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from qunyingpu.model.campaign import Campaign
from qunyingpu.occasions import title_lines
from qunyingpu.outputs.pages.campaign_pages import MOST_TALES, campaign_line, tale_of
from qunyingpu.outputs.pages.hero_pages import Biographer
from qunyingpu.outputs.pages.kiosk.scripts import call
from qunyingpu.outputs.pages.mourning import Selections
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.wording import count_label
from qunyingpu.qr import qr_code
from qunyingpu.story import story_html, story_text
from qunyingpu.writing import Artifact


def hero_fragments(biographer: Biographer) -> Iterator[Artifact]:
    """Yield ``kiosk/heroes/<id>.js`` of everyone in the book of *biographer*, all of whom halls may show."""
    # numpy, which one page alone does without, takes longer to load than that page to make.
    from qunyingpu.qr_series import svg_paths  # noqa: PLC0415

    press = biographer.press
    heroes = biographer.book.heroes
    addresses = [press.site.address(hero.path) for hero in heroes]
    side = qr_code(addresses[0]).size if addresses else 0
    for hero, path in zip(heroes, svg_paths(addresses), strict=True):
        spoken = "\n".join(text for text in (hero.name, hero.deed.summary, story_text(hero.deed.story)) if text)
        context = {**biographer.context_of(hero), "side": side, "code": path, "spoken": spoken}
        name = f"heroes/{hero.id}"
        yield Artifact(f"kiosk/{name}.js", call("QYPKiosk.fragment", name, press.render("kiosk_hero.html", context)))


def campaign_fragments(selections: Selections, press: Press) -> Iterator[Artifact]:
    """Yield ``kiosk/campaigns/<id>.js`` of every campaign."""
    for campaign in selections.book.campaigns:
        name, words = f"campaigns/{campaign.id}", press.render("kiosk_campaign.html", _context(campaign, selections))
        yield Artifact(f"kiosk/{name}.js", call("QYPKiosk.fragment", name, words))


def _context(campaign: Campaign, selections: Selections) -> dict[str, object]:
    selected, mourned = selections.of(campaign), selections.mourned_by(campaign)
    return {
        "campaign": campaign,
        "lines": title_lines(campaign.name),
        "line": campaign_line(campaign, mourned),
        "text": Markup(story_html(campaign.text)),  # noqa: S704 - safe by its module's promise
        "mourned": mourned,
        "count": count_label(item.hero for item in selected) if selected else "",
        "tales": [tale_of(campaign, item) for item in selected[:MOST_TALES]],
    }
