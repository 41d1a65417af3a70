"""The supervisor's desk: complaints about charges, one of them, its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.charges import actions, forms, queries
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.charges.models import Complaint

EVENTS = {"charge_reported": _("收到投诉"), "charge_answered": _("查办并答复")}


def visible(request: HttpRequest) -> QuerySet[Complaint]:
    """What this person watches over; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def due_on(row: Complaint) -> Any:
    return next((clock.due_on for clock in row.case.own_clocks), None)  # type: ignore[attr-defined]


class Listed(ListPage):
    """What is not answered first."""

    permission = "charge.view"
    template_name = "charges/list.html"
    title = _("收费投诉")
    file_name = "charges"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    queryset = staticmethod(visible)
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("收到日期"), lambda row: row.case.opened_on, "case__opened_on"),
        Column(_("届满日"), due_on),
        Column(_("谁收的"), "charged_by", "charged_by"),
        Column(_("多少元"), "amount", "amount"),
        Column(_("为哪一件事"), "about", "about"),
        Column(_("查办结果"), "get_outcome_display", "outcome"),
        Column(_("退还多少元"), "refunded", "refunded"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**{"today": timezone.localdate(), **kwargs})
        return {**context, "listed": [(row, due_on(row)) for row in context["rows"]]}


class ComplaintPage(Page):
    permission = "charge.view"
    template_name = "charges/complaint.html"

    @cached_property
    def found(self) -> Complaint:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.found.case.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, today = self.found, timezone.localdate()
        events = [event for event in log.history(found.case) if event.name in EVENTS]
        lines = [{"at": one.at, "verb": EVENTS[one.name], "text": one.actor_name} for one in reversed(events)]
        may_answer = not found.outcome and cases.may(self.request.user, "charge.answer", found.case, today)
        return super().get_context_data(
            found=found, case=found.case, faces=clocks.faces(found.case, today), timeline=lines, may_answer=may_answer,
            **kwargs,
        )  # fmt: skip


class Answer(StepView):
    permission = "charge.answer"
    queryset = staticmethod(visible)
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("查办并答复")
    intro = _("查实收了费的，责令退还，并把查办的人和事移交有权机关；投诉的人凭编号和查询码看到结果和答复。")
    button = _("答复并办结")
    done = _("已答复。")

    def check(self) -> None:
        if self.object.outcome:
            raise actions.Answered(_("这件投诉已经答复。"))

    def get_success_url(self) -> str:
        return reverse("charges:complaint", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.case.number, **kwargs})
