"""Doors answer in threads: a door may wait for a hash or for the store, the event loop waits for neither."""

from collections.abc import Awaitable, Callable, Mapping

import anyio
from starlette.requests import Request
from starlette.responses import Response

from routes.forms import fields_or_nothing

Form = Mapping[str, str]
Door = Callable[[Request, Form], Response]

# One hash at a time: twenty at once made every page wait for more than a second.
_hashing = anyio.CapacityLimiter(1)
# Apart from the threads that serve files and /health: a write waits for the writer, ten seconds during a long import.
_storing = anyio.CapacityLimiter(32)


def aside(door: Door, *, hashes: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads the form, if one was sent, and leaves the rest to a thread."""

    async def answer(request: Request) -> Response:
        sent = request.method == "POST"
        given = await fields_or_nothing(request) if sent else {}
        limiter = _hashing if hashes and sent else _storing
        return await anyio.to_thread.run_sync(door, request, given, limiter=limiter)

    return answer
