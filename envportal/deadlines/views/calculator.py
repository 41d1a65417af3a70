"""The public calculator: anybody can check the dates the portal writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envportal.deadlines import clocks
from envportal.deadlines.forms import CalculatorForm
from envportal.web.views import Page
from envportal.web.views.frame import frame
from envportal.workdays import TermError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from envportal.accounts.models import Bureau
    from envportal.deadlines.clocks import Face

# Longer strips are for machines: the API gives every day of them.
MOST_DAYS_SHOWN = 400


class Calculator(Page):
    permission = "public.view"
    template_name = "deadlines/calculator.html"
    title = gettext_lazy("期限计算")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = CalculatorForm(_asked(self.request)) if self.request.GET else CalculatorForm()
        context = super().get_context_data(form=form, **kwargs)
        if form.is_bound and form.is_valid():
            context |= self.answered(form, frame(self.request)["bureau"])
        return context

    def answered(self, form: CalculatorForm, bureau: Bureau | None) -> dict[str, Any]:
        try:
            face = clocks.trial(bureau.pk if bureau else None, **form.cleaned_data)
        except TermError:
            form.add_error("amount", _("算到日历以外了（最后一年是 2100 年），请减少天数"))
            return {}
        return {
            "face": face,
            "faces": [face],
            "short": len(face.cells) <= MOST_DAYS_SHOWN,
            "address": _address(form, face, bureau),
        }


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks; a pause may be a field of its own, as the API has it."""
    return {**request.GET.dict(), "pauses": " ".join(request.GET.getlist("pauses"))}


def _address(form: CalculatorForm, face: Face, bureau: Bureau | None) -> str:
    """The same question to the API, by the same calendar."""
    pauses = [("pauses", f"{first}/{last}") for first, last in form.cleaned_data["pauses"]]
    facts = [("starts_on", str(face.started_on)), ("amount", str(face.total)), ("unit", face.unit)]
    whose = [("bureau", bureau.code)] if bureau else []
    return "/api/v1/compute/deadline?" + urlencode([*facts, *pauses, *whose, ("explain", "1")], safe="/")
