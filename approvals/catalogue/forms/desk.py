"""What the staff of a bureau may type."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import DOCUMENTS, Channel, Evidence, Level, Tier
from approvals.catalogue.queries.industries import industry
from approvals.catalogue.queries.table import edition_on
from envportal.web.forms import ChineseDateField, Form
from envportal.web.forms.text import narrow

CODES = re.compile(r"[A-T]?\d{0,4}( [A-T]?\d{0,4})*")


def words(label: Any, limit: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class LineForm(Form):
    """What a line of either book says."""

    title = forms.CharField(label=_("名称"), max_length=120)
    documents = forms.MultipleChoiceField(
        label=_("文件类别"), choices=DOCUMENTS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选的，各类文件都适用"),
    )  # fmt: skip
    act = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("法律、法规、规章或者有文号的文件"))
    article = forms.CharField(label=_("条款"), max_length=60, required=False)
    evidence = forms.ChoiceField(label=_("核对情况"), choices=Evidence.choices, initial=Evidence.MEMORY)
    is_retired = forms.BooleanField(label=_("自施行日起取消"), required=False)
    valid_from = ChineseDateField(label=_("施行日"))
    why = words(_("为什么改（会公开）"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("act", "article", "evidence", "is_retired", "valid_from", "why")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean_documents(self) -> str:
        return " ".join(self.cleaned_data["documents"])


class LevelForm(LineForm):
    """Who decides on what."""

    items = forms.CharField(
        label=_("名录项目号"), max_length=400, required=False, help_text=_("空格分开，例如 44 87 88；不填的是全部项目")
    )
    level = forms.ChoiceField(label=_("由谁审批"), choices=Level.choices)
    authority = forms.CharField(
        label=_("审批机关"), max_length=100, required=False, help_text=_("不是本局自己的权限时必须写明")
    )
    scope = forms.CharField(label=_("委托范围"), max_length=300, required=False)
    valid_to = ChineseDateField(label=_("委托期满日"), required=False)

    def clean_items(self) -> str:
        typed = narrow(self.cleaned_data["items"]).replace("、", " ").split()
        edition = edition_on(_today(self))
        known = edition.items if edition else {}
        strange = [one for one in typed if not one.isdecimal() or int(one) not in known]
        if strange:
            raise forms.ValidationError(_("名录里没有第 %(no)s 项；写项目号，空格分开") % {"no": strange[0]})
        return " ".join(str(number) for number in sorted({int(one) for one in typed}))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        level, begins, ends = typed.get("level"), typed.get("valid_from"), typed.get("valid_to")
        if level and level != Level.OWN and not typed.get("authority"):
            self.add_error("authority", _("写明由哪个机关审批或者委托"))
        if level == Level.DELEGATED and not typed.get("is_retired"):
            for name, sentence in (("scope", _("写明委托范围")), ("valid_to", _("写明委托到哪一天为止"))):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("期满日不能早于施行日"))
        return typed


def _today(form: forms.Form) -> Any:
    return form.initial["today"]


class MaterialForm(LineForm):
    """One thing an application is accompanied by."""

    industries = forms.CharField(
        label=_("行业代码"),
        max_length=200,
        required=False,
        help_text=_("代码开头，空格分开，例如 25 C26；不填的是所有行业"),
    )
    place = forms.IntegerField(label=_("次序"), min_value=1, max_value=9999, initial=100)
    copies = forms.IntegerField(label=_("份数"), min_value=0, max_value=20, initial=1)
    sample = words(_("样本和要求"), 500, required=False)
    is_main = forms.BooleanField(label=_("主要材料"), required=False)
    fetched_from = forms.CharField(
        label=_("本局自行调取，来源"), max_length=100, required=False, help_text=_("填了就不向申请人要")
    )

    def clean_industries(self) -> str:
        typed = " ".join(narrow(self.cleaned_data["industries"]).upper().split())
        if typed and not CODES.fullmatch(typed):
            raise forms.ValidationError(_("写行业代码，空格分开，例如 30 C2231"))
        return " ".join(one.lstrip("ABCDEFGHIJKLMNOPQRST") for one in typed.split())

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("fetched_from") and typed.get("is_main"):
            self.add_error("fetched_from", _("本局自行调取的，不向申请人要，也就不是主要材料"))
        return typed


class DeclineForm(Form):
    answer = words(_("不同意的理由"), 300)


class RulingForm(Form):
    """What the project needs instead, and why."""

    tier = forms.ChoiceField(label=_("应当编制"), choices=Tier.choices, widget=forms.RadioSelect)
    reason = words(_("理由"), 500, help_text=_("写明依据名录哪一项、哪一句；申请人会看到"))


class TellForm(Form):
    """Whom a notice is told to, about what, how."""

    to = forms.CharField(label=_("告知对象"), max_length=100, help_text=_("单位或者个人的名称"))
    project = forms.CharField(label=_("项目名称"), max_length=200)
    document = forms.ChoiceField(label=_("文件类别"), choices=DOCUMENTS, widget=forms.RadioSelect)
    industry = forms.CharField(label=_("行业代码"), max_length=10, required=False, help_text=_("例如 C2231"))
    channel = forms.ChoiceField(label=_("告知方式"), choices=Channel.choices, widget=forms.RadioSelect)
    check = forms.CharField(label=_("分类检查编号"), max_length=20, required=False, help_text=_("申请人带来的，可不填"))

    def clean_industry(self) -> str:
        typed = narrow(self.cleaned_data["industry"]).replace(" ", "")
        found = industry(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("行业分类中没有这个代码；代码是一个字母加三或四位数字，例如 C2231"))
        return found.full_code if found else ""
