"""A page on one case, as a procedure would make it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from envportal.cases import rules
from envportal.urls import handler403, handler404
from envportal.urls import urlpatterns as portal
from envportal.web.views import permission

__all__ = ["handler403", "handler404"]


@permission("application.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(rules.find(request.user, "application.view", pk, timezone.localdate()).title)


urlpatterns = [path("case/<int:pk>/", show, name="show_case"), *portal]
