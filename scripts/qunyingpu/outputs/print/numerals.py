"""Turn the Arabic digits of a text into Chinese numerals, as they stand in vertical lines (GB/T 15835, 4.2).

Years, letters with numbers and numbers that are called digit by digit keep their digits: 二〇二四年, 一一〇报警. What
counts or measures is read out: 二十七人, 十八点五度, 百分之十八. Names are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection

DIGITS = "〇一二三四五六七八九"

_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")
_PLACES = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_CALLED = {"110", "119", "120", "122", "12110", "12395"}
"""Telephone numbers of the police, the fire brigade and the like, where nothing is counted by them."""

_COUNTED = frozenset(
    "年月日时点分秒岁人名位个次只头条辆艘台件项起户家座栋层楼米里斤吨元届期度级路号线天周车间亩万亿千百十多余"
)
_IN_PAIRS = re.compile("[名个人位次只条辆艘台件户座家口层倍头米]|公里|小时|分钟")
"""What two of are 两, not 二."""

_LONGEST_READ_OUT = 8
_NUMBER = re.compile(
    r"(?P<word>[A-Za-z][A-Za-z\-]*\d[\w.\-]*|\d+[A-Za-z][\w\-]*)"
    r"|(?P<year>(?:1[89]|20)\d\d)(?=年|[—–\-~～至到](?:1[89]|20)\d\d年|\D?[〕）\]]|、(?:1[89]|20)\d\d)"
    r"|(?P<clock>\d{1,2}[:：]\d\d)(?!\d)"
    r"|(?P<day>\d{1,2}·\d{1,2})"
    r"|(?P<part>\d+/\d+)(?![/\d])"
    r"|(?P<plain>\d{1,3}(?:,\d{3})+|\d+)(?P<tail>\.\d+)?(?P<sign>[%‰℃°])?",
    re.ASCII,
)
_SPACED = re.compile(r"(?<=[\d%℃]) +(?=[\u2e80-\U000323af])|(?<=[\u2e80-\U000323af]) +(?=\d)")
_RANGE = re.compile(r"(?<=\d)[-–~～](?=\d)")


def in_numerals(text: str, names: Collection[str] = ()) -> str:
    """Return *text* with Chinese numerals for its digits, but for those within one of *names*."""
    told = [re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)) if re.search(r"\d", name)]
    if not told:
        return _converted(text)
    parts = re.split(f"({'|'.join(told)})", text)
    # Every second part is a name.
    parts[::2] = map(_converted, parts[::2])
    return "".join(parts)


def read_out(number: int) -> str:
    """Return *number*, not negative, as it is read: 二十七, 一百零五, 一万二千."""
    if number < 10:
        return "零" if number == 0 else DIGITS[number]
    for unit, word in _PLACES:
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if 0 < low < unit // 10 else ""
            return read_out(high) + word + gap + (read_out(low) if low else "")
    # 十 stands alone only where nothing comes before it: 十五, but 一百一十五.
    return _within_myriad(number).removeprefix("一") if number < 20 else _within_myriad(number)


def digit_by_digit(digits: str) -> str:
    """Return 二〇二四 for 2024."""
    return "".join(DIGITS[int(digit)] for digit in digits)


def _converted(text: str) -> str:
    if not re.search(r"\d", text):
        return text
    plain = _RANGE.sub("—", _SPACED.sub("", text.translate(_WIDE)))
    return _NUMBER.sub(_spoken, plain)


def _spoken(match: re.Match[str]) -> str:
    if match["word"]:
        return match[0]
    if match["year"]:
        return digit_by_digit(match[0])
    if match["clock"]:
        hour, minute = re.split("[:：]", match[0])
        return f"{read_out(int(hour))}时" + (f"{read_out(int(minute))}分" if int(minute) else "整")
    if match["day"]:
        return "·".join(map(digit_by_digit, match[0].split("·")))
    if match["part"]:
        above, below = match[0].split("/")
        return f"{read_out(int(below))}分之{read_out(int(above))}"
    return _measured(match)


def _measured(match: re.Match[str]) -> str:
    digits = match["plain"].replace(",", "")
    if match["tail"]:
        words = f"{read_out(int(digits))}点{digit_by_digit(match['tail'][1:])}"
    else:
        words = _whole(digits, match.string[: match.start()], match.string[match.end() :])
    sign = match["sign"]
    if sign in ("%", "‰"):
        return ("百分之" if sign == "%" else "千分之") + words
    return words + {"℃": "摄氏度", "°": "度", None: ""}[sign]


def _whole(digits: str, before: str, after: str) -> str:
    if (digits in _CALLED and after[:1] not in _COUNTED) or (len(digits) > 1 and digits[0] == "0"):
        return digit_by_digit(digits)
    is_year = re.fullmatch(r"(?:1[89]|20)\d\d", digits) and after[:1] not in _COUNTED
    if is_year or len(digits) > _LONGEST_READ_OUT:
        return digit_by_digit(digits)
    if digits == "2" and before[-1:] != "第" and _IN_PAIRS.match(after):
        return "两"
    return read_out(int(digits))


def _within_myriad(number: int) -> str:
    words = ""
    gap = False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + word
            gap = False
        else:
            gap = True
    return words
