"""Turn what is known of a date, a year, a month or a day, into a value that is stored and shown exactly so."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from qunyingpu.errors import mistake

_FULLWIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_SPELLINGS = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of the Gregorian calendar, or only its month or year (the ISO 8601 reduced forms)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read ``2024-06-24``, ``2024-06``, ``2024``, also ``2024年6月24日`` and full-width digits.

        Raises the mistakes ``date-format``, ``date-impossible`` and ``date-range``.
        """
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise mistake("not-text", example="2024-06-24")
        match = _SPELLINGS.fullmatch(value.translate(_FULLWIDTH).replace(" ", ""))
        if match is None:
            raise mistake("date-format", value=value)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern has a year
        if not 1900 <= year <= 2100:
            raise mistake("date-range", value=value)
        if month is not None:
            _refuse_impossible(year, month, day)
        return cls(year, month, day)

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """Return *day*, which is known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def iso(self) -> str:
        """Return the canonical spelling, as precise as is known."""
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}{month}{day}"

    @property
    def label(self) -> str:
        """Return ``2024年6月24日``, as precise as is known."""
        month = f"{self.month}月" if self.month else ""
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{month}{day}"

    @property
    def whole(self) -> datetime.date | None:
        """Return the day when it is known to the day; only whole dates have anniversaries."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Sort with missing parts as 0: a bare year comes before its months."""
        return (self.year, self.month or 0, self.day or 0)

    def surely_before(self, other: PartialDate) -> bool:
        """Tell whether this date precedes *other* whatever the unknown parts are."""
        for mine, theirs in zip(self.sort_key, other.sort_key, strict=True):
            if not mine or not theirs:
                return False
            if mine != theirs:
                return mine < theirs
        return False

    def __str__(self) -> str:
        """Return the canonical spelling."""
        return self.iso

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with `parse`, write the canonical spelling."""
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the canonical spelling for editors."""
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def read_day(value: object) -> datetime.date:
    """Return the day that *value* spells as `PartialDate.parse` reads it; raise its mistakes, or ``date-whole``."""
    if isinstance(value, datetime.date):
        return value
    day = PartialDate.parse(value).whole
    if day is None:
        raise mistake("date-whole", value=value)
    return day


def _refuse_impossible(year: int, month: int, day: int | None) -> None:
    if not 1 <= month <= 12:
        raise mistake("date-impossible", reason=f"没有 {month} 月", example=f"{year}-06-24")
    if day is None:
        return
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    if not 1 <= day <= last:
        reason = f"{year} 年没有 {month} 月 {day} 日" if (month, day) == (2, 29) else f"没有 {month} 月 {day} 日"
        raise mistake("date-impossible", reason=reason, example=f"{year}-{month:02}-{last:02}")
