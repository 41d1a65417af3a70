"""What became of a penalty."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Overturning
from envportal.web.forms import ChineseDateField, Form


class OverturnedForm(Form):
    how = forms.ChoiceField(
        label=_("处罚决定怎样了"), choices=Overturning.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择被变更、被撤销、被确认违法还是被确认无效")},
    )  # fmt: skip
    on = ChineseDateField(label=_("生效日期"), help_text=_("从这一天的第二天起算三个工作日"))
    document = forms.CharField(
        label=_("依据的文书"), max_length=120, help_text=_("例如 某政复决〔2026〕12号行政复议决定书"),
        error_messages={"required": _("写明依据的文书，例如 某政复决〔2026〕12号行政复议决定书")},
    )  # fmt: skip
