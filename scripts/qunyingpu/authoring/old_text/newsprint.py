"""Turn the bytes of an old text into paragraphs whose hard-wrapped lines are joined, each character with its line.

Newspapers wrap at a column's width and indent paragraphs with two ideographic spaces; a scrape breaks off between
columns with blank lines in the middle of a sentence. Web pages have one paragraph a line.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qunyingpu.errors import UsageError

LIMIT = 4 * 1024 * 1024
"""Bytes; a whole newspaper of a day has a tenth of it."""

_WIDEST_COLUMN = 45
"""Characters; where half of the lines are longer, the text is not wrapped."""
_FULL = 0.8
"""The part of the usual width from which on a line is held for full."""
_INDENT = re.compile(r"[\u3000\u2003]| {2}|\t")
_CLOSED = re.compile(r"[。！？：；….!?:;][”’」』）)]*$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+[章条节]|\d{1,3}[.．、]"
)
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff] ){4,}[\u4e00-\u9fff]")
_RULE = re.compile(r"[-=*_—─━＊·•\s]{3,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined *text*, and for each of its characters the *lines* it stands in, counted from 1."""

    text: str
    lines: Sequence[int]
    is_indented: bool = False
    is_rule: bool = False

    @property
    def first(self) -> int:
        """Return its first line."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Return its last line."""
        return self.lines[-1]

    @property
    def is_heading(self) -> bool:
        """Tell whether it looks like a title: short, set out to the left, without the stop of a sentence."""
        is_short = 2 <= len(self.text) <= 40
        return is_short and not (self.is_indented or self.is_rule or re.search(r"[。；，！？：]$", self.text))


def decode_text(content: bytes, name: str) -> str:
    """Return the text of *content* in UTF-8 or GB18030; raise UsageError, naming the file, for anything else."""
    if len(content) > LIMIT:
        raise UsageError(f"“{name}”超过 {LIMIT // 1024 // 1024} MB，请分成几个文件。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UsageError(f"“{name}”不是文字文件，或编码不是 UTF-8、GB18030。请用记事本另存为 UTF-8。")


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of *text*, in its order."""
    rows = text.split("\n")
    lengths = [len(row.strip()) for row in rows if row.strip()]
    usual = statistics.median(lengths) if lengths else 0
    is_wrapped = 0 < usual <= _WIDEST_COLUMN
    made = list(_joined(rows, usual if is_wrapped else 0))
    return [one.paragraph() for one in made if one.text]


@dataclass(slots=True)
class _Galley:
    """A paragraph while lines are added to it."""

    is_indented: bool
    text: str = ""
    lines: list[int] = field(default_factory=list)
    width: int = 0

    def add(self, row: str, line: int) -> None:
        words = _SPREAD.sub(lambda spread: spread[0].replace(" ", ""), _printable(row.strip()))
        # Latin words keep the space that the line break stood for.
        gap = " " if self.text and self.text[-1:].isascii() and words[:1].isascii() and words[:1].isalpha() else ""
        self.text += gap + words
        self.lines += [line] * len(gap + words)
        self.width = len(row.strip())

    @property
    def is_open_heading(self) -> bool:
        """Tell whether these are the first words of a numbered heading, which goes on in the next line."""
        return len(set(self.lines)) == 1 and _SECTION.match(self.text) is not None and not _CLOSED.search(self.text)

    def paragraph(self) -> Paragraph:
        return Paragraph(self.text, tuple(self.lines), self.is_indented, _RULE.fullmatch(self.text) is not None)


def _joined(rows: Sequence[str], usual: float) -> Iterator[_Galley]:
    current: _Galley | None = None
    gap = False
    for line, row in enumerate(rows, 1):
        if not row.strip():
            gap = True
            continue
        if current is None or _begins(row, current, usual, after_gap=gap):
            if current:
                yield current
            current = _Galley(_INDENT.match(row) is not None)
        current.add(row, line)
        gap = False
    if current:
        yield current


def _begins(row: str, current: _Galley, usual: float, *, after_gap: bool) -> bool:
    """Tell whether *row* begins a paragraph rather than going on with *current*."""
    if not usual or _INDENT.match(row) or _RULE.fullmatch(row) or _RULE.fullmatch(current.text):
        return True
    if not after_gap and current.is_open_heading:
        return False
    is_full = current.width >= _FULL * usual
    is_closed = _CLOSED.search(current.text) is not None
    if not is_full or (after_gap and is_closed):
        return True
    return is_closed and _NUMBERED.match(row) is not None


def _printable(row: str) -> str:
    """Return *row* without what no profile may hold: control characters, and those of no Unicode block."""
    return "".join(one for one in row if one.isprintable() or one == "\u3000")
