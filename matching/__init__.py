"""The matching engine: profiles → scores with reasons → suggestions and assignments.

Pure: arrays and dataclasses in, arrays and dataclasses out. Usable alone: `python -m matching`.
"""

from matching.assign import Assignment, assign
from matching.audit import Audit, GroupFigures, audit
from matching.certify import CertificateError, certify
from matching.explain import CardRow, Reason, card_rows, explain
from matching.index import MentorIndex, Ranking, Suggestion, Suggestions, suggest
from matching.prices import SeatPrices, prices
from matching.problem import Infeasible, Objective
from matching.profiles import Mentee, Mentor, Rules, Weights
from matching.score import Scores, locked_pairs, score, why_not_allowed, why_unmatched
from matching.stability import BlockingPair, Stability, stability
from matching.what_if import MoreHours, OtherFirst, more_hours, other_first
from matching.why_not import Move, WhyNot, why_not

__all__ = [
    "Assignment", "Audit", "BlockingPair", "CardRow", "CertificateError", "GroupFigures", "Infeasible", "Mentee",
    "Mentor", "MentorIndex", "MoreHours", "Move", "Objective", "OtherFirst", "Ranking", "Reason", "Rules", "Scores",
    "SeatPrices", "Stability", "Suggestion", "Suggestions", "Weights", "WhyNot", "assign", "audit", "card_rows",
    "certify", "explain", "locked_pairs", "more_hours", "other_first", "prices", "score", "stability", "suggest",
    "why_not", "why_not_allowed", "why_unmatched",
]  # fmt: skip
