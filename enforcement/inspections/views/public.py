"""Anybody at a gate asks whether the visit is genuine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from enforcement.inspections import forms, queries, rules
from envportal.accounts.models import User
from envportal.documents.guards import guesses
from envportal.web.views import Page

if TYPE_CHECKING:
    from enforcement.inspections.models import Visit


class Check(Page):
    """A code tells bureau, day, and the inspectors with the numbers of their certificates; nothing else."""

    permission = rules.VERIFY
    template_name = "inspections/check.html"
    title = _("核对检查")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = forms.CheckForm(self.request.GET) if "code" in self.request.GET else forms.CheckForm()
        visit, too_many = None, None
        if form.is_bound and form.is_valid():
            visit, too_many = self.find(form.cleaned_data["code"])
        return super().get_context_data(
            form=form, visit=visit, refused=too_many, asked=form.is_bound and form.is_valid() and too_many is None,
            people=list(visit.people.all()) if visit else [], gate=self.gate(visit, form), **kwargs,
        )  # fmt: skip

    def gate(self, visit: Visit | None, form: forms.CheckForm) -> str:
        """Where an inspector of the visit who scanned the square of the enterprise goes in, the code typed already."""
        user = self.request.user
        if visit is None or not isinstance(user, User):
            return ""
        if "enter" not in rules.available(user, visit, timezone.localdate()):
            return ""
        return f"{reverse('inspections:enter', args=[visit.pk])}?{urlencode({'code': form.cleaned_data['code']})}"

    def find(self, code: str) -> tuple[Visit | None, guesses.TooManyGuesses | None]:
        address = self.request.META.get("REMOTE_ADDR", "")
        try:
            guesses.require_few(address)
        except guesses.TooManyGuesses as refused:
            return None, refused
        found = queries.by_entry_code(code)
        if found is None:
            guesses.note_wrong(address)
        return found, None
