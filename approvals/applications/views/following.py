"""The optional step of a draft that names the pre-application review it follows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.applications import actions
from approvals.applications.forms.following import FollowForm
from approvals.applications.views.drafts import DraftStep
from approvals.prereview import queries as prereview
from envportal.cases.queries import pre_reviews_of


class Follow(DraftStep):
    form_class = FollowForm
    title = _("申请前审查")
    intro = _("以前请本局做过申请前审查并已答复的，可以在这里选上；没有的不用选，不影响办理。")
    action = staticmethod(actions.follow)

    def get_form_kwargs(self) -> dict[str, Any]:
        answered = prereview.answered_for(self.object.owner, self.object.case.bureau)
        return {**super().get_form_kwargs(), "pre_reviews": answered}

    def get_initial(self) -> dict[str, Any]:
        followed = pre_reviews_of(self.object.case).first()
        return {"pre_review": followed.pk if followed else None}
