"""What the pages of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.audit import log
from envportal.cases import rules as cases
from envportal.duties import queries, rules
from envportal.duties.enums import UNDONE, State
from envportal.web.views import Page, VerbStep
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from envportal.duties.models import Duty

EVENTS: dict[str, str | _StrPromise] = {
    "duty_opened": _("产生"),
    "duty_dated": _("确定最后一天"),
    "duty_reported": _("报告完成"),
    "duty_reopened": _("核实后认为没有完成"),
    "duty_fulfilled": _("完成"),
    "duty_dropped": _("不再需要"),
    "duty_passed_on": _("转入另一件"),
    "duty_redated": _("改最后一天"),
    "duty_handed_over": _("转交"),
    "duty_reminder": _("到期前提醒"),
    "duty_overdue": _("逾期"),
}
WORDS: dict[str, str | _StrPromise] = {
    "tell_done": pgettext_lazy("verb", "报告完成"),
    "accept": pgettext_lazy("verb", "核实并办结"),
    "send_back": pgettext_lazy("verb", "退回：没有完成"),
    "hand_over": pgettext_lazy("verb", "转交给另一人"),
    "redate": pgettext_lazy("verb", "改最后一天"),
    "give_up": pgettext_lazy("verb", "不再需要，撤下"),
}
# What an event says beside its name: the first of these it has.
SAYS = ("reason", "words", "why", "due_on")


def visible(request: HttpRequest) -> QuerySet[Duty]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def mine(request: HttpRequest) -> QuerySet[Duty]:
    return queries.mine(request.user, timezone.localdate())  # type: ignore[arg-type]


def tone(duty: Duty, today: date) -> str:
    """How a row stands out: late, soon, done, or not at all."""
    if duty.state not in UNDONE:
        return "done" if duty.state == State.DONE else "idle"
    if duty.state != State.OPEN or duty.due_on is None:
        return ""
    days = (duty.due_on - today).days
    return "late" if days < 0 else "soon" if days <= queries.REMIND_DAYS else ""


def line(duty: Duty, today: date) -> dict[str, object]:
    """A row of a list with what it says of time."""
    left = (duty.due_on - today).days if duty.due_on else None
    return {"row": duty, "tone": tone(duty, today), "left": left, "is_undone": duty.state in UNDONE}


def procedure_url(request: HttpRequest, duty: Duty, side: str) -> str:
    """Where a duty that the law counts is done."""
    is_of_many = side == "my" and duty.case.enterprise_id is None
    address = duty.case.address(side) if is_of_many else cases.address(request.user, duty.case, side)
    return Frame(request).local(address) if address else ""


def timeline(duty: Duty) -> list[dict[str, object]]:
    """What became of this one, newest first."""
    own = [one for one in log.history(duty.case) if one.name in EVENTS and one.facts.get("duty") == duty.key]
    return [
        {"at": one.at, "verb": EVENTS[one.name], "text": one.actor_name or _("系统"),
         "small": next((one.facts[name] for name in SAYS if one.facts.get(name)), "")}
        for one in reversed(own)
    ]  # fmt: skip


class DutyPage(Page):
    """One duty: what is asked for, by when, what became of it, what may be done."""

    permission = rules.VIEW
    template_name = "duties/duty.html"
    queryset: Callable[[HttpRequest], QuerySet[Duty]] = staticmethod(visible)
    side = "desk"

    @cached_property
    def duty(self) -> Duty:
        return get_object_or_404(type(self).queryset(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.duty.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        duty, today = self.duty, timezone.localdate()
        names = rules.available(self.request.user, duty, today)  # type: ignore[arg-type]
        return super().get_context_data(
            **line(duty, today), duty=duty, case=duty.case, side=self.side, layout=f"{self.side}.html",
            inside=self.side == "desk", procedure=procedure_url(self.request, duty, self.side),
            timeline=timeline(duty), today=today,
            steps=[{"url": reverse(f"duties:{name}", args=[duty.pk]), "word": WORDS[name]} for name in names], **kwargs,
        )  # fmt: skip


class Step(VerbStep):
    """A step on one duty; the rule is asked by its verb."""

    queryset: Callable[[HttpRequest], QuerySet[Duty]] = staticmethod(visible)
    object: Duty
    require = staticmethod(rules.require)
    words = WORDS
    page = "duties:duty"

    def get_caption(self) -> Any:
        return f"{self.object.title} · {self.object.case.title}"
