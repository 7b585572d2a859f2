"""The text channel: how much two short texts are about the same, in [0, 1].

Between English texts: cosine of sentence vectors, and of the n-grams that the texts share. Where one of
them is in another language, the multilingual encoder instead, except for job titles whose English name our
table has. A name of our tables of titles and skills is drawn to its anchor. Where no encoder loads: n-grams
alone. A pair's similarity depends on the two texts and on what is shipped with the engine alone. Measured in
docs/decisions/003-text.md.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching import anchors, encoders, titles, topics, words
from matching.encoders import Encoder
from matching.language import is_english
from matching.vectors import Floats, Mask, Steps, Vectors, directions, in_steps

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MEANING = 0.8  # share of the sentence vectors; the rest comes from the n-grams
ANYWHERE = 0.9  # the same where the multilingual encoder reads
TOPICS = 0.15  # share of the skills that two writings are about
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
# Cosine at which the multilingual encoder finds nothing in common, and from there to full. Names: so that like and
# unlike titles have about the cosines that MiniLM gives them. Writings: two in another language (most likely the
# same), and one in another beside one in English; below that there is still an order, so it is approached softly.
NAMES, ALIKE, ACROSS = (0.77, 0.18), (0.855, 0.08), (0.79, 0.11)
SOFTNESS = 0.15


def similarity(queries: Sequence[str], documents: Sequence[str]) -> Floats:
    """Similarity of every query with every document: float32 (n, m) in [0, 1]; 0 for empty texts."""
    return compare(queries, Documents(documents))


def encode(texts: Sequence[str]) -> Floats:
    """English sentence vectors: float32 (n, 384), rows of length 1, zeros for a text without letters.

    Raises RuntimeError where no encoder loads (see `encoders.english`).
    """
    encoder = encoders.english()
    if encoder is None:
        raise RuntimeError("no encoder loads here: install the requirements, or compare with `similarity`")
    return directions(encoder(texts))


def says_something(text: str) -> bool:
    """Whether a word of the text carries meaning of its own: "I want to grow my career" and "asdf" do not."""
    said = [word for word in words.words(text) if word not in _FAINT and len(word) > 1]
    return any(words.is_known(word) or not _FILLER.fullmatch(word) for word in said)


def is_a_name(text: str) -> bool:
    """Whether a title holds a word at all; "Project manager" does, "asdf" does not."""
    return any(words.is_known(word) or not _FILLER.fullmatch(word) for word in words.words(text))


class Documents:
    """Texts prepared for being compared with queries; each kind of vector is computed when first needed."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def read(self) -> "_Read":
        return _Read.of(self.texts)

    @property
    def foreign(self) -> Mask:
        """Which texts (m,) are neither English nor titles that our table has an English name for."""
        return self.read.foreign

    @cached_property
    def grams(self) -> "csr_matrix":
        """One column per text: turned over at each question, it took two thirds of the time."""
        return words.vectors(self.read.texts).T.tocsr()

    @cached_property
    def meaning(self) -> Vectors:
        """By the English encoder."""
        return Vectors.of(_named(self.read.english))

    @cached_property
    def topics(self) -> "csr_matrix":
        """One column per text."""
        return topics.topics(self.meaning).T.tocsr()

    @cached_property
    def anywhere(self) -> Vectors:
        """Of all texts, by the multilingual encoder."""
        return Vectors.of(_multilingual(self.texts, encoders.multilingual_documents()))

    @cached_property
    def elsewhere(self) -> Vectors:
        """Of those that are not read in English, by the multilingual encoder."""
        return Vectors.of(_multilingual(_some(self.texts, self.read.elsewhere), encoders.multilingual_documents()))


def by_words_only() -> bool:
    """Whether no encoder loads here, so that texts are compared by the words that they share."""
    return encoders.english() is None


@dataclass(frozen=True, slots=True)
class _Read:
    """Texts, job titles that our table holds in another language by their English name, and which of them only the
    multilingual encoder understands.
    """

    texts: tuple[str, ...]
    foreign: Mask
    elsewhere: Mask  # the same, none where that encoder does not load

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Read":
        found = [text if is_english(text) else titles.in_english(text) for text in texts]
        foreign = np.array([text is None for text in found], np.bool_)
        readable = foreign.any() and encoders.multilingual_queries() is not None
        read = tuple(text if name is None else name for name, text in zip(found, texts, strict=True))
        return cls(read, foreign, foreign if readable else np.zeros(len(foreign), np.bool_))

    @property
    def english(self) -> tuple[str, ...]:
        """The texts, with '' for those that the English encoder does not understand."""
        return tuple("" if other else text for text, other in zip(self.texts, self.elsewhere, strict=True))


