"""What somebody types about how they were served."""

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.ratings.enums import Score, Tag
from envportal.web.forms import Form


class RateForm(Form):
    score = forms.TypedChoiceField(label=_("总的来说"), choices=Score.choices, coerce=int, widget=forms.RadioSelect)
    tags = forms.MultipleChoiceField(
        label=_("哪些说得上（可不选）"), choices=Tag.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("意见和建议（可不填）"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不要写单位名称和人名。被评价的科室看不到这里的话，只有效能监察和局领导看得到。"),
    )  # fmt: skip
