"""Turn names into pinyin: the usual reading for order and display, every modern reading for search.

pypinyin knows no surnames: of 64 names with 单 (Shàn), 仇 (Qiú), 尉迟 (Yùchí) and the like it misreads 26. So a name's
surname is read from our own table, its other characters from pypinyin's order of frequency, as far as the reading is
one that 《通用规范汉字字典》 (2013) still has. Only long names, which are those of groups, are read by phrases
(重庆, 银行): in a person's name phrases mislead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

NO_INITIAL = "#"
"""The initial of a reading that begins with no Latin letter."""

_COMPOUND = {"尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "长孙": "zhang sun", "子车": "zi ju"}
_SINGLE = """
    单 shan 解 xie 仇 qiu 查 zha 曾 zeng 区 ou 朴 piao 盖 ge 覃 qin 翟 zhai 员 yun 乐 yue 召 shao 缪 miao 祭 zhai 折 she
    黑 he 洗 xian 种 chong 繁 po 能 nai 秘 bi 薄 bo 卜 bu 都 du 句 gou 炔 gui 纥 ge 会 gui 么 yao 乜 nie 省 xing 蔚 yu
    郇 xun 角 jue 圈 juan 藏 zang 勒 le 粘 nian 且 ju 长 chang 重 chong 钭 tou 适 kuo 蕃 fan 番 pan 澹 tan 炅 gui
    还 huan 什 shi 似 si 伽 jia
"""
_SURNAMES = _COMPOUND | dict(re.findall(r"(\S) ([a-z]+)", _SINGLE))
"""Surnames, single and compound, that are read otherwise than their characters are in most words."""
_GIVEN = {"晟": "sheng", "曾": "zeng", "长": "chang", "都": "du"}
"""Characters that are read otherwise in given names than in most words."""

_HAN = "\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U000323af"
_PIECES = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_SPOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_LISTING = "、"
"""Between the names of several people who are honoured together."""
_LONGEST_PERSONAL = 4
"""Characters; 欧阳 with a given name of two."""


@lru_cache(maxsize=65536)
def read_name(name: str) -> str:
    """Return the usual reading of *name*, syllables joined by spaces, ü as v: ``单雄吕`` -> ``shan xiong lv``.

    Latin letters and digits stay, in lower case; a character without a known reading stands for itself; marks such as
    ``·`` part syllables and are left out.
    """
    return " ".join(syllable for part in name.split(_LISTING) for syllable in _syllables(part))


def initial_of(reading: str) -> str:
    """Return the letter A to Z under which *reading* is listed, ``#`` where it begins with none."""
    first = reading[:1].upper()
    return first if "A" <= first <= "Z" else NO_INITIAL


@cache
def readings_of(character: str) -> tuple[str, ...]:
    """Return every modern reading of *character*, the usual one first, ü as v; empty where none is known.

    The readings as a surname and in given names count, and the most frequent one even where it is held for wrong since
    2013 (珩 hang): 单 -> dan, chan, shan.
    """
    common, _, _ = _dictionaries()
    known = _modern(character)
    if not known:
        return ()
    special = (_SURNAMES.get(character), _GIVEN.get(character), *_split(common.get(ord(character), ""))[:1])
    return tuple(dict.fromkeys((_usual(character), *known, *filter(None, special))))


def spoken_parts(name: str) -> list[str]:
    """Return what has a syllable each in a reading of *name*: every Han character, every run of letters or digits."""
    return _SPOKEN.findall(name)


def plain(reading: str) -> str:
    """Return *reading* without its tone, in lower case, ü as v."""
    parts = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))


def _syllables(name: str) -> list[str]:
    pieces = _PIECES.findall(name)
    if len(pieces) == 1 and len(pieces[0]) <= _LONGEST_PERSONAL and _is_han(pieces[0]):
        return _read_person(pieces[0])
    read = _read_given if all(map(_is_han, pieces)) and len(pieces) > 1 else _read_phrases
    return [syllable for piece in pieces for syllable in read(piece)]


def _read_person(name: str) -> list[str]:
    for length in (2, 1):
        if len(name) > length and (surname := _SURNAMES.get(name[:length])):
            return [*surname.split(), *_read_given(name[length:])]
    return [_usual(name[0]), *_read_given(name[1:])]


def _read_given(characters: str) -> list[str]:
    return [_GIVEN.get(character) or _usual(character) for character in characters]


def _read_phrases(text: str) -> list[str]:
    if not _is_han(text):
        return [text.lower()]
    _, _, lazy_pinyin = _dictionaries()
    syllables = [plain(syllable) for syllable in lazy_pinyin(text, errors=list)]
    return [
        syllable if _is_latin(syllable) else _usual(character)
        for character, syllable in zip(text, syllables, strict=True)
    ]


@cache
def _usual(character: str) -> str:
    """Return the most frequent reading that is still modern, the character itself where none is known."""
    common, _, _ = _dictionaries()
    modern = _modern(character)
    if not modern:
        return character
    frequent = _split(common.get(ord(character), ""))
    return next((reading for reading in frequent if reading in modern), modern[0])


@cache
def _modern(character: str) -> tuple[str, ...]:
    common, standard, _ = _dictionaries()
    return _split(standard.get(ord(character)) or common.get(ord(character), ""))


def _split(readings: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(reading) for reading in readings.split(",") if reading))


def _is_han(text: str) -> bool:
    return re.fullmatch(rf"[{_HAN}]+", text) is not None


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


@cache
def _dictionaries() -> tuple[dict[int, str], dict[int, str], Any]:
    """Return pypinyin's readings by frequency, those of 2013, and its reader of phrases."""
    # Loading takes 0.2 s, and most verbs read no name: they do not wait for it.
    from pypinyin import lazy_pinyin  # noqa: PLC0415
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415
    from pypinyin_dict.pinyin_data.ktghz2013 import pinyin_dict  # noqa: PLC0415

    return PINYIN_DICT, pinyin_dict, lazy_pinyin
