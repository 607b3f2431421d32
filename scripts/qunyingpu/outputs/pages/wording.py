"""Turn values into the words and small spans that pages set: counts, dates, places, names, clauses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind, Outcome
from qunyingpu.stele import name_parts

_DIGITS = "〇一二三四五六七八九"
_CLAUSE = re.compile(r"[^，。；！？：]+[，。；！？：]?[”’》）]*")
_QUANTITY = re.compile(
    r"(<[^>]*>|\d+(?:[.·]\d+)*(?:余|多)?(?:年|月|日|时|分|人|名|位|个|岁|次|米|公里|千米|里|万|亿|元|块|件|度|周年|%))"
)
_TWO_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]{2}")


def count_label(heroes: Iterable[PublishedHero]) -> str:
    """Return ``22 位，5 个群体``: people and groups are counted apart, what is none is left out."""
    kinds = [hero.kind for hero in heroes]
    groups = kinds.count(Kind.GROUP)
    people = len(kinds) - groups
    parts = (f"{people} 位" if people or not groups else "", f"{groups} 个群体" if groups else "")
    return "，".join(part for part in parts if part)


def number_in_words(number: int) -> str:
    """Return 十七 for 17 and so on below a hundred, figures from there on, where words only tire."""
    if not 0 < number < 100:
        return f" {number} "
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def digits_in_words(number: int) -> str:
    """Return 二〇二四 for 2024, as years stand in vertical lines."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def day_label(day: datetime.date) -> str:
    """Return ``2024年6月24日``."""
    return PartialDate(day.year, day.month, day.day).label


def span_label(start: datetime.date, end: datetime.date) -> str:
    """Return ``4月1日至10日``, ``12月31日至1月3日``, or one day; the year is left to what stands around it."""
    first = f"{start.month}月{start.day}日"
    if start == end:
        return first
    month = f"{end.month}月" if (end.year, end.month) != (start.year, start.month) else ""
    return f"{first}至{month}{end.day}日"


def has_fallen(hero: PublishedHero) -> bool:
    """Tell whether the person, or anyone of the group, died: such a stele is set in ink."""
    if hero.deed.outcome is Outcome.MIXED:
        return bool(hero.fallen) or not any(member.outcome for member in hero.members)
    return hero.is_mourned


def outcome_label(hero: PublishedHero) -> str:
    """Return 牺牲, 负伤, 平安; of a group whose members fared differently, 有成员牺牲 only where someone died."""
    if hero.deed.outcome is Outcome.MIXED and not has_fallen(hero):
        injured = any(member.outcome is Outcome.INJURED for member in hero.members)
        return "有成员负伤" if injured else Outcome.SAFE.label
    return hero.deed.outcome.label


def honour_title(honour: Honour) -> str:
    """Return the title in the words of its source, with （追授） where these do not say so."""
    says_so = not honour.posthumous or any(word in honour.title for word in ("追授", "追记", "追认"))
    return honour.title if says_so else f"{honour.title}（追授）"


@lru_cache(maxsize=65536)
def set_name(name: str) -> Markup:
    """Return *name* as it is set: two characters with a space between them, long names with places to break."""
    if _TWO_HAN.fullmatch(name):
        return Markup('<span class="name2">{}</span>').format(name)
    return Markup("<wbr>").join(name_parts(name))


def clauses(text: str) -> Markup:
    """Return *text* in spans that end at its punctuation, so that a line never breaks within a word."""
    parts = '</span><span class="clause">'.join(_CLAUSE.findall(escape(text)))
    return Markup(f'<span class="clause">{parts}</span>')  # noqa: S704 - the text was escaped, the spans are ours


def keep_quantities(markup: str | Markup) -> Markup:
    """Return *markup* with each number and its unit (``2024年``, ``3 人``) kept on one line.

    Text is escaped first; of markup only the text between tags is changed.
    """
    # Every second part is a tag or a quantity.
    parts = _QUANTITY.split(escape(markup))
    parts[1::2] = [part if part[0] == "<" else f'<span class="nb">{part}</span>' for part in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 - what goes in is escaped or markup
