"""The steps of a meeting as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.meetings import actions, forms, queries
from approvals.meetings.rules import slots
from approvals.meetings.rules.waiting import Waiting, patterns, waiting
from approvals.meetings.views.common import MeetingStep, own_bureau
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks
from envportal.web.forms import Form
from envportal.web.templatetags import days
from envportal.web.views import StepView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Bureau
    from envportal.cases.models import Case

CHAIRS = (Role.LEADER, Role.SECTION_HEAD)
TAKERS = (Role.CLERK, Role.OFFICER, Role.SECTION_HEAD)


def staff_of(bureau: Bureau, roles: Sequence[str]) -> QuerySet[User]:
    """The people of a bureau in any of these roles, leaders first."""
    found = User.objects.filter(bureau=bureau, is_active=True, grants__role__in=roles)
    return found.order_by("section_id", "pk").distinct()


def choices(rows: Sequence[Waiting]) -> list[tuple[str, str]]:
    """Cases to choose from, each with what is left and the last meeting for it."""
    return [(str(row.docket.pk), _words(row)) for row in rows if row.meeting is None]


def _words(row: Waiting) -> str:
    case = row.docket.case
    left = days.left(row.left, row.unit) if row.due_on else _now("时限没有开始")
    last = _now("，最迟 %(day)s 的会") % {"day": days.brief(row.last_on)} if row.last_on else ""
    return f"{case.title}（{case.number}）· {left}{last}"


class Convene(StepView):
    """通知开会: the next slot and what it has time for stand in the form already."""

    permission = "meeting.convene"
    form_class = forms.ConveneForm
    title = _("通知开会")
    intro = _("通知以后，组成人员会收到消息，可以先看材料。会期空缺不停任何时限。")
    button = _("发出通知")
    done = _("会审会已通知。")
    template_name = "meetings/convene.html"

    @cached_property
    def object(self) -> Bureau:
        return own_bureau(self.request)

    @cached_property
    def rows(self) -> list[Waiting]:
        return waiting(self.object, timezone.localdate())

    @cached_property
    def next_on(self) -> date | None:
        """The first slot nobody has convened a meeting for, today's too."""
        calendar, versions = clocks.calendar_of(self.object.pk), patterns(list(queries.rules_of(self.object.pk)))
        today = timezone.localdate()
        taken = {one.on for one in queries.between(self.object.pk, today, queries.NEVER)}
        found = slots.slots(calendar, versions, today, today + slots.DAY * slots.HORIZON)
        return next((slot.on for slot in found if slot.on not in taken), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(), "choices": choices(self.rows), "chairs": staff_of(self.object, CHAIRS),
            "takers": staff_of(self.object, TAKERS),
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        on = self.request.GET.get("on") or self.next_on
        leader = staff_of(self.object, [Role.LEADER]).first()
        fitting = [str(row.docket.pk) for row in self.rows if row.meeting is None and row.on == self.next_on]
        return {"on": on, "cases": fitting, "chair": leader, "minute_taker": self.request.user}

    def act(self, **typed: Any) -> Any:
        return actions.convene(self.object.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        done = log.already(self.key)
        return reverse("meetings:meeting", args=[done.case_id]) if done else reverse("meetings:home")

    def get_cancel_url(self) -> str:
        return reverse("meetings:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"next_on": self.next_on, **kwargs})


class PutOn(MeetingStep):
    permission = "meeting.convene"
    verb = "put_on"
    form_class = forms.PutOnForm
    action = staticmethod(actions.put_on)
    title = _("增加议题")
    button = _("列入议程")
    done = _("已列入议程。")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = waiting(self.object.bureau, timezone.localdate())
        return {**super().get_form_kwargs(), "choices": choices(rows)}


class Cancel(MeetingStep):
    permission = "meeting.convene"
    verb = "cancel"
    form_class = forms.ReasonForm
    action = staticmethod(actions.cancel)
    title = pgettext_lazy("verb", "取消这次会")
    intro = _("议程上的案件等下一次会；任何时限都不因此停止。组成人员和经办人会收到消息。")
    button = pgettext_lazy("verb", "取消这次会")
    danger = True
    done = _("已取消，组成人员和经办人已收到消息。")


class Attend(MeetingStep):
    permission = "meeting.minute"
    verb = "attend"
    form_class = forms.AttendForm
    action = staticmethod(actions.attend)
    title = _("签到")
    intro = _("没有到会的写明请假事由；空着的就是到会。")
    button = _("登记到会情况")
    done = _("到会情况已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = [row.user for row in queries.attendance_of(self.object)]
        return {**super().get_form_kwargs(), "members": members}

    def get_initial(self) -> dict[str, Any]:
        return {f"absent_{row.user_id}": row.absent_why for row in queries.attendance_of(self.object)}


class Open(MeetingStep):
    permission = "meeting.minute"
    verb = "open"
    form_class = Form
    action = staticmethod(actions.open_meeting)
    title = pgettext_lazy("verb", "开会")
    intro = _("够法定人数才能开会；议题按还剩的天数排定。")
    button = pgettext_lazy("verb", "开会")
    done = _("会议开始，从第 1 项起逐项讨论。")


class Close(MeetingStep):
    permission = "meeting.minute"
    verb = "close"
    form_class = Form
    action = staticmethod(actions.close)
    title = pgettext_lazy("verb", "散会")
    button = pgettext_lazy("verb", "散会")
    done = _("已散会，请主持人确认纪要。")


class Reopen(MeetingStep):
    permission = "meeting.minute"
    verb = "reopen"
    form_class = forms.ReasonForm
    action = staticmethod(actions.reopen)
    title = _("散会有误，继续开会")
    intro = _("纪要确认以前可以继续开会，写明理由；理由记入日志。已有的结论保留，需要改的逐项重新讨论。")
    button = _("继续开会")
    done = _("会议继续。")


class Confirm(MeetingStep):
    permission = "meeting.chair"
    verb = "confirm"
    form_class = Form
    action = staticmethod(actions.confirm)
    title = pgettext_lazy("verb", "确认纪要")
    intro = _("确认后纪要编号，成为正式文书，会审结论开始作数；以后不能再改。")
    button = pgettext_lazy("verb", "确认纪要")
    done = _("纪要已确认并编号，经办人已收到消息。")


class HandIn(StepView):
    """提请会审: somebody brings a case no rule brings."""

    permission = "meeting.hand_in"
    form_class = forms.HandInForm
    action = staticmethod(actions.hand_in)
    title = _("提请会审")
    intro = _("没有规则要求上会、但认为应当集体讨论的，可以提请；已有会审结论、情况变化的，可以再次提请。")
    button = _("提请会审")
    done = _("已提请，等列入议程。")
    template_name = "meetings/hand_in.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Case]:
        return visible_to(request.user, timezone.localdate(), "meeting.hand_in")

    def get_success_url(self) -> str:
        return reverse("applications:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()