def compare(queries: Sequence[str], documents: Documents) -> Floats:
    """float32 (n, m) in [0, 1]."""
    return _compared(queries, documents, lambda cosines, alike: np.maximum((cosines - NAMES[0]) / NAMES[1], 0))


def _compared(queries: Sequence[str], documents: Documents, rescaled: Callable[[Floats, Mask], Floats]) -> Floats:
    """rescaled: cosines of the multilingual encoder, and where both texts are in another language."""
    ours, theirs = _Read.of(queries), documents.read
    common = words.in_common(words.vectors(ours.texts), documents.grams)
    found = common.copy()
    if encoders.english() is not None:
        found *= 1 - MEANING
        found += MEANING * np.maximum(Vectors.of(_named(ours.english)).cosines(documents.meaning), 0)
    if ours.elsewhere.any():
        asked = _multilingual(_some(queries, ours.elsewhere), encoders.multilingual_queries())
        close = rescaled(Vectors.of(asked).cosines(documents.anywhere), theirs.elsewhere)
        found[ours.elsewhere] = ANYWHERE * close + (1 - ANYWHERE) * common[ours.elsewhere]
    if theirs.elsewhere.any():
        asked = _multilingual(queries, encoders.multilingual_queries())
        close = rescaled(Vectors.of(asked).cosines(documents.elsewhere), ours.elsewhere[:, None])
        found[:, theirs.elsewhere] = ANYWHERE * close + (1 - ANYWHERE) * common[:, theirs.elsewhere]
    return np.clip(found, 0, 1, out=found)


def compare_writings(queries: Sequence[str], documents: Documents) -> Floats:
    """The same for what people write about what they want and offer: the skills that texts are about count too."""
    found = _compared(queries, documents, _rescaled_writings)
    if encoders.english() is None:
        return found
    ours = Vectors.of(_named(_Read.of(queries).english))
    both = np.outer(ours.read, documents.meaning.read)
    found *= 1 - np.float32(TOPICS) * both
    found += TOPICS * words.in_common(topics.topics(ours), documents.topics)
    return found


def to_read(queries: Sequence[str], documents: Documents) -> Mapping[Encoder, tuple[str, ...]]:
    """Encoder → the texts that it will be asked for when these are compared: not those whose vectors are held."""
    ours, theirs, held = _Read.of(queries), documents.read, vars(documents).keys()
    found: dict[Encoder, tuple[str, ...]] = {}
    if ours.elsewhere.any() or theirs.elsewhere.any():
        asked, answering = encoders.multilingual_queries(), encoders.multilingual_documents()
        assert asked is not None
        assert answering is not None
        found[asked] = tuple(queries) if theirs.elsewhere.any() else _some(queries, ours.elsewhere)
        anywhere = documents.texts if ours.elsewhere.any() and "anywhere" not in held else ()
        found[answering] = anywhere or (() if "elsewhere" in held else _some(documents.texts, theirs.elsewhere))
    english = encoders.english()
    if english is not None:
        found[english] = (*ours.english, *(() if "meaning" in held else theirs.english))
    return found


def _named(texts: Sequence[str]) -> Steps:
    """Vectors of the English encoder, names of our tables drawn to their anchors."""
    encoder = encoders.english()
    assert encoder is not None
    vectors = encoder(texts)
    for place, text in enumerate(texts):
        anchor = anchors.anchor_of(text) if len(text.split()) <= _NAME else None
        if anchor is not None:
            own = directions(vectors[place : place + 1])[0]
            vectors[place] = in_steps(own + ANCHORED * anchor)
    return vectors


def _multilingual(texts: Sequence[str], encoder: Encoder | None) -> Steps:
    assert encoder is not None
    return encoder(texts)


def _rescaled_writings(cosines: Floats, alike: Mask) -> Floats:
    found = (cosines - np.where(alike, ALIKE[0], ACROSS[0])) / np.where(alike, ALIKE[1], ACROSS[1])
    return np.asarray(SOFTNESS * np.logaddexp(0, found / SOFTNESS) * (cosines != 0), np.float32)


def _some(texts: Sequence[str], chosen: Mask) -> tuple[str, ...]:
    return tuple(text for text, keep in zip(texts, chosen, strict=True) if keep)
