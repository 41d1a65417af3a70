"""What monitors ask: is the process alive, and may it be sent readers; what we say of ourselves; who is in the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from envportal.operations import queries, rules
from envportal.web.views import Page, permission

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

LOOPBACK = ("127.0.0.1", "::1")


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


class About(Page):
    """Who runs this site, how to reach them, and where everything is."""

    permission = "public.view"
    title = _("关于本站")
    template_name = "about.html"


class Privacy(Page):
    """What is kept of whom, and what is made public."""

    permission = "public.view"
    title = _("隐私说明")
    template_name = "privacy.html"


class Accessibility(Page):
    """What works for whom, and what does not yet."""

    permission = "public.view"
    title = _("无障碍说明")
    template_name = "accessibility.html"


class DemoLogins(Page):
    """Logins of the demo with their codes of this half minute; to whoever sits at this machine, and to nobody else."""

    permission = "account.sign_in"
    title = _("演示账号")
    template_name = "demo.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEMO and rules.is_loaded() and _is_here(request)):
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        demo = {"logins": rules.logins(at), "password": rules.PASSWORD, "seconds": rules.seconds_left(at)}
        return super().get_context_data(**demo, **kwargs)


def _is_here(request: HttpRequest) -> bool:
    """Called from this machine, and not handed on by a proxy."""
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
