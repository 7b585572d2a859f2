"""Where a form may lead to, for whatever is asked."""

from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from routes.forms import inside

HERE = "https://menteo.example"


@given(st.text() | st.text("/\\[]@:.%#?ab ").map("/".__add__))
def test_every_way_on_stays_here(path: str) -> None:
    assert urlsplit(urljoin(HERE, inside(path))).netloc == "menteo.example"
