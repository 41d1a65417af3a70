"""What the steps of this room share: an area of one's own bureau, and a second look before anything is posted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.quotas import queries
from approvals.quotas.actions.posting import Where
from approvals.quotas.forms import OfAreas
from approvals.quotas.models import plain
from envportal.web.templatetags import days
from envportal.web.views import StepView

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpResponse

Amount = Decimal | None


def number(amount: Decimal) -> Decimal:
    """For a cell: the same number without the zeros nobody typed."""
    return Decimal(plain(amount))


class Ledger(StepView):
    """A step in the ledger: typed, looked at once more, posted."""

    layout = "desk.html"
    button = _("核对")
    sure = _("确认记账")
    back = "quotas:books"
    looked_at_again = True

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """The first time only show what is about to happen; what was typed goes along."""
        if not self.looked_at_again or "_sure" in self.request.POST:
            return super().form_valid(form)
        self.template_name = "quotas/confirm.html"
        hidden = [field.as_hidden() for field in form]
        pairs = [(field.label, _said(field, form.cleaned_data.get(field.name))) for field in form]
        return self.render_to_response(self.get_context_data(form=form, hidden=hidden, pairs=pairs, sure=self.sure))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if issubclass(self.get_form_class(), OfAreas):
            kwargs["areas"] = queries.areas_of(self.request.user.bureau)  # type: ignore[union-attr]
        return kwargs

    def get_success_url(self) -> str:
        return reverse(self.back)

    def get_cancel_url(self) -> str:
        return self.get_success_url()


def _said(field: Any, value: object) -> object:
    """A typed value as a person reads it."""
    if isinstance(value, Decimal):
        return plain(value)
    choices = getattr(field.field, "choices", None)
    if choices is not None and not isinstance(field.field, forms.ModelChoiceField):
        return dict(choices).get(field.value(), value)
    return days.full(value) if hasattr(value, "isoformat") else value or "—"  # type: ignore[arg-type]


class Fresh(Ledger):
    """A step that begins something; `action` gets what was typed, with the book it names."""

    object = None

    def act(self, **typed: Any) -> Any:
        action: Callable[..., Any] = type(self).action
        if "pollutant" in typed and "area" in typed:
            typed["where"] = Where(typed.pop("area"), typed.pop("pollutant"), typed.pop("year"))
        first = [typed.pop(name) for name in ("where", "area") if name in typed]
        return action(*first, by=self.request.user, at=timezone.now(), key=self.key, **typed)


def day_of(form: forms.BaseForm | None) -> date | None:
    """The day somebody asked for, where it was typed well."""
    typed = getattr(form, "cleaned_data", {}) if form is not None and form.is_valid() else {}
    return typed.get("on")
