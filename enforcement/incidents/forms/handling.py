"""What is typed at the desk, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.incidents.forms.base import MomentField, sensitive, words
from enforcement.incidents.states import Cause, Level, State, WaterCut, Way
from envportal.accounts.models import Enterprise
from envportal.cases.queries import tidy_number
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField, up_to
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from enforcement.incidents.models import Recipient
    from envportal.cases.models import Case

MOST_PEOPLE = 10_000_000
MANY: dict[str, Any] = {"required": False, "min_value": 0, "max_value": MOST_PEOPLE}


def people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"invalid": _("只写数字")}, **MANY,
    )  # fmt: skip


class TellForm(Form):
    """Who was told, when, by what way."""

    who = forms.MultipleChoiceField(
        label=_("向谁报告了"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("选择向谁报告了")},
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("方式"), choices=Way.choices, initial=Way.TELEPHONE, widget=forms.RadioSelect,
        help_text=_("可以先电话报告，随后补书面；书面用最近签发的一份报告"),
    )  # fmt: skip
    told_at = MomentField(label=_("报告时间"))
    heard_by = forms.CharField(
        label=_("接报人（可不填）"), max_length=60, required=False, help_text=_("例如 市政府值班室")
    )

    def __init__(
        self, *args: Any, recipients: Iterable[Recipient], before: Iterable[Recipient] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows, earlier = list(recipients), list(before)
        field: Any = self.fields["who"]
        field.choices = list({one.who: one.get_who_display() for one in [*rows, *earlier]}.items())
        if earlier:
            self.fields["told_at"].help_text = _("级别变化以前打的电话，写当时的时间，算在当时那一级")
        self.initial.setdefault("who", [one.who for one in rows if one.told_at is None])
        if all(one.told_at for one in rows):
            self.initial.setdefault("way", Way.WRITTEN)


class GradeForm(Form):
    """Figures first: the table says the least level they make."""

    place = forms.CharField(label=_("发生地点"), max_length=200)
    division = forms.CharField(label=_("乡镇街道（可不填）"), max_length=60, required=False)
    occurred_at = MomentField(label=_("发生时间（可不填）"), required=False)
    pollutants = forms.CharField(label=_("主要污染物和数量（可不填）"), max_length=300, required=False)
    uscc = forms.CharField(
        label=_("涉事单位的统一社会信用代码（可不填）"), max_length=18, required=False,
        help_text=_("填了的，这家企业在自己的页面看得到本件；对外要等查明以后才写责任单位"),
    )  # fmt: skip
    deaths = people(_("死亡人数"))
    poisoned = people(_("中毒或者重伤人数"))
    evacuated = people(_("疏散、转移人数"))
    loss = PlainDecimalField(
        label=_("直接经济损失（元）"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=_("数字还不知道的不填，知道了再改"),
    )  # fmt: skip
    water_cut = forms.ChoiceField(
        label=_("饮用水取水"), choices=WaterCut.choices, required=False, widget=forms.RadioSelect
    )
    sensitive = sensitive()
    level = forms.ChoiceField(
        label=_("级别"), choices=[*Level.choices, ("", _("一时无法判明"))], required=False, widget=forms.RadioSelect
    )
    level_why = words(
        _("定级说明（可不填）"), required=False, longest=500, help_text=_("定得比表上的数字高的，写明理由")
    )
    groups = {
        _("时间和地点"): ("place", "division", "occurred_at", "pollutants", "uscc"),
        _("数字"): ("deaths", "poisoned", "evacuated", "loss", "water_cut"),
        _("定级"): ("sensitive", "level", "level_why"),
    }  # fmt: skip

    def __init__(self, *args: Any, said_place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if said_place:
            told = _now("报告人写的是“%(place)s”。核实后用自己的话写，报告人的姓名、电话、住处不要写") % {
                "place": said_place
            }
            self.fields["place"].help_text = told

    def clean_uscc(self) -> Enterprise | None:
        typed = narrow(self.cleaned_data["uscc"]).upper().replace(" ", "")
        if not typed:
            return None
        found = Enterprise.objects.filter(uscc=typed).first()
        if found is None:
            raise forms.ValidationError(_now("门户里没有这家企业，请核对，或者不填"))
        return found

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {**typed, "enterprise": typed.pop("uscc", None)}


class CorrectTimeForm(Form):
    discovered_at = MomentField(label=_("正确的接报（发现）时间"), help_text=_("时限从这一分钟重新计算，昼夜不停"))
    why = words(_("为什么更正，依据是什么"), longest=500, rows=2)


class NoteForm(Form):
    taken_at = MomentField(label=_("时间"))
    what = words(_("做了什么"), longest=1000)
    role = forms.CharField(
        label=_("谁做的"), max_length=100, help_text=_("写单位和职责，例如 市消防救援支队、本局执法人员")
    )
    file = UploadField(
        label=_("证据（可不填）"), required=False, in_pieces=False, help_text=up_to(_("PDF，不超过 %(limit)s"))
    )


class LinkForm(Form):
    """By its number: an inspection, an order, a penalty case."""

    number = forms.CharField(
        label=_("案件编号"), max_length=60, help_text=_("检查、责令改正、处罚等案件的编号，例如 云环检〔2026〕9号")
    )

    def __init__(self, *args: Any, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases

    def clean(self) -> dict[str, Any]:
        number = tidy_number(self.cleaned_data.get("number", ""))
        found = self.cases.filter(number=number).first() if number else None
        if found is None and "number" in self.cleaned_data:
            self.add_error("number", _now("没有这件案件，或者您看不到它，请核对编号"))
        return {"target": found}


class VisitForm(Form):
    """A visit that is wanted: what is looked at, between which days."""

    what = words(_("检查什么"), longest=1000)
    earliest = ChineseDateField(label=_("最早哪一天"))
    latest = ChineseDateField(label=_("最晚哪一天"))
    lawful_reason = forms.CharField(
        label=_("不事先通知的依据和理由（可不填）"), max_length=300, required=False,
        help_text=_("不填的，检查以前通知企业"),
    )  # fmt: skip


class ConcludeForm(Form):
    cause_kind = forms.ChoiceField(label=_("原因类别"), choices=Cause.choices, widget=forms.RadioSelect)
    cause = words(_("起因和经过"), rows=5)
    loss = PlainDecimalField(
        label=_("直接经济损失（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    damage = words(_("影响和损失"), rows=4)
    responsibility = words(
        _("责任认定"), rows=4, help_text=_("写单位和职务；个人姓名只在法律允许公开时写，身份证号码不写")
    )
    accountable = words(_("责任追究"), rows=4, help_text=_("谁受到什么处理；没有的写“无”"))
    lessons = words(_("教训和改进"))
    left_over = words(_("遗留问题"), help_text=_("没有的写“无”"))


class WhyForm(Form):
    why = words(_("理由"), longest=1000)


class CloseForm(Form):
    why = words(_("结案意见（可不填）"), longest=1000, required=False)


class DismissForm(WhyForm):
    why = words(_("理由"), longest=1000, help_text=_("报告人凭查询码看得到这段话"))
    is_hoax = forms.BooleanField(label=_("属于虚假报告"), required=False)


class Find(Form):
    q = forms.CharField(label=_("编号、地点"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])
    level = forms.ChoiceField(label=_("级别"), required=False, choices=[("", _("全部")), *Level.choices])
    owed = forms.BooleanField(label=_("只看还没有报告完的"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(case__number__icontains=typed["q"]) | rows.filter(place__icontains=typed["q"])
        for name in ("state", "level"):
            rows = rows.filter(**{name: typed[name]}) if typed[name] else rows
        if typed["owed"]:
            rows = rows.filter(case__clocks__state="running", case__clocks__matter__startswith="incident_").distinct()
        return rows
