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
from typing import NamedTuple

from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.search.columns import fit_for_script
from qunyingpu.story import story_text

ROWS_OF_A_FILE = 16


class Nature(NamedTuple):
    """What a text is like: whether it is the profile's words as they stand, and the checksum of what a file holds."""

    is_plain: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Stories:
    """The texts of a roll: what each of the *files* holds, and the *natures* of the texts.

    *new* are the texts, by row, whose nature was not known.
    """

    heroes: Sequence[PublishedHero]
    natures: list[Nature] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    new: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, heroes: Sequence[PublishedHero], known: Sequence[Nature | None]) -> Stories:
        """Return the stories of *heroes*; *known* is the nature of each text that has not changed."""
        stories = cls(heroes)
        words = list(map(attrgetter("summary", "story"), map(attrgetter("deed"), heroes)))
        for start in range(0, len(words), ROWS_OF_A_FILE):
            end = start + ROWS_OF_A_FILE
            natures = known[start:end]
            if all(nature and nature.is_plain for nature in natures):
                strings = _plain('","'.join(map("\n\n".join, words[start:end])))
                stories.natures.extend(filter(None, natures))
            else:
                strings = '","'.join(stories._looked_at(start, words[start:end], natures))
            stories.files.append(f'["{strings}"]')
        return stories

    def text(self, row: int) -> str:
        """Return the text of *row*."""
        deed = self.heroes[row].deed
        return self.new.get(row) or f"{deed.summary}\n{story_text(deed.story)}"

    def _looked_at(
        self, start: int, words: Sequence[tuple[str, str]], natures: Sequence[Nature | None]
    ) -> Iterator[str]:
        """Yield the insides of the strings of rows from *start* on, and keep what each text is like."""
        for row, (parts, nature) in enumerate(zip(words, natures, strict=True), start):
            plain = _plain("\n\n".join(parts))
            if nature and nature.is_plain:
                self.natures.append(nature)
                yield plain
                continue
            told = self.text(row)
            string = fit_for_script(encode_basestring(told)[1:-1])
            if nature is None:
                self.new[row] = told
            self.natures.append(nature or Nature(string == plain, zlib.crc32(string.encode())))
            yield string


def _plain(words: str) -> str:
    """Return the insides of the string of *words*, paragraphs parted by blank lines, if nothing in them is special."""
    return words.replace("\n\n", "\\n")
