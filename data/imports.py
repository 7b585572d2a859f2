"""What the last import said of each person, so that a later one changes only what changed in the file."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction

Cells = dict[str, str]  # column -> text in the form of the CSV contract


def imported(reader: Reader, program_id: UUID, kind: str) -> dict[str, Cells]:
    """External id → cells."""
    rows = reader.read(
        "SELECT external_id, cells FROM imported_rows WHERE program_id = $1 AND kind = $2", [program_id, kind]
    )
    return {external_id: json.loads(cells) for external_id, cells in rows}


def keep(tx: Transaction, program_id: UUID, kind: str, rows: Mapping[str, Cells], imported: datetime) -> None:
    if not rows:
        return
    tx.run(
        "DELETE FROM imported_rows WHERE program_id = $1 AND kind = $2 AND external_id = ANY($3::text[])",
        [program_id, kind, list(rows)],
    )
    tx.insert_many(
        "imported_rows",
        {
            "program_id": [program_id] * len(rows),
            "kind": [kind] * len(rows),
            "external_id": list(rows),
            "cells": [json.dumps(cells, ensure_ascii=False) for cells in rows.values()],
            "imported": [imported] * len(rows),
        },
    )
