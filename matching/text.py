"""The text channel: how much two short texts are about the same, in [0, 1].

First form: cosines of words and of character n-grams within words, hashed, without words that every
profile holds. A pair's similarity depends on the two texts alone.
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
    from scipy.sparse import hstack  # scipy and scikit-learn cost 2 s: only who scores pays

    words, pieces = _vectorizers()
    given = [plain(text) for text in texts]
    share = np.sqrt(np.float32(WORD_SHARE)), np.sqrt(np.float32(1 - WORD_SHARE))
    return cast("csr_matrix", hstack([_rows(words, given) * share[0], _rows(pieces, given) * share[1]], "csr"))


def cosines(queries: "csr_matrix", documents: "csr_matrix") -> Floats:
    product: Floats = (queries @ documents.T).toarray().astype(np.float32)
    np.clip(product, 0, 1, out=product)
    return product


def plain(text: str) -> str:
    """Lower case, white space folded; signs that tell skills apart (c++, c#, .net) stay."""
    return re.sub(r"\s+", " ", text.casefold()).strip()


def says_something(text: str) -> bool:
    """Whether at least two words of the text carry meaning of their own."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    found = set(re.findall(r"[^\W\d_][\w+#]+", plain(text)))
    return len(found - ENGLISH_STOP_WORDS) >= 2 or any(ord(letter) > 0x2E80 for letter in text)


def _rows(vectorizer: Any, texts: list[str]) -> "csr_matrix":
    from sklearn.preprocessing import normalize

    counts = vectorizer.transform(texts)
    np.log1p(counts.data, out=counts.data)  # a word said five times is not five times as important
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

    return shared(lambda text: [w for w in words(text) if w not in _FAINT_WORDS]), shared(pieces)
