"""What is typed on the same-day track: why no EIA is needed, or why the day was not enough."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from envportal.web.forms import Form


class ReplyForm(Form):
    reasons = words(
        _("理由"), rows=5, max_length=2000,
        help_text=_("项目是什么、在哪里、多大，为什么不在名录里；印在答复上"),
        error_messages={"required": _("写明为什么不需要办理环评")},
    )  # fmt: skip


class UnfinishedForm(Form):
    why = words(
        _("当天没有办完的原因"), rows=3, max_length=300, help_text=_("还差什么、谁去办、什么时候再来"),
        error_messages={"required": _("写明还差什么、接下来怎么办")},
    )  # fmt: skip
