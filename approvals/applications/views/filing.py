"""Filing: check your answers and file them the way the bureau takes them; number and check of a registration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms.filing import DeclareForm, FilingCheckForm, FilingNumberForm, SupplementForm
from approvals.applications.states import State
from approvals.applications.views.common import Side, Step
from approvals.applications.views.steps import CaseStep
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.utils.functional import _StrPromise

    from envportal.refusals import Refused
    from envportal.web.forms import Form


@dataclass(frozen=True)
class Way:
    """One way of filing: what it does, its button, what is said afterwards and where it leads."""

    action: Callable[..., object]
    button: str | _StrPromise
    done: str | _StrPromise
    leads_to: str


WAYS = {
    "submit": Way(actions.submit, _("确认并提交"), _("申请已提交。"), "receipt"),
    "file": Way(actions.file_registration, _("确认并备案"), _("已备案，备案回执在下面的“文书”里。"), "mine_case"),
    "hand_over": Way(
        actions.hand_over,
        _("确认，去备案"),
        _("内容已保存。请到全国登记表备案系统备案，再回来登记备案号。"),
        "mine_case",
    ),
}


class Check(Side, Step):
    """Check your answers, declare, submit once; or, answering a correction letter, hand in the supplement."""

    permission = "application.edit_draft"
    template_name = "applications/check.html"
    title = _("提交前核对")
    verb = "edit"

    @cached_property
    def way(self) -> str:
        """How this draft is filed at its bureau today."""
        return queries.way_of_filing(self.object, timezone.localdate())

    @property
    def is_supplement(self) -> bool:
        return self.object.state == State.CORRECTION

    def get_form_class(self) -> type[Form]:
        return SupplementForm if self.is_supplement else DeclareForm

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_supplement else {"way": self.way}

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if any(not step.done for step in queries.steps(self.object)):
            return HttpResponseRedirect(self.address("tasks", self.object.pk))
        return super().get(request, *args, **kwargs)

    def refuse(self, form: BaseForm, refused: Refused) -> HttpResponse:
        """Handed in meanwhile, in another tab or by a colleague: where it stands, not a form that can do nothing."""
        self.object.refresh_from_db()
        if self.object.state in (State.DRAFT, State.CORRECTION):
            form.data = {**form.data, "way": self.way}
            return super().refuse(form, refused)
        messages.warning(self.request, str(refused.sentence))
        return HttpResponseRedirect(self.address("mine_case", self.object.pk))

    def act(self, **typed: Any) -> object:
        shown = WAYS.get(typed.pop("way", ""), WAYS[self.way])
        act = actions.supplement if self.is_supplement else shown.action
        return act(self.object.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        if self.request.method == "POST":
            return self.address(WAYS[self.way].leads_to, self.object.pk)
        return self.address("mine_case", self.object.pk)

    def get_done(self) -> object:
        return _("补正材料已提交。") if self.is_supplement else WAYS[self.way].done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object.case
        return super().get_context_data(**{
            "side": self.side, "application": self.object, "case": case, "answers": queries.answers(self.object),
            "button": _("提交补正材料") if self.is_supplement else WAYS[self.way].button,
            "way": self.way,
            "correction": queries.open_correction(self.object),
            "if_today": clocks.preview(
                case.bureau, self.object.document_kind, on=timezone.localdate(), filed=self.way != "submit"
            ),
            "back_url": self.address("tasks", self.object.pk), **kwargs,
        })  # fmt: skip


class EnterFiling(Step):
    """登记备案号: number and receipt the ministry's system gave, by the applicant."""

    permission = "filing.enter"
    verb = "enter_filing"
    layout = "my.html"
    template_name = "applications/step.html"
    form_class = FilingNumberForm
    action = staticmethod(actions.enter_filing)
    title = _("登记备案号")
    intro = _("在全国登记表备案系统备案后，把备案号和回执登记在这里；本局据此核查，并向社会公开。")
    button = _("登记备案号")
    done = _("备案号已登记，核查时限从今天起算。")

    def get_success_url(self) -> str:
        return reverse("applications:mine_case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class EnterFilingAtTheDesk(CaseStep):
    """The same by a window clerk, for an applicant who brings the receipt."""

    permission = "filing.enter"
    verb = "enter_filing"
    form_class = FilingNumberForm
    action = staticmethod(actions.enter_filing)
    intro = EnterFiling.intro
    button = EnterFiling.button
    done = EnterFiling.done


class CheckFiling(CaseStep):
    """备案核查."""

    permission = "filing.check"
    verb = "check_filing"
    form_class = FilingCheckForm
    action = staticmethod(actions.check_filing)
    intro = _("备案不是审批：核查只看备案内容是否属实、是否应当报批报告书或者报告表。结果书面告知建设单位。")
    button = pgettext_lazy("verb", "登记核查结果")
    done = _("核查结果已登记，告知书已出具。")
