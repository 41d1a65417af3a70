"""What monitors ask: is the process alive, and may it be sent readers."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from envportal.operations import queries
from envportal.web.views import permission


@permission("system.alive")
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 while the process can serve, also without its database: restarting it would not bring that back."""
    return JsonResponse(queries.health(timezone.now()))


@permission("system.alive")
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """503 while the database is away: a balancer then sends readers elsewhere."""
    ready = queries.is_ready()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)
