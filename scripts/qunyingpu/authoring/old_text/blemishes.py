"""Find what an old text hides or has lost: stars for words that were taken out, masks, boxes, garbled characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KINDS = (
    ("占位符", re.compile(r"\*+|＊+")),
    (
        "隐去的姓名",
        re.compile(
            r"[\u4e00-\u9fff](?:某某|某(?=[，。、；（）“”的在因为跳将被和与及]|$)|[×Xx]{1,2}(?![A-Za-z]))|[×]{2,}|X{2,}"
        ),
    ),
    ("缺字", re.compile(r"[□■▇◇○]+|\?{2,}|？{3,}")),
    (
        "乱码",
        re.compile(r"\ufffd+|锟斤拷|烫烫烫|[\ue000-\uf8ff]+|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\ufeff]+"),
    ),
    ("转版断开", re.compile(r"(?:上接|下转)第?[一二三四五六七八九十\d]+版")),
    ("字间加了空格", re.compile(r"(?:[\u4e00-\u9fff] ){4,}[\u4e00-\u9fff]")),
)
_AROUND = 8
_RULE = re.compile(r"[-=*_—─━＊·•\s]{3,}")


@dataclass(frozen=True, slots=True)
class Blemish:
    """A flaw of *kind* in a *line*, counted from 1, and the *words* around it."""

    line: int
    kind: str
    words: str

    def __str__(self) -> str:
        """Return it as one line of a list."""
        return f"第 {self.line} 行：{self.kind}“{self.words}”"


def blemishes(text: str) -> Iterator[Blemish]:
    """Yield the flaws of *text* line by line, in the order of their kinds, one of a kind and words only once a line."""
    for number, row in enumerate(text.split("\n"), 1):
        if _RULE.fullmatch(row):
            continue
        told = set()
        for kind, pattern in _KINDS:
            for match in pattern.finditer(row):
                words = "".join(
                    one if one.isprintable() else "·"
                    for one in row[max(0, match.start() - _AROUND) : match.end() + _AROUND].strip()
                )
                if (kind, words) not in told:
                    told.add((kind, words))
                    yield Blemish(number, kind, words)
