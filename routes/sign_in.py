"""Signing in and out, first run, one-time links, passwords, roles and personas.

The forms carry no token against cross-site requests: the cookie is SameSite, and the guard refuses
every unsafe request whose Origin is not this host.
"""

import os
from datetime import date
from typing import NamedTuple, cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentoring import accounts
from mentoring.access import ROLES, Invalid, NotYours, Refusal, Role, SignInNeeded
from mentoring.accounts import SetUp
from pages import session
from routes.aside import Form
from routes.forms import inside, page, refused, signed_in, token_of
from routes.limits import Tries, network_of


class Persona(NamedTuple):
    """A synthetic person whom the sample program can be entered as."""

    external_id: str
    role: Role
    name: str
    said: str


PERSONAS = {
    "mentee": Persona("amara", "mentee", "Amara", "looks for a mentor"),
    "matched": Persona("diego", "mentee", "Diego", "works with a mentor"),
    "mentor": Persona("linh", "mentor", "Linh", "works as a mentor"),
    "manager": Persona("hannah", "manager", "Hannah", "runs the program"),
}
_DEAD_SET_UP = {
    "title": "This link is no longer valid",
    "said": "The program is set up already, or it was started again since the link was printed. "
    "Sign in, or look for a newer link on the console.",
}
_DEAD_LINK = {
    "title": "This link was used or is too old",
    "said": "A link works once and for two weeks. If you chose a password with it, sign in; "
    "else ask your program manager for a new one.",
}
_tries = Tries()


def is_demo() -> bool:
    return os.environ.get("MENTEO_DEMO") == "1" and accounts.is_synthetic(session.store())


def sign_in(request: Request, given: Form) -> Response:
    store = session.store()
    shown: dict[str, object] = {
        "next": inside(request.query_params.get("next", "/")),
        "personas": PERSONAS if is_demo() else {},
        "empty": accounts.first_run_token(store) is not None,
    }
    if request.method != "POST":
        return page("sign_in", shown)
    email, network = given.get("email", ""), network_of(request)
    shown |= {"email": email, "next": inside(given.get("next", "/"))}
    if minutes := _tries.take(email, network):
        wait = f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''} and try again."
        return refused("sign_in", Invalid("password", wait), shown, status=429)
    try:
        token = accounts.sign_in(store, email, given.get("password", ""), token_of(request))
    except Refusal as refusal:
        return refused("sign_in", refusal, shown)
    _tries.succeeded(email, network)
    return signed_in(request, token, given.get("next", "/"))


def sign_out(request: Request, given: Form) -> Response:
    token = token_of(request)
    accounts.sign_out(session.store(), token)
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(session.cookie_name(), httponly=True, samesite="lax")
    return response


def forgot(request: Request, given: Form) -> Response:
    return page("forgot")


def set_up(request: Request, given: Form) -> Response:
    store, token = session.store(), request.path_params["token"]
    if not accounts.may_set_up(store, token):
        return page("message", _DEAD_SET_UP, status=404)
    if request.method != "POST":
        return page("set_up", {"token": token, "given": {}})
    try:
        wanted = SetUp(
            given.get("program_name", ""), given.get("cohort_name", ""), _date("starts", given), _date("ends", given),
            given.get("name", ""), given.get("email", ""), given.get("password", ""),
        )  # fmt: skip
        signed = accounts.set_up(store, token, wanted)
    except Refusal as refusal:
        return refused("set_up", refusal, {"token": token, "given": given})
    return signed_in(request, signed, "/today")


def link(request: Request, given: Form) -> Response:
    store, token = session.store(), request.path_params["token"]
    view = accounts.open_link(store, token)
    if view is None:
        return page("message", _DEAD_LINK, status=404)
    if request.method != "POST":
        return page("link", {"token": token, "view": view, "email": view.email})
    try:
        signed = accounts.accept_link(
            store, token, given.get("email", ""), given.get("password", ""), token_of(request)
        )
    except Refusal as refusal:
        return refused("link", refusal, {"token": token, "view": view, "email": given.get("email", "")})
    return signed_in(request, signed, "/")


def change_password(request: Request, given: Form) -> Response:
    store, token = session.store(), token_of(request)
    actor = accounts.who_is(store, token)
    if actor is None:
        return RedirectResponse("/sign-in?next=/change-password", status_code=303)
    if request.method != "POST":
        return page("change_password", {"name": actor.name})
    try:
        accounts.change_password(store, actor, given.get("old", ""), given.get("password", ""), token)
    except Refusal as refusal:
        return refused("change_password", refusal, {"name": actor.name})
    return RedirectResponse("/account?changed=password", status_code=303)


def role(request: Request, given: Form) -> Response:
    store, token, wanted = session.store(), token_of(request), request.path_params["role"]
    try:
        if wanted not in ROLES:
            raise NotYours("There is no such role.")
        actor = accounts.who_is(store, token)
        if actor is None:
            raise SignInNeeded("Sign in to go on.")
        accounts.switch_role(store, actor, cast(Role, wanted), token)
    except Refusal as refusal:
        return page("message", {"title": "Not yours", "said": str(refusal)}, status=403)
    return RedirectResponse("/", status_code=303)


def demo(request: Request, given: Form) -> Response:
    persona = PERSONAS.get(request.path_params["persona"])
    if not is_demo() or persona is None:
        return page("message", {"title": "Not here", "said": "There is no sample program to enter here."}, status=404)
    token = accounts.sign_in_as(session.store(), persona.external_id, persona.role, token_of(request))
    return signed_in(request, token, given.get("next", "/"))


def _date(field: str, given: Form) -> date:
    try:
        return date.fromisoformat(given.get(field, ""))
    except ValueError as fault:
        raise Invalid(field, "Choose a date.") from fault
