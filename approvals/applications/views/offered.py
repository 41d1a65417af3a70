"""A condition somebody wrote by hand is offered to the bureau's library; another person agrees, as to any new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications.models import Condition
from approvals.applications.views.common import visible
from envportal.documents import actions as documents
from envportal.documents.forms.wording import ConditionForm
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def _conditions(request: HttpRequest) -> QuerySet[Condition]:
    """Those of cases this person may see (404 otherwise)."""
    return Condition.objects.filter(opinion__application__in=visible(request)).select_related("opinion")


class OfferCondition(StepView):
    """The words as they were written, to be put in general terms."""

    permission = "wording.propose"
    form_class = ConditionForm
    queryset = staticmethod(_conditions)
    pk_name = "condition"
    title = _("提议放入条件库")
    intro = _(
        "改成各项目都能用的写法，留给经办人填写的地方写成【排气筒高度】这样。由另一人同意后供选用；已经写好的意见不变。"
    )
    button = pgettext_lazy("verb", "提出")
    done = _("已提出，等另一人决定。")

    @cached_property
    def object(self) -> Condition:
        return get_object_or_404(_conditions(self.request), pk=self.kwargs[self.pk_name])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "block": words.new_condition(self.object.topic),
            "samples": Letter.objects.none(),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.object.text, "topic": self.object.topic}

    def act(self, **typed: Any) -> Any:
        block, by = words.new_condition(self.object.topic), self.request.user
        typed.pop("sample", None)
        return documents.propose_wording(block, by=by, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("applications:case", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()
