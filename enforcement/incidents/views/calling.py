"""What an incident calls for in other rooms, and a slip that somebody else puts right."""

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


class CorrectTime(Step):
    """更正发现时间, by another than who typed it."""

    permission = rules.SIGN
    verb = "correct_time"
    form_class = forms.CorrectTimeForm
    action = staticmethod(actions.correct_time)
    intro = _("登记时写错了时间的，由另一位负责人更正：时限和是否迟报都按正确的时间重新计算，原来的时间留在日志里。")
    done = _("已更正，时限已重新计算。")
    danger = True

    def get_initial(self) -> dict[str, Any]:
        return {"discovered_at": self.object.discovered_at}


class Link(Step):
    permission = rules.HANDLE
    verb = "link"
    form_class = forms.LinkForm
    action = staticmethod(actions.link)

    def get_form_kwargs(self) -> dict[str, Any]:
        seen = queries.may_be_linked(self.request.user, timezone.localdate())  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "cases": seen}
