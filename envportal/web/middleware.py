"""What holds for every address: nothing private is stored on the way, and no number is one no row can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.cache import patch_cache_control

from envportal.web.rules import LARGE, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PRIVATE = ("/my/", "/desk/", "/accounts/")
# The greatest key either database engine can hold.
LAST_KEY = 2**63 - 1


class LargeText:
    """Under /large every page is the same in larger text, and each address on it leads on to such a page.

    What is no page, a file or a feed, has one address only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(f"{LARGE}/"):
            return self.get_response(request)
        if "." in request.path_info.rpartition("/")[2]:
            return HttpResponseRedirect(plain(request.get_full_path()))
        request.path_info = plain(request.path_info)
        request.is_large = True  # type: ignore[attr-defined]
        before = get_script_prefix()
        set_script_prefix(f"{before.rstrip('/')}{LARGE}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


class KeepPrivate:
    """Says `no-store` of every answer to a session, and of every page of applicants and staff, errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and is_private(request):
            patch_cache_control(response, no_store=True, private=True)
        return response


class KeysThatCanBe:
    """A number no row can have is a page that does not exist, before any query meets it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: Callable[..., object], _args: object, kwargs: dict[str, object]
    ) -> None:
        if any(isinstance(value, int) and value > LAST_KEY for value in kwargs.values()):
            raise Http404


def is_private(request: HttpRequest) -> bool:
    is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return is_signed_in or request.path_info.removeprefix("/en").startswith(PRIVATE)
