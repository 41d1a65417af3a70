"""What somebody types about how they were served."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.ratings.enums import Score, Tag
from envportal.web.forms import Form

PHONE = re.compile(r"\+?[\d \-]{5,20}")


class RateForm(Form):
    score = forms.TypedChoiceField(label=_("总的来说"), choices=Score.choices, coerce=int, widget=forms.RadioSelect)
    tags = forms.MultipleChoiceField(
        label=_("哪些说得上（可不选）"), choices=Tag.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("意见和建议（可不填）"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不要写单位名称和人名。被评价的科室看不到这里的话，只有效能监察和局领导看得到。"),
    )  # fmt: skip
    name = forms.CharField(label=_("怎样称呼您（可不填）"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("不满意的，愿意接听回访请留电话（可不填）"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("只有打分“不满意”“非常不满意”时才保存，只有作回访的效能监察或者局领导看得到，被评价的科室看不到。"),
    )  # fmt: skip

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("电话写 5 到 20 位数字，可以带区号、空格和“-”。"))
        return phone
