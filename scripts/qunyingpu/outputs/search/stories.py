"""Turn the roll into its texts, which bigrams are taken from and phrases verified by.

A text is the summary, a line feed, and the story without markup. Looking for markup, and for what must be escaped in a
script, is the dearest of it, so what a text was like is kept with its hero.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from operator import attrgetter
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.search.columns import fit_for_script
from qunyingpu.story import story_text

ROWS_OF_A_FILE = 16
UNKNOWN, MARKED, PLAIN = range(3)
"""What a text may be; one that is marked has markup, or signs that a script must not have as they are."""


class Natures(NamedTuple):
    """What texts are like, by row: *plain* ones are the profile's words as they stand; checksums of what files hold."""

    plain: npt.NDArray[np.uint8]
    checksums: npt.NDArray[np.uint32]

    @classmethod
    def unknown(cls, size: int) -> Self:
        """Return the natures of *size* texts of which nothing is known."""
        return cls(np.full(size, UNKNOWN, np.uint8), np.zeros(size, np.uint32))


@dataclass(frozen=True, slots=True)
class Stories:
    """The texts of a roll: their *natures*, and what each of the *files* holds.

    *new* are the texts, by row, whose nature was not known.
    """

    heroes: Sequence[PublishedHero]
    natures: Natures
    files: list[str] = field(default_factory=list)
    new: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, heroes: Sequence[PublishedHero], known: Natures) -> Stories:
        """Return the stories of *heroes*; *known* are the natures of their texts, as far as they have not changed."""
        stories = cls(heroes, Natures(known.plain.copy(), known.checksums.copy()))
        words = list(map(attrgetter("summary", "story"), map(attrgetter("deed"), heroes)))
        is_plain = (known.plain == PLAIN).tolist()
        for start in range(0, len(words), ROWS_OF_A_FILE):
            end = start + ROWS_OF_A_FILE
            if all(is_plain[start:end]):
                strings = _plain('","'.join(map("\n\n".join, words[start:end])))
            else:
                strings = '","'.join(stories._looked_at(start, words[start:end]))
            stories.files.append(f'["{strings}"]')
        return stories

    def text(self, row: int) -> str:
        """Return the text of *row*."""
        deed = self.heroes[row].deed
        return self.new.get(row) or f"{deed.summary}\n{story_text(deed.story)}"

    def _looked_at(self, start: int, words: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Yield the insides of the strings of rows from *start* on, and keep what each new text is like."""
        for row, parts in enumerate(words, start):
            plain, nature = _plain("\n\n".join(parts)), self.natures.plain[row]
            if nature == PLAIN:
                yield plain
                continue
            told = self.text(row)
            string = fit_for_script(encode_basestring(told)[1:-1])
            if nature == UNKNOWN:
                self.new[row] = told
                self.natures.plain[row] = PLAIN if string == plain else MARKED
                self.natures.checksums[row] = zlib.crc32(string.encode())
            yield string


def _plain(words: str) -> str:
    """Return the insides of the string of *words*, paragraphs parted by blank lines, if nothing in them is special."""
    return words.replace("\n\n", "\\n")
