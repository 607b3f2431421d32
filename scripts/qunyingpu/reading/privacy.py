"""Find phone numbers, identity numbers, bank cards, mail addresses and chat accounts in a text, and hide them.

They must not stand in a public roll (个人信息保护法 arts. 25, 28). Writers disguise them by habit, with spaces,
full-width digits or characters that nobody sees, so the text is normalised first; check digits keep document numbers
out. What was found is never repeated in a message: logs of a public repository are public.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Trace(NamedTuple):
    """Personal data of some *kind*, a Chinese word, at ``text[start:end]``."""

    kind: str
    start: int
    end: int


def personal_data(text: str) -> tuple[Trace, ...]:
    """Return what identifies or reaches a person in *text*, in its order; addresses of web pages do not count."""
    if not _may_hold(text):
        return ()
    plain, places = _plain(text)
    found = sorted({*_matches(plain)}, key=lambda trace: (trace.start, -trace.end, trace.kind))
    traces: list[Trace] = []
    for kind, start, end in found:
        if not traces or places[start] >= traces[-1].end:
            traces.append(Trace(kind, places[start], places[end - 1] + 1))
    return tuple(traces)


def hidden(text: str) -> str:
    """Return *text* with a ``*`` in place of every character of personal data."""
    for trace in personal_data(text):
        text = text[: trace.start] + "*" * (trace.end - trace.start) + text[trace.end :]
    return text


_GAP = r"[ \-–—·•.]?"
_NUMERALS = "〇零一二三四五六七八九幺"
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_BEYOND_ASCII = bytes(range(128, 256))
_DIGITS = re.compile(rb"[0-9][0-9 .\-]{10}")
_ELEVEN = re.compile(r"[0-9](?:[ \u00a0\u3000\-–—·•.]?[0-9]){10}")
_SPOKEN_DIGITS = re.compile(rf"[{_NUMERALS}][{_NUMERALS}]{{10}}")
_DISGUISED = re.compile(
    "[\u00ad\u00b2\u00b3\u00b9\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2070-\u2089\u2460-\u24ff"
    "\u2776-\u2793\ufe00-\ufe0f\ufeff\uff0d\uff0e\uff10-\uff19\uff20-\uff5a]"
)
"""Characters that nobody sees, digits in circles or raised, and wide digits, letters and signs."""


def _may_hold(text: str) -> bool:
    """Tell cheaply whether there may be something to find in *text*."""
    # Most of a profile is Chinese; in what is left of it without, every search is short.
    plain = text.encode("utf-8", "replace").translate(_LOWER, _BEYOND_ASCII)
    return (
        b"@" in plain
        or b"wx" in plain
        or b"vx" in plain
        or b"qq" in plain
        or b"wechat" in plain
        or b"weixin" in plain
        or "微信" in text
        or (_DIGITS.search(plain) is not None and _ELEVEN.search(text) is not None)
        or _SPOKEN_DIGITS.search(text) is not None
        or _DISGUISED.search(text) is not None
    )


_URL = re.compile(r"https?://\S+")
_SPOKEN = str.maketrans(_NUMERALS, "001234567891")
_SPOKEN_RUN = re.compile(rf"[{_NUMERALS}]{{11,18}}")
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _matches(plain: str) -> Iterator[Trace]:
    for kind, pattern, is_real in _PATTERNS:
        for match in pattern.finditer(plain):
            if is_real(re.sub(r"[^\dXx]", "", match[0])):
                yield Trace(kind, *match.span())


def _plain(text: str) -> tuple[str, list[int]]:
    """Return *text* in plain digits and letters, and for each of its characters the place where it came from."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(_SPOKEN_RUN.sub(lambda run: run[0].translate(_SPOKEN), text)):
        if unicodedata.category(character) in {"Cf", "Mn"}:
            continue
        for part in unicodedata.normalize("NFKC", character):
            characters.append(part)
            places.append(place)
    # The address of a page may hold any digits, and a person has chosen to publish it.
    return _URL.sub(lambda url: " " * len(url[0]), "".join(characters)), places


def _is_identity(digits: str) -> bool:
    """Check an identity number: province, day of birth, and the check digit of GB 11643 (ISO 7064 MOD 11-2)."""
    try:
        datetime.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _PROVINCE.match(digits) is not None and "10X98765432"[total % 11] == digits[17].upper()


def _is_card(digits: str) -> bool:
    """Check a bank card's number: 16 to 19 digits and the check digit of ISO/IEC 7812 (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return 16 <= len(digits) <= 19 and total % 10 == 0


def _always(digits: str) -> bool:
    return True


_ACCOUNT = r"(?:[A-Za-z][\w\-]{5,19}|[1-9]\d{4,10})(?!\w)"
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        "身份证号码",
        re.compile(rf"(?<!\d)\d{{6}}{_GAP}(?:18|19|20)\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d{{3}}[\dXx](?![\dXx])"),
        _is_identity,
    ),
    ("手机号码", re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"), _always),
    (
        "银行卡号",
        re.compile(rf"(?<!\d)(?:62|60|4\d|5[1-5])\d\d(?:{_GAP}\d{{4}}){{2,3}}{_GAP}\d{{1,4}}(?!\d)"),
        _is_card,
    ),
    ("电子邮箱", re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}", re.ASCII), _always),
    (
        "微信号或 QQ 号",
        re.compile(
            rf"(?:微信|weixin|wechat|(?<![a-z])(?:wx|vx|qq)) ?(?:号码?|id)? ?[:是为]? ?{_ACCOUNT}",
            re.ASCII | re.IGNORECASE,
        ),
        _always,
    ),
)
