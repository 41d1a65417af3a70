"""Whom the bureau's letters name for a remedy, and how that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.documents import actions
from envportal.documents.forms.wording import AnswerForm, RemedyForm
from envportal.documents.queries import remedies
from envportal.documents.rules import versions
from envportal.refusals import Refused
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Bureau
    from envportal.documents.models import Remedy


def bureau_of(request: HttpRequest) -> Bureau:
    bureau = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return bureau


class Remedies(Page):
    """Organ and court today, every version, and what the law gives against which sort of act."""

    permission = "wording.view"
    template_name = "documents/remedies.html"
    title = _("救济途径")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau, today, may = bureau_of(self.request), timezone.localdate(), self.request.may  # type: ignore[attr-defined]
        why_not = self._why_not(bureau)
        return super().get_context_data(
            remedy=remedies.remedy_of(bureau, today),
            versions=remedies.versions(bureau),
            courses=remedies.courses(),
            may_propose=may("wording.propose") and not why_not,
            why_not=why_not if may("wording.propose") else None,
            may_decide=may("wording.decide"),
            **kwargs,
        )

    def _why_not(self, bureau: Bureau) -> Refused | None:
        try:
            versions.check_remedy(self.request.user, bureau)  # type: ignore[arg-type]
        except Refused as refused:
            return refused
        return None


class ProposeRemedy(StepView):
    permission = "wording.propose"
    rule = staticmethod(versions.check_remedy)
    action = staticmethod(actions.propose_remedy)
    form_class = RemedyForm
    title = _("提出新的救济途径")
    intro = _("须由另一人同意，自所定的日子起写进以后印发的文书；已经印发的文书不变。")
    button = _("提出新版本")
    done = _("已提出，等另一人决定。")
    success_url = reverse_lazy("documents:remedies")

    @cached_property
    def object(self) -> Bureau:
        return bureau_of(self.request)

    def get_initial(self) -> dict[str, Any]:
        now = remedies.remedy_of(self.object, timezone.localdate())
        shown = {name: getattr(now, name) for name in ("organ", "local_organ", "court")} if now else {}
        return {**super().get_initial(), **shown}

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class DecideRemedy(StepView):
    permission = "wording.decide"
    rule = staticmethod(versions.check_decide)
    template_name = "documents/remedy_step.html"
    success_url = reverse_lazy("documents:remedies")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Remedy]:
        return remedies.versions(bureau_of(request))

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"version": self.object, **kwargs})


class AgreeRemedy(DecideRemedy):
    action = staticmethod(actions.agree_remedy)
    title = _("同意新的救济途径")
    button = _("同意，自施行日起使用")
    done = _("已写入，自施行日起写进以后印发的文书。")


class DeclineRemedy(DecideRemedy):
    action = staticmethod(actions.decline_remedy)
    form_class = AnswerForm
    title = _("不同意新的救济途径")
    button = _("不同意")
    done = _("已退回，现行的继续使用。")
