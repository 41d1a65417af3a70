"""Propose that a letter be void, and decide it; a room names its actions and the cases its reader sees."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from envportal.cases import rules as cases
from envportal.documents.forms.voiding import VoidForm
from envportal.documents.letters.difference import planned
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.voiding import DECIDE, PROPOSE, may_be_voided, may_decide, none_open
from envportal.web.forms import Form
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case


class OfLetter(StepView):
    """A step on a letter of a case the person sees; where the address names the case too, of that one."""

    layout = "desk.html"
    danger = True

    @abstractmethod
    def seen(self) -> QuerySet[Any]:
        """The keys of the cases of the room this person sees."""

    @property
    def case(self) -> Case:
        case: Case = (self.object if isinstance(self.object, Letter) else self.object.letter).case
        return case

    def get_success_url(self) -> str:
        return self.case.at_desk

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class ProposeVoid(OfLetter):
    permission = PROPOSE
    form_class = VoidForm
    title = _("文书作废或替换")
    intro = _("文号保留，不重用。另一人（局领导）同意后生效；当事人和核验页面都会看到文书已作废或已被替换。")
    button = _("提出")
    done = _("已提出，等局领导决定；在此以前文书不变。")

    def get_queryset(self) -> QuerySet[Letter]:
        return Letter.objects.filter(case__in=self.seen()).select_related("case")

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


class AgreeVoid(OfLetter):
    permission = DECIDE
    template_name = "documents/decide_void.html"
    form_class = Form
    title = _("同意文书作废")
    button = _("同意作废")
    done = _("文书已作废，文号保留；当事人已收到通知。")

    def get_queryset(self) -> QuerySet[Voiding]:
        mine = Voiding.objects.filter(letter__case__in=self.seen())
        return mine.select_related("letter__case", "proposed_by")

    @staticmethod
    def rule(user: Any, voiding: Voiding) -> None:
        cases.require(user, DECIDE, voiding.letter.case)
        may_decide(voiding, user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voiding = self.object
        about = {"voiding": voiding, "letter": voiding.letter, "changes": planned(voiding), "caption": self.case.title}
        return super().get_context_data(**{**about, **kwargs})


class DeclineVoid(AgreeVoid):
    title = _("不同意文书作废")
    button = _("不同意")
    danger = False
    done = _("文书照旧有效，提出的人已收到通知。")
