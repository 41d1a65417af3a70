"""The addresses of the portal and beside the board's one more, which says hello: what a page of this server costs."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from disclosure.board import urls as board
from envportal.urls import (  # noqa: F401  the portal's own error pages
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    machines,
    pages,
)
from envportal.web.views import permission


@permission("public.view")
def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("你好")


_at = next(n for n, one in enumerate(pages) if getattr(one, "urlconf_module", None) is board)
_with_hello = [*pages[:_at], path("hello/", hello, name="hello"), *pages[_at:]]
urlpatterns = [*machines, *i18n_patterns(*_with_hello, prefix_default_language=False)]
