"""A list: found by GET, sorted, paged, and taken away as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from envportal.web.views.export import A_FEED, FILES, as_atom
from envportal.web.views.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, where its value comes from, and what it is sorted by ("" for not)."""

    label: object
    value: str | Callable[[Any], object]
    sort: str = ""

    def of(self, row: Any) -> object:
        if callable(self.value):
            return self.value(row)
        found = getattr(row, self.value)
        return found() if callable(found) else found


class ListPage(Page):
    """Rows of a queryset, as `form_class` (a GET form with `.filter(queryset)`) narrows them."""

    queryset: QuerySet[Any] | Callable[[HttpRequest], QuerySet[Any]]
    form_class: type[BaseForm] | None = None
    columns: tuple[Column, ...] = ()
    per_page = 30
    template_name = "list.html"
    layout = "desk.html"
    empty_sentence: object = _("这里还没有内容。")
    empty_more: object = ""
    file_name = "list"
    counted: object = _("共 %(n)s 条")
    # The row of the matrix that says who may take the list away as a file; "" for whoever may read it.
    take_away = ""

    def get_queryset(self) -> QuerySet[Any]:
        found = self.queryset
        return found(self.request) if callable(found) else found.all()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = self.get_form()
        rows = self.sorted(self.narrowed(form))
        asked = request.GET.get("format", "")
        if self.columns and (asked in FILES or (asked == "atom" and self.has_feed)):
            if not self.may_take_away():
                raise PermissionDenied
            if asked == "atom":
                return as_atom(request, self.file_name, self.get_title(), self.columns, rows[:A_FEED])
            return FILES[asked](self.file_name, self.columns, rows)
        return self.render_to_response(self.get_context_data(form=form, rows=rows))

    @property
    def has_feed(self) -> bool:
        """A feed reader cannot sign in: public lists have one."""
        return self.layout == "public.html"

    def may_take_away(self) -> bool:
        return not self.take_away or self.request.may(self.take_away)  # type: ignore[attr-defined]

    def get_form(self) -> BaseForm | None:
        return self.form_class(self.request.GET) if self.form_class else None

    def narrowed(self, form: BaseForm | None) -> QuerySet[Any]:
        rows = self.get_queryset()
        if form is None or not form.is_valid():
            return rows
        return form.filter(rows)  # type: ignore[attr-defined,no-any-return]

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """In the order asked for, if it is one of the columns'; equal rows by their key."""
        asked = self.request.GET.get("sort", "")
        if asked.removeprefix("-") not in {column.sort for column in self.columns if column.sort}:
            return rows
        return rows.order_by(asked, "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(kwargs.pop("rows"), self.per_page).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        for name in ("page", "format"):
            query.pop(name, None)
        return super().get_context_data(**{
            "page": page, "rows": page.object_list, "columns": self.columns, "filtered": query.urlencode(),
            "may_take_away": self.may_take_away(), "has_feed": self.has_feed,
            "layout": self.layout, "empty_sentence": self.empty_sentence, "empty_more": self.empty_more,
            "count_sentence": str(self.counted) % {"n": page.paginator.count}, **kwargs,
        })  # fmt: skip


class Sortable(ListPage):
    """A list whose table has a shape of its own, with its orders as chips above."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query, asked = self.request.GET.copy(), self.request.GET.get("sort", "")
        for name in ("page", "format", "sort"):
            query.pop(name, None)
        rest = f"&{query.urlencode()}" if query else ""
        orders = [
            {"label": column.label, "current": asked.removeprefix("-") == column.sort,
             "url": f"?sort={'-' if asked == column.sort else ''}{column.sort}{rest}"}
            for column in self.columns if column.sort
        ]  # fmt: skip
        return super().get_context_data(**{"orders": orders, **kwargs})


class InMemory:
    """A list whose rows are worked out here, and so sorted here."""

    request: HttpRequest
    columns: tuple[Column, ...]

    def sorted(self, rows: Any) -> Any:
        """In the order asked for, if it is one of the columns'; rows without a value stand last."""
        asked = self.request.GET.get("sort", "")
        name = asked.removeprefix("-")
        if name not in {column.sort for column in self.columns if column.sort}:
            return rows
        known = [row for row in rows if getattr(row, name) is not None]
        known.sort(key=lambda row: getattr(row, name), reverse=asked.startswith("-"))
        return known + [row for row in rows if getattr(row, name) is None]
