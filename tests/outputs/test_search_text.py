"""Whatever a text says is found by any piece of it, and by nothing that it does not say: brute force is the judge.

The roll is made by a seeded generator; its people are invented, their stories are words in any order.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from indexes import answers, index_files, published, read_index, write_index
from people import a_hero
from qunyingpu.model.book import PublishedBook
from qunyingpu.outputs.search.folding import bare, fold
from qunyingpu.story import story_text

HEROES = 300
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
WORDS = (
    *(
        "河",
        "边",
        "河边",
        "边河",
        "救",
        "呼救",
        "救人",
        "人人",
        "人",
        "绳",
        "绳子",
        "子",
        "子孙",
        "ABC",
        "ab",
        "123",
        "12",
    ),
    *("𬱖", "𠮷野", "Lü", "，", "。", "“", "”", "！", "——", "\n\n", "**火场**", "[先烈](https://a.example)", "&amp;"),
)
RUN = re.compile("[0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]{2,}")


@pytest.fixture(scope="module")
def book() -> PublishedBook:
    """Three hundred invented heroes whose stories have few words."""
    dice = random.Random(20261123)  # noqa: S311 - seeded stories, no secret
    return published(
        *(
            a_hero(
                id=f"320500-2024-aaa{LETTERS[number // 31]}{LETTERS[number % 31]}",
                name=f"王测{'甲乙丙丁'[number % 4]}",
                deed={"story": "".join(dice.choices(WORDS, k=dice.randint(0, 40)))},
            )
            for number in range(HEROES)
        )
    )


def test_every_piece_of_a_text_finds_all_who_have_it_and_no_one_else(book: PublishedBook, tmp_path: Path) -> None:
    """Pieces of two to nine characters, across words and left-out marks: recall and precision are whole."""
    folder = write_index(index_files(book), tmp_path)
    texts = {hero.id: bare(fold(f"{hero.deed.summary}\n{story_text(hero.deed.story)}")) for hero in book.heroes}
    runs = [run for text in texts.values() for run in RUN.findall(text)]
    dice = random.Random(7)  # noqa: S311 - a seeded choice, no secret
    pieces = set()
    for _ in range(400):
        run = dice.choice(runs)
        start = dice.randrange(len(run) - 1)
        pieces.add(run[start : start + dice.randint(2, 9)])
    pieces |= {f"{piece}子" for piece in dice.sample(sorted(pieces), 40)}
    for piece, answer in answers(folder, sorted(piece for piece in pieces if len(piece) > 1)).items():
        assert set(answer.heroes) >= (holding := {hero for hero, text in texts.items() if piece in text}), piece
        assert set(answer.text) == holding - set(answer.exact), piece


def test_the_texts_are_those_of_the_rows(book: PublishedBook) -> None:
    """Stories and cards lie in the order of the roll, in file after file."""
    index = read_index(index_files(book))
    assert index.stories == [f"{hero.deed.summary}\n{story_text(hero.deed.story)}" for hero in book.heroes]
    assert [card[0] for card in index.cards] == [hero.id for hero in book.heroes]
