"""Turn postings into the files of bigrams, each small enough to be fetched for one word that somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qunyingpu.outputs.search.columns import rolled
from qunyingpu.outputs.search.postings import Postings

DIGITS_OF_A_FILE = 24_000
DIGITS_FOR_A_BIGRAM = 3
"""What a bigram and the length of its postings add to a file, in digits of postings, once it is compressed."""


def gram_files(postings: Postings) -> tuple[str, list[bytes]]:
    """Return the first bigram of each file of *postings*, one after the other, and what each file holds."""
    if not len(postings.bigrams):
        return "", []
    digits, begins = rolled(_distances(postings), postings.starts)
    lengths = np.diff(begins)
    spelled, spans = rolled(lengths, np.arange(len(lengths)))
    units = np.stack([postings.bigrams >> 16, postings.bigrams & 0xFFFF], axis=1).astype("<u2")
    cuts = list(_cuts(lengths))
    files = [
        b'{"grams":"%b","lengths":"%b","postings":"%b"}'
        % (_text(units[a:b]), spelled[spans[a] : spans[b]], digits[begins[a] : begins[b]])
        for a, b in pairwise(cuts)
    ]
    return units[cuts[:-1]].tobytes().decode("utf-16-le", "surrogatepass"), files


def _distances(postings: Postings) -> npt.NDArray[np.unsignedinteger]:
    """Return the distance of each row from the one before it in its list, less one; of the first, the row itself."""
    distances = np.empty_like(postings.rows)
    np.subtract(postings.rows[1:], postings.rows[:-1], out=distances[1:])
    distances -= 1
    distances[postings.starts] = postings.rows[postings.starts]
    return distances


def _cuts(lengths: npt.NDArray[np.int64]) -> Iterator[int]:
    """Yield the number of the first bigram of each file, then the count of all."""
    weights = np.cumsum(lengths + DIGITS_FOR_A_BIGRAM)
    cut = 0
    while cut < len(lengths):
        yield cut
        before = weights[cut - 1] if cut else 0
        cut = max(cut + 1, int(np.searchsorted(weights, before + DIGITS_OF_A_FILE, side="right")))
    yield len(lengths)


def _text(units: npt.NDArray[np.uint16]) -> bytes:
    """Return *units* in UTF-8, a half of a pair that stands alone as the escape that JSON has for it."""
    return units.tobytes().decode("utf-16-le", "surrogatepass").encode("utf-8", "backslashreplace")
