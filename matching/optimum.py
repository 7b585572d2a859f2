"""The one best assignment of a problem, with the proof beside it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from matching.market import NOBODY
from matching.problem import Counts, Floats, Mask, Problem
from matching.rows import Rows, ask
from matching.solver import Solved, Solver, Worths

NOBODY_ALLOWED = "no allowed mentor"

# Scores become whole numbers of steps of 2⁻³⁷, where the largest lies between a half and 1. One person more is worth
# half a step: of equal totals, more people.
_STEPS = 37
_BITS = 61  # of what a pair is worth
RESOLUTION = 2.0 ** (1 - _STEPS)  # of the largest score


@dataclass(frozen=True, slots=True)
class Stage:
    """One figure that was maximised, in order, and the bound that no assignment can pass."""

    name: str  # "people", "worst" or "total"
    value: float
    bound: float
    gap: float  # (bound − value) / bound, as in Assignment
    seat_price: Floats | None = field(
        default=None, compare=False
    )  # (m,) and bonus that prove the bound where those of the assignment do not
    bonus: float = 0.0


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Assignment:
    """Pairs and their proof. `value` = total, plus `bonus` per matched person where most people come first, plus the
    objective's stay_bonus for each pair of `start` that stayed.

    For any prices p, with l the minimum loads and u_i = max(0, max_j (s_ij + bonus − p_j)), s_ij with the stay_bonus:
    value ≤ bound = Σ_j max(c_j p_j, l_j p_j) + Σ_i u_i. Locked mentees count s_ij + bonus − p_j, which may
    be negative; a seat price is negative only where a minimum load has to be paid for.

    gap = (bound − value) / bound. A bound below RESOLUTION × the largest score counts as that much: what is
    smaller than scores are told apart is no share of anything.
    """

    mentor_of: Counts  # (n,), −1 = unmatched
    total: float  # plain sum of scores
    value: float
    bound: float
    gap: float
    mentee_price: Floats  # (n,)
    seat_price: Floats  # (m,)
    unmatched_reason: dict[int, str]  # mentee → why
    stages: tuple[Stage, ...]
    bonus: float
    problem: Problem

    def rows(self) -> Rows:
        """The scores that it was made from."""
        shape = len(self.mentor_of), len(self.problem.capacity)
        return Rows(self.problem.total, self.problem.allowed, shape, lambda: False)

    def pair_scores(self, rows: Rows) -> Floats:
        """(n,) of each mentee's pair, NaN without one."""
        found, matched = np.full(len(self.mentor_of), np.nan), np.flatnonzero(self.mentor_of != NOBODY)
        found[matched] = [score for _, _, score, _ in rows.of_pairs(matched, self.mentor_of[matched])]
        return found

    @property
    def lowest(self) -> float:
        """The score below which no pair stands that is not locked."""
        return max([self.problem.min_score, *(stage.value for stage in self.stages if stage.name == "worst")])


def _worths(largest: float, problem: Problem) -> Worths:
    """Whole numbers that hold every score, a person more, and a pair of before, in this order.

    Where most people come first, a person is worth more than all scores together.
    """
    stay = problem.objective.stay_bonus if (problem.before != NOBODY).any() else 0.0
    people = max(1, len(problem.before)).bit_length()
    extra = people + 1 if (problem.before != NOBODY).any() else 0
    first = people if problem.objective.kind != "total" else 0
    twice = 1 if stay else 0  # a pair is worth up to its score and as much again for staying
    steps = min(_STEPS, _BITS - 2 - extra - first - twice)
    exponent = math.frexp(max(largest, stay))[1]
    kept = round(math.ldexp(stay, steps - exponent)) * 2 << extra
    bonus = (1 << (steps + 2 + extra + first + twice)) if first else 0
    return Worths(exponent, 2.0**steps, 1 << extra, bonus, kept + 1)


def optimum(
    rows: Rows, problem: Problem, largest: float, locked: dict[int, float], progress: Callable[[float], object]
) -> Assignment:
    """The largest total, or most people first. largest: score of a pair that can be; locked: mentee → her score."""
    worths = _worths(largest, problem)
    return _proven(rows, problem, worths, largest, _solved(rows, problem, worths, progress), locked)


def _solved(rows: Rows, problem: Problem, worths: Worths, progress: Callable[[float], object]) -> Solved:
    """Pairs and prices of those who are not locked, on the seats that are left."""
    free, floor = problem.capacity.copy(), problem.min_load.copy()
    for _, j in problem.locked:
        free[j] -= 1
        floor[j] = max(0, floor[j] - 1)
    solver = Solver(
        rows,
        np.flatnonzero(~problem.is_locked()),
        free,
        floor,
        worths,
        problem.min_score,
        problem.before,
        problem.seed,
        progress,
    )
    return solver.solve()


def _gap(bound: float, value: float, largest: float) -> float:
    return (bound - value) / max(bound, smallest(largest))


def smallest(largest: float) -> float:
    """The smallest bound of which a gap is taken as a share; where all scores are 0 there is nothing to share."""
    return max(RESOLUTION * largest, float(np.finfo(np.float64).tiny)) if largest else 1.0


