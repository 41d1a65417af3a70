"""Pages the whole world reads alike: no cookie, and an ETag from the edition of the board."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.translation import get_language

from disclosure.board.queries import notices as queries
from envportal.web.views import PagePart

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

FRESH = "public, max-age=60"


class Anonymous(PagePart):
    """For somebody who is signed in the same page, but never kept by a shared cache."""

    permission = "public.view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return super().dispatch(request, *args, **kwargs)
        etag = self.etag()
        response = get_conditional_response(request, etag=etag) or super().dispatch(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response["ETag"], response["Cache-Control"] = etag, FRESH
        return response

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def edition(self) -> int:
        """Who is signed in may have changed the board this very second, and sees it."""
        is_somebody = settings.SESSION_COOKIE_NAME in self.request.COOKIES
        return queries.edition() if is_somebody else queries.edition_lately()

    def etag(self) -> str:
        """Changes with the board, the day (days left), the language, the question."""
        parts = (self.edition, self.today, get_language(), self.request.get_full_path(), *self.also())
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    def also(self) -> tuple[object, ...]:
        """What else the page is made of."""
        return ()
