"""What the compiled loops of the assignment work on: a market of seats, lists of candidates, room for searches.

Worths, prices and distances are whole numbers (int64), so nothing is rounded and the same scores give the same pairs
on any machine. A mentee's list holds the mentors that are best for her at the prices of some time, and a bound of what
any other can be worth to her; where a price has fallen since, the bound is as much higher. Invariants, for prices p:
- nobody would rather be elsewhere on her list than where she is, nor without a mentor;
- a mentor with a free seat costs nothing; one below the minimum load may cost less than nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Places = NDArray[np.int32]

NOBODY = -1
NONE = np.int64(-(2**62))  # worth of what cannot be
FAR = np.int64(2**62)


class Scale(NamedTuple):
    """A pair is worth round(score × unit) × 2 × extra + extra + bonus, and `stay` more where it was one before.

    So of equal totals the one with more people is taken, and of these the one with more pairs of before.
    """

    unit: float
    extra: int  # 1, or more than there are people
    bonus: int  # more than all scores together where most people come first, else 0
    down: float  # scores × down lie between 0 and 1
    least: float  # scores below it are not allowed
    stay: int  # at least 1


class Lists(NamedTuple):
    """Candidates of each mentee, NOBODY after the last of a row."""

    mentor: Places  # (n, K)
    worth: Ints  # (n, K)
    bound: Ints  # (n,) of worth − price of every mentor that is not in the row, at the prices of that time
    time: Places  # (n,) when the row was made


class Market(NamedTuple):
    """Seats and who sits there. The mentees of mentor j are who[first[j] : first[j] + load[j]]."""

    capacity: Ints  # (m,)
    floor: Ints  # (m,) seats that have to be filled
    price: Ints  # (m,)
    load: Ints  # (m,)
    first: Ints  # (m,) one place more than seats lies between two of them
    who: Ints  # (Σ capacity + m,)
    bid: Ints  # the same: what each of them bid, a heap while the auction goes on
    mentor_of: Ints  # (n,)
    place: Ints  # (n,) in who, from first
    worth: Ints  # (n,) of where she is; raised while a pair is to be settled


class Paths(NamedTuple):
    """Room for a search: distances are FAR between two of them."""

    distance: Ints  # (m,)
    mentee: Ints  # (m,) who moves
    target: Ints  # (m,) where to
    touched: Ints  # (m,)
    heap: Ints  # (m,) mentors, the nearest first
    at: Ints  # (m,) place in the heap, −1 outside
