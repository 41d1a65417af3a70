"""Propose that a letter of an order, a penalty or a sealing be void, and decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.orders import actions, rules
from enforcement.orders.actions.voiding import DECIDE, MODELS, PROPOSE
from envportal.cases import rules as cases
from envportal.cases.queries import visible_to
from envportal.documents.forms.voiding import VoidForm
from envportal.documents.letters.difference import planned
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.voiding import may_be_voided, may_decide, none_open
from envportal.web.forms import Form
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.cases.models import Case


def cases_of(request: HttpRequest) -> QuerySet[Any]:
    """The cases of this room the person sees."""
    seen = visible_to(request.user, timezone.localdate(), rules.VIEW)
    return seen.filter(kind__in=MODELS).order_by().values("pk")


def letters_of(request: HttpRequest) -> QuerySet[Letter]:
    return Letter.objects.filter(case__in=cases_of(request)).select_related("case")


def voidings_of(request: HttpRequest) -> QuerySet[Voiding]:
    mine = cases_of(request)
    return Voiding.objects.filter(letter__case__in=mine).select_related("letter__case", "proposed_by")


class _OfLetter(StepView):
    layout = "desk.html"
    danger = True

    @property
    def case(self) -> Case:
        case: Case = (self.object if isinstance(self.object, Letter) else self.object.letter).case
        return case

    def get_success_url(self) -> str:
        return self.case.at_desk

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class ProposeVoid(_OfLetter):
    permission = PROPOSE
    queryset = staticmethod(letters_of)
    form_class = VoidForm
    action = staticmethod(actions.propose_void)
    title = _("文书作废或替换")
    intro = _("文号保留，不重用。另一人（局领导）同意后生效；当事人和核验页面都会看到文书已作废或已被替换。")
    button = _("提出")
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


class AgreeVoid(_OfLetter):
    permission = DECIDE
    queryset = staticmethod(voidings_of)
    template_name = "orders/decide_void.html"
    form_class = Form
    action = staticmethod(actions.agree_void)
    title = _("同意文书作废")
    button = _("同意作废")
    done = _("文书已作废，文号保留；当事人已收到通知。")

    @staticmethod
    def rule(user: Any, voiding: Voiding) -> None:
        cases.require(user, DECIDE, voiding.letter.case)
        may_decide(voiding, user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voiding, case = self.object, self.case
        about = {"voiding": voiding, "letter": voiding.letter, "changes": planned(voiding), "caption": case.title}
        return super().get_context_data(**{**about, **kwargs})


class DeclineVoid(AgreeVoid):
    action = staticmethod(actions.decline_void)
    title = _("不同意文书作废")
    button = _("不同意")
    danger = False
    done = _("文书照旧有效，提出的人已收到通知。")
