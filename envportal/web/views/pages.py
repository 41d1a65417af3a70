"""A page and who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse


Anything = TypeVar("Anything")


def permission(action: str) -> Callable[[Anything], Anything]:
    """Name the row of the permission matrix that says who may call this view."""

    def mark(view: Anything) -> Anything:
        view.permission = action  # type: ignore[attr-defined]
        return view

    return mark


def not_kept(response: HttpResponse) -> HttpResponse:
    """Nobody on the way keeps this answer, nor tells the next site where the reader came from."""
    response["Cache-Control"], response["Referrer-Policy"] = "no-store, private", "no-referrer"
    return response


class PagePart(ContextMixin, View):
    """What every page has: a permission, a title, the parts of the frame."""

    permission: str
    title: object = ""
    extra: dict[str, object] = {}

    def get_title(self) -> object:
        return self.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"title": self.get_title(), **self.extra, **kwargs})


class Page(PagePart, TemplateView):
    """A page that only shows."""
