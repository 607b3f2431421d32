"""What is stored and what is typed become the same: Python folds as the engine does, the quick way as the slow one."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes import JS, run_node, units_of
from qunyingpu.outputs.search import folding
from qunyingpu.outputs.search.folding import BREAK, bare, fold, folded_units

ENGINE = (JS.parents[1] / "theme/site/assets/search/engine.js").as_posix()
SQUASH = """
const engine = require(process.argv[1]), texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => [engine.squash(text), engine.gramsOf(engine.squash(text))])));
"""
ASSIGNED = """
const engine = require(process.argv[1]), texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const squashed = (text) => (/\\p{Cn}/u.test(text) ? null : engine.squash("a" + text + "u"));
process.stdout.write(JSON.stringify(texts.map(squashed)));
"""
SENTENCES = [
    "他说：“别怕！”——随后跳下去……",
    "Lü Bu，LÜ BU, lu\u0308 bu; ǖǘǚǜ Ǖ",
    "ＡＢＣ１２３ Ⅳ ㎡ ℃ ½ ﬁ ①",
    "张𬱖、𠮷野家，\U0002f800 丽",
    "ΣΑΣ ΑΣ Σ\u0301 İstanbul STRASSE ẞ",
    "か\u3099 が ｶﾞ 각 각 ㄱㅏ",
    "नि कि เก็บ e\u0301\u0323 a\u0308\u0304 u\u0304\u0308",
    "😀河边😀 👨\u200d👩\u200d👧",
    "",
    "\n\n",
    "。，、！？",
    "2024年6月24日、12:30 A&B < C > D",
    "阿里·买买提 阿里•买买提 阿里・买买提",
]


def _bigrams(text: str) -> set[str]:
    (units, _), found = folded_units([text]), set()
    for first, second in zip(units.tolist(), units[1:].tolist(), strict=False):
        if BREAK not in {first, second}:
            found.add(chr(first) + chr(second))
    return found


def _slowly(text: str) -> list[int]:
    """Return the units of *text*, folded as a whole, without looking up anything."""
    units = [ord(unit) for unit in units_of(bare(fold(text)))]
    return [unit if folding._is_searched()[unit] else BREAK for unit in units]


def test_every_character_is_folded_as_the_engine_folds_it() -> None:
    """Each of planes 0 to 3, between two letters.

    Python and Node know different editions of Unicode: only characters that both of them know are compared.
    """
    characters = [chr(code) for code in range(1, 0x40000) if not 0xD800 <= code < 0xE000]
    said = json.loads(run_node(["-e", ASSIGNED, ENGINE], characters))
    known = {
        character: theirs
        for character, theirs in zip(characters, said, strict=True)
        if theirs is not None and unicodedata.category(character) != "Cn"
    }
    assert len(known) > 140_000
    assert {character: bare(fold(f"a{character}u")) for character in known} == known


def test_sentences_have_the_bigrams_that_the_engine_asks_for() -> None:
    """Whatever stands beside whatever: the folded text, and the bigrams of it, are those of a query."""
    said = json.loads(run_node(["-e", SQUASH, ENGINE], SENTENCES))
    for sentence, (squashed, grams) in zip(SENTENCES, said, strict=True):
        assert bare(fold(sentence)) == squashed
        assert _bigrams(sentence) == {"".join(units_of(gram)) for gram in grams}, sentence


def _assert_quick_is_slow(texts: Sequence[str]) -> None:
    units, ends = folded_units(texts)
    parts = np.split(units, ends[:-1])
    assert ends[-1] == len(units)
    assert [part.tolist() for part in parts] == [[*_slowly(text), BREAK] for text in texts]


def test_every_character_alone_becomes_what_it_becomes_in_a_text() -> None:
    """The table agrees with `fold` for every character of the BMP."""
    _assert_quick_is_slow([chr(code) for code in range(1, 0x10000) if not 0xD800 <= code < 0xE000])


@pytest.mark.parametrize("seed", range(3))
def test_neighbours_change_nothing_that_the_table_knows(seed: int) -> None:
    """Texts of characters that are looked up, in any order, become what `fold` makes of them."""
    dice = random.Random(seed)  # noqa: S311 - a seeded choice, no secret
    ranges = ((0x20, 0x700), (0x1100, 0x1200), (0x1E00, 0x2200), (0x3000, 0x3400), (0x4E00, 0x4F00), (0xAC00, 0xAD00))
    pool = [chr(code) for first, last in (*ranges, (0xF900, 0xFFF0)) for code in range(first, last)]
    texts = ["".join(dice.choices(pool, k=dice.randint(0, 8))) for _ in range(4000)]
    looked_up = [text for text in texts if not (folding._looked_up(_units(text)) == folding._CONTEXT).any()]
    assert len(looked_up) > 1000
    _assert_quick_is_slow(looked_up)


def _units(text: str) -> folding.Units:
    return np.frombuffer(text.encode("utf-16-le"), "<u2")


@given(st.lists(st.text(max_size=20) | st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_the_quick_way_is_the_slow_way(texts: list[str]) -> None:
    """Any texts, beside any others."""
    _assert_quick_is_slow(texts)
