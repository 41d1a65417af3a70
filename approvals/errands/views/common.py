"""What the pages of all sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.errands import queries, rules
from approvals.errands.states import ABOVE
from envportal.audit import log
from envportal.documents.views.files import zipped
from envportal.web.views import Page, PagePart, VerbStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrPromise

    from approvals.errands.models import Errand

# Event of the log → its sentence; what is not here is a detail of the sealed log.
EVENTS: dict[str, str | _StrPromise] = {
    "errand_asked": _("提出代为上报，同意并知道不收费"),
    "errand_taken": _("本局承接"),
    "errand_wanted": _("列出上级要什么"),
    "errand_sent": _("上报"),
    "errand_received_above": _("上级收件"),
    "errand_accepted_above": _("上级受理"),
    "errand_supplement_above": _("上级要求补充材料"),
    "errand_decided_above": _("上级决定"),
    "errand_ended": _("不再上报"),
}
# Verb of the rules → its button; also the address of its step.
WORDS: dict[str, str | _StrPromise] = {
    "supply": pgettext_lazy("verb", "交材料"),
    "withdraw": pgettext_lazy("verb", "不要本局代报了"),
    "take": pgettext_lazy("verb", "承接"),
    "want": _("列出上级要什么"),
    "put_in": pgettext_lazy("verb", "放入一份材料"),
    "send": pgettext_lazy("verb", "上报"),
    "note": _("登记上级的办理情况"),
    "answer": _("登记办理情况"),
    "seek": _("请求上级委托本局办理"),
    "answer_sought": _("登记委托请求的答复"),
    "give_up": pgettext_lazy("verb", "不再上报"),
}


def visible(request: HttpRequest) -> QuerySet[Errand]:
    """What this person may see of their own side; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def own(request: HttpRequest) -> QuerySet[Errand]:
    return queries.own(request.user, timezone.localdate())  # type: ignore[arg-type]


def below(request: HttpRequest) -> QuerySet[Errand]:
    return queries.from_below(request.user)  # type: ignore[arg-type]


def timeline(errand: Errand) -> list[dict[str, object]]:
    """What happened, newest first."""
    told = [event for event in log.history(errand.case) if event.name in EVENTS]
    return [
        {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name,
         "small": event.facts.get("reason", "")}
        for event in reversed(told)
    ]  # fmt: skip


class Shown(Page):
    """One errand as one side sees it."""

    template_name = "errands/errand.html"
    queryset: Callable[[HttpRequest], QuerySet[Errand]] = staticmethod(visible)
    side = "desk"
    layout = "desk.html"

    @cached_property
    def errand(self) -> Errand:
        return get_object_or_404(type(self).queryset(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.errand.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errand, today = self.errand, timezone.localdate()
        due_on = queries.due_on(errand)
        return super().get_context_data(**{
            "errand": errand, "case": errand.case, "side": self.side, "layout": self.layout, "today": today,
            "due_on": due_on, "is_late": due_on is not None and due_on < today, "is_above": errand.state in ABOVE,
            "items": list(errand.items.select_related("document")), "packages": list(errand.packages.all()),
            "news": list(errand.news.select_related("proof", "by")), "timeline": timeline(errand), "law": rules.FREE,
            **kwargs,
        })  # fmt: skip


class Zip(PagePart):
    """A package as it went up."""

    queryset: Callable[[HttpRequest], QuerySet[Errand]] = staticmethod(visible)

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        errand = get_object_or_404(type(self).queryset(request), pk=pk)
        made = queries.package_sent(get_object_or_404(errand.packages, number=number))
        return zipped(made.name, made.entries)


class Step(VerbStep):
    """A step on an errand; the rule is asked by its verb."""

    queryset: Callable[[HttpRequest], QuerySet[Errand]] = staticmethod(visible)
    object: Errand
    require = staticmethod(rules.require)
    words = WORDS
    page = "errands:errand"
    template_name = "errands/step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"errand": self.object, "law": rules.FREE, **kwargs})
