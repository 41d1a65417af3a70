"""What an address says of a page: larger text lies under an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

# Before the language: /large/en/board/. No cookie has to remember it, and any cache on the way keeps both.
LARGE = "/large"


def is_large(request: HttpRequest) -> bool:
    """Whether this page is read in its larger text."""
    return getattr(request, "is_large", False)


def plain(path: str) -> str:
    """The one address a page is known by, whatever size it is read in; it never becomes another site's (//name)."""
    return f"/{path.removeprefix(LARGE).lstrip('/')}" if path.startswith(f"{LARGE}/") else path
