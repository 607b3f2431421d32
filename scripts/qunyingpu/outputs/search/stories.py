"""Turn the roll into its texts, which bigrams are taken from and phrases verified by, and keys by which they are known.

A text is the summary, a line feed, and the story without markup. Looking for markup, and for what must be escaped in a
script, is the dearest of it, so the last run says which texts had neither.
"""

from __future__ import annotations

from codecs import utf_16_le_encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring

from qunyingpu.outputs.search.columns import fit_for_script
from qunyingpu.outputs.search.roll import Deeds
from qunyingpu.story import story_text

KEY_SIZE = 16
ROWS_OF_A_FILE = 16


@dataclass(frozen=True, slots=True)
class Stories:
    """The texts of a roll: the *keys* by which they are known, and what each of the *files* holds.

    *plain* are those that are the profile's words as they stand. *new* are texts, by row, whose keys were not known.
    """

    deeds: Deeds
    keys: list[bytes] = field(default_factory=list)
    plain: bytearray = field(default_factory=bytearray)
    files: list[str] = field(default_factory=list)
    new: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, deeds: Deeds, known: Mapping[bytes, int]) -> Stories:
        """Return the stories of *deeds*; *known* says of each key of the last run whether its text was plain."""
        stories = cls(deeds)
        for start in range(0, len(deeds.story), ROWS_OF_A_FILE):
            rows = slice(start, start + ROWS_OF_A_FILE)
            words = list(map("\n\n".join, zip(deeds.summary[rows], deeds.story[rows], strict=True)))
            keys = [_key(text) for text in words]
            plain = [known.get(key) for key in keys]
            strings = _plain('","'.join(words)) if all(plain) else '","'.join(stories._looked_at(start, words, plain))
            stories.keys.extend(keys)
            stories.plain.extend(map(bool, plain))
            stories.files.append(f'["{strings}"]')
        return stories

    def text(self, row: int) -> str:
        """Return the text of *row*."""
        return self.new.get(row) or f"{self.deeds.summary[row]}\n{story_text(self.deeds.story[row])}"

    @property
    def checksum(self) -> bytes:
        """Return what differs wherever the files do: a file of plain texts is told by their keys."""
        starts = range(0, len(self.keys), ROWS_OF_A_FILE)
        others = (
            text
            for text, start in zip(self.files, starts, strict=True)
            if not all(self.plain[start : start + ROWS_OF_A_FILE])
        )
        return b"".join([*self.keys, *(text.encode() for text in others)])

    def _looked_at(self, start: int, words: Sequence[str], plain: list[int | None]) -> Iterator[str]:
        """Yield the insides of the strings of rows from *start* on; put into *plain* what was not known of them."""
        for place, text in enumerate(words):
            if plain[place]:
                yield _plain(text)
                continue
            told = self.text(start + place)
            string = fit_for_script(encode_basestring(told)[1:-1])
            if plain[place] is None:
                self.new[start + place] = told
                plain[place] = string == _plain(text)
            yield string


def _key(words: str) -> bytes:
    # Two bytes for a character of Chinese, where UTF-8 has three; and processors have instructions for SHA-256.
    return sha256(utf_16_le_encode(words)[0]).digest()[:KEY_SIZE]


def _plain(words: str) -> str:
    """Return the insides of the string of *words*, paragraphs parted by blank lines, if nothing in them is special."""
    return words.replace("\n\n", "\\n")
