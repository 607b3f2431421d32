"""Turn the typing mistakes of Chinese writers into findings, on the text and before YAML sees it.

YAML reads ``name：张三`` as one long word and complains a line too late, or not at all; a full-width indent becomes
part of a key. Each finding says what should stand there instead, so that reading can go on and tell the other
mistakes of the file as well. Clean text pays for a few searches only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from qunyingpu.reading.keys import all_keys, spellings_of


class Finding(NamedTuple):
    """What is wrong with ``text[start:end]``: the message's *code* and *context*.

    *repair* is what should stand there, None where no repair is safe. A finding without a code is mended silently.
    """

    start: int
    end: int
    code: str
    context: dict[str, Any]
    repair: str | None


def find_mistakes(text: str) -> list[Finding]:
    """Return the typing mistakes that are certain, in the order of *text* (line breaks are line feeds)."""
    findings: list[Finding] = []
    if _LAYOUT_HINT.search("\n" + text) or "\t" in text or ("[" in text and _LIST_HINT.search(text)):
        findings += _layout(text, all_keys().__contains__)
    if _RARE.search(text) or _has_astral(text):
        findings += _characters(text)
    return sorted(findings, key=lambda finding: (finding.start, finding.code))


def explain_failure(text: str) -> list[Finding]:
    """Return what may have led YAML astray: as `find_mistakes`, but any word before a colon counts as a key."""
    return [finding for finding in _layout(text, lambda word: True) if finding.code.startswith(("colon", "dash"))]


def unfit_character(value: str) -> tuple[str, dict[str, Any]] | None:
    """Return code and context of the first character of *value* that no text may hold, such as one YAML unescaped."""
    finding = next((found for found in _characters(value) if found.code.startswith("character-")), None)
    return (finding.code, finding.context) if finding else None


# ── lines: indents, dashes, colons, quotes ──

_SPACE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_WORD = "[A-Za-z_][A-Za-z0-9_-]{0,30}+|[\u4e00-\u9fff]{1,8}+"
_COLON = rf"[ {_SPACE}]*+(?:：|:(?=[^ \t\n/]))"
_QUOTED = r"“[^“”\n]*”[ \t]*(?:\n|$)"
_LAYOUT_HINT = re.compile(
    rf"\n(?: *+[\t{_SPACE}]| *+-[^ \n-]| *+(?:- ++)*+(?:{_QUOTED}|(?:{_WORD})(?:{_COLON}|:[ \t]+{_QUOTED}|:\t)))"
)
_LIST_HINT = re.compile(r"\[[^\[\]{}\n]*[，、“”]")
_INDENT = re.compile(rf"[ \t{_SPACE}]*+")
_WIDE = re.compile(rf"[{_SPACE}]")
_DASHES = re.compile(r"(?:-[ \t]++)*+")
_KEY = re.compile(rf"(?P<quote>[\"']?)(?P<word>{_WORD})(?P=quote)(?P<colon>{_COLON}[{_SPACE} ]*+)")
_WRAPPED = re.compile(rf"(?:(?P<key>{_WORD}):|(?<=-))[ \t]+(?P<open>“)(?P<inner>[^“”']*)(?P<close>”)[ \t]*$")
_FLOW_LIST = re.compile(r"(?<=:)[ \t]+\[(?P<inner>[^\[\]{}\"']*)\]?[ \t]*$")
_BLOCK_HEAD = re.compile(r"(?:[:：]|-(?=[ \t]))[ \t]*[|>][-+0-9]{0,3}[ \t]*(?:#.*)?$")
_WORDS_AS_WRITTEN = spellings_of(
    frozenset({"title", "summary", "story", "slogan", "text", "document", "basis", "label", "place"})
)
"""Here a pair of “” may belong to the words themselves."""


class _Line(NamedTuple):
    start: int
    text: str
    in_block: bool


def _lines(text: str) -> Iterator[_Line]:
    """Yield every line, told apart by whether it belongs to a block scalar, which may hold anything."""
    block = -1
    start = 0
    for line in text.split("\n"):
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        in_block = block >= 0 and (indent > block or not body)
        if not in_block and body.strip():
            lead = _DASHES.match(body)
            head = _BLOCK_HEAD.search(line) if body[0] != "#" else None
            block = indent + (lead.end() if lead and body[lead.end() :][:1] not in "|>" else 0) if head else -1
        yield _Line(start, line, in_block)
        start += len(line) + 1


def _layout(text: str, is_key: Callable[[str], bool]) -> Iterator[Finding]:
    for start, line, in_block in _lines(text):
        if in_block:
            continue
        indent = line[: len(line) - len(line.lstrip())]
        if line[len(indent) :][:1] not in {"", "#"}:
            yield from _structure(start, line, is_key)
        elif indent.strip(" "):
            yield Finding(start, start + len(indent), "", {}, "")


def _structure(start: int, line: str, is_key: Callable[[str], bool]) -> Iterator[Finding]:
    lead = _INDENT.match(line)
    indent = lead[0] if lead else ""
    if indent.strip(" "):
        wide = _WIDE.search(indent)
        place = start + (wide.start() if wide else indent.index("\t"))
        yield Finding(place, place + 1, "indent-fullwidth" if wide else "indent-tab", {}, None)
        return
    at = len(indent)
    if re.match(r"-[^\s-]", line[at:]):
        word = re.match(_WORD, line[at + 1 :])
        example = f"- {word[0]}: ……" if word and is_key(word[0]) else "- ……"
        yield Finding(start + at, start + at + 1, "dash-space", {"example": example}, "- ")
        at += 1
    elif dashes := _DASHES.match(line, at):
        at = dashes.end()
    key = _KEY.match(line, at)
    if key and (is_key(key["word"]) or at == 0):
        code = "colon-fullwidth" if "：" in key["colon"] else "colon-space"
        repair = ":" if key.end() == len(line) else ": "
        place = start + key.start("colon")
        yield Finding(place, start + key.end("colon"), code, {"example": f"{key['word']}: ……"}, repair)
    yield from _quotes(start, line, at)
    yield from _flow_list(start, line)
    yield from _inner_tabs(start, line)


def _quotes(start: int, line: str, at: int) -> Iterator[Finding]:
    wrapped = _WRAPPED.match(line, at) or (_WRAPPED.match(line, at - 1) if line[at - 1 : at] == " " else None)
    if wrapped and wrapped["key"] not in _WORDS_AS_WRITTEN:
        # YAML's own quotes take their place, so that what stands between them can be anything.
        yield Finding(start + wrapped.start("open"), start + wrapped.end("open"), "quote-fullwidth", {}, "'")
        yield Finding(start + wrapped.start("close"), start + wrapped.end("close"), "", {}, "'")


def _flow_list(start: int, line: str) -> Iterator[Finding]:
    found = _FLOW_LIST.search(line)
    if not found:
        return
    told = set()
    for mark in re.finditer("[，、“”]", found["inner"]):
        place = start + found.start("inner") + mark.start()
        code = "comma-fullwidth" if mark[0] in "，、" else "quote-fullwidth"
        yield Finding(place, place + 1, "" if code in told else code, {}, ", " if mark[0] in "，、" else " ")
        told.add(code)


def _inner_tabs(start: int, line: str) -> Iterator[Finding]:
    for tab in re.finditer("\t", line):
        yield Finding(start + tab.start(), start + tab.end(), "", {}, " ")


# ── characters ──

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_UNFIT = re.compile(
    "(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff])"
    "|(?P<invisible>[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    f"|(?<=[{_HAN}])[\ufe00-\ufe0f])"
    "|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010ffff])"
    "|(?P<break>[\u2028\u2029])"
    "|(?P<alike>[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
_IDEOGRAPHIC_VARIANT = re.compile(f"(?<=[{_HAN}])[\U000e0100-\U000e01ef]")
_RARE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2e80-\u2fdf\u3164\ud800-\uf8ff\uf900-\ufaff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff]"
)
_RADICALS = str.maketrans(
    "⺟⺠⺰⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民纟虎见角贝车长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Radicals that stand for whole characters in texts copied from PDF; Unicode maps only a few of them itself."""


