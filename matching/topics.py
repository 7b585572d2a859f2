"""What texts are about: the skills of our table that lie nearest to them.

A goal seldom uses the words of those who can help with it, and a bio that repeats them may be about something
else. Which skills two texts are about says more of that than their wording: measured in docs/decisions/003-text.md.
"""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matching import anchors
from matching.vectors import Vectors, in_steps

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NEAREST = 20  # skills that a text is about
SHARPNESS = 20.0  # e-fold per .05 of cosine
_AT_ONCE = 4_000  # texts whose cosines with every skill are held at once


def topics(vectors: Vectors) -> "csr_matrix":
    """Sparse float32 (n, skills) rows of length 1, so that a product is a cosine; empty for a text without letters."""
    from scipy.sparse import vstack

    if len(vectors.steps) <= _AT_ONCE:
        return _rows(vectors)
    starts = range(0, len(vectors.steps), _AT_ONCE)
    some = (Vectors(vectors.steps[at : at + _AT_ONCE], vectors.shares[at : at + _AT_ONCE]) for at in starts)
    return vstack([_rows(one) for one in some], "csr")


def _rows(vectors: Vectors) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    cosines = vectors.cosines(_skills())
    least = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST, None] if len(cosines) else cosines
    near = (cosines >= least) & vectors.read[:, None]
    texts, which = np.nonzero(near)
    weights = np.exp(SHARPNESS * (cosines[texts, which] - 1))
    weights /= np.sqrt(np.bincount(texts, weights**2, len(near))).astype(np.float32)[texts]
    return csr_matrix((weights, which, np.cumsum([0, *near.sum(axis=1)])), near.shape)


@cache
def _skills() -> Vectors:
    """Anchors of the skills."""
    return Vectors.of(np.array([in_steps(anchor) for anchor in anchors.of_skills().values()]))
