"""Words: how rare they are, and how much two texts share of them, from tables that are shipped.

Rarity is −ln of a word's share of running text, by Zipf's law (1949) from its place in `wordpieces.txt` (the
vocabulary of BERT, Apache-2.0, whose whole words stand in the order of their frequency), or of its share of job
titles where that is larger: "manager" says little about a title. A text becomes a row of character n-grams within its
words, weighted by rarity, so that endings and misspellings still meet.
Source of the weighting: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching import titles

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

FEATURES = 2**18
SHORTEST, LONGEST = 3, 5  # characters of an n-gram; a word has a blank at each end
_AT_ONCE = 2_000  # texts whose n-grams are counted at once, before those of a text are added up
_FIRST_WORD = 1996  # line of the most frequent word; single signs stand before it
_ZIPF = 0.1  # share of the most frequent word
_SEEN = 1e-4  # words more frequent than that say as little about their letters
_RAREST = 1e-6
_FAINTEST = 0.3
_TITLE_SHARE = 0.4  # how far the shares of job titles count


def words(text: str) -> list[str]:
    """Lower-case words; signs that tell skills apart (c++, c#) stay with theirs."""
    return re.findall(r"[^\W_][\w+#]*", text.casefold())


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """−ln of the word's share: 2.3 for "the", about 12 for words that the table lacks."""
    return -math.log(max(_shares().get(word, _ZIPF / len(_shares())), _TITLE_SHARE * _title_shares().get(word, 0.0)))


def is_known(word: str) -> bool:
    """Whether the table of English words, or an English job title, holds it."""
    return word in _shares() or word in _title_shares()


def vectors(texts: Sequence[str]) -> "csr_matrix":
    """Sparse float32 (n, 2¹⁸) rows of length 1 (0 for a text without letters), so that a product is a cosine."""
    from scipy.sparse import vstack  # half a second: only who scores pays

    if len(texts) <= _AT_ONCE:
        return _rows(texts)
    return vstack([_rows(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)], "csr")


def _rows(texts: Sequence[str]) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    said = [[_pieces(word) for word in words(text)] for text in texts]
    ends = np.cumsum([0, *(sum(map(len, pieces)) for pieces in said)])
    places = np.concatenate([piece for pieces in said for piece in pieces]) if ends[-1] else np.zeros(0, np.int32)
    found = csr_matrix((np.ones(len(places)), places, ends), shape=(len(texts), FEATURES))
    found.sum_duplicates()
    weights = (1 + np.log(found.data)) * _weights()[found.indices]
    some = np.diff(found.indptr) > 0
    lengths = np.sqrt(np.add.reduceat(weights**2, found.indptr[:-1][some])) if some.any() else np.zeros(0)
    weights /= np.repeat(lengths, np.diff(found.indptr)[some])
    # Copies of what is needed: after adding up, the arrays that were begun with are still held.
    return csr_matrix((weights.astype(np.float32), found.indices.copy(), found.indptr), shape=found.shape)


def in_common(queries: "csr_matrix", grams: "csr_matrix") -> Floats:
    """float32 (n, m): cosines of rows with documents that were turned over, one column each."""
    found = np.zeros((queries.shape[0], grams.shape[1]), np.float32)
    add_products(
        queries.indptr, queries.indices, queries.data, grams.indptr, grams.indices, grams.data, found
    )  # fmt: skip
    return found


@njit(cache=True, nogil=True)
def add_products(ends: Any, pieces: Any, said: Any, their_ends: Any, texts: Any, theirs: Any, found: Floats) -> None:
    """Add the products of two sparse matrices, in the order of the pieces, to `found`."""
    for i in range(len(found)):
        row = found[i]
        for t in range(ends[i], ends[i + 1]):
            piece, weight = pieces[t], said[t]
            for u in range(their_ends[piece], their_ends[piece + 1]):
                row[texts[u]] += weight * theirs[u]


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> NDArray[np.int32]:
    return np.array([_place(piece) for piece in _grams(word)], np.int32)


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[i : i + n] for n in range(SHORTEST, LONGEST + 1) for i in range(len(padded) - n + 1)]


def _place(piece: str) -> int:
    return zlib.crc32(piece.encode()) % FEATURES


@cache
def _shares() -> Mapping[str, float]:
    """Word → its share of running text."""
    pieces = resources.files(__package__).joinpath("wordpieces.txt").read_text(encoding="utf-8").splitlines()
    said = (piece for piece in pieces[_FIRST_WORD:] if len(piece) > 1 and piece.isascii() and piece.isalpha())
    return {word: _ZIPF / place for place, word in enumerate(said, 1)}


@cache
def _title_shares() -> Mapping[str, float]:
    """Word → the share of job titles that hold it."""
    names = titles.names()
    counts = Counter(word for name in names for word in set(words(name)))
    return {word: count / len(names) for word, count in counts.items()}


@cache
def _weights() -> Floats:
    """Weight of each place (2¹⁸,): −ln of the share of words, or of titles, that hold one of its n-grams."""
    general, in_titles = np.zeros(FEATURES), np.zeros(FEATURES)
    for word, share in _shares().items():
        general[np.unique(_pieces.__wrapped__(word))] += min(share, _SEEN) ** 0.5
    for word, share in _title_shares().items():
        in_titles[np.unique(_pieces(word))] += share
    everything = sum(min(share, _SEEN) ** 0.5 for share in _shares().values())
    seen = np.maximum(general / everything, _TITLE_SHARE * in_titles)
    return np.asarray(np.maximum(-np.log(np.maximum(seen, _RAREST)), _FAINTEST), np.float32)
