"""Give the model's records their common manners: frozen, strict, every value read from text by our own rules.

All scalars arrive as strings (YAML's own guesses would turn ``NO`` into false and ``0110`` into 72), so each field
type here says how its text becomes a value and which mistake it raises.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from qunyingpu.errors import mistake


class Record(BaseModel):
    """A frozen value whose fields carry a Chinese title, a description and an example, and allow nothing else."""

    # Built when first used: a verb that reads one profile does not wait for what a campaign is.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Shape(Enum):
    """How a value is written, for whoever makes an input, a column or a description of it."""

    LINE = "line"
    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    REGION = "region"
    URL = "url"
    ID = "id"
    FILE = "file"
    FOCUS = "focus"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Line:
    """The rule of a single line of *low* to *high* characters (NFC, line breaks become spaces)."""

    low: int
    high: int

    def read(self, value: object) -> str:
        """Return the line; raise ``not-text``, ``text-too-short`` or ``text-too-long``."""
        return _within(_one_line(value), low=self.low, high=self.high)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with `read`."""
        return _schema(self.read, core_schema.str_schema(min_length=self.low, max_length=self.high))


@dataclass(frozen=True, slots=True)
class Text:
    """The rule of a text of *low* to *high* characters (NFC, U+2028 and U+2029 become line breaks)."""

    low: int
    high: int

    def read(self, value: object) -> str:
        """Return the text; raise ``not-text``, ``text-too-short`` or ``text-too-long``."""
        if not isinstance(value, str):
            raise mistake("not-text", example="一段文字")
        plain = unicodedata.normalize("NFC", value.replace("\u2028", "\n").replace("\u2029", "\n"))
        return _within(plain.strip(), low=self.low, high=self.high)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with `read`."""
        return _schema(self.read, core_schema.str_schema(min_length=self.low, max_length=self.high))


@dataclass(frozen=True, slots=True)
class Number:
    """The rule of a whole number from *low* to *high*, written in digits."""

    low: int
    high: int

    def read(self, value: object) -> int:
        """Return the number; raise ``not-number`` or ``number-range``."""
        if isinstance(value, int) and not isinstance(value, bool):
            number = value
        elif isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", written := value.strip()):
            number = int(written)  # also reads full-width digits
        else:
            raise mistake("not-number", value=value, example=self.low)
        if not self.low <= number <= self.high:
            raise mistake("number-range", value=number, low=self.low, high=self.high)
        return number

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with `read`."""
        return _schema(self.read, core_schema.int_schema(ge=self.low, le=self.high))


_TRUE, _FALSE = {"true", "yes", "on", "是", "1"}, {"false", "no", "off", "否", "0"}
_DOTS = str.maketrans("•‧・．", "····")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_ONLY = re.compile(f"[{_HAN}]")
_PADDED_NAME = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_NO_NAME = {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}
_HARMLESS = "`^"  # symbols by their category, but ordinary characters of a keyboard: escaped where they are shown


def _schema(read: Any, described: CoreSchema) -> CoreSchema:
    return core_schema.json_or_python_schema(
        json_schema=described,
        python_schema=core_schema.no_info_plain_validator_function(read),
    )


def _one_line(value: object) -> str:
    if not isinstance(value, str):
        raise mistake("not-text", example="一段文字")
    return " ".join(unicodedata.normalize("NFC", value).split("\n")).strip()


def _within(value: str, *, low: int, high: int) -> str:
    if len(value) > high:
        raise mistake("text-too-long", length=len(value), limit=high)
    if len(value) < low:
        raise mistake("text-too-short", length=len(value), limit=low)
    return value


def _name(value: object) -> str:
    name = _PADDED_NAME.sub("", _one_line(value).translate(_DOTS))
    marks = 0
    for character in _HAN_ONLY.sub("", name):  # newer ideographs are unassigned to an older Python
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > 2 or (category in _NO_NAME and character not in _HARMLESS):
            raise mistake("name-character", character=character, codepoint=f"U+{ord(character):04X}")
    return _within(name, low=1, high=40)


def read_flag(value: object) -> bool:
    """Return whether *value* says yes; raise ``not-boolean`` for what is neither yes nor no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (word := value.strip().casefold()) in _TRUE | _FALSE:
        return word in _TRUE
    raise mistake("not-boolean", value=value)


def _url(value: object) -> str:
    url = _one_line(value)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise mistake("url-format", value=url) from None
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"'\\^`{|}]", url):
        raise mistake("url-format", value=url)
    return url


Name = Annotated[str, BeforeValidator(_name), Shape.NAME]
"""A person's or group's name: NFC, ``·`` U+00B7 only, no padding between two Han characters, at most 40."""

Flag = Annotated[bool, BeforeValidator(read_flag), Shape.FLAG]
"""Yes or no, written 是 / 否 or in English."""

Url = Annotated[str, BeforeValidator(_url), Shape.URL]
"""A whole http or https address."""
