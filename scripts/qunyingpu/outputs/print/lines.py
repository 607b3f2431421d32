"""Turn a text into what lines of print are broken between: plain text, and tokens that no line parts."""

from __future__ import annotations

import re
from typing import Any

from qunyingpu.stele import name_parts

Token = str | dict[str, Any]
"""Plain text, or ``{"text", "unit", "before", "after"}``: a number with its unit or a word, and whether a Chinese
character stands before or after it, from which it keeps a little distance."""

_UNITS = (
    "公里|千米|厘米|毫米|公斤|千克|平方米|立方米|小时|分钟|周岁|年代|世纪|"
    "[年月日时点分秒岁名人位次个只头条辆艘台件项起户家座栋层楼米里斤吨元届期度级路号线]"
)
_LETTERS = r"[^\W\d_\u2e80-\U000323af]+"
_BOUND = re.compile(
    r"(?P<number>\d+(?:[.,:·/\-]\d+)*[%％‰℃°]?)"
    rf"(?P<unit>[余多几]?[十百千万亿]*[余多]?(?:{_UNITS}))?"
    rf"|(?P<word>{_LETTERS}(?:['’.\-]{_LETTERS})*\d*)"
)
_HAN = re.compile(r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_CLAUSE = re.compile(".+?(?:[，。：；！？\u3000]+[”’》）」』]*|——|$)")


def tokens_of(text: str) -> list[Token]:
    """Return *text* in tokens; joined they are the text again."""
    tokens: list[Token] = []
    end = 0
    for match in _BOUND.finditer(text):
        if match.start() > end:
            tokens.append(text[end : match.start()])
        tokens.append(
            {
                "text": match["number"] or match["word"],
                "unit": match["unit"] or "",
                "before": bool(_HAN.fullmatch(text[match.start() - 1 : match.start()])),
                "after": bool(_HAN.fullmatch(text[match.end() : match.end() + 1])) and not match["unit"],
            }
        )
        end = match.end()
    return [*tokens, text[end:]] if end < len(text) else tokens


def clauses_of(text: str) -> list[list[Token]]:
    """Return *text* in the clauses between which its lines break best."""
    return [tokens_of(clause) for clause in _CLAUSE.findall(text)]


def parts_of(name: str) -> list[list[Token]]:
    """Return *name* in the parts between which its lines break best."""
    return [tokens_of(part) for part in name_parts(name)]
