"""What is typed about a record and the part of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accountability.enums import Cause, Finding, Review
from envportal.accountability.queries import waiting_for
from envportal.accountability.rules.grades import range_of
from envportal.web.forms import Form

if TYPE_CHECKING:
    from envportal.accountability.models import Part


def words(label: Any, *, rows: int = 5, longest: int = 3000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("动态验证码"), max_length=10, help_text=_("打开验证器 App，填写当前显示的 6 位数字，作为签署。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class OpenForm(Form):
    number = forms.CharField(label=_("案件编号"), max_length=60)
    reason = words(_("什么做错了，为什么认为要追究"), rows=4, longest=500)


class AnswerForm(Form):
    words = words(_("您的书面说明"), help_text=_("当时看到什么、为什么这样办。说明只提交一次。"))


class AppealForm(Form):
    words = words(_("申请复核的理由"))


class CloseForm(Form):
    closure = words(_("办结情况"), rows=4, longest=1000, help_text=_("查明了什么，以后怎样避免；不写人名。"))


class Measured(Form):
    """A form that offers the lawful measures of the cause, and recommends none."""

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = range_of(part.responsibility.cause, timezone.localdate())
        offered = [
            (grade.code, f"{grade.label}（{grade.by_whom}；{grade.basis}）") for grade in self.open_to(part, found)
        ]
        self.fields["grade"].choices = [("", _("不作处理")), *offered]  # type: ignore[attr-defined]

    @staticmethod
    def open_to(part: Part, found: Any) -> Any:  # noqa: ARG004
        return found.grades


class DecideForm(Measured):
    finding = forms.ChoiceField(label=_("认定"), choices=Finding.choices, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label=_("处理"), required=False)
    reasons = words(_("理由"))
    code = code_field()


class ReviewForm(Measured):
    review = forms.ChoiceField(label=_("复核结果"), choices=Review.choices, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label=_("减轻后的处理（只在减轻时选）"), required=False)
    reasons = words(_("理由"))
    code = code_field()

    @staticmethod
    def open_to(part: Part, found: Any) -> Any:
        order = {grade.code: grade.order for grade in found.grades}
        return [grade for grade in found.grades if grade.order < order.get(part.grade, 0)]


class FindRecord(Form):
    q = forms.CharField(label=_("案件编号、项目"), required=False)
    show = forms.ChoiceField(
        label=_("哪些"), required=False,
        choices=[
            ("", _("全部")), ("open", _("在办")), ("asked", _("待说明")), ("answered", _("待认定")),
            ("appealed", _("待复核")), ("closed", _("已办结")),
        ],
    )  # fmt: skip
    cause = forms.ChoiceField(label=_("事由"), choices=[("", _("全部")), *Cause.choices], required=False)

    def filter(self, rows: Any) -> Any:
        told = self.cleaned_data
        if told["q"]:
            rows = rows.filter(Q(case__number__icontains=told["q"]) | Q(case__title__icontains=told["q"]))
        rows = rows.filter(waiting_for()[told["show"]]) if told["show"] else rows
        return rows.filter(cause=told["cause"]) if told["cause"] else rows
