"""Pages for when something is wrong: what happened, what to do, whom to call."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from envportal.web.views.typed import keep_typed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:  # noqa: ARG001
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:  # noqa: ARG001
    return render(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponseBase:
    return render(request, "errors/429.html", status=429)


def broken(request: HttpRequest) -> HttpResponseBase:
    """A page that needs neither database nor session; its number is in the log beside the error."""
    reference = uuid4().hex[:8].upper()
    logger.error("reference %s for the error at %s", reference, request.path)
    return HttpResponse(render_to_string("errors/500.html", {"reference": reference}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The form was too old: what was typed is kept, and the page leads back to it."""
    logger.warning("form refused at %s: %s", request.path, reason)
    # Only for a session the browser sent along: a foreign site must not fill in a form for somebody.
    kept = keep_typed(request) if request.user.is_authenticated else False
    return render(request, "errors/csrf.html", {"kept_typed": kept}, status=403)
