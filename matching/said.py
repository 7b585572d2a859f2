"""What people say in their own words, read clause by clause: what they want and do not want, offer and do not offer.

No encoder handles these: to it, "not management" is about management. Rules for English, and the plainest
negations of a few other languages.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from matching import titles
from matching.profiles import Mentee
from matching.spelling import key

MOST_SECTIONS = 3
_HEAP = 8  # words from which a heap of keywords can be told
_PLAIN = 0.7  # share of different words below which a text is one

# Where what follows is not wanted. "I don't know how to say no" is a need, so a bare "not" is not enough.
_UNWANTED = re.compile(
    r"""\b(?:do\s?n[o']?t|dont|does\s?n[o']?t|do\snot|would\snot|wouldn't|no\slonger|never)\s(?:really\s|ever\s|particularly\s)?
            (?:want|wish|like|enjoy|care\sfor|care\sabout|plan|intend|need|see\smyself)\b
      | \bnot\s(?:really\s)?(?:interested|looking|keen|into|after|aiming|going\sback)\b
      | \b(?:no|zero|little)\s(?:interest|desire|wish|ambition|need|appetite)\b
      | (?:^|[,;(–—-]\s*|\bbut\s|\band\s)(?:definitely\s|please\s|certainly\s)?not?\s
            (?!only|just|sure|yet|because|that|to\smention|know|being|able|enough|good|confident|get|got|one|idea|matter
               |doubt)
      | \b(?:rather\sthan|instead\sof|anything\sbut|other\sthan|except)\b
      | \bwithout\b(?!\s(?:losing|giving\sup|stopping|leaving|dropping|sacrificing|failing
            |feeling|fear|panic\w*|freezing))
      | (?:^|\bso,?\s)(?:please\s)?forget\b(?!\sabout\smyself)
      | \b(?:avoid|quit|quitting|leave|leaving|escape|escaping|away\sfrom|out\sof|moving\son\sfrom|done\swith
            |through\swith)\b
      | \b(?:tired|sick|bored|weary)\s(?:of|with|by)\b | \b(?:fed\sup|enough\sof|burn(?:ed|t)?\sout)\b
      | \b(?:kein|keine|keinen|nicht\smehr|no\squiero|ya\sno|sin|plus\sde
            |ne\sveux\spas|sans|não\squero|sem|niet\smeer|geen|non\svoglio)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Where somebody says what they have or were, or what others think of them: true, and not what they look for.
_HAVE = re.compile(
    r"""\b(?:already|plenty\sof|that\schapter|comes?\snaturally|is\snot\sthe\sproblem|isn't\sthe\sproblem)\b
      | \b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen
            |twenty)\syears?\s(?:of|in|as|at)\b
      | \b(?:everybody|everyone|people|they\sall)\b[^.;!?]{0,30}\b(?:assumes?|expects?|tells?|thinks?)\b
      | \bassumes?\sthat\si\b
      | \b(?:are|is)\senough\b | \bi\s(?:was|used\sto|have\sbeen|have\sworked|worked)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "It is not that I don't want", "I don't want to stop": no negation after all.
_NOT_NOT = re.compile(
    r"""\bnot\sthat\si\b | \bquite\sthe\sopposite\b | \bnot\sonly\b
      | (?:n't|\bnot|\bnever)\swant\sto\s(?:stop|quit|give\sup|leave|lose|drop)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TURN = re.compile(
    r"(?<=[.!?;:])\s+|\n+|(?<!anything)(?<!nothing),?\s+(?=(?:but|instead|however|yet|sondern|sino|mais|mas|maar|ma)\b)|,\s+(?=i(?:'d|'m)?\s)|,\s+(?=(?:only|and\s[^,.;]*\binstead)\b)|\s+[–—-]\s+",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:to|into|towards)\b", re.IGNORECASE)

_REFUSES = re.compile(
    r"""\bi\s(?:know\s(?:nothing|little|next\sto\snothing)|(?:do\s?n[o']?t|dont|do\snot|never)\sknow|hate|dislike)\b
      | \bi(?:'m|\sam)\s(?:\w+\s)?(?:bad|terrible|hopeless|no\sgood|useless)\sat\b
      | ^nothing\sabout\b | ^not?\s(?!only|just)[\w\s]{2,40}[.!]?$ | \bplease\sno\b | \bno\s[\w\s]{2,30},?\splease\b
      | \bi(?:'ve|\shave)?\s(?:was\s)?never\s(?:been|done|worked|was|used|learn\w*)\b | \bi\swas\snever\b
      | \b(?:do\s?n[o']?t|dont|do\snot|does\snot|cannot|can\s?not|can't|won't|will\snot|no\slonger|never
            |would\srather\snot|nor)\s(?:\w+\s){0,2}?(?:help|mentor|coach|advise|review|offer|cover|take|teach|run|do|talk|discuss|support|work\son|answer)\b
      | \bnot\s(?:the\sright|a\sgood|your)\s(?:person|fit|mentor|choice)\b
      | \bnot\s(?:good\sat|my\s(?:field|area|thing|subject))\b
      | \b(?:please\s(?:do\snot|don't)|nothing\son|outside\smy|not\savailable\sfor|not\sfor)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEEKS = re.compile(
    r"""\b(?:looking|search(?:ing)?|hop(?:e|ing)|seek(?:ing)?|need|want|would\slike|i'd\slike|would\slove)\b
            [^.;]{0,40}?\b(?:a|an|my\sown|some)?\s?(?:mentor|guidance|someone\s(?:to|who)\s(?:show|teach|guide|help)|somebody\sto\s(?:show|teach|guide))\b
      | \b(?:new\sto|finding\smy\sfeet|learning\sthe\sropes|still\slearning|just\s(?:started|begun|graduated)
            |beginner|my\s(?:very\s)?first\s(?:job|role)|in\smy\sfirst\s(?:year|months?|weeks?))\b
      | \bshow\sme\sthe\sropes\b | \bhelp\sme\b | \bcould\stell\sme\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What mentors want for themselves: no offer either, and no sign that they are beginners.
_WANTS = re.compile(
    r"""\bi(?:'d|\swould)?\s(?:really\s|also\s)?(?:want|wish|hope|like|love|need|plan)\sto\s
            (?:learn|get\s(?:better|into)|improve|become|move\sinto|understand|find\sout|practi[cs]e)\b
      | \bi(?:'m|\sam)\s(?:still\s|now\s)?(?:learning|trying\sto\slearn|new\sto)\b | \bi\sneed\s(?:some\s)?help\b
      | \blooking\sfor\s(?:somebody|someone|people|a\steacher|a\scoach)\s(?:who|to|that)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(r"\b(?:only|exclusively|solely|nobody\selse|no\sone\selse)\b", re.IGNORECASE)
_LEADERS = r"directors?|executives?|c-?suite|c-level|vps?|board|senior\sleaders?|heads\sof"
_NEW_LEADERS = (
    r"first[- ]time|first\s(?:management|leadership|small\steam|team)|first\sline"
    r"|new(?:ly)?\s(?:\w+\s)?(?:managers?|leads?|leaders?)"
)
_BEGINNERS = (
    r"students?|graduates?|juniors?|beginners?|apprentices?|trainees?|interns?|entry[- ]level|school\sleavers?"
    r"|first\s(?:\w+\s)?years?\s(?:after|of|in)"
)
_AUDIENCES = tuple(  # whom a mentor takes: lowest and highest level of a title
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), levels)
    for words, levels in ((_LEADERS, (4.5, 6.0)), (_NEW_LEADERS, (1.0, 4.2)), (_BEGINNERS, (0.0, 1.6)))
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal text: what is wanted, and what is not."""

    wanted: str
    unwanted: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A bio: at most three sections of what is offered, what is not, and for whom."""

    sections: tuple[str, ...]
    refused: str
    seeks: bool  # looks for a mentor, or is new to the field
    audience: tuple[float, float] | None  # levels of a title, where the bio says "only"


@lru_cache(maxsize=20_000)
def wish(text: str) -> Wish:
    """A goal text without what is not wanted, left behind or there already; all of it where nothing else is said."""
    wanted, unwanted = [], []
    for clause in _clauses(text):
        found = None if _NOT_NOT.search(clause) else _UNWANTED.search(clause)
        if found:
            before, after = clause[: found.start()], clause[found.end() :]
            turned = (
                _INSTEAD.search(after)
                if re.search(r"leav|away|out\sof|tired|moving", found[0], re.IGNORECASE)
                else None
            )
            before = "" if _HAVE.search(before) else before
            wanted.append(before if turned is None else f"{before} {after[turned.start() :]}")
            unwanted.append(after if turned is None else after[: turned.start()])
        elif _HAVE.search(clause):
            unwanted.append("")
        else:
            wanted.append(clause)
    kept, refused = _joined(wanted), _joined(unwanted)
    return Wish(kept if _says(kept) else "" if _says(refused) else text, refused)


@lru_cache(maxsize=20_000)
def offer(text: str) -> Offer:
    clauses = _distinct(_clauses(text))
    kept = [clause for clause in clauses if not _REFUSES.search(clause)]
    refused = [clause for clause in clauses if _REFUSES.search(clause)]
    return Offer(
        sections=_sections([clause for clause in kept if _says(clause) and not _asks(clause)]),
        refused=_joined(refused),
        seeks=any(_SEEKS.search(clause) for clause in kept),
        audience=_audience(text),
    )


def _asks(clause: str) -> bool:
    """Whether a clause of a bio says what the mentor wants, not what there is to offer."""
    return bool(_SEEKS.search(clause) or _WANTS.search(clause))


@lru_cache(maxsize=50_000)
def plainness(text: str) -> float:
    """1 for a text that people would write; for a heap of keywords, the share of its words that are not repeats."""
    found = [word for word in key(text).split() if len(word) > 3]
    share = len(set(found)) / len(found) if found else 1.0
    return share if len(found) >= _HEAP and share < _PLAIN else 1.0


def level_of_audience(role: str, goals: str) -> float:
    """The level for which a mentor who takes "first-time managers only" would take this mentee."""
    leads = re.search(
        r"first\s(?:team|time|management)|new\s(?:manager|lead|team)|for the fr?i?r?st time", goals, re.IGNORECASE
    )
    level = titles.level(role)
    return max(level, 2.0) if leads else level


_TARGETS = re.compile(
    r"""\b(?:become|becoming|work(?:ing)?\sas|(?:move|moving|get|switch|switching|change|changing|step|go)\s(?:in)?to(?:\sbeing)?
            |(?:a\s)?(?:job|role|career|position|work)\s(?:as|in)|apply(?:ing)?\sfor|start\sas|train(?:ing)?\s(?:as|to\sbe)|retraining\s(?:as|to)
            |like\sto\sbe|want\sto\sbe)\s(?:an?\s|the\s|my\s)?(?P<role>[^.,;:!?()]{3,60})
    """,
    re.IGNORECASE | re.VERBOSE,
)


_AND_SO_ON = re.compile(r"\s(?:and|but|because|so|which|that|within|in\sthe|by|at|for|before|after)\s")


@lru_cache(maxsize=20_000)
def _role_in(goals: str) -> str:
    """The role that a goal text names; '' where it names none."""
    found = _TARGETS.search(wish(goals).wanted)
    return _AND_SO_ON.split(found["role"])[0].strip() if found else ""


def target_role(mentee: Mentee) -> str:
    """The role she wants: the field, or as the goal text says it where that is empty."""
    return mentee.target_role or _role_in(mentee.goals)


def _audience(text: str) -> tuple[float, float] | None:
    for sentence in re.split(r"(?<=[.!?;])\s+|\n+", text):
        if _ONLY.search(sentence):
            for words, levels in _AUDIENCES:
                if words.search(sentence):
                    return levels
    return None


def _clauses(text: str) -> list[str]:
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())  # runs of white space cost their square
    return [clause.strip() for clause in _TURN.split(text) if clause and clause.strip()]


def _distinct(clauses: list[str]) -> list[str]:
    """Repeated text counts once."""
    return list({re.sub(r"\W+", " ", clause.casefold()).strip(): clause for clause in reversed(clauses)}.values())[::-1]


def _sections(clauses: list[str]) -> tuple[str, ...]:
    """At most three, of neighbouring clauses and about as long as one another."""
    if len(clauses) <= MOST_SECTIONS:
        return tuple(clauses)
    share = sum(map(len, clauses)) / MOST_SECTIONS
    found: list[list[str]] = [[] for _ in range(MOST_SECTIONS)]
    read = 0
    for clause in clauses:
        found[min(MOST_SECTIONS - 1, int((read + len(clause) / 2) / share))].append(clause)
        read += len(clause)
    return tuple(" ".join(part) for part in found if part)


def _joined(parts: list[str]) -> str:
    return " ".join(part.strip(" ,;:–—-") for part in parts if part.strip(" ,;:–—-"))


def _says(text: str) -> bool:
    return len(re.findall(r"\w{2,}", text)) >= 1
