"""The files of the index are what FORMAT.md says: columns, digits, bigrams and their rows, each file small."""

from __future__ import annotations

import gzip
import json
import random
from itertools import pairwise

import numpy as np
import pytest

from indexes import Index, index_files, published, read_grams, read_index, units_of, unrolled
from people import a_hero
from qunyingpu.outputs.search.columns import packed, rolled
from qunyingpu.outputs.search.folding import bare, fold
from qunyingpu.outputs.search.grams import DIGITS_OF_A_FILE, gram_files
from qunyingpu.outputs.search.postings import Postings, row_type
from qunyingpu.story import story_text

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
STORIES = (
    "他路过石桥村的河边，听见呼救。\n\n当时**没有多想**，见[新华社](https://news.example/a)。",
    "一行，\n接着。\n\n张𬱖把绳子抛给𠮷野家的孩子！",
    "- 甲\n- 乙\n\nLü 与 ＡＢＣ１２３",
    "",
    "“引号”\\反斜线",
)


def _roll(count: int) -> Index:
    heroes = [
        a_hero(
            id=f"320500-2024-aaa{LETTERS[number // 31]}{LETTERS[number % 31]}",
            deed={"summary": f"测试用的一句话，第{number}号救人。", "story": STORIES[number % len(STORIES)]},
        )
        for number in range(count)
    ]
    return read_index(index_files(published(*heroes)))


def _bigrams(text: str) -> set[str]:
    """Return the bigrams of *text*, by the words of FORMAT.md."""
    ranges = (
        "09 az \u0100\u1fff \u3005\u3007 \u3040\u312f \u3400\u9fff \ua000\ud7ff \ud840\ud8ff \udc00\udfff \uf900\ufaff"
    )
    units = units_of(bare(fold(text)))
    counts = [any(ends[0] <= unit <= ends[1] for ends in ranges.split()) for unit in units]
    return {units[at] + units[at + 1] for at in range(len(units) - 1) if counts[at] and counts[at + 1]}


# ── numbers ──


def test_columns_are_as_wide_as_they_must_be() -> None:
    """One digit up to 63, two up to 4,095, three beyond; nothing for nothing."""
    assert [packed(column) for column in ([], [0, 63], [0, 64], [4096])] == ["", "A_", "AABA", "BAA"]


@pytest.mark.parametrize("largest", [0, 31, 32, 1023, 1024, 32_767, 32_768, 2**20, 2**22])
def test_digits_spell_every_number(largest: int) -> None:
    """Whatever the largest is, each number reads back, and where each list begins is known."""
    dice = random.Random(largest)  # noqa: S311 - a seeded choice, no secret
    numbers = [0, largest, *(dice.randint(0, largest) for _ in range(300)), largest]
    starts = [0, 1, 7, 300]
    digits, begins = rolled(np.array(numbers), np.array(starts))
    assert unrolled(digits.decode()) == numbers
    lists = [unrolled(digits[a:b].decode()) for a, b in pairwise(begins)]
    assert lists == [numbers[a:b] for a, b in zip(starts, [*starts[1:], len(numbers)], strict=True)]


def test_digits_do_not_care_how_they_are_cut_into_blocks() -> None:
    """A column longer than a block, its lists beginning anywhere in it."""
    numbers = np.arange(300_000) % 70
    starts = np.arange(0, 300_000, 13)
    digits, begins = rolled(numbers, starts)
    assert unrolled(digits.decode()) == numbers.tolist()
    assert np.diff(begins).tolist() == [
        sum(1 + (number >= 32) for number in numbers[start : start + 13].tolist()) for start in starts.tolist()
    ]


# ── postings ──


def test_a_bigram_has_the_rows_whose_text_holds_it() -> None:
    """All of them and no other: summaries and stories, without markup and addresses, folded and bare."""
    index = _roll(60)
    expected: dict[str, list[int]] = {}
    for row in range(60):
        text = f"测试用的一句话，第{row}号救人。\n{story_text(STORIES[row % len(STORIES)])}"
        for bigram in _bigrams(text):
            expected.setdefault(bigram, []).append(row)
    assert index.postings == expected
    assert {"没有", "石桥", "lv", "bc", "12", "\ud873\udc56"} <= set(index.postings)
    assert not {"ne", "ht", "新h"} & set(index.postings)


