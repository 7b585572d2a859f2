"""Texts of profiles are read once: what the encoders made of them is kept in the store, by hash of text and model.

After a change of profiles the background thread reads what is new, in small steps; whoever asks earlier
waits for the texts that are missing, and no longer.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import numpy as np

from data import embeddings as rows
from data import memberships as member_rows
from data import programs as program_rows
from data.store import Reader, Store
from matching import Mentee, Mentor
from matching.encoders import Encoder
from matching.reading import to_read
from mentoring import profiles

_STEP = 256  # texts that are read between two writes
_FLOATS = np.dtype("<f4")


def recall(reader: Reader, program_id: UUID, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
    """A step of use cases: give the encoders what is kept of these people's texts, so that they need not read it."""
    for encoder, texts in to_read(mentees, mentors).items():
        _recalled(reader, program_id, encoder, texts)


def read_new(store: Store) -> int:
    """Read and keep what is new in everybody's profiles; the number of texts that were."""
    return sum(_read_program(store, program.id) for program in program_rows.programs(store))


def _read_program(store: Store, program_id: UUID) -> int:
    ids = [member.id for member in member_rows.members(store, program_id) if member.mentee]
    mentees = tuple(profiles.mentees_of(store, program_id, ids).values())
    mentors = tuple(profile.mentor for profile in profiles.mentors_of(store, program_id).values())
    return sum(_read(store, program_id, *one) for one in to_read(mentees, mentors).items())


def _read(store: Store, program_id: UUID, encoder: Encoder, texts: Sequence[str]) -> int:
    held = _recalled(store, program_id, encoder, texts)
    missing = [text for text in texts if text not in held]
    for start in range(0, len(missing), _STEP):
        some = missing[start : start + _STEP]
        found = dict(zip(map(_digest, some), (v.astype(_FLOATS).tobytes() for v in encoder(some)), strict=True))
        store.write(lambda tx, found=found: rows.add(tx, program_id, encoder.name, found))  # type: ignore[misc]
    return len(missing)


def _recalled(reader: Reader, program_id: UUID, encoder: Encoder, texts: Sequence[str]) -> frozenset[str]:
    """The texts whose vectors are kept; the encoder remembers them now."""
    by_digest = {_digest(text): text for text in texts}
    held = rows.vectors(reader, program_id, encoder.name, by_digest)
    encoder.remember({by_digest[digest]: np.frombuffer(vector, _FLOATS) for digest, vector in held.items()})
    return frozenset(by_digest[digest] for digest in held)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
