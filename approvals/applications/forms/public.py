"""What staff say about what the public sent by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from disclosure.participation import participation
from disclosure.participation.models import Submission
from envportal.web.forms import Form

if TYPE_CHECKING:
    from django.db.models import QuerySet


class GoOnForm(Form):
    why = forms.ChoiceField(
        label=_("为什么可以不在这里处理"), choices=participation.GoOnWhy.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择理由")},
    )  # fmt: skip
    reason = words(
        _("说明"), max_length=500, help_text=_("会写进日志，一直显示在案件和公示页面上"),
        error_messages={"required": _("写明在哪里、什么时候答复的，或者怎样撤回的")},
    )  # fmt: skip


class TakeUpForm(Form):
    submission = forms.ModelChoiceField(
        Submission.objects.none(), label=_("登记哪一份"), empty_label=None,
        error_messages={"required": _("选择登记哪一份听证申请")},
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: QuerySet[Submission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].queryset = waiting  # type: ignore[attr-defined]
