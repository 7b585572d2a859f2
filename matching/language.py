"""Whether a text is English: only then the English encoder knows what it says."""

import re
import threading
from functools import cache, lru_cache
from typing import Any

from matching import skills, titles, words

_SHORT = 8  # words
_SURE = 0.5  # share of known words from which a short text is taken as English …
_SURER = 0.75  # … and a longer one
_NOT_ENGLISH = 0.25  # probability of English below which a text is taken as another language
_NOT_ENGLISH_ALONE = 0.01  # the same for one word or two, of which py3langid knows little
_LANGUAGES = (
    "ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv ml mr no ms nl pa pl pt ro ru "
    "sk sl sr sv sw ta te th tl tr uk ur vi zh"
).split()
_ELSEWHERE = frozenset(
    (
        "de del des du der und für et las los el para dos da em una les aux avec zur im ich ist ein eine einen nicht "
        "auf habe je suis nous vous veux dans soy muy tengo quiero sou uma nao tenho quero trabajo sono ik een het"
    ).split()
)
_lock = threading.Lock()


@lru_cache(maxsize=50_000)
def is_english(text: str) -> bool:
    """True for English, for names of things, and where nothing can be told.

    A title of our table is known. Signs of other alphabets decide at once. Otherwise words that the English table
    knows speak for English, and a text of other words is English only if py3langid (Lui and Baldwin, "langid.py", 2012)
    finds that likely: alone it takes "nurse" for Portuguese.
    """
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return True
    if sum(not _latin(sign) for sign in letters) > len(letters) / 3:
        return False
    in_table = titles.is_english(text)
    if in_table is True:
        return True
    said = [word for word in words.words(text) if len(word) > 1]
    plain = not _accented(text) and _ELSEWHERE.isdisjoint(said)
    known = sum(words.is_known(word) or word in _names() for word in said)
    if plain and known >= (_SURE if len(said) <= _SHORT else _SURER) * len(said):
        return True
    if in_table is False:
        return False
    if plain and len(said) <= 2 and all(len(word) < 5 for word in said):  # abbreviations: SQL, DB2
        return True
    return _probability(text) >= (_NOT_ENGLISH_ALONE if plain and len(said) <= 2 else _NOT_ENGLISH)


@cache
def _names() -> frozenset[str]:
    """Words of the names of skills: Kubernetes is as English as it is German."""
    names = (name for skill in skills.catalog().values() for name in (skill.name, *skill.aliases))
    return frozenset(word for name in names for word in words.words(name))


def _latin(sign: str) -> bool:
    return ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00


def _accented(text: str) -> bool:
    return bool(re.search(r"[^\W\d_a-z]", text.casefold()))


def _probability(text: str) -> float:
    with _lock:
        ranked: list[tuple[str, float]] = _identifier().rank(text[:1000])
    return next(float(share) for language, share in ranked if language == "en")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
