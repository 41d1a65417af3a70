"""What an incident calls for in other rooms."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.incidents import actions, forms, queries, rules
from enforcement.incidents.views.steps import Step


class Visit(Step):
    """提出检查需求 for the enterprise concerned."""

    permission = rules.HANDLE
    verb = "visit"
    form_class = forms.VisitForm
    action = staticmethod(actions.ask_visit)
    intro = _("检查涉事单位。执法科室把同一家企业的需求合并成一次检查。")
    done = _("检查需求已提出。")

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"earliest": today, "latest": today}


class Link(Step):
    permission = rules.HANDLE
    verb = "link"
    form_class = forms.LinkForm
    action = staticmethod(actions.link)

    def get_form_kwargs(self) -> dict[str, Any]:
        seen = queries.may_be_linked(self.request.user, timezone.localdate())  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "cases": seen}
