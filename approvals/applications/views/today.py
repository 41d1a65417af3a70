"""如果今天提交: by when an application would be answered, for anybody, before anything is filed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.applications import queries
from approvals.applications.states import DocumentKind
from disclosure.performance.queries.returns import came_back
from envportal.accounts.models import Bureau
from envportal.deadlines import clocks
from envportal.web.forms import Form
from envportal.web.views import Page

# What the public is told of how long it took: the last half year, and nothing of fewer applications than these.
HALF_A_YEAR = timedelta(days=182)
FEW = 5


class IfTodayForm(Form):
    """The bureau by its code, so that an address is the same on every deployment."""

    bureau = forms.ModelChoiceField(Bureau.objects.none(), to_field_name="code", label=_("受理的局"), empty_label=None)
    kind = forms.ChoiceField(label=_("环评文件类别"), choices=DocumentKind.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = queries.receiving_bureaus()  # type: ignore[attr-defined]


class IfToday(Page):
    permission = "public.view"
    template_name = "applications/if_today_page.html"
    title = _("如果今天提交")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = IfTodayForm(self.request.GET) if self.request.GET else IfTodayForm()
        if form.is_bound and form.is_valid():
            kwargs |= self.answered(**form.cleaned_data)
        return super().get_context_data(form=form, **kwargs)

    def answered(self, bureau: Bureau, kind: str) -> dict[str, Any]:
        today = timezone.localdate()
        way = queries.way_of(bureau, kind, today)
        took = clocks.elapsed_figures(bureau, today - HALF_A_YEAR, today)
        return {
            "way": way, "if_today": clocks.preview(bureau, kind, on=today, filed=way != "submit"),
            "ahead": queries.ahead(bureau, kind, today) if way == "submit" else [],
            "returns": came_back(bureau, kind, today - HALF_A_YEAR) if way == "submit" else None,
            "took": took if took.applications >= FEW else None,
        }  # fmt: skip
