"""Propose that a letter be void, and decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.applications import actions
from approvals.applications.actions.voiding import DECIDE, PROPOSE
from approvals.applications.views.common import visible
from envportal.cases import rules as cases
from envportal.documents.forms.voiding import VoidForm
from envportal.documents.letters.difference import planned
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.voiding import may_be_voided, may_decide, none_open
from envportal.web.forms import Form
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.applications.models import Application


class _OfCase(StepView):
    """A step on a letter of a case the person sees."""

    template_name = "applications/case_step.html"
    case_name = ""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(**{self.case_name: self.kwargs["pk"]})

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("applications:case", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        return super().get_context_data(**{"application": application, "case": application.case, **kwargs})


def letters_of(request: HttpRequest) -> QuerySet[Letter]:
    return Letter.objects.filter(case__in=visible(request).values("case")).select_related("case")


def voidings_of(request: HttpRequest) -> QuerySet[Voiding]:
    mine = visible(request).values("case")
    return Voiding.objects.filter(letter__case__in=mine).select_related("letter__case", "proposed_by")


class ProposeVoid(_OfCase):
    permission = PROPOSE
    queryset = staticmethod(letters_of)
    pk_name = "letter"
    case_name = "case"
    form_class = VoidForm
    action = staticmethod(actions.propose_void)
    title = _("文书作废或替换")
    intro = _("文号保留，不重用。另一人（局领导）同意后生效；当事人和核验页面都会看到文书已作废或已被替换。")
    button = _("提出")
    danger = True
    done = _("已提出，等局领导决定；在此以前文书不变。")

    @staticmethod
    def rule(user: Any, letter: Letter) -> None:
        cases.require(user, PROPOSE, letter.case)
        none_open(letter)
        may_be_voided(letter, "typo", with_replacement=True)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letter": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        caption = f"{self.object.get_kind_display()} {self.object.number}"
        return super().get_context_data(**{"caption": caption, **kwargs})


class AgreeVoid(_OfCase):
    permission = DECIDE
    queryset = staticmethod(voidings_of)
    pk_name = "voiding"
    case_name = "letter__case"
    template_name = "applications/decide_void.html"
    form_class = Form
    action = staticmethod(actions.agree_void)
    title = _("同意文书作废")
    button = _("同意作废")
    danger = True
    done = _("文书已作废，文号保留；当事人已收到通知。")

    @staticmethod
    def rule(user: Any, voiding: Voiding) -> None:
        cases.require(user, DECIDE, voiding.letter.case)
        may_decide(voiding, user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voiding = self.object
        return super().get_context_data(
            **{"voiding": voiding, "letter": voiding.letter, "changes": planned(voiding), **kwargs}
        )


class DeclineVoid(AgreeVoid):
    action = staticmethod(actions.decline_void)
    title = _("不同意文书作废")
    button = _("不同意")
    danger = False
    done = _("文书照旧有效，提出的人已收到通知。")
