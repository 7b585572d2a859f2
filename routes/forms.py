"""Plain HTML forms: no script, the system's light or dark, answers tied to their fields."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mentoring.access import Invalid, Refusal
from pages import session

LARGEST_FORM = 64_000  # bytes
_SIGN_IN_DAYS = 30


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def page(template: str, values: Mapping[str, object] | None = None, *, status: int = 200) -> HTMLResponse:
    html = _templates().get_template(f"{template}.html").render(values or {})
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def refused(template: str, refusal: Refusal, values: Mapping[str, object], *, status: int = 400) -> HTMLResponse:
    """The form again, with what was entered and the sentence beside its field."""
    field = refusal.field if isinstance(refusal, Invalid) else ""
    return page(template, {**values, "wrong": str(refusal), "wrong_field": field}, status=status)


async def fields_or_nothing(request: Request) -> dict[str, str]:
    """The form's text fields. A body that is no form, or is too large, counts as an empty one."""
    if int(request.headers.get("content-length") or 0) > LARGEST_FORM:  # refused before it is read whole
        return {}
    form = await request.form(max_files=0, max_fields=20, max_part_size=LARGEST_FORM)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def inside(path: str) -> str:
    """A path of this site to go on to, `/` for everything else (other hosts, schemes, odd signs)."""
    odd = any(ord(sign) < 0x21 or sign == "\\" for sign in path)
    if odd or not path.startswith("/") or path.startswith("//"):
        return "/"
    return quote(path, safe="/?&=%-_.~+")


def signed_in(request: Request, token: str, path: str) -> Response:
    """Go on with a new sign-in. The cookie is out of reach for scripts and other sites."""
    response = RedirectResponse(inside(path), status_code=303)
    response.set_cookie(
        session.cookie_name(),
        token,
        max_age=_SIGN_IN_DAYS * 24 * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def token_of(request: Request) -> str:
    return request.cookies.get(session.cookie_name(), "")
