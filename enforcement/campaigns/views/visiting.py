"""What a target calls for in the room of inspections."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.campaigns import actions, forms, rules
from enforcement.campaigns.views.targets import Step


class AskVisit(Step):
    permission = rules.WORK
    verb = "ask_visit"
    form_class = forms.VisitForm
    action = staticmethod(actions.ask_visit)
    intro = _("检查这个对象的企业。执法科室把同一家企业的需求合并成一次检查，排定以后显示在本页。")
    done = _("检查需求已提出。")

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"what": self.object.measure, "earliest": today, "latest": max(today, self.object.due_on)}
