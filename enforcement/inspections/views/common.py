"""What the pages share: which visits somebody sees, and the words of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import queries, rules
from envportal.audit import log
from envportal.documents import letters
from envportal.documents.queries import in_full
from envportal.documents.views.files import served
from envportal.web.views import Page, PagePart, StepView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User

EVENTS = {
    "visit_planned": pgettext_lazy("visit event", "排定检查"),
    "visit_approved": _("批准检查"),
    "visit_noticed": _("通知企业"),
    "visit_not_made": _("通知了没有去"),
    "visit_cancelled": _("取消检查"),
    "visit_entered": _("亮证入场"),
    "list_filled": pgettext_lazy("visit event", "填写清单"),
    "photographed": _("拍照取证"),
    "advised": pgettext_lazy("visit event", "提出建议"),
    "visit_left": pgettext_lazy("visit event", "书面反馈"),
    "visit_ordered": pgettext_lazy("visit event", "起草责令改正"),
    "re_inspection_told": pgettext_lazy("visit event", "登记复查结果"),
    "visit_answered": _("企业提出意见"),
    "advice_spoken_to": _("企业回复建议"),
    "advice_ended": pgettext_lazy("visit event", "处理建议"),
    "visit_closed": pgettext_lazy("visit", "办结"),
}
# What the enterprise reads of the way a visit took.
OUTSIDE = frozenset({
    "visit_noticed", "visit_cancelled", "visit_entered", "visit_left", "visit_answered", "advice_spoken_to",
    "advice_ended", "visit_closed",
})  # fmt: skip


def visible(request: HttpRequest) -> QuerySet[Visit]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def timeline(visit: Visit, names: Any) -> list[dict[str, object]]:
    return [
        {
            "at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统"),
            "small": event.facts.get("reason", ""),
        }
        for event in reversed(log.history(visit.case))
        if event.name in names
    ]  # fmt: skip


def check_address(visit: Visit) -> str:
    """Where the code is checked, for the square an enterprise scans."""
    return f"{settings.PORTAL_URL}{reverse('inspections:check')}?code={queries.entry_code(visit)}"


class OfVisit(Page):
    """A page about one visit."""

    permission = rules.VIEW

    @cached_property
    def visit(self) -> Visit:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.visit.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit = self.visit
        return super().get_context_data(**{
            "visit": visit, "case": visit.case, "people": list(visit.people.all()), "today": timezone.localdate(),
            "demands": list(visit.demands.select_related("section").order_by("pk")),
            "advice": list(queries.advice_of(visit)), "answers": list(visit.answers.select_related("by")), **kwargs,
        })  # fmt: skip


class VisitLetter(OfVisit):
    """The notice or the feedback as a page to read and print."""

    template_name = "inspections/letter.html"
    area = "desk"

    def get_title(self) -> object:
        return self.letter.get_kind_display()

    @cached_property
    def letter(self) -> Any:
        known = [self.visit.notice_letter_id, self.visit.feedback_letter_id]
        return get_object_or_404(in_full().filter(pk__in=[pk for pk in known if pk]), pk=self.kwargs["letter"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = "inspections:visit" if self.area == "desk" else "inspections:my_visit"
        return super().get_context_data(**{
            **kwargs, **letters.paper(self.letter), "area_template": f"{self.area}.html",
            "visit_url": reverse(back, args=[self.visit.pk]),
        })  # fmt: skip


class VisitFile(PagePart):
    """A photograph or a signature, for whoever of the bureau may read the visit."""

    permission = "visit.read_file"

    def get(self, request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
        visit = get_object_or_404(visible(request), pk=pk)
        found = queries.files_of(visit).filter(pk=document).first()
        if found is None:
            raise Http404
        return served(found, f"{visit.case.number} {found.name}")


class Step(StepView):
    """A step of one visit; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    permission = rules.VIEW
    object: Visit
    verb = ""

    def check(self) -> None:
        rules.require(self.verb, self.request.user, self.object, self.today)  # type: ignore[arg-type]

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def who(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def get_success_url(self) -> str:
        return reverse("inspections:visit", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"visit": self.object, "caption": self.object.case.title, "button": self.get_title()}
        return super().get_context_data(**{**told, **kwargs})
