"""The text channel: how much two short texts are about the same, in [0, 1].

Between English texts: cosine of sentence vectors, and of the n-grams that the texts share. Where one of
them is in another language: the multilingual encoder instead. A name of our tables of titles and skills
is drawn to its anchor. Where no encoder loads: n-grams alone. A pair's similarity depends on the two
texts and on what is shipped with the engine alone. Measured in docs/decisions/003-text.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching import anchors, encoders, words
from matching.encoders import Encoder, Floats
from matching.language import is_english

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Mask = NDArray[np.bool_]

MEANING = 0.8  # share of the sentence vectors; the rest comes from the n-grams
ANCHORED = 1.2  # weight of an anchor beside the vector of the name itself
_NAME = 8  # words of a text that may be a name
_FAINT = frozenset(  # words that every profile holds, and those that hold the place of one
    (
        "able about become better build career change company day every experience experienced field get goal good "
        "grow growth hands help helped helping job junior kind know lead learn learning like look looking love make "
        "manager mentor mentoring month move moved moving need new people person professional project projects real "
        "role senior skill skills start started switch team teams thing things think time today use used using want "
        "wanted way week work worked working world year years a all an and any are as at be been but by can could do "
        "for from had has have her him his i if in into is it its just me more most my no not of on one or our out "
        "she so some than that the their them then there these they this to up us very was we were what when which "
        "who will with would you your na none nothing idk dunno fill later sorry sure yet soon test tbd todo hello hi "
        "hey thanks thank please something anything everything how why ll ve works whatever here profile hmm hm ok "
        "okay"
    ).split()
)
# Keys struck at random, or one again and again: no vowel, one sign only, or a row of the keyboard.
_FILLER = re.compile(r"[b-df-hj-np-tv-xz]+|(.)\1*|(?:asdf|qwert|hjkl|zxcv|jkl)\w*|\d+")
_STEPS = 208  # 208² × 384 numbers is less than 2²⁴
E5_FLOOR, E5_RANGE = 0.75, 0.25  # its cosines lie above 0.7, whatever the texts


def similarity(queries: Sequence[str], documents: Sequence[str]) -> Floats:
    """Similarity of every query with every document: float32 (n, m) in [0, 1]; 0 for empty texts."""
    return compare(Texts(queries), Texts(documents))


def encode(texts: Sequence[str]) -> Floats:
    """English sentence vectors: float32 (n, 384), rows of length 1, zeros for a text without letters.

    Raises RuntimeError where no encoder loads (see `encoders.english`).
    """
    encoder = encoders.english()
    if encoder is None:
        raise RuntimeError("no encoder loads here: install the requirements, or compare with `similarity`")
    return encoder(texts)


def says_something(text: str) -> bool:
    """Whether a word of the text carries meaning of its own: "I want to grow my career" and "asdf" do not."""
    said = [word for word in words.words(text) if word not in _FAINT and len(word) > 1]
    return any(words.is_known(word) or not _FILLER.fullmatch(word) for word in said)


def is_a_name(text: str) -> bool:
    """Whether a title holds a word at all; "Project manager" does, "asdf" does not."""
    return any(words.is_known(word) or not _FILLER.fullmatch(word) for word in words.words(text))


@dataclass(frozen=True, slots=True)
class _Whole:
    """Vectors in steps of 1/208 of their largest number, as whole numbers (n, 384), and 1/length of each (n,).

    Products of whole numbers below 2²⁴ are exact in float32 in whatever order they are added up, so a cosine is
    the same to the bit whoever else is in the call; it differs from the one of the vectors by about .001.
    """

    numbers: Floats
    shares: Floats

    @classmethod
    def of(cls, vectors: Floats) -> "_Whole":
        largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True, initial=0), 1e-12)
        numbers = np.rint(vectors * (_STEPS / largest))
        lengths = np.sqrt((numbers.astype(np.float64) ** 2).sum(axis=1))
        return cls(numbers.astype(np.float32), (1 / np.maximum(lengths, 1)).astype(np.float32))

    def cosines(self, others: "_Whole") -> Floats:
        """float32 (n, m); 0 for texts without letters."""
        found: Floats = self.numbers @ others.numbers.T
        found *= self.shares[:, None]
        found *= others.shares
        return found


class Texts:
    """Texts prepared for comparing; each kind of vector is computed when first needed."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def english(self) -> Mask:
        return np.array([is_english(text) for text in self.texts], np.bool_)

    @cached_property
    def meaning(self) -> "_Whole":
        """Vectors of the English encoder, names of our tables drawn to their anchors."""
        encoder = encoders.english()
        assert encoder is not None
        vectors = encoder(self.texts)
        for place, text in enumerate(self.texts):
            anchor = anchors.anchor_of(text) if len(text.split()) <= _NAME else None
            if anchor is not None:
                vectors[place] += ANCHORED * anchor
        return _Whole.of(vectors)

    @cached_property
    def meaning_anywhere(self) -> "_Whole":
        """Vectors of the multilingual encoder."""
        encoder = encoders.multilingual()
        assert encoder is not None
        return _Whole.of(encoder(self.texts))

    @cached_property
    def shared(self) -> "csr_matrix":
        return words.vectors(self.texts)

    @cached_property
    def by_gram(self) -> "csr_matrix":
        """`shared` turned over, kept: to turn it at each question took two thirds of the time."""
        return self.shared.T.tocsr()


def compare(queries: Texts, documents: Texts) -> Floats:
    """float32 (n, m) in [0, 1]."""
    common: Floats = (queries.shared @ documents.by_gram).toarray().astype(np.float32)
    meaning = _meaning(queries, documents, encoders.english(), common)
    return np.clip(MEANING * meaning + (1 - MEANING) * common, 0, 1, out=common)


def _meaning(queries: Texts, documents: Texts, encoder: Encoder | None, common: Floats) -> Floats:
    if encoder is None:
        return common
    both = queries.english[:, None] & documents.english[None, :]
    if both.all() or encoders.multilingual() is None:
        return np.maximum(queries.meaning.cosines(documents.meaning), 0)
    anywhere = queries.meaning_anywhere.cosines(documents.meaning_anywhere)
    meaning = np.maximum((anywhere - E5_FLOOR) / E5_RANGE, 0) * (anywhere != 0)
    if both.any():
        meaning[both] = np.maximum(queries.meaning.cosines(documents.meaning), 0)[both]
    return np.asarray(meaning, np.float32)
