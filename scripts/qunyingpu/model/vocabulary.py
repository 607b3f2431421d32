"""Give each controlled word an English id, which is stored and exported, and a Chinese label, which people read."""

from __future__ import annotations

import difflib
from enum import Enum
from functools import cache
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from qunyingpu.errors import mistake


class Vocabulary(Enum):
    """A closed list of terms; content may write the id, the label, or one of the aliases."""

    id: str
    label: str
    aliases: tuple[str, ...]

    # A term is itself and nothing else; the hash that Enum has is a call of Python, which tells in every set of terms.
    __hash__ = object.__hash__

    def __new__(cls, key: str, label: str, *aliases: str) -> Self:
        """Make the term *key* with its Chinese *label*."""
        term = object.__new__(cls)
        term._value_ = key
        term.id, term.label, term.aliases = key, label, aliases
        return term

    @classmethod
    def parse(cls, value: object) -> Self:
        """Return the term that *value* names; raise the mistake ``not-choice`` with the nearest label."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise mistake("not-text", example=next(iter(cls)).label)
        term: Self | None = _spellings(cls).get(value.strip().casefold())
        if term is None:
            near = difflib.get_close_matches(value, [term.label for term in cls], 1, 0.5)
            raise mistake(
                "not-choice",
                value=value,
                suggestion=f"是不是想写“{near[0]}”？" if near else "",
                choices="、".join(term.label for term in cls),
            )
        return term

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with `parse`, write the id."""
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(lambda term: term.id)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe ids and labels alike: both may stand in a file."""
        return {"type": "string", "enum": [*(term.id for term in cls), *(term.label for term in cls)]}


@cache
def _spellings(vocabulary: type[Vocabulary]) -> dict[str, Any]:
    return {spelling.casefold(): term for term in vocabulary for spelling in (term.id, term.label, *term.aliases)}


class Kind(Vocabulary):
    """Whom a profile tells of."""

    INDIVIDUAL = "individual", "个人"
    GROUP = "group", "群体"
    UNNAMED = "unnamed", "无名", "无名英雄"


class Gender(Vocabulary):
    """GB/T 2261.1, the two values that are published; otherwise the field is absent."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class DeedType(Vocabulary):
    """What was done, in the words of the foundations' own reports."""

    STOP_CRIME = "stop_crime", "制止不法侵害"
    CATCH_SUSPECT = "catch_suspect", "协助抓捕"
    WATER_RESCUE = "water_rescue", "水中救援", "水域救援", "救助落水者"
    FIRE_RESCUE = "fire_rescue", "扑救火灾", "火场救援"
    TRAFFIC_RESCUE = "traffic_rescue", "交通事故救援"
    GAS_RESCUE = "gas_rescue", "井下救援", "有限空间救援"
    MOUNTAIN_RESCUE = "mountain_rescue", "山地救援"
    HEIGHT_RESCUE = "height_rescue", "高处救援"
    DISASTER_RELIEF = "disaster_relief", "抢险救灾"
    FIRST_AID = "first_aid", "现场急救"
    OTHER = "other", "其他救助"


class Outcome(Vocabulary):
    """What the deed cost the one who did it."""

    SAFE = "safe", "平安"
    INJURED = "injured", "负伤"
    SACRIFICED = "sacrificed", "牺牲"
    MIXED = "mixed", "有成员牺牲"


class Level(Vocabulary):
    """Who honours, from the nation down to the county."""

    NATIONAL = "national", "国家级", "全国"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"
    COUNTY = "county", "县级"
    OTHER = "other", "其他"


class Trait(Vocabulary):
    """What a person is known as, so that campaigns can find them."""

    PARTY_MEMBER = "party_member", "中共党员", "党员"
    VETERAN = "veteran", "退役军人", "退伍军人"
    SOLDIER = "soldier", "现役军人", "军人"
    POLICE = "police", "公安民警", "警察"
    TEACHER = "teacher", "教师"
    STUDENT = "student", "学生"
    MEDICAL = "medical", "医护人员"
    FIREFIGHTER = "firefighter", "消防人员"
    MIGRANT_WORKER = "migrant_worker", "进城务工人员"
    RIDER = "rider", "外卖快递骑手", "骑手"
    DRIVER = "driver", "司机"
    FARMER = "farmer", "农民"
    WORKER = "worker", "工人"
    SENIOR = "senior", "老年人"
    YOUTH = "youth", "青年"
    MINOR = "minor", "未成年人"
    VOLUNTEER = "volunteer", "志愿者"


class Visibility(Vocabulary):
    """How a person's name is published; 山东、河南、浙江等省条例 let people ask for secrecy."""

    NAMED = "named", "公开", "全名"
    MASKED = "masked", "隐名"
    ALIAS = "alias", "化名"
    WITHHELD = "withheld", "不公开"


class ConsentBasis(Vocabulary):
    """Why a person may be published at all (个人信息保护法 arts. 13, 25, 27, 31)."""

    CONSENT = "consent", "本人同意", "近亲属同意"
    GUARDIAN = "guardian", "监护人同意"
    PUBLIC_REPORT = "public_report", "公开报道"


class Channel(Vocabulary):
    """Where a profile may appear."""

    WEB = "web", "网站"
    KIOSK = "kiosk", "展馆"
    PRINT = "print", "印刷"
    SOCIAL = "social", "社交媒体"


class Tone(Vocabulary):
    """The dress of the site on a campaign's days."""

    SOLEMN = "solemn", "肃穆"
    FESTIVE = "festive", "喜庆"
    PLAIN = "plain", "素雅"


class MediaKind(Vocabulary):
    """What a report is."""

    ARTICLE = "article", "报道"
    VIDEO = "video", "视频"
    AUDIO = "audio", "音频"
    BOOK = "book", "图书"


class CeremonyKind(Vocabulary):
    """A ceremony with a hall, or an issue of a list of honour."""

    CONFERENCE = "conference", "表彰大会"
    LIST = "list", "勇士榜"
