"""Vectors of texts, by the hash of the text and the model that read it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from data.store import Reader, Transaction


def held(reader: Reader, program_id: UUID, model: str) -> frozenset[str]:
    """The digests of all texts whose vectors are held."""
    rows = reader.read("SELECT digest FROM embeddings WHERE program_id = $1 AND model = $2", [program_id, model])
    return frozenset(digest for (digest,) in rows)


def vectors(reader: Reader, program_id: UUID, model: str, digests: Collection[str]) -> dict[str, bytes]:
    """Digest → vector, of those that are held."""
    rows = reader.read(
        "SELECT digest, vector FROM embeddings WHERE program_id = $1 AND model = $2 "
        "AND digest IN (SELECT unnest($3::text[]))",
        [program_id, model, list(digests)],
    )
    return {digest: bytes(vector) for digest, vector in rows}


def add(tx: Transaction, program_id: UUID, model: str, found: Mapping[str, bytes]) -> None:
    """Keep vectors by digest; one that is held already stays as it is."""
    tx.run(
        "INSERT INTO embeddings (program_id, model, digest, vector) "
        "SELECT $1, $2, unnest($3::text[]), unnest($4::bytea[]) ON CONFLICT DO NOTHING",
        [program_id, model, list(found), list(found.values())],
    )


def state_of_profiles(reader: Reader) -> tuple[int, ...]:
    """Another value after every change of what people say of themselves, want or offer."""
    tables = ("goals", "offers", "memberships")
    sums = ", ".join(f"(SELECT count(*) + coalesce(sum(version), 0) FROM {table})" for table in tables)
    rows = reader.read(f"SELECT {sums}, (SELECT coalesce(sum(profiles_version), 0) FROM programs)")
    return tuple(map(int, rows[0]))
