"""What the engine has to read before it can score: the texts of profiles, listed before they are needed.

A caller that keeps vectors hands them to the encoders first (`Encoder.remember`), and has what is still
unknown computed at a time of its choosing; left alone, the engine reads when it first scores.
"""

from collections.abc import Callable, Mapping, Sequence

from matching import text
from matching.columns import MentorColumns
from matching.encoders import Encoder
from matching.pairs import Pairs
from matching.profiles import Mentee


def read(mentees: Sequence[Mentee], columns: MentorColumns, progress: Callable[[float], object]) -> None:
    """Have everything of these people read now. progress(share that is done)."""
    new = {encoder: encoder.unknown(texts) for encoder, texts in to_read(mentees, columns).items()}
    all_texts, before = sum(map(len, new.values())), 0
    for encoder, texts in new.items():
        encoder(texts, lambda done, before=before: progress((before + done) / all_texts))  # type: ignore[misc]
        before += len(texts)


def to_read(mentees: Sequence[Mentee], columns: MentorColumns) -> Mapping[Encoder, tuple[str, ...]]:
    """Encoder → the texts of these people that it will be asked for, each once."""
    pairs = Pairs(mentees, columns)
    found: dict[Encoder, dict[str, None]] = {}
    for near in (pairs.near_titles, pairs.near_writings):
        for encoder, texts in text.to_read(near.texts, near.documents).items():
            found.setdefault(encoder, {}).update(dict.fromkeys(filter(None, texts)))
    return {encoder: tuple(texts) for encoder, texts in found.items()}
