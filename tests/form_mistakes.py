"""Profiles with one mistake each, as a form would hold them: all values text, all people fictional.

Each has a name, the base that it changes, the changes by dotted path, None to leave the field out, and the codes that
are told. The same profile is judged by the form's JavaScript and by `check`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

Tree = dict[str, Any]

PERSON: Tree = {
    "name": "测试甲",
    "kind": "individual",
    "deed": {
        "date": "2024-06-24",
        "region": "320505",
        "type": "water_rescue",
        "outcome": "safe",
        "summary": "测试用的一句话，桥边听见呼救。",
        "story": "测试用的正文。",
    },
    "honours": [{"title": "测试称号", "level": "national", "date": "2025-07-21"}],
    "sources": [{"title": "虚构资料（测试用）"}],
    "consent": {"basis": "public_report"},
}

GROUP: Tree = {
    **PERSON,
    "name": "测试群体",
    "kind": "group",
    "honours": [{"title": "测试称号", "members": ["测试甲"]}],
    "members": [{"name": "测试甲", "outcome": "safe"}, {"name": "测试乙"}],
}

IDENTITY, MOBILE, CARD = "110101190001010014", "13800000000", "6222020000000000000"
"""Numbers of nobody: right in form and check digit, of a day in 1900, of no subscriber, of no account."""


class Mistaken(NamedTuple):
    """A profile with a mistake: its *name*, the *tree*, and the *codes* that are told of it, in order."""

    name: str
    tree: Tree
    codes: list[str]


def mistaken() -> Iterator[Mistaken]:
    """Yield every profile with a mistake."""
    for base, rows in ((PERSON, _OF_PERSON), (GROUP, _OF_GROUP)):
        for name, changes, codes in rows:
            yield Mistaken(name, _changed(base, changes), codes.split())


def _changed(base: Tree, changes: dict[str, Any]) -> Tree:
    tree = copy.deepcopy(base)
    for path, value in changes.items():
        *above, last = (int(key) if key.isdecimal() else key for key in path.split("."))
        holder: Any = tree
        for key in above:
            holder = holder[key] if isinstance(key, int) else holder.setdefault(key, {})
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return tree


_Rows = tuple[tuple[str, dict[str, Any], str], ...]

_OF_PERSON: _Rows = (
    ("nothing is wrong", {}, ""),
    # ── fields ──
    ("no name", {"name": None}, "field-missing"),
    ("no deed", {"deed": None}, "field-missing"),
    ("no consent", {"consent": None}, "field-missing"),
    ("no summary", {"deed.summary": None}, "field-missing"),
    ("an honour without a title", {"honours.0.title": None}, "field-missing"),
    ("a key mistyped", {"name": None, "nmae": "测试甲"}, "field-unknown"),
    ("a key that is none", {"blood_type": "A"}, "field-unknown"),
    ("a key of another level", {"region": "320505"}, "field-unknown"),
    ("a key like another in an honour", {"honours.0.awarded": "测试单位"}, "field-unknown"),
    ("the id is a field", {"id": "320500-2024-aaaaa"}, "field-unknown"),
    ("a list for a line", {"occupation": ["教师"]}, "not-text"),
    ("a list for a date", {"deed.date": ["2024"]}, "not-text"),
    ("a list for a number", {"birth_year": ["1980"]}, "not-text"),
    ("a line for a list", {"honours": "测试称号"}, "not-list"),
    ("a line for a record", {"consent": "公开报道"}, "not-mapping"),
    ("a line for an item", {"sources": ["虚构资料"]}, "not-mapping"),
    ("a summary of 61", {"deed.summary": "测" * 61}, "text-too-long"),
    ("a summary of 7", {"deed.summary": "测" * 7}, "text-too-short"),
    ("a summary of 60 beyond the plane", {"deed.summary": "𠮷" * 60}, ""),
    ("a story of 20001", {"deed.story": "测" * 20001}, "text-too-long"),
    ("a name of 41", {"name": "测" * 41}, "text-too-long"),
    ("a peoples' name of one", {"ethnicity": "汉"}, "text-too-short"),
    # ── numbers, flags, words ──
    ("a year in words", {"birth_year": "一九八〇"}, "not-number"),
    ("a year with a dot", {"birth_year": "1980.5"}, "not-number"),
    ("a year too early", {"birth_year": "1849"}, "number-range"),
    ("a year in wide digits", {"birth_year": "１９８０"}, ""),
    ("none rescued", {"deed.rescued": "0"}, "number-range"),
    ("a flag that is none", {"draft": "也许"}, "not-boolean"),
    ("a flag in Chinese", {"draft": "是"}, ""),
    ("a word like another", {"deed.type": "水下救援"}, "not-choice"),
    ("a word like none", {"gender": "未知的"}, "not-choice"),
    ("a long word", {"deed.outcome": "牺牲" * 150}, "not-choice"),
    ("two words in one", {"traits": ["退役军人、中共党员"]}, "comma-fullwidth"),
    ("an alias of a word", {"deed.type": "救助落水者", "traits": ["党员"]}, ""),
    # ── dates ──
    ("a date in words", {"deed.date": "去年夏天"}, "date-format"),
    ("a day that is none", {"deed.date": "2023-02-29"}, "date-impossible"),
    ("a thirty-first", {"deed.date": "2024-06-31"}, "date-impossible"),
    ("a month that is none", {"deed.date": "2024-13"}, "date-impossible"),
    ("a month nought", {"deed.date": "2024-00-10"}, "date-impossible"),
    ("a year before all", {"deed.date": "1899-12-31"}, "date-range"),
    ("a deed in the future", {"deed.date": "2026-11-24", "honours": None}, "id-deed date-future"),
    ("a deed of this month", {"deed.date": "2024年6月"}, ""),
    ("an honour in the future", {"honours.0.date": "2027"}, "date-future"),
    ("an honour before the deed", {"honours.0.date": "2024-06-23"}, "date-order"),
    ("an honour in the year of the deed", {"honours.0.date": "2024"}, ""),
    ("a deed before birth", {"birth_year": "2025"}, "date-order"),
    ("a death before the deed", {"deed.outcome": "sacrificed", "deed.died": "2024-06-01"}, "date-order"),
    ("a death of one who lives", {"deed.died": "2024-06-26"}, "died-alive"),
    # ── places ──
    ("a code that is none", {"deed.region": "320599"}, "region-unknown"),
    ("a code of nowhere", {"deed.region": "999999"}, "region-unknown"),
    ("a place misspelt", {"deed.region": "江苏省/苏州市/虎秋区"}, "region-unknown"),
    ("a place of many", {"deed.region": "朝阳"}, "region-unknown"),
    ("a place in words", {"deed.region": "江苏苏州虎丘"}, ""),
    ("a place of four digits", {"deed.region": "3205"}, ""),
    ("a district that ended", {"deed.region": "320502"}, "region-year"),
    ("a district that was not yet", {"deed.date": "1990", "honours": None}, "id-deed region-year"),
    ("a former district in its time", {"deed.date": "2010", "deed.region": "320502", "honours": None}, "id-deed"),
    ("a deed elsewhere", {"deed.region": "330106"}, "id-deed"),
    ("a deed abroad", {"deed.region": "境外"}, "id-deed"),
    # ── addresses, photographs ──
    ("an address without a scheme", {"sources.0.url": "www.example.org/a"}, "url-format"),
    ("an address with a blank", {"sources.0.url": "https://example.org/a b"}, "url-format"),
    ("an address of another kind", {"sources.0.url": "ftp://example.org/"}, "url-format"),
    ("an address without a host", {"sources.0.url": "https:///a"}, "url-format"),
    ("an address with Chinese in it", {"sources.0.url": "https://example.org/甲"}, ""),
    ("a photograph elsewhere", {"portrait.file": "../a.jpg"}, "path-outside"),
    ("a photograph of another name", {"portrait.file": "320500-2024-bbbbb.png"}, "portrait-name"),
    (
        "a focus outside",
        {"portrait.file": "320500-2024-aaaaa.jpg", "portrait.focus": ["1.5", "0.5"]},
        "focus-format",
    ),
    ("a focus of one", {"portrait.file": "320500-2024-aaaaa.jpg", "portrait.focus": ["0.5"]}, "focus-format"),
    ("a focus in words", {"portrait.file": "320500-2024-aaaaa.jpg", "portrait.focus": "中间"}, "focus-format"),
    ("a focus of its own", {"portrait.file": "320500-2024-aaaaa.jpg", "portrait.focus": ["1", "0.25"]}, ""),
    # ── characters ──
    ("a picture in a name", {"name": "测试😀"}, "name-character"),
    ("marks upon marks", {"name": "x\u0301\u0302\u0303"}, "name-character"),
    ("a Cyrillic letter", {"name": "测试а"}, "name-script"),
    ("a Greek letter in a former name", {"former_names": ["ABΟ"]}, "name-script"),
    ("a radical", {"name": "测试⼭"}, "name-script"),
    ("a letter of compatibility", {"deed.story": "见\uf9c4在田。"}, "name-script"),
    ("a control character", {"deed.story": "甲\x07乙"}, "character-control"),
    ("a character that nobody sees", {"name": "测\u200b试"}, "character-invisible"),
    ("a mark of direction at the beginning", {"occupation": "\u202e教师"}, "character-invisible"),
    ("a character of one's own", {"name": "测\ue000"}, "character-private"),
    (
        "a character of one's own beside a sign of escape",
        {"employer": "甲\\乙\ue000"},
        "character-private character-private",
    ),
    ("quotes around a value", {"employer": "“某公司”"}, "quote-fullwidth"),
    ("quotes around a name in a list", {"former_names": ["“测试乙”"]}, "quote-fullwidth"),
    ("quotes that belong to a title", {"sources.0.title": "“虚构资料”"}, ""),
    ("a key within a list", {"former_names": ["姓名：测试乙"]}, "not-text colon-fullwidth"),
    ("a key within a list, narrow", {"former_names": ["姓名:测试乙"]}, "not-text colon-space"),
    # ── what cards cannot show well ──
    ("a name that would be set very small", {"name": "测" * 31}, "name-long"),
    ("a name that just fits", {"name": "测" * 30}, ""),
    ("a title that would be cut", {"honours.0.title": "测" * 51}, "title-long"),
    ("a long story in one sentence", {"deed.story": "测，" * 121}, "story-unended"),
    ("a long story in sentences", {"deed.story": "测，" * 121 + "。"}, ""),
    # ── what must not be published ──
    ("a telephone number", {"deed.story": f"电话 {MOBILE}。"}, "personal-data"),
    ("a telephone number spoken", {"deed.story": "电话一三八〇〇〇〇〇〇〇〇。"}, "personal-data"),
    ("a telephone number with gaps", {"deed.place": "１３８ 0000-0000"}, "personal-data"),
    ("an identity number", {"deed.story": f"第一行。\n证件{IDENTITY}。"}, "personal-data"),
    ("an identity number with a wrong digit", {"deed.story": f"编号{IDENTITY[:-1]}5。"}, ""),
    ("a bank card", {"employer": f"卡号{CARD}"}, "personal-data"),
    ("a mail address", {"honours.0.awarded_by": "a.b@example.org"}, "personal-data"),
    ("a chat account", {"deed.story": "微信号：testing123"}, "personal-data"),
    ("an address of a page with digits", {"sources.0.url": f"https://example.org/{MOBILE}"}, ""),
    ("a number repeated by another mistake", {"birth_year": MOBILE}, "not-number personal-data"),
    ("a picture in the story", {"deed.story": "正文。\n\n![图](https://example.org/a.png)"}, "image-external"),
    ("a link that is not safe", {"deed.story": "见[此](http://example.org/甲)。"}, "link-scheme"),
    ("a link that is a script", {"deed.story": "见[此](javascript:alert(1))。"}, "link-scheme"),
    ("a reference that is not safe", {"deed.story": "见[此][a]。\n\n[a]: ftp://example.org"}, "link-scheme"),
    ("a link that is safe", {"deed.story": "见[此](https://example.org/a)。"}, ""),
    # ── facts ──
    ("a person with members", {"members": [{"name": "测试乙"}]}, "members-individual"),
    ("a person of many", {"member_count": "3"}, "members-individual"),
    ("a person of mixed fate", {"deed.outcome": "mixed"}, "outcome-mixed"),
    ("a martyr who lives", {"martyr.document": "测政函〔2024〕1号"}, "martyr-alive"),
    ("the word without the fact", {"deed.story": "他是烈士。"}, "martyr-word"),
    ("the word in a title", {"honours.0.title": "测试烈士"}, "martyr-word"),
    ("the word in a place", {"deed.story": "在烈士陵园旁。"}, ""),
    ("no source", {"sources": None}, "sources-missing"),
    ("an alias that is missing", {"visibility": "化名"}, "alias-missing"),
    ("a withheld person with a telling id", {"visibility": "withheld"}, "withheld-id"),
    ("a minor by name", {"birth_year": "2010"}, "minor-named"),
    ("a minor with a guardian", {"birth_year": "2010", "consent.basis": "监护人同意"}, ""),
    ("a minor who died", {"birth_year": "2010", "deed.outcome": "牺牲"}, ""),
    (
        "all defaults written out",
        {
            "visibility": "公开",
            "draft": "否",
            "honours.0.posthumous": "no",
            "consent.scope": ["网站", "展馆", "印刷", "社交媒体"],
            "portrait.file": "320500-2024-aaaaa.jpg",
            "portrait.focus": ["0.50", ".38"],
        },
        "",
    ),
    (
        "several at once",
        {"name": None, "deed.date": "2024-02-30", "gender": "无", "sources": None},
        "field-missing date-impossible not-choice",
    ),
)

_OF_GROUP: _Rows = (
    ("a group is right", {}, ""),
    ("a group of nobody", {"members": None, "honours": None}, "members-missing"),
    ("an honour of a stranger", {"honours.0.members": ["测试丙"]}, "member-unknown"),
    ("a member of mixed fate", {"members.0.outcome": "mixed"}, "outcome-mixed"),
    ("a member of another fate", {"members.0.outcome": "牺牲"}, "outcome-members"),
    ("a member who died and lives", {"members.1.died": "2024-06-25"}, "died-alive"),
    ("a member honoured too early", {"members.0.honours": [{"title": "测试", "date": "2023"}]}, "date-order"),
    ("a martyr among members", {"members.1.martyr": {"document": "测"}}, "martyr-alive"),
    ("a member without an alias", {"members.0.visibility": "化名"}, "alias-missing"),
    ("a member without a name", {"members.1": {"gender": "男"}}, "field-missing"),
    ("a member's name in two scripts", {"members.1.name": "测试е"}, "name-script"),
    ("a member's trait", {"members.1.traits": ["老师"]}, "not-choice"),
)
