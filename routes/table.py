"""The addresses outside of Streamlit."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pages import session
from routes import sign_in

_STATIC = Path(__file__).parent.parent / "pages" / "static"


class Lasting(StaticFiles):
    """Files that never change under their name: a second visit asks for none of them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def health(request: Request) -> Response:
    """200 while the store reads and writes, 503 when it does not."""
    found = session.store().health()
    return JSONResponse({"ok": found.ok, "said": found.said}, 200 if found.ok else 503)


def routes() -> list[BaseRoute]:
    return [
        Route("/health", health),
        Route("/sign-in", sign_in.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", sign_in.sign_out, methods=["POST"]),
        Route("/forgot", sign_in.forgot),
        Route("/set-up/{token}", sign_in.set_up, methods=["GET", "POST"]),
        Route("/link/{token}", sign_in.link, methods=["GET", "POST"]),
        Route("/change-password", sign_in.change_password, methods=["GET", "POST"]),
        Route("/role/{role}", sign_in.role, methods=["POST"]),
        Route("/demo/{persona}", sign_in.demo, methods=["POST"]),
        Mount("/fonts", Lasting(directory=_STATIC / "fonts"), name="fonts"),
        Mount("/drawings", Lasting(directory=_STATIC / "drawings"), name="drawings"),
    ]
