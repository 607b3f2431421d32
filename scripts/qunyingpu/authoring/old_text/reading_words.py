"""Turn words of a newspaper into values as profiles spell them: dates, small numbers, kinds of deeds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from qunyingpu.model.date import PartialDate
from qunyingpu.model.vocabulary import DeedType

_HAN_DIGITS = "〇一二三四五六七八九"
_ZEROS = str.maketrans("○零О０１２３４５６７８９", "〇〇〇0123456789")
_HAN_YEAR = "[〇○零О一二三四五六七八九]{4}"
_HAN_SMALL = "[一二三四五六七八九十廿]{1,3}"
DATE = re.compile(
    rf"(?<!\d)(?:[0-9０-９]{{4}}年(?:[0-9０-９]{{1,2}}月(?:[0-9０-９]{{1,2}}日)?)?|{_HAN_YEAR}年(?:{_HAN_SMALL}月(?:{_HAN_SMALL}日)?)?)"
)
"""A date with its year: what has none is never completed."""

_TYPES = (
    (
        DeedType.WATER_RESCUE,
        "落水|溺水|跳入[^，。]{0,6}[水河江湖塘海]|跳(?:河|江|海|水)|冰窟|坠河|掉(?:入|进)[^，。]{0,6}[河江湖塘海]",
    ),
    (DeedType.FIRE_RESCUE, "火灾|着火|起火|大火|火海|火场|失火"),
    (DeedType.STOP_CRIME, "歹徒|持刀|行凶|抢劫|抢夺|劫持|砍人|凶手|暴徒"),
    (DeedType.CATCH_SUSPECT, "抓获|擒获|制服|小偷|窃贼|逃犯|嫌疑人"),
    (DeedType.TRAFFIC_RESCUE, "车祸|交通事故|追尾|翻车"),
    (DeedType.GAS_RESCUE, "沼气|窨井|有限空间|井下|下水道|化粪池"),
    (DeedType.HEIGHT_RESCUE, "坠楼|悬空|悬挂在|轻生"),
    (DeedType.DISASTER_RELIEF, "山洪|泥石流|地震|洪水|滑坡"),
    (DeedType.FIRST_AID, "心肺复苏|人工呼吸|海姆立克"),
)
_TYPE_WORDS = tuple((kind, re.compile(words)) for kind, words in _TYPES)

DEEDS = re.compile(
    "|".join(words for _, words in _TYPES) + "|救起|救出|救下|救上岸|施救|营救|救人|呼救|搏斗|挺身而出|奋不顾身"
)
"""Words that tell of a deed rather than of honours or of policy."""

RESCUED = re.compile(r"救(?:起|出|上|下|回)了?(?P<number>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:名|位|个|人)")
SACRIFICED = re.compile(
    r"英勇牺牲|壮烈牺牲|不幸牺牲|光荣牺牲|因公牺牲|献出了?(?:自己)?(?:宝贵|年轻|年仅\d+岁)?的?生命|经抢救无效|不幸遇难|不幸离世|溺水身亡|牺牲"
)
INJURED = re.compile(
    r"身负重伤|身受重伤|受重伤|受轻伤|负伤|受伤|被[刺砍捅划烧烫撞]伤|骨折|身中[0-9一二三四五六七八九十]+刀"
)
HONOUR = re.compile(
    r"(?P<how>授予|追授|荣获|获得|获评|评为|入选|追认为|获)[^。；“”]{0,40}?"
    r"(?:“(?P<quoted>[^”“]{2,40})”(?=(?:荣誉)?称号|$|[，。；、])|"
    r"(?P<plain>(?:全国|全省|全市|[\u4e00-\u9fff]{2,6}[省市县区])?见义勇为(?:英雄模范|英雄|模范|勇士榜|勇士|先进个人|先进分子|先进群体|好市民)))"
)


def as_date(words: str) -> PartialDate | None:
    """Return the date that *words* write in full, None where there is no such day."""
    text = words.translate(_ZEROS)
    if text[0] in _HAN_DIGITS:
        year, *rest = re.split("[年月日]", text)
        digits = "".join(str(_HAN_DIGITS.index(one)) for one in year)
        text = "-".join([digits, *(str(as_number(part)) for part in rest if part)])
    try:
        return PartialDate.parse(text)
    except PydanticCustomError:
        return None


def as_number(words: str) -> int | None:
    """Return the number up to 99 that *words* write in digits or in Chinese, None for anything else."""
    if words.isascii() and words.isdigit():
        return int(words)
    match = re.fullmatch("(?P<tens>[二三四五六七八九]?十|廿)?(?P<ones>[一二两三四五六七八九])?", words)
    if not words or not match:
        return None
    tens = match["tens"] or ""
    many = 20 if tens == "廿" else 10 * (_HAN_DIGITS.index(tens[0]) if len(tens) > 1 else 1) if tens else 0
    ones = match["ones"] or ""
    return many + (2 if ones == "两" else _HAN_DIGITS.index(ones) if ones else 0)


def deed_type_in(text: str) -> Iterator[tuple[DeedType, int, int]]:
    """Yield the kinds of deeds of which *text* speaks, with the place of the word that says so, in order of places."""
    found = ((match.start(), match.end(), kind) for kind, words in _TYPE_WORDS for match in words.finditer(text))
    for start, end, kind in sorted(found, key=lambda one: (one[0], one[1], one[2].id)):
        yield kind, start, end
