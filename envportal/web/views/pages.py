"""A page and who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.cache import patch_cache_control
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

Anything = TypeVar("Anything")
PRIVATE = ("/my/", "/desk/")


def permission(action: str) -> Callable[[Anything], Anything]:
    """Name the row of the permission matrix that says who may call this view."""

    def mark(view: Anything) -> Anything:
        view.permission = action  # type: ignore[attr-defined]
        return view

    return mark


class PagePart(ContextMixin, View):
    """What every page has: a permission, a title, the parts of the frame, and no copy in a shared cache."""

    permission: str
    title: object = ""
    extra: dict[str, object] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if "Cache-Control" not in response and (request.user.is_authenticated or _is_private(request)):
            patch_cache_control(response, no_store=True, private=True)
        return response

    def get_title(self) -> object:
        return self.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"title": self.get_title(), **self.extra, **kwargs})


class Page(PagePart, TemplateView):
    """A page that only shows."""


def _is_private(request: HttpRequest) -> bool:
    return any(part in request.path_info for part in PRIVATE)
