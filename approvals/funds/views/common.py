"""What the pages of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.funds import queries, rules
from envportal.audit import log
from envportal.web.views import Page, VerbStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.funds.models import Application

EVENTS: dict[str, str | _StrPromise] = {
    "fund_asked": _("提出资金申请"), "fund_advised": _("专人指导"), "fund_handed_in": _("交申请书"),
    "fund_sent_back": _("退回修改"), "fund_recommended": _("审核通过，推荐上报"), "fund_declined": _("本局不推荐"),
    "fund_granted": _("批准"), "fund_refused": _("没有批准"), "fund_paid": _("资金到账"),
    "fund_checked": _("成果验收"), "fund_withdrawn": pgettext_lazy("fund", "企业撤回"),
}  # fmt: skip
# Verb of the rules → its button; also the address of its step.
WORDS: dict[str, str | _StrPromise] = {
    "hand_in": pgettext_lazy("verb", "交申请书"), "withdraw": pgettext_lazy("verb", "撤回申请"),
    "take": _("由我专人指导"), "advise": _("再指导一次"), "send_back": pgettext_lazy("verb", "退回修改"),
    "recommend": pgettext_lazy("verb", "推荐上报"), "decline": pgettext_lazy("verb", "不推荐"),
    "note_decision": _("登记决定"), "note_payment": _("登记到账"), "check_result": _("登记成果验收"),
}  # fmt: skip
SAYS = ("reason", "opinion", "advice", "result", "number")


def visible(request: HttpRequest) -> QuerySet[Application]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def own(request: HttpRequest) -> QuerySet[Application]:
    return queries.own(request.user, timezone.localdate())  # type: ignore[arg-type]


def timeline(found: Application) -> list[dict[str, object]]:
    """What happened, newest first."""
    told = [event for event in log.history(found.case) if event.name in EVENTS]
    return [
        {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name,
         "small": next((event.facts[name] for name in SAYS if event.facts.get(name)), "")}
        for event in reversed(told)
    ]  # fmt: skip


class Shown(Page):
    """One application as one side sees it."""

    permission = "fund.view"
    template_name = "funds/fund.html"
    queryset: Callable[[HttpRequest], QuerySet[Application]] = staticmethod(visible)
    side, layout = "desk", "desk.html"

    @cached_property
    def found(self) -> Application:
        return get_object_or_404(type(self).queryset(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.found.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        verbs = rules.available(self.request.user, found, timezone.localdate())  # type: ignore[arg-type]
        return super().get_context_data(
            found=found, case=found.case, side=self.side, layout=self.layout, verbs=verbs, timeline=timeline(found),
            payments=list(found.payments.select_related("proof")), **kwargs,
        )  # fmt: skip


class Step(VerbStep):
    """A step on an application; the rule is asked by its verb."""

    queryset: Callable[[HttpRequest], QuerySet[Application]] = staticmethod(visible)
    object: Application
    require = staticmethod(rules.require)
    words = WORDS
    page = "funds:fund"
    template_name = "step.html"
