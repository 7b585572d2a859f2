"""What the title of a role says about how far somebody has come."""

import re
from functools import cache

_LEVELS = (
    (1, r"intern|trainee|apprentice|student|junior|assistant|entry"),
    (3, r"senior|sr|experienced|specialist"),
    (4, r"lead|principal|supervisor|architect|(?:engineering|team|people|general|regional|department) manager"),
    (5, r"head|director|partner"),
    (6, r"vp|vice president|chief|ceo|cto|cfo|coo|cpo|founder|president"),
)


@cache
def level(title: str) -> float:
    """1 (junior) to 6 (chief) by the words of a title, 2 where none says it; NaN for an empty title."""
    if not title.strip():
        return float("nan")
    levels = [number for number, words in _LEVELS if re.search(rf"\b(?:{words})\b", title.casefold())]
    return float(max(levels, default=2))
