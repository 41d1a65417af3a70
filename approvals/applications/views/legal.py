"""法制审核: ask for it, do it, and the queue of those who do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms import legal as forms
from approvals.applications.views.steps import CaseStep
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.applications.models import LegalReview


class AskLegalReview(CaseStep):
    permission = "legal.ask"
    verb = "ask_legal_review"
    action = staticmethod(actions.ask_legal_review)
    form_class = forms.AskLegalReviewForm
    intro = _("听证以后的决定自动送审；其他的，涉及重大公共利益、可能引发社会风险或者疑难复杂的，签发以前送审。")
    button = pgettext_lazy("verb", "送法制审核")
    done = _("已送法制审核；有结论以前不能签发。")


class ReviewLegality(CaseStep):
    permission = "legal.review"
    verb = "review_legality"
    action = staticmethod(actions.review_legality)
    form_class = forms.LegalReviewForm
    template_name = "applications/legal_review.html"
    button = _("提出审核结论")
    done = _("审核结论已提出，经办人和科室负责人已收到通知。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "proposal": queries.standing_proposal(self.object), "held": queries.held_hearing(self.object),
            "opinions": list(self.object.opinions.select_related("by").order_by("-version")[:1]),
            "reviews": queries.legal_reviews(self.object),
        }  # fmt: skip
        return super().get_context_data(**{**told, **kwargs})


class LegalReviews(ListPage):
    """What waits for legal review, longest first, and what was reviewed."""

    permission = "legal.review"
    template_name = "applications/legal_reviews.html"
    title = _("法制审核")
    file_name = "legal-reviews"
    take_away = "export.case_list"
    counted = _("共 %(n)s 件")
    columns = (
        Column(_("编号"), lambda row: row.application.case.number or "", "application__case__number"),
        Column(_("项目名称"), lambda row: row.application.case.title, "application__case__title"),
        Column(_("审核的情形"), "get_ground_display", "ground"),
        Column(_("送审人"), lambda row: row.asked_by.name, "asked_by__name"),
        Column(_("送审时间"), "asked_at", "asked_at"),
        Column(_("审核结论"), lambda row: row.get_outcome_display(), "outcome"),
        Column(_("审核时间"), "reviewed_at", "reviewed_at"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[LegalReview]:
        return queries.legal_queue(request.user, timezone.localdate())  # type: ignore[arg-type]
