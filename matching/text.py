"""The text channel: how much two short texts are about the same, in [0, 1].

First form: cosines of words and of character n-grams within words, hashed. Words that every profile
holds count little. A pair's similarity depends on the two texts and this table of words alone.
Source of the method: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORD_SHARE = 0.6  # of a similarity; the rest comes from character n-grams
FAINT = 0.25  # weight of words that every profile holds; not 0, or "Project manager" would mean nothing
_FEATURES = 2**18
_FAINT_WORDS = frozenset(
    re.findall(
        r"\w+",
        """able about become better build career change company day every experience experienced field get goal good
        grow growth hands help helped helping job junior kind know lead learn learning like look looking love make
        manager mentor mentoring month move moved moving need new people person professional project projects real
        role senior skill skills start started switch team teams thing things think time today use used using want
        wanted way week work worked working world year years""",
    )
)

Floats = NDArray[np.float32]


def similarity(queries: Sequence[str], documents: Sequence[str]) -> Floats:
    """Cosine similarity of every query with every document: float32 (n, m) in [0, 1]; 0 for empty texts."""
    return cosines(vectors(queries), vectors(documents))


def vectors(texts: Sequence[str]) -> "csr_matrix":
    """Sparse float32 (n, d) rows of length 1 (0 for a text without words), so that a product is a cosine."""
    from scipy.sparse import csr_matrix, hstack  # scipy and scikit-learn cost 2 s: only who scores pays
    from sklearn.preprocessing import normalize

    if not texts:
        return csr_matrix((0, 2 * _FEATURES), dtype=np.float32)
    words, pieces = _vectorizers()
    given = [plain(text) for text in texts]
    share = np.sqrt(np.float32(WORD_SHARE)), np.sqrt(np.float32(1 - WORD_SHARE))
    both = hstack([_rows(words, given, _faint_columns()) * share[0], _rows(pieces, given) * share[1]], "csr")
    return cast("csr_matrix", normalize(both, copy=False))  # again: a text of faint words has no pieces


def cosines(queries: "csr_matrix", documents: "csr_matrix") -> Floats:
    product: Floats = (queries @ documents.T).toarray().astype(np.float32)
    np.clip(product, 0, 1, out=product)
    return product


def plain(text: str) -> str:
    """Lower case, white space folded; signs that tell skills apart (c++, c#, .net) stay."""
    return re.sub(r"\s+", " ", text.casefold()).strip()


def says_something(text: str) -> bool:
    """Whether a word of the text carries meaning of its own: "I want to grow my career" does not."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    found = set(re.findall(r"[^\W\d_][\w+#]*", plain(text)))
    return bool(found - ENGLISH_STOP_WORDS - _FAINT_WORDS)


def has_words(vectors: "csr_matrix") -> NDArray[np.bool_]:
    """bool (n,): which texts hold anything that can be compared."""
    return np.asarray(np.diff(vectors.indptr) > 0, dtype=np.bool_)


def _rows(vectorizer: Any, texts: list[str], faint: NDArray[np.bool_] | None = None) -> "csr_matrix":
    from sklearn.preprocessing import normalize

    counts = vectorizer.transform(texts)
    np.log1p(counts.data, out=counts.data)  # a word said five times is not five times as important
    if faint is not None:
        counts.data[faint[counts.indices]] *= np.float32(FAINT)
    return cast("csr_matrix", normalize(counts, copy=False).astype(np.float32))


@cache
def _vectorizers() -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer

    def words(text: str) -> list[str]:
        found = re.findall(r"[^\W_][\w+#]*", text)
        return [word for word in found if word not in ENGLISH_STOP_WORDS]

    def pieces(text: str) -> list[str]:
        """Trigrams and fourgrams within words, so that endings and misspellings still meet."""
        padded = [f" {word} " for word in words(text) if word not in _FAINT_WORDS]
        return [word[i : i + n] for word in padded for n in (3, 4) for i in range(len(word) - n + 1)]

    def shared(analyzer: Any) -> Any:
        return HashingVectorizer(
            analyzer=analyzer, n_features=_FEATURES, alternate_sign=False, norm=None, dtype=np.float32
        )

    return shared(words), shared(pieces)


@cache
def _faint_columns() -> NDArray[np.bool_]:
    """Which hashed words are faint."""
    columns = np.zeros(_FEATURES, dtype=np.bool_)
    columns[_vectorizers()[0].transform(sorted(_FAINT_WORDS)).indices] = True
    return columns
