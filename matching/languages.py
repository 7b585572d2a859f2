"""How well two people understand each other: BCP 47 tags, where `pt` meets `pt-BR` at a reduced value."""

from collections.abc import Sequence
from functools import cache

SAME_LANGUAGE = 0.8  # the same language in another variety


@cache
def value(one: str, other: str) -> float:
    """1 for the same tag, 0.8 for the same language, 0 otherwise."""
    if one.casefold() == other.casefold():
        return 1.0
    return SAME_LANGUAGE if one.split("-")[0].casefold() == other.split("-")[0].casefold() else 0.0


def meets(one: str, other: str) -> bool:
    return value(one, other) > 0


def best(ours: Sequence[str], theirs: Sequence[str]) -> tuple[float, str]:
    """The best value over all pairs of tags, and our tag that reaches it ('' for none)."""
    found = max(((value(o, t), -place, o) for place, o in enumerate(ours) for t in theirs), default=(0.0, 0, ""))
    return found[0], found[2] if found[0] else ""


def name(tag: str) -> str:
    """The English name of a common language, its tag for others."""
    return _NAMES.get(tag.split("-")[0].casefold(), tag)


_NAMES = {
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish", "gu": "Gujarati",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "ig": "Igbo", "it": "Italian", "ja": "Japanese", "kn": "Kannada", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "mi": "Māori", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay", "nb": "Norwegian",
    "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
LANGUAGES = tuple(_NAMES)
