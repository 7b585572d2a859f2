"""What the engine has to read before it can score: the texts of profiles, listed before they are needed.

A caller that keeps vectors hands them to the encoders first (`Encoder.remember`), and has what is still
unknown computed at a time of its choosing; left alone, the engine reads when it first scores.
"""

from collections.abc import Callable, Mapping, Sequence

from matching import encoders, said
from matching.columns import MentorColumns
from matching.encoders import Encoder
from matching.language import is_english
from matching.profiles import Mentee, Mentor


def read(mentees: Sequence[Mentee], mentors: Sequence[Mentor], progress: Callable[[float], object]) -> None:
    """Have everything of these people read now. progress(share that is done)."""
    for encoder, texts in to_read(mentees, mentors).items():
        new = len(encoder.unknown(texts))
        encoder(texts, lambda done, new=new: progress(done / new))  # type: ignore[misc]


def to_read(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Mapping[Encoder, tuple[str, ...]]:
    """Encoder → the texts of these people that it will be asked for, each once.

    The multilingual encoder is asked for all of them as soon as one is not English, and not loaded before.
    """
    columns = MentorColumns(mentors, None)
    owned = (columns.sections, columns.refusals, columns.careers)
    wishes = [said.wish(mentee.goals) for mentee in mentees]
    found = dict.fromkeys(text for rows in owned for text in rows.texts.texts)
    found |= dict.fromkeys(text for wish in wishes for text in (wish.wanted, wish.unwanted))
    for mentee in mentees:
        found |= dict.fromkeys((mentee.not_interested_in, mentee.current_role, said.target_role(mentee)))
    texts = tuple(text for text in found if text)
    loads = [encoders.english] if all(map(is_english, texts)) else [encoders.english, encoders.multilingual]
    return {encoder: texts for load in loads if (encoder := load()) is not None}
