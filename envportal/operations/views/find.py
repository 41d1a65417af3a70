"""查找: one box over everything a member of staff may read: cases of every room, enterprises, colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import queries as accounts
from envportal.accounts.models import Enterprise
from envportal.cases import queries as cases
from envportal.cases.models import Case
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import User

# Beside the cases, which are paged, so many enterprises and colleagues are named.
MOST = 10


class FindForm(Form):
    """The one box; each word has to stand somewhere."""

    q = forms.CharField(
        label=_("编号、项目、企业、地点、人员或者文号"), max_length=100, required=False,
        help_text=_("几个词用空格分开，都要符合。"),
    )  # fmt: skip


class Find(ListPage):
    """Every case this person may read that has all the words, with the enterprises and colleagues of that name."""

    permission = "case.find"
    template_name = "find.html"
    title = _("查找")
    file_name = "found"
    take_away = "export.case_list"
    form_class = FindForm
    counted = _("共 %(n)s 件")
    columns = (
        Column(_("类别"), "kind_word"),
        Column(_("编号"), "number", "number"),
        Column(_("事项"), "title", "title"),
        Column(_("企业"), lambda row: row.enterprise or "", "enterprise__name"),
        Column(_("收件日期"), "opened_on", "opened_on"),
        Column(_("办结日期"), "closed_on", "closed_on"),
        Column(_("在谁手里"), lambda row: row.holder or "", "holder__name"),
    )

    @property
    def typed(self) -> str:
        form = FindForm(self.request.GET)
        return str(form.cleaned_data["q"]) if form.is_valid() else ""

    def get_queryset(self) -> QuerySet[Case]:
        return cases.found(cast("User", self.request.user), self.typed, timezone.localdate())

    def narrowed(self, form: object) -> QuerySet[Case]:  # noqa: ARG002
        return self.get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        return super().get_context_data(
            typed=self.typed, enterprises=_enterprises(user, self.typed), people=_people(self.request, self.typed),
            **kwargs,
        )  # fmt: skip


def _enterprises(user: User, typed: str) -> list[Enterprise]:
    """Enterprises with a case the reader may read in whose name or credit code every word stands."""
    words, rows = typed.split(), Enterprise.objects.all()
    for word in words:
        rows = rows.filter(name__icontains=word) | rows.filter(uscc__icontains=word)
    read = Case.objects.filter(cases.readable(user, timezone.localdate()), opened_on__isnull=False).values("enterprise")
    return list(rows.filter(pk__in=read).order_by("name", "pk")[:MOST]) if words else []


def _people(request: HttpRequest, typed: str) -> list[User]:
    return list(accounts.colleagues(cast("User", request.user), typed)[:MOST])
