"""Where a request came from: what limits how often somebody may ask must not count all readers as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.helpers import get_client_ip_address

if TYPE_CHECKING:
    from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address read past the proxies of our own that the settings name, never from a header alone."""
    return str(get_client_ip_address(request) or request.META.get("REMOTE_ADDR", ""))
