"""The addresses outside of Streamlit."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pages import session
from routes import sign_in
from routes.aside import aside

_STATIC = Path(__file__).parent.parent / "pages" / "static"


class Lasting(StaticFiles):
    """Files that never change under their name: a second visit asks for none of them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def health(request: Request) -> Response:
    """200 while the store is open and what was written last is saved, else 503."""
    found = session.store().health()
    return JSONResponse({"ok": found.ok, "said": found.said}, 200 if found.ok else 503)


def routes() -> list[BaseRoute]:
    return [
        Route("/health", health),
        Route("/sign-in", aside(sign_in.sign_in, hashes=True), methods=["GET", "POST"]),
        Route("/sign-out", aside(sign_in.sign_out), methods=["POST"]),
        Route("/forgot", aside(sign_in.forgot)),
        Route("/set-up/{token}", aside(sign_in.set_up, hashes=True), methods=["GET", "POST"]),
        Route("/link/{token}", aside(sign_in.link, hashes=True), methods=["GET", "POST"]),
        Route("/change-password", aside(sign_in.change_password, hashes=True), methods=["GET", "POST"]),
        Route("/role/{role}", aside(sign_in.role), methods=["POST"]),
        Route("/demo/{persona}", aside(sign_in.demo), methods=["POST"]),
        Mount("/fonts", Lasting(directory=_STATIC / "fonts"), name="fonts"),
        Mount("/drawings", Lasting(directory=_STATIC / "drawings"), name="drawings"),
    ]
