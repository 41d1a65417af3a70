"""当天办结: one screen for the window with every step and letter of the day; the list and its count in public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms.same_day import ReplyForm, UnfinishedForm
from approvals.applications.queries import same_day as reads
from approvals.applications.states import State
from approvals.applications.views.common import Step
from approvals.applications.views.counter import AtCounter, Counter
from envportal.web.forms import Form
from envportal.web.views import Page

if TYPE_CHECKING:
    from approvals.applications.models import SameDay

HALF_A_YEAR = timedelta(days=182)


class Screen(Counter, Page):
    """Today's small projects: how long until the counter closes, what is next, which letter went out."""

    template_name = "applications/same_day.html"
    title = _("当天办结")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, now, clerk = timezone.localdate(), timezone.now(), self.clerk
        entries = reads.same_day_list(clerk.bureau, today) if clerk.bureau else []
        rows = [_shown(one, reads.minutes_left(one, now)) for one in reads.on_screen(clerk, today)]
        return super().get_context_data(
            entries=entries,
            rows=rows,
            waiting=reads.may_be_taken_up(clerk, today),
            today=today,
            layout=self.layout,
            **kwargs,
        )


def _shown(one: SameDay, left: int) -> dict[str, Any]:
    hours, minutes = divmod(max(left, 0), 60)
    return {
        "row": one, "application": one.application, "case": one.application.case, "is_over": left < 0, "hours": hours,
        "minutes": minutes, "is_draft": one.application.state == State.DRAFT,
    }  # fmt: skip


class DayStep(AtCounter, Step):
    """A step of the track, back to the screen."""

    template_name = "step.html"

    def get_success_url(self) -> str:
        return reverse("applications:same_day")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"application": self.object, "case": self.object.case, **kwargs})


class TakeUp(DayStep):
    verb = "take_up_same_day"
    action = staticmethod(actions.take_up_same_day)
    form_class = Form
    title = _("上当天办结")
    intro = _("项目的行业在本局公布的清单上，今天下班以前答复；办不完的，写明原因。")
    button = pgettext_lazy("verb", "上当天办结")
    done = _("已上当天办结，今天下班以前答复。")


class Reply(DayStep):
    verb = "reply_not_needed"
    action = staticmethod(actions.reply_not_needed)
    form_class = ReplyForm
    title = _("当天答复：不需要办理环评")
    intro = _("当场编号、出具答复，写明理由，附核验码；本件办结。不收取任何费用。")
    button = _("出具答复")
    done = _("答复已出具，可以打印交给申请人。")

    def get_initial(self) -> dict[str, Any]:
        entry = queries.same_day_entry(self.object, timezone.localdate())
        return {"reasons": entry.text if entry else ""}


class Unfinished(DayStep):
    verb = "say_why_unfinished"
    action = staticmethod(actions.say_why_unfinished)
    form_class = UnfinishedForm
    title = _("当天没有办完")
    intro = _("写给来办事的人看：还差什么，接下来怎么办。")
    button = pgettext_lazy("verb", "保存")
    done = _("已记下，来办事的人在办理经过里看得到。")


class Published(Page):
    """Which trades each bureau answers on the day, and how often it does."""

    permission = "public.view"
    template_name = "applications/same_day_public.html"
    title = _("当天办结的项目")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        listed = [
            {"bureau": bureau, "entries": entries, "months": reads.months(bureau, today - HALF_A_YEAR)}
            for bureau, entries in reads.bureaus_with_a_list(today)
        ]
        return super().get_context_data(listed=listed, fewest=reads.FEWEST, **kwargs)