def _has_astral(text: str) -> bool:
    """Tell whether *text* has characters beyond U+FFFF: in UTF-16 they take two units; a search would cost more."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _characters(text: str) -> Iterator[Finding]:
    breaks = _line_breaks(text) if "\u2028" in text or "\u2029" in text else {}
    for match in _UNFIT.finditer(text):
        start, end = match.span()
        codepoint = f"U+{ord(match[0]):04X}"
        if match["break"]:
            yield Finding(start, end, "", {}, breaks[start])
        elif match["alike"]:
            yield from _look_alike(text, match)
        elif match["private"]:
            yield Finding(start, end, "character-private", {"codepoint": codepoint}, match[0])
        elif match["control"]:
            yield Finding(start, end, "character-control", {"codepoint": codepoint}, "")
        elif not _IDEOGRAPHIC_VARIANT.match(text, start):
            before = text[start - 1 : start].strip() or "行首"
            yield Finding(start, end, "character-invisible", {"before": before, "codepoint": codepoint}, "")


def _line_breaks(text: str) -> dict[int, str]:
    """Return what each U+2028 and U+2029 becomes, by place: a line of its block scalar, elsewhere a space."""
    breaks: dict[int, str] = {}
    for start, line, in_block in _lines(text):
        line_break = "\n" + line[: len(line) - len(line.lstrip(" "))] if in_block else " "
        breaks |= {start + mark.start(): line_break for mark in re.finditer("[\u2028\u2029]", line)}
    return breaks


def _look_alike(text: str, match: re.Match[str]) -> Iterator[Finding]:
    plain = unicodedata.normalize("NFKC", match[0].translate(_RADICALS))
    radical = "\u2e80" <= match[0] <= "\u2fdf"
    if plain == match[0] and not radical:
        return  # twelve ideographs of this block are characters of their own
    around = text[max(match.start() - 2, 0) : match.end() + 2]
    word = "".join(re.findall(f"[{_HAN}\u2e80-\u2fdf]", around))
    context = {"value": word, "script": "部首" if radical else "兼容", "codepoint": f"U+{ord(match[0]):04X}"}
    yield Finding(match.start(), match.end(), "name-script", context, plain)
