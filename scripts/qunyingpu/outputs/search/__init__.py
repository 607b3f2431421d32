"""Turn the published book into the files that the browser searches; ``theme/site/assets/search/FORMAT.md`` says which.

Rows stand in the order of the roll, so neighbours in the pinyin are neighbours here: the columns compress well, and a
surname's cards lie in few files. What tells of few rows, or of few bigrams, lies in files of its own, which are fetched
where it is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qunyingpu.model.book import PublishedBook
from qunyingpu.outputs.search.cards import card_files
from qunyingpu.outputs.search.columns import written
from qunyingpu.outputs.search.folding import fold
from qunyingpu.outputs.search.grams import gram_files
from qunyingpu.outputs.search.memory import NO_DIGEST, Memory
from qunyingpu.outputs.search.pages import page_rows
from qunyingpu.outputs.search.parts import facts_part, name_characters, names_part, words_part
from qunyingpu.outputs.search.roll import Roll
from qunyingpu.outputs.search.stories import Stories
from qunyingpu.outputs.search.variants import characters_of, other_variants, variants_in_names
from qunyingpu.writing import Artifact, Shelf, digest

FOLDER = "assets/search"


def search_index(book: PublishedBook, documents: Mapping[str, Sequence[str]], shelf: Shelf) -> Iterator[Artifact]:
    """Yield the files of the index of *book* and of *documents*, path -> headings of each hand-written page.

    What is dear to find is taken from *shelf* and left there for the next run; the bytes never depend on it.
    """
    heroes, memory = book.heroes, Memory.read(shelf.get())
    digests = [book.digests.get(hero.id, NO_DIGEST) for hero in heroes]
    recalled = memory.recalled(digests)
    roll = memory.roll_of(heroes, recalled)
    stories = Stories.of(heroes, memory.natures_of(recalled))
    postings = memory.postings_of(stories, recalled)
    key = _key_of_whole(roll, book, documents)
    named = set(fold(name_characters(roll)))
    whole = memory.whole
    if whole.get("key") != key:
        whole = {"key": key, **_whole_parts(roll, book, documents, variants_in_names(named))}
    shelf.put(*Memory(digests, roll, stories.natures, postings, whole).parts())
    firsts, grams = gram_files(postings)
    parts = {name: part for name, part in whole.items() if name != "key"}
    used = named | characters_of((parts["facts"], parts["words"]), postings.bigrams)
    variants, kept = other_variants(named, used)
    parts["text"] = written({"firsts": firsts, "variants": variants, "written": kept})
    # Half a pair of units, with which a file's first bigram may begin or end, is no text but for its escape.
    encoded = {name: part.encode(errors="backslashreplace") for name, part in parts.items()}
    cards = [card.encode() for card in card_files(roll.card)]
    # Eight characters tell no more apart than checksums do.
    sums = np.array(list(map(zlib.crc32, (*encoded.values(), *cards, *grams))), ">u4")
    edition = digest(sums.tobytes(), stories.natures.checksums.astype(">u4").tobytes())[:8]
    for name, part in encoded.items():
        yield Artifact(f"{FOLDER}/{name}.js", _call(f'part("{name}","{edition}"', part))
    files: dict[str, Sequence[str | bytes]] = {"cards": cards, "stories": stories.files, "grams": grams}
    for kind, contents in files.items():
        for number, content in enumerate(contents):
            call = f'file("{kind}","{edition}",{number}'
            yield Artifact(f"{FOLDER}/{kind}/{number:03}.js", _call(call, content))


def people_index(book: PublishedBook, edition: str) -> Iterator[Artifact]:
    """Yield what finds people by name, place, year and deed, but not by the words of a text, as one *edition*.

    Nor by traditional characters: in halls, for which it is, only pinyin is typed. Where files of two editions cannot
    meet, *edition* may stay the same: a file whose people have not changed then keeps its bytes.
    """
    roll = Roll.of(book.heroes)
    for name, part in _whole_parts(roll, book, {}, "").items():
        yield Artifact(f"{FOLDER}/{name}.js", _call(f'part("{name}","{edition}"', part))
    for number, cards in enumerate(card_files(roll.card)):
        yield Artifact(f"{FOLDER}/cards/{number:03}.js", _call(f'file("cards","{edition}",{number}', cards))


def _key_of_whole(roll: Roll, book: PublishedBook, documents: Mapping[str, Sequence[str]]) -> str:
    """Return the digest of all that `_whole_parts` looks at: the words of a story, which change most, are not in it."""
    columns = (column for name, column in zip(roll._fields, roll, strict=True) if name != "card")
    cells = (column.tobytes() if isinstance(column, np.ndarray) else "\0".join(column) for column in columns)
    ceremonies = (ceremony.model_dump_json() for ceremony in book.ceremonies)
    return digest(*cells, *ceremonies, written(list(page_rows(book, documents))))


def _whole_parts(
    roll: Roll, book: PublishedBook, documents: Mapping[str, Sequence[str]], variants: str
) -> dict[str, str]:
    """Return the parts that are loaded whole, but for that of the text; *variants* are those of the names."""
    return {
        "names": written(names_part(roll) | {"variants": variants}),
        "facts": written(facts_part(roll, book.ceremonies)),
        "words": written(words_part(roll, book.ceremonies) | {"pages": list(page_rows(book, documents))}),
    }


def _call(beginning: str, value: str | bytes) -> bytes:
    """Return the script that calls the engine with what *beginning* opens and with *value*."""
    return b"QYPSearch.%b,%b);\n" % (beginning.encode(), value if isinstance(value, bytes) else value.encode())