def _proven(
    rows: Rows, problem: Problem, worths: Worths, largest: float, solved: Solved, locked: dict[int, float]
) -> Assignment:
    """The result, with what its prices prove: nobody has a mentor at whose price she would be better off."""
    mentor_of = solved.mentor_of
    mentor_of[[i for i, _ in problem.locked]] = [j for _, j in problem.locked]
    bonus = float(worths.scores(worths.bonus))
    seat_price, mentee_price = worths.scores(solved.seat_price), worths.scores(solved.mentee_price)
    seat_price = _with_closed(rows, problem, seat_price, mentee_price, bonus)
    for i, j in problem.locked:
        mentee_price[i] = locked[i] + bonus + problem.stays(i, j) - seat_price[j]
    matched = np.flatnonzero(mentor_of != NOBODY)
    if rows.held:
        total = math.fsum(score for _, _, score, _ in rows.of_pairs(matched, mentor_of[matched]))
    else:  # to read them again would take as long as to compute all; float32 scores are steps of the resolution
        total = math.fsum(worths.scores(solved.worth).astype(np.float32)) + math.fsum(locked.values())
    stays = problem.objective.stay_bonus * int((mentor_of == problem.before)[matched].sum())
    value = total + stays + bonus * len(matched)
    seats = np.maximum(problem.capacity * seat_price, problem.min_load * seat_price)
    bound = max(value, math.fsum(seats) + math.fsum(mentee_price))
    return Assignment(
        mentor_of=mentor_of,
        total=total,
        value=value,
        bound=bound,
        gap=_gap(bound, value, largest),
        mentee_price=mentee_price,
        seat_price=seat_price,
        unmatched_reason=reasons(rows, problem, mentor_of),
        stages=_stages(total + stays, len(matched), bound, bonus, largest),
        bonus=bonus,
        problem=problem,
    )


def _with_closed(rows: Rows, problem: Problem, prices: Floats, mentee_price: Floats, bonus: float) -> Floats:
    """The prices, with those of mentors whose seats are all locked, or who have none: so high that nobody wants them.

    They cost nothing, as there is no seat to pay for, and say what a first seat would be worth at most.
    """
    taken = np.bincount([j for _, j in problem.locked], minlength=len(problem.capacity))
    closed = np.flatnonzero(problem.capacity == taken)
    if closed.size == 0:
        return prices
    if not rows.held:
        prices[closed] = np.nextafter(
            1 + bonus + problem.objective.stay_bonus, np.inf
        )  # a block source gives scores up to 1
        return prices
    asked = np.zeros(closed.size)
    for piece in rows.read(np.flatnonzero(~problem.is_locked())):
        ask(*piece, closed, mentee_price, bonus, problem.min_score, asked)
    for i, j, score, can in rows.of_pairs(*_before_at(closed, problem)):
        if can and score >= problem.min_score:
            k = int(np.searchsorted(closed, j))
            asked[k] = max(asked[k], score + bonus + problem.objective.stay_bonus - mentee_price[i])
    prices[closed] = np.where(asked > 0, np.nextafter(asked, np.inf), 0.0)
    return prices


def _before_at(closed: Counts, problem: Problem) -> tuple[Counts, Counts]:
    """Who is not locked and had one of these mentors before, and which."""
    people = np.flatnonzero(np.isin(problem.before, closed) & ~problem.is_locked())
    return people, problem.before[people]


def _stages(total: float, people: int, bound: float, bonus: float, largest: float) -> tuple[Stage, ...]:
    """All scores together are worth less than one bonus, so one bound holds for both stages."""
    stages = []
    if bonus:
        most = float(math.floor(bound / bonus))
        stages.append(Stage("people", float(people), most, _gap(most, float(people), 0.0)))
    rest = max(total, bound - bonus * people)
    return (*stages, Stage("total", total, rest, _gap(rest, total, largest)))


def _mentors(number: int) -> str:
    return "the only possible mentor" if number == 1 else f"the {number} possible mentors"


def _apart(best: float, floor: float) -> tuple[str, str]:
    """Both with as many places, three at least, as it takes to see that they differ."""
    written = ((f"{best:.{places}f}", f"{floor:.{places}f}") for places in range(3, 17))
    return next((pair for pair in written if pair[0] != pair[1]), (repr(best), repr(floor)))


def reasons(rows: Rows, problem: Problem, mentor_of: Counts) -> dict[int, str]:
    """Mentee without a mentor → why."""
    found: dict[int, str] = {}
    for piece in rows.read(np.flatnonzero(mentor_of == NOBODY)):
        for t, i in enumerate(piece.rows.tolist()):
            theirs = piece.scores[piece.at[t]].astype(np.float64)
            found[i] = _reason(theirs, piece.allowed[piece.allowed_at[t]], problem)
    return found


def _reason(scores: Floats, permitted: Mask, problem: Problem) -> str:
    possible = permitted & (scores >= problem.min_score)
    if not permitted.any():
        return NOBODY_ALLOWED
    if not possible.any():
        best, floor = _apart(float(scores[permitted].max()), problem.min_score)
        return f"below minimum score: the best allowed is {best}, at least {floor}"
    if not problem.capacity[possible].any():
        return f"no seat: no free seat at {_mentors(int(possible.sum()))}"
    # All of them are full, or she would be matched; whether one seat more were hers is another question.
    return f"no seat: others fill every seat at {_mentors(int(possible.sum()))}"
