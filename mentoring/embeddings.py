"""Texts of profiles are read once: what the encoders made of them is kept in the store, by hash of text and model.

After a change of profiles the background thread reads what is new, in small steps; whoever asks earlier
waits for the texts that are missing, and no longer.
"""

import hashlib
from collections.abc import Iterator, Sequence
from uuid import UUID

import numpy as np

from data import embeddings as rows
from data import memberships as member_rows
from data import programs as program_rows
from data.store import Reader, Store
from matching import Mentee, Rules
from matching.columns import MentorColumns
from matching.encoders import Encoder
from matching.reading import to_read
from mentoring import profiles

_STEP = 256  # texts that are read between two writes


def recall(reader: Reader, program_id: UUID, mentees: Sequence[Mentee], columns: MentorColumns) -> None:
    """A step of use cases: have these people's texts at hand, from what is kept where it can be, else read now."""
    for encoder, texts in to_read(mentees, columns).items():
        by_digest = {_digest(text): text for text in encoder.unknown(texts)}
        kept = rows.vectors(reader, program_id, encoder.name, by_digest)
        encoder.remember({by_digest[digest]: np.frombuffer(vector, np.int8) for digest, vector in kept.items()})
        encoder(texts)


def read_new(store: Store) -> Iterator[int]:
    """Read and keep what is new in everybody's profiles, step by step; how many texts each step was."""
    for program in program_rows.programs(store):
        ids = [member.id for member in member_rows.members(store, program.id) if member.mentee]
        mentees = tuple(profiles.mentees_of(store, program.id, ids).values())
        mentors = [profile.mentor for profile in profiles.mentors_of(store, program.id).values()]
        for encoder, texts in to_read(mentees, MentorColumns(mentors, Rules())).items():
            yield from _read(store, program.id, encoder, texts)


def _read(store: Store, program_id: UUID, encoder: Encoder, texts: Sequence[str]) -> Iterator[int]:
    held = rows.held(store, program_id, encoder.name)
    missing = {digest: text for text in texts if (digest := _digest(text)) not in held}
    news = list(missing.items())
    for start in range(0, len(news), _STEP):
        some = news[start : start + _STEP]
        vectors = encoder([text for _, text in some])
        found = {digest: v.tobytes() for (digest, _), v in zip(some, vectors, strict=True)}
        store.write(lambda tx, found=found: rows.add(tx, program_id, encoder.name, found))  # type: ignore[misc]
        yield len(some)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
