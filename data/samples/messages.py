"""What the people of a sample write to each other and set themselves; the same for the same people and seed."""

import random
from collections.abc import Sequence

from data.samples.fragments import Writer, in_prose, slots, table, with_article
from data.samples.rows import Row


def outcomes_for(row: Row, seed: int) -> tuple[str, ...]:
    """One to three measurable outcomes that fit where somebody wants to go."""
    writer = Writer(random.Random(f"outcomes {row['id']} {seed}"))
    words, texts = _words(row), table("messages")
    role = table("roles").get(row.get("target_role", ""), {})
    fitting = [*role.get("outcomes", ()), *writer.rng.sample(_sayable(texts["outcomes"], words), 2 if words else 0)]
    pool = fitting or texts["unsure"]
    chosen = writer.rng.sample(pool, min(len(pool), writer.rng.randint(1, 3)))
    return tuple(writer.fill(outcome, words) for outcome in chosen)


def request_message(mentee: Row, mentor: Row, seed: int) -> str:
    """Two or three sentences to a mentor, about what the two profiles have in common."""
    writer = Writer(random.Random(f"request {mentee['id']} {mentor['id']} {seed}"))
    words = _words(mentee, mentor)
    parts = ("opening", "myself", "asking") if writer.rng.random() < 0.7 else ("opening", "asking")
    return " ".join(writer.fill(writer.rng.choice(_sayable(table("messages")[part], words)), words) for part in parts)


def decline_reason(seed: int) -> str:
    writer = Writer(random.Random(f"decline {seed}"))
    return writer.fill(writer.rng.choice(table("messages")["decline"]), {})


def _sayable(fragments: Sequence[str], words: dict[str, str]) -> list[str]:
    return [fragment for fragment in fragments if slots(fragment) <= words.keys()]


def _skill_names(cell: str) -> list[str]:
    return [skill.rpartition(":")[0] or skill for skill in cell.split(";") if skill]


def _words(mentee: Row, mentor: Row | None = None) -> dict[str, str]:
    """What can be said of these people; a blank cell gives no word."""
    words = {}
    wanted = _skill_names(mentee.get("skills_wanted", ""))
    if mentor is not None:
        taught = {skill.casefold() for skill in _skill_names(mentor.get("skills_offered", ""))}
        wanted.sort(key=lambda skill: skill.casefold() not in taught)
        words["mentor"] = mentor["name"].split()[0]
        past = mentor.get("past_roles", "").split(" @ ")[0]
        words |= {"past": with_article(past)} if past else {}
    if wanted:
        words["skill"] = in_prose(wanted[0])
    for slot, column in (("start", "current_role"), ("target", "target_role")):
        if mentee.get(column):
            words[slot] = with_article(mentee[column])
    return words