def test_bigrams_ascend_and_each_file_is_named_by_its_first() -> None:
    """The engine finds file and place by halving, so they ascend by their units, within files and across."""
    files = index_files(published(*(a_hero(id=f"320500-2024-aaaa{letter}") for letter in "abc")))
    index = read_index(files)
    bigrams = list(index.postings)
    assert bigrams == sorted(bigrams)
    assert index.parts["text"]["firsts"] == bigrams[0]


def test_a_bigram_of_halves_is_escaped() -> None:
    """A character beyond the BMP gives bigrams with a half of it, which UTF-8 cannot hold."""
    index = read_index(index_files(published(a_hero(deed={"summary": "一𬱖一𬱖一𬱖一𬱖。", "story": ""}))))
    assert set(index.postings) == {"一\ud873", "\ud873\udc56", "\udc56一"}
    assert index.parts["text"]["firsts"] == "一\ud873"


def test_an_empty_roll_has_an_index() -> None:
    """Nothing is found in it, and nothing fails."""
    index = read_index(index_files(published()))
    assert (index.parts["names"]["n"], index.parts["text"]["firsts"], index.postings) == (0, "", {})


def _random_postings(bigrams: int, each: int, rows: int) -> Postings:
    """Return *bigrams* of ideographs, as little alike as can be, with *each* so many of *rows*."""
    dice = np.random.default_rng(1)
    units = dice.integers(0x4E00, 0x9FFF, (2, 2 * bigrams)).astype(np.uint32)
    codes = np.unique(units[0] << 16 | units[1])[:bigrams]
    held = [np.sort(dice.choice(rows, each, replace=False)) for _ in codes]
    return Postings(codes, np.full(len(codes), each, np.uint32), np.concatenate(held).astype(row_type(rows)))


@pytest.mark.parametrize(("bigrams", "each", "rows"), [(30_000, 1, 10_000), (8_000, 4, 100_000), (5, 50_000, 100_000)])
def test_no_file_of_bigrams_is_dear_to_fetch(bigrams: int, each: int, rows: int) -> None:
    """At most 25 kB with gzip, be the bigrams rare or common; their rows read back."""
    postings = _random_postings(bigrams, each, rows)
    firsts, files = gram_files(postings)
    assert max(len(gzip.compress(file, 9)) for file in files) < 25_000
    read = [json.loads(file) for file in files]
    assert all(len(file["postings"]) <= DIGITS_OF_A_FILE or len(file["grams"]) == 2 for file in read)
    found = [rows for file in read for rows in read_grams(file).values()]
    assert np.concatenate(found).tolist() == postings.rows.tolist()
    assert units_of(firsts) == [unit for file in read for unit in units_of(file["grams"])[:2]]


@pytest.mark.parametrize("size", [2**16 - 1, 2**16])
def test_rows_are_right_where_their_type_changes(size: int) -> None:
    """The last row of a roll is found, however long the roll."""
    postings = Postings.of([(0, "甲乙"), (size - 1, "甲乙")], size)
    assert postings.rows.tolist() == [0, size - 1]
    moved = postings.moved(np.array([*range(size - 1), -1]), size)
    assert moved.rows.tolist() == [0]


# ── texts and cards ──


def test_a_story_is_quoted_as_its_page_shows_it() -> None:
    """Without markup and addresses, paragraphs as lines, whatever signs stand in it."""
    index = _roll(len(STORIES))
    assert [story.split("\n", 1)[1] for story in index.stories] == [
        "他路过石桥村的河边，听见呼救。\n当时没有多想，见新华社。",
        "一行，接着。\n张𬱖把绳子抛给𠮷野家的孩子！",
        "甲\n乙\nLü 与 ＡＢＣ１２３",
        "",
        "“引号”\\反斜线",
    ]


def test_what_differs_in_the_texts_differs_in_the_edition() -> None:
    """A sign of a story that is plain, and of one that is not, tells editions apart: caches hold files by edition."""
    plain, other, marked, other_marked = (
        read_index(index_files(published(a_hero(deed={"story": story})))).edition
        for story in ("正文，甲。", "正文。甲。", "**正文**，甲。", "*正文*。甲。")
    )
    assert (plain, other) == (marked, other_marked), "of the same words"
    assert plain != other
