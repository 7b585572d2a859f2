"""Texts of profiles are read once: what the encoders made of them is kept in the store, by hash of text and model.

After a change of profiles the background thread reads what is new, in small steps; whoever asks earlier
waits for the texts that are missing, and no longer.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

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

_STEP = 64  # texts that are read between two writes

_under_way: "WeakKeyDictionary[Store, dict[UUID, Reading]]" = WeakKeyDictionary()


def recall(reader: Reader, program_id: UUID, mentees: Sequence[Mentee], columns: MentorColumns) -> None:
    """A step of use cases: have these people's texts at hand, from what is kept where it can be, else read now."""
    for encoder, texts in to_read(mentees, columns).items():
        by_digest = {_digest(text): text for text in encoder.unknown(texts)}
        kept = rows.vectors(reader, program_id, encoder.name, by_digest)
        encoder.remember({by_digest[digest]: np.frombuffer(vector, np.int8) for digest, vector in kept.items()})
        encoder(texts)


@dataclass(frozen=True, slots=True)
class Reading:
    done: int
    of: int  # texts that were new when the reading began


def progress(store: Store, program_id: UUID) -> Reading | None:
    """How far the reading of a program's profiles has come; None while nothing is read."""
    return _under_way.get(store, {}).get(program_id)


def read_new(store: Store) -> Iterator[int]:
    """Read and keep what is new in everybody's profiles, step by step; how many texts each step was."""
    for program in program_rows.programs(store):
        ids = [member.id for member in member_rows.members(store, program.id) if member.mentee]
        mentees = tuple(profiles.mentees_of(store, program.id, ids).values())
        mentors = [profile.mentor for profile in profiles.mentors_of(store, program.id).values()]
        read = to_read(mentees, MentorColumns(mentors, Rules()))
        news = {encoder: _new(store, program.id, encoder, texts) for encoder, texts in read.items()}
        done, of = 0, sum(map(len, news.values()))
        here = _under_way.setdefault(store, {})
        try:
            for encoder, missing in news.items():
                for start in range(0, len(missing), _STEP):
                    here[program.id] = Reading(done, of)
                    yield (step := _read(store, program.id, encoder, missing[start : start + _STEP]))
                    done += step
        finally:
            here.pop(program.id, None)


def _new(store: Store, program_id: UUID, encoder: Encoder, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Digest and text of those that are not kept yet."""
    held = rows.held(store, program_id, encoder.name)
    return list({digest: text for text in texts if (digest := _digest(text)) not in held}.items())


def _read(store: Store, program_id: UUID, encoder: Encoder, some: Sequence[tuple[str, str]]) -> int:
    vectors = encoder([text for _, text in some])
    found = {digest: v.tobytes() for (digest, _), v in zip(some, vectors, strict=True)}
    store.write(lambda tx: rows.add(tx, program_id, encoder.name, found))
    return len(some)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
