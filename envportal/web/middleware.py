"""Nothing a person sees after signing in stays in a browser's or a proxy's store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.cache import patch_cache_control

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PRIVATE = ("/my/", "/desk/", "/accounts/")


class KeepPrivate:
    """Says `no-store` of every answer to a session, and of every page of applicants and staff, errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and is_private(request):
            patch_cache_control(response, no_store=True, private=True)
        return response


def is_private(request: HttpRequest) -> bool:
    is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return is_signed_in or request.path_info.removeprefix("/en").startswith(PRIVATE)
