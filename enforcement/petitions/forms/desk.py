"""What staff type about a petition."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.forms import words
from enforcement.inspections.states import Skill
from enforcement.petitions.forms.public import Facts, WithPhotos
from enforcement.petitions.models import Petition
from enforcement.petitions.states import Channel, Conclusion, Door, Finding, Kept, Kind, Pollution, Satisfied, State
from envportal.accounts.models import Bureau, Enterprise, Section, User
from envportal.web.forms import ChineseDateField, Form, OrderForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

EVERY = ("", _("全部"))
# What came earlier than that is a year typed wrongly.
OLDEST = timedelta(days=366)
AT_DESK = [one for one in Channel.choices if one[0] != Channel.WEB]


class RegisterForm(OrderForm, WithPhotos, Facts):
    """A call, a letter, a visit, a message, an order of 12345."""

    channel = forms.ChoiceField(label=_("渠道"), choices=AT_DESK)
    received_at = forms.DateTimeField(
        label=_("收到时间"), input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"], help_text=_("例如 2026-10-12 09:30"),
        error_messages={"invalid": _("写成 2026-10-12 09:30 这样")},
    )  # fmt: skip
    field_order = ("channel", "order_number", "received_at", "kind")

    def clean_received_at(self) -> Any:
        told = self.cleaned_data["received_at"]
        now = timezone.now()
        if told > now:
            raise forms.ValidationError(_("收到时间写现在以前"))
        if told < now - OLDEST:
            raise forms.ValidationError(_("收到时间早于一年以前，请核对年份"))
        return told


class WhyForm(Form):
    reason = words(_("理由"), longest=500)


class SectionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A section by its name."""


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.section}）" if obj.section else obj.name


class RouteForm(Form):
    section = SectionChoice(Section.objects.none(), label=_("转给哪个科室"), empty_label=_("请选择"))
    holder = PersonChoice(
        User.objects.none(), label=_("经办人"), required=False, empty_label=_("由科室负责人指定"),
    )  # fmt: skip

    def __init__(self, *args: Any, sections: QuerySet[Section], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        self.fields["holder"].queryset = people  # type: ignore[attr-defined]


class MoveForm(WhyForm):
    bureau = forms.ModelChoiceField(Bureau.objects.none(), label=_("转给哪个局"), empty_label=_("请选择"))
    field_order = ("bureau", "reason")

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]


class SendOutForm(WhyForm):
    right_authority = forms.CharField(label=_("接收机关"), max_length=120, help_text=_("例如 云溪市住房和城乡建设局"))
    field_order = ("right_authority", "reason")


class DeclineForm(WhyForm):
    right_authority = forms.CharField(label=_("应当找的机关（有的写明）"), max_length=120, required=False)


class DirectForm(WhyForm):
    door = forms.ChoiceField(label=_("应当走哪个渠道"), choices=Door.choices, widget=forms.RadioSelect)
    field_order = ("door", "reason")


class CorrectForm(WhyForm):
    kind = forms.ChoiceField(label=_("依法属于"), choices=Kind.choices, widget=forms.RadioSelect)
    division = forms.CharField(label=_("乡镇街道"), max_length=60)
    pollution = forms.MultipleChoiceField(
        label=_("污染类型"), choices=Pollution.choices, widget=forms.CheckboxSelectMultiple
    )
    enterprise = forms.ModelChoiceField(
        Enterprise.objects.none(), label=_("是哪家企业"), required=False, empty_label=_("还不知道，或者不是企业")
    )
    is_dispute = forms.BooleanField(label=_("厂群矛盾"), required=False)
    field_order = ("kind", "division", "pollution", "enterprise", "is_dispute", "reason")

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]


class AnswerForm(Form):
    finding = forms.ChoiceField(label=_("是否属实"), choices=Finding.choices, widget=forms.RadioSelect)
    found = words(_("调查核实情况"), rows=5, longest=3000)
    done = words(_("处理和整改情况"), rows=5, longest=3000)
    responsible = forms.CharField(label=_("责任人被处理情况"), max_length=300, help_text=_("没有写“无”"), initial="无")


class ExtensionForm(WhyForm):
    days = forms.IntegerField(
        label=_("延长几日"), min_value=1, max_value=30,
        error_messages={"min_value": _("至少 1 日"), "max_value": _("最多延长 30 日（信访工作条例第34条）")},
    )  # fmt: skip
    field_order = ("days", "reason")


