"""Which pre-application review a draft follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.prereview.models import PreReview
from envportal.web.forms import Form


class FollowForm(Form):
    pre_review = forms.ModelChoiceField(
        PreReview.objects.none(),
        label=_("依据哪一件申请前审查"),
        required=False,
        empty_label=_("没有，或者不依据任何一件"),
        help_text=_("选上以后，申请前的天数与承诺时限一起公开；提交后不能再改"),
        error_messages={"invalid_choice": _("只能选本单位在同一个局已经答复的申请前审查")},
    )

    def __init__(self, *args: Any, pre_reviews: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pre_review"]
        choice.queryset = pre_reviews
        choice.label_from_instance = _label


def _label(row: PreReview) -> str:
    return f"{row.case.number} {row.case.title} · {row.get_outcome_display()}"
