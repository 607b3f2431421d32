"""Turn columns of numbers and values into classic scripts, which a page loads over http and from file:// alike."""

from __future__ import annotations

import json
from collections.abc import Sequence

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def packed(numbers: Sequence[int]) -> str:
    """Return *numbers*, none negative, as digits of base 64, each as wide as the largest needs.

    A reader who knows how many there are finds the width by division.
    """
    largest = max(numbers, default=0)
    width = next(width for width in range(1, 6) if largest < 64**width)
    places = range(6 * (width - 1), -1, -6)
    return "".join(_DIGITS[number >> place & 63] for number in numbers for place in places)


def script(function: str, *values: object) -> bytes:
    """Return the script that calls *function* of the engine with *values*.

    The escapes keep a value from ending the script element that may hold it, and from ending a line: U+2028 and
    U+2029 are no part of strings before ECMAScript 2019.
    """
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    for character in "<\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return f"QYPSearch.{function}({written});\n".encode()