class DecideForm(Form):
    is_granted = forms.TypedChoiceField(
        label=_("决定"), choices=[("yes", _("准予延长")), ("no", _("不准"))], widget=forms.RadioSelect,
        coerce=lambda said: said == "yes", empty_value=None,
    )  # fmt: skip
    declined_why = words(_("不准的理由"), longest=500, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("is_granted") is False and not typed.get("declined_why"):
            self.add_error("declined_why", _("写明为什么不准"))
        return typed


class PetitionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError:  # a number no table can have
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None

    def label_from_instance(self, obj: Petition) -> str:
        return f"{obj.case.number} {obj.case.title} · {obj.get_state_display()}"


class MergeForm(WhyForm):
    into = PetitionChoice(
        Petition.objects.none(), label=_("并入哪一件"), empty_label=_("请选择"),
        error_messages={"invalid_choice": _("这一件已经办结或者已经并案，请重新选择")},
    )  # fmt: skip
    field_order = ("into", "reason")

    def __init__(self, *args: Any, like: QuerySet[Petition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = like  # type: ignore[attr-defined]


class LinkForm(Form):
    number = forms.CharField(label=_("案件编号"), max_length=60, help_text=_("例如 云环罚案〔2026〕3号"))


class AskVisitForm(Form):
    what = words(_("检查什么"), help_text=_("企业不会看到；不要写是谁反映的"))
    latest = ChineseDateField(label=_("最晚哪一天"))
    skills = forms.MultipleChoiceField(
        label=_("需要的专业（可不选）"), choices=Skill.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ReopenForm(WhyForm):
    holder = PersonChoice(User.objects.none(), label=_("交给哪位经办人"), empty_label=_("请选择"))
    field_order = ("holder", "reason")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = people  # type: ignore[attr-defined]


class PaperReviewForm(Form):
    """A request for a review that came on paper."""

    asked_on = ChineseDateField(label=_("申请日期"))
    reason = words(_("申请的理由"), rows=5, longest=3000)


class ReviewForm(Form):
    conclusion = forms.ChoiceField(label=_("结论"), choices=Conclusion.choices, widget=forms.RadioSelect)
    text = words(_("理由"), rows=6, longest=3000)
    organ = forms.CharField(label=_("作出机关"), max_length=120)


class MediateForm(Form):
    met_on = ChineseDateField(label=_("调解日期"))
    place = forms.CharField(label=_("调解地点"), max_length=120)
    attended = forms.CharField(
        label=_("参加的各方"), max_length=300, help_text=_("写身份，不写姓名，例如 厂方环保负责人、居民代表 3 人、社区")
    )
    agreed = words(_("约定"), rows=4, longest=2000, required=False, help_text=_("谁、做什么；没有达成的不填"))
    due_on = ChineseDateField(label=_("做到的最后一天"), required=False)
    becomes_duty = forms.BooleanField(label=_("作为企业的任务，到期前提醒企业"), required=False)
    no_agreement_why = words(_("没有达成的原因"), rows=2, longest=500, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        agreed = typed.get("agreed")
        if bool(agreed) == bool(typed.get("no_agreement_why")):
            self.add_error("agreed", _("写约定了什么，或者写没有达成的原因，二者写一项"))
        elif agreed and not typed.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("写明最迟哪一天做到"))
        elif agreed and typed.get("due_on") and typed.get("met_on") and typed["due_on"] < typed["met_on"]:
            self.add_error("due_on", _("做到的最后一天不能早于调解日期"))
        if not agreed:
            typed["due_on"] = None
        return typed


class JudgeForm(Form):
    kept = forms.ChoiceField(
        label=_("是否做到"), choices=[one for one in Kept.choices if one[0] != Kept.WAITING], widget=forms.RadioSelect
    )
    kept_why = words(_("怎样知道的"), longest=500)


class PublishForm(Form):
    problem = words(_("问题基本情况"), rows=4, longest=1000, help_text=_("用自己的话概括，不写是谁反映的"))
    found = words(_("调查核实情况"), rows=4, longest=3000)
    done = words(_("处理和整改情况"), rows=4, longest=3000)
    responsible = forms.CharField(label=_("责任人被处理情况"), max_length=300)


class Find(Form):
    """The filter above the petitions."""

    q = forms.CharField(label=_("编号、地点、企业、工单"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[EVERY, *State.choices])
    kind = forms.ChoiceField(label=_("依法属于"), required=False, choices=[EVERY, *Kind.choices])
    channel = forms.ChoiceField(label=_("渠道"), required=False, choices=[EVERY, *Channel.choices])
    pollution = forms.ChoiceField(label=_("污染类型"), required=False, choices=[EVERY, *Pollution.choices])
    only = forms.ChoiceField(
        label=_("只看"), required=False,
        choices=[
            EVERY, ("late", _("超期未办结的")), ("bad", _("不满意的")), ("supervised", _("督办的")),
            ("dispute", _("厂群矛盾")),
        ],
    )  # fmt: skip

    def filter(self, rows: QuerySet[Petition]) -> QuerySet[Petition]:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(_found(typed["q"]))
        for name in ("state", "kind", "channel"):
            if typed[name]:
                rows = rows.filter(**{name: typed[name]})
        if typed["pollution"]:
            rows = rows.filter(pollution__contains=f",{typed['pollution']},")
        return _only(rows, typed["only"])


def _found(words_: str) -> Q:
    named = Q(case__number__icontains=words_) | Q(place__icontains=words_) | Q(division__icontains=words_)
    return named | Q(enterprise__name__icontains=words_) | Q(order_number__icontains=words_)


def _only(rows: QuerySet[Petition], only: str) -> QuerySet[Petition]:
    if only == "late":
        late = Petition.objects.filter(case__clocks__state="running", case__clocks__due_on__lt=timezone.localdate())
        return rows.filter(pk__in=late.values("pk"))
    if only == "bad":
        bad = Petition.objects.filter(answers__satisfied=Satisfied.NO)
        return rows.filter(pk__in=bad.values("pk"))
    known = {"supervised": Q(supervised_at__isnull=False), "dispute": Q(is_dispute=True)}
    return rows.filter(known[only]) if only in known else rows
