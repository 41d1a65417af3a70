"""Who may do what at the decision, as a bureau sets it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.web.forms import ChineseDateField, Form

NO, YES = "no", "yes"


class RolesForm(Form):
    """A version of the setting, from a day on."""

    choice = forms.ChoiceField(
        label=_("报告表的审查和科室审核"),
        choices=[(NO, _("由两个人办理")), (YES, _("可以由科室负责人一人办理，逐件标明并计数"))],
        widget=forms.RadioSelect, error_messages={"required": _("选择由几个人办理")},
    )  # fmt: skip
    valid_from = ChineseDateField(label=_("自哪一天起施行"), help_text=_("最早明天；已经办理的不变"))
    basis = forms.CharField(
        label=_("依据文件"), max_length=200, error_messages={"required": _("写明依据文件的名称和文号")}
    )
    decided_by = forms.CharField(
        label=_("决定人"), max_length=60, help_text=_("例如：局务会议"), error_messages={"required": _("写明由谁决定")}
    )
