"""What a browser asks for outside of Streamlit: sign-in and out, one-time links, fonts, health."""

from routes.console import announce
from routes.guard import middleware
from routes.table import routes

__all__ = ["announce", "middleware", "routes"]
