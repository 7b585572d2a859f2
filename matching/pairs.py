"""A block of mentees before the mentors of some columns: what they ask for, and how close texts are, each once."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from matching import said
from matching.columns import MentorColumns, Role, wanted
from matching.facts import Floats, Mask
from matching.language import is_english
from matching.profiles import Mentee
from matching.text import Documents, compare, compare_writings
from matching.week import Weeks, hours_together

FLOOR = 0.1  # similarity of texts that have nothing to do with each other
NOT_WANTED = 0.8  # how much what is not wanted counts against, beside what is wanted

Compare = Callable[[Sequence[str], Documents], Floats]


class Near:
    """Similarity of what mentees say with the same documents, each different text compared once."""

    def __init__(self, texts: Sequence[str], documents: Documents, compare: Compare) -> None:
        self.texts = tuple(dict.fromkeys(text for text in texts if text))
        self.documents = documents
        self._compare = compare

    def of(self, texts: Sequence[str]) -> Floats:
        """float32 (n, documents); 0 for an empty text."""
        return self._found[[self._place.get(text, -1) for text in texts]]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {text: k for k, text in enumerate(self.texts)}

    @cached_property
    def _found(self) -> Floats:
        nothing = np.zeros((1, len(self.documents)), np.float32)
        return np.concatenate([self._compare(self.texts, self.documents), nothing])


class Pairs:
    def __init__(self, mentees: Sequence[Mentee], columns: MentorColumns) -> None:
        self.mentees = tuple(mentees)
        self.columns = columns

    def nothing(self) -> Floats:
        """Zeros, float32 (n, m)."""
        return np.zeros((len(self.mentees), len(self.columns.mentors)), np.float32)

    @cached_property
    def skills_wanted(self) -> tuple[dict[str, tuple[str, int]], ...]:
        return tuple(map(wanted, self.mentees))

    @cached_property
    def wishes(self) -> tuple[said.Wish, ...]:
        return tuple(said.wish(mentee.goals) for mentee in self.mentees)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        return tuple(map(said.target_role, self.mentees))

    @cached_property
    def weeks(self) -> Weeks:
        return Weeks.of(self.mentees, self.columns.rules.week)

    @cached_property
    def hours(self) -> Floats:
        """Shared hours a week, float32 (n, m); 0 where they are not known."""
        return hours_together(self.weeks, self.columns.weeks)

    @cached_property
    def near_titles(self) -> Near:
        current = (mentee.current_role for mentee in self.mentees)
        return Near((*self.targets, *current, *self._unwanted), self.columns.job_titles, compare)

    @cached_property
    def near_writings(self) -> Near:
        return Near((*(wish.wanted for wish in self.wishes), *self._unwanted), self.columns.writings, compare_writings)

    @cached_property
    def turned_away(self) -> Mask:
        """Pairs (n, m) in which the mentor says that he takes others only."""
        level = np.array([said.level_of_audience(m.current_role, m.goals) for m in self.mentees], np.float32)[:, None]
        lowest, highest = self.columns.audiences.T
        return np.asarray((level < lowest) | (level > highest), np.bool_)

    def unwanted(self, near: Near) -> Floats:
        """How close each document is to what the mentee does not want, by the field or by her own words."""
        by_field, by_words = np.split(near.of(self._unwanted), 2)
        return np.maximum(np.maximum(by_field, by_words) - FLOOR, 0)

    @cached_property
    def _unwanted(self) -> tuple[str, ...]:
        return (*(mentee.not_interested_in for mentee in self.mentees), *(wish.unwanted for wish in self.wishes))

    def all_english(self, i: int, j: int) -> bool:
        """Whether what mentee i wants and what mentor j offers are both in English."""
        sections = self.columns.sections
        theirs = self.columns.writings.foreign[sections.which[sections.rows_of(j)]]
        return is_english(self.wishes[i].wanted) and not theirs.any()

    def closest_role(self, i: int, j: int) -> tuple[Role, float]:
        """Of the roles of mentor j (at least one) the one closest to what mentee i wants, and how close."""
        held = self.columns.held
        close = self.near_titles.of([self.targets[i]])[0, held.which[held.rows_of(j)]]
        best = int(np.argmax(close))
        return self.columns.careers[j][best], float(close[best])

    def most_alike_move(self, i: int, j: int) -> tuple[Role, Role]:
        """Of the moves of mentor j (at least one) the one most like that of mentee i, which the part is about."""
        start, end = self.columns.move_starts, self.columns.move_ends
        current, wanted = self.near_titles.of([self.mentees[i].current_role, self.targets[i]])
        rows = start.rows_of(j)
        best = int(np.argmax(np.minimum(current[start.which[rows]], wanted[end.which[rows]])))
        return self.columns.careers[j][best], self.columns.careers[j][best + 1]
