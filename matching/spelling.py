"""One spelling of a name for all: case, accents, hyphens, punctuation and plurals do not matter."""

import re
import unicodedata
from functools import lru_cache

_MOST = 10_000  # characters; taking signs apart costs their square where somebody piles up accents


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """The words of a name in one spelling; c++, c# and .net stay apart from c and net."""
    said = name[:_MOST].casefold()
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+[+#]*", flat.replace("&", " and ").replace(".net", "dotnet"))
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )
