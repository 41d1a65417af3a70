"""Where a request came from, and what its address says of the page: larger text lies under an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.helpers import get_client_ip_address

if TYPE_CHECKING:
    from django.http import HttpRequest

# Before the language: /large/en/board/. No cookie has to remember it, and any cache on the way keeps both.
LARGE = "/large"


def address_of(request: HttpRequest) -> str:
    """The address read past the proxies of our own that the settings name, never from a header alone."""
    return str(get_client_ip_address(request) or request.META.get("REMOTE_ADDR", ""))


def is_large(request: HttpRequest) -> bool:
    """Whether this page is read in its larger text."""
    return getattr(request, "is_large", False)


def plain(path: str) -> str:
    """The one address a page is known by, whatever size it is read in; it never becomes another site's (//name)."""
    return f"/{path.removeprefix(LARGE).lstrip('/')}" if path.startswith(f"{LARGE}/") else path
