"""The handbook tells every field and every message as the program has them: nobody copies them by hand."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path

from qunyingpu.messages import MESSAGES, SECTIONS
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.handbook_pages import handbook_pages
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.shells import Kind, Shell

TEMPLATES = {
    file.name: file.read_text(encoding="utf-8") for file in (Path(__file__).parents[2] / "theme/pages").glob("*.html")
}
SHELL = Shell.split("⟦title⟧⟦description⟧⟦canonical⟧⟦head⟧⟦body⟧")


def _pages() -> dict[str, str]:
    site = Site(name="测试谱", url="https://roll.example/", description="测试", as_of=datetime.date(2026, 11, 23))
    press = Press(site, page_environment(TEMPLATES), dict.fromkeys(Kind, SHELL))
    return {page.path: page.content.decode() for page in handbook_pages(press)}


def _all(fields: tuple[Field, ...]) -> list[Field]:
    return [found for field in fields for found in (field, *_all(field.fields))]


def test_every_field_is_told_with_its_choices() -> None:
    """Title, key, description, example and each word that may be chosen, of the records within records too."""
    page = html.unescape(_pages()["handbook/fields.html"])
    for field in _all(fields_of(Hero)):
        assert field.title in page
        assert f"<code>{field.name}</code>" in page
        assert field.description in page
        assert field.example in page
        assert all(f"<li>{term.label}</li>" in page for term in field.vocabulary or ())
    assert "一行文字，8 至 60 字" in page
    assert "整数，1 至 999 人" in page


def test_a_link_to_a_record_leads_to_its_table() -> None:
    """No jump of the page ends nowhere."""
    page = _pages()["handbook/fields.html"]
    jumps = set(re.findall('href="#([^"]+)"', page))
    assert {"deed", "honours", "members", "martyr"} <= jumps <= set(re.findall('id="([^"]+)"', page))


def test_every_message_is_told_with_its_remedy() -> None:
    """Each code once, under its title, with what is wrong and how to mend it; no blank of the table is left open."""
    page = html.unescape(_pages()["handbook/messages.html"])
    assert re.findall('<div id="([^"]+)">', page) == list(MESSAGES)
    assert page.count("改法：") == len(MESSAGES)
    assert page.count("<em>提醒</em>") == sum(message.severity == "warning" for message in MESSAGES.values())
    assert "用了中文冒号“：”。" in page
    assert not re.search(r"\{\w+\}|改法：</p>", page)
    assert all(f"<h2>{title}</h2>" in page for title in SECTIONS)
