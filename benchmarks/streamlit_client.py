"""A browser's half of Streamlit's websocket protocol: opens pages and presses buttons without drawing anything.

It sends the state of every widget it has touched with every rerun, as the browser does, and returns
once the script has finished, after any page it was led on to.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from types import TracebackType
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

_TEXT = frozenset({"body", "label", "help", "options", "placeholder", "delta", "alt", "value", "caption", "formatted"})
_GOES_ON = ForwardMsg.FINISHED_EARLY_FOR_RERUN
_ANSWERS_WITHIN = 30.0  # seconds between two messages of one run


class ClientFault(AssertionError):
    """The server did not answer as a running program does."""


@dataclass
class Drawn:
    """What one run of the script has put on the page, by position."""

    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    fragments: dict[tuple[int, ...], str] = field(default_factory=dict)
    sent: int = 0  # elements that this run has sent; fewer than there are when only a fragment ran
    blocks: int = 0
    seconds: float = 0.0
    title: str = ""
    not_found: bool = False

    @cached_property
    def texts(self) -> list[str]:
        """What people read, from top to bottom; tags of HTML are taken out."""
        return [_without_tags(text) for one in self.elements.values() for text in _strings(one)]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def exceptions(self) -> list[str]:
        return [one.exception.message for one in self.elements.values() if one.WhichOneof("type") == "exception"]

    def widget(self, label: str) -> tuple[str, str]:
        """The id of the one widget whose label reads so, and the id of the fragment it lies in ("" = none)."""
        found = [path for path, one in self.elements.items() if getattr(_part(one), "label", None) == label]
        if len(found) != 1:
            raise ClientFault(f"{len(found)} widgets are labelled {label!r}")
        return str(getattr(_part(self.elements[found[0]]), "id", "")), self.fragments.get(found[0], "")

    def without(self, fragment: str) -> "Drawn":
        """What stays on the page while a fragment (or, named "", everything) is drawn again."""
        kept = {path: one for path, one in self.elements.items() if fragment and self.fragments[path] != fragment}
        return Drawn(kept, {path: self.fragments[path] for path in kept}, title=self.title)


class Session:
    """One tab: a websocket with the cookies of a sign-in."""

    def __init__(self, url: str, cookies: Mapping[str, str] | None = None) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        opening = connect(
            f"ws://{urlsplit(url).netloc}/_stcore/stream",
            additional_headers={"Cookie": cookie} if cookie else {},
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
        )
        self._url = url
        self._closing = ExitStack()
        self._socket = self._closing.enter_context(opening)
        self._states: dict[str, WidgetState] = {}
        self._query, self._page_hash, self._path = "", "", ""
        self.drawn = Drawn()

    def open(self, path: str, query: str = "") -> Drawn:
        """A deep link: the page at `path`, with nothing touched yet."""
        self._states.clear()
        self._path, self._query, self._page_hash = path, query, ""
        return self.rerun()

    def click(self, label: str) -> Drawn:
        """Press a button."""
        button, fragment = self.drawn.widget(label)
        return self.rerun(WidgetState(id=button, trigger_value=True), fragment=fragment)

    def fill(self, label: str, value: str) -> Drawn:
        """Type into a field."""
        text_field, fragment = self.drawn.widget(label)
        self._states[text_field] = WidgetState(id=text_field, string_value=value)
        return self.rerun(fragment=fragment)

    def rerun(self, *pressed: WidgetState, fragment: str = "") -> Drawn:
        """Run the script, or one fragment of it, and wait until it has drawn everything."""
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string, wanted.page_script_hash = self._query, self._page_hash
        wanted.page_name = "" if self._page_hash else self._path
        wanted.context_info.url = f"{self._url}/{self._path}"
        wanted.fragment_id = fragment
        wanted.widget_states.widgets.extend((*self._states.values(), *pressed))
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        self.drawn = self.drawn.without(fragment)
        while not self._take(ForwardMsg.FromString(self._receive())):
            pass
        self.drawn.seconds = time.perf_counter() - started
        return self.drawn

    def _receive(self) -> bytes:
        received = self._socket.recv(timeout=_ANSWERS_WITHIN)
        if isinstance(received, str):
            raise ClientFault(f"text instead of a message: {received[:200]}")
        return received

    def _take(self, message: ForwardMsg) -> bool:
        """Put one message where it belongs; True when it was the last of the run."""
        kind, drawn = message.WhichOneof("type"), self.drawn
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
            if not message.metadata.run.fragment_ids:  # a whole run, also where a fragment led on to a page
                self.drawn = Drawn(title=drawn.title, not_found=drawn.not_found)
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
            pages = message.navigation.app_pages
            drawn.title = next((p.page_name for p in pages if p.page_script_hash == self._page_hash), "")
        elif kind == "page_not_found":
            drawn.not_found = True
        elif kind == "delta" and message.delta.WhichOneof("type") == "add_block":
            drawn.blocks += 1
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            path = tuple(message.metadata.delta_path)
            drawn.elements[path], drawn.fragments[path] = message.delta.new_element, message.delta.fragment_id
            drawn.sent += 1
        return kind == "script_finished" and message.script_finished != _GOES_ON

    def close(self) -> None:
        self._closing.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def sign_in_as(url: str, persona: str) -> dict[str, str]:
    """The cookies of a one-click sign-in of the sample program."""

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *args: object, **kwargs: object) -> None:
            """The answer that leads on is the one that sets the cookie."""

    try:
        build_opener(Stay).open(Request(f"{url}/demo/{persona}", data=b"", headers={"Origin": url}), timeout=30)
    except HTTPError as answer:
        with answer:
            cookie = SimpleCookie(answer.headers.get("Set-Cookie", ""))
            if answer.code == 303 and cookie:
                return {name: morsel.value for name, morsel in cookie.items()}
    raise ClientFault(f"nobody can be entered as {persona!r} at {url}")


def _part(element: Element) -> Message | None:
    kind = element.WhichOneof("type")
    return getattr(element, kind) if kind else None


def _strings(message: Message) -> Iterator[str]:
    """The readable strings of a message and of everything inside it."""
    for kind, value in message.ListFields():
        for one in value if kind.is_repeated else (value,):
            if isinstance(one, Message):
                yield from _strings(one)
            elif isinstance(one, str) and kind.name in _TEXT and one:
                yield one


class _Reader(HTMLParser):
    """Collects what stands between the tags, stylesheets apart."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._in_style:
            self.pieces.append(data.strip())


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return " ".join(reader.pieces)
