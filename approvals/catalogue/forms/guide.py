"""What anybody may type in the guided check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import Ask, Nature
from approvals.catalogue.rules import answers
from envportal.web.forms import Form, PostedForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from approvals.catalogue.queries.table import Item
    from approvals.catalogue.rules.guide import Question

ADDED = _("只填本次新增的规模；没有填 0，不清楚的写“不清楚”")
TRUTHS = ((answers.YES, _("是")), (answers.NO, _("否")), (answers.UNSURE, _("不清楚")))
BUILT = (*Nature.choices, (answers.UNSURE, _("不清楚")))


class NumberField(forms.CharField):
    """A number that is not negative, or “not sure”."""

    default_error_messages = {"required": _("写一个数字，没有填 0；不清楚的写“不清楚”")}

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(
            max_length=30, help_text=ADDED, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}), **kwargs
        )
        self.question = question

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            answers.parse(self.question, typed)
        except answers.NoAnswer:
            sentence = _("只写数字，不写单位，不能是负数，例如 12.5；不清楚的写“不清楚”")
            raise forms.ValidationError(sentence) from None
        return typed


class GuideForm(Form):
    """The questions that decide next, each under its id."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, item: Item, questions: Sequence[Question], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        for one in questions:
            self.fields[one.id] = _field(item, one)


def _field(item: Item, question: Question) -> forms.Field:
    label = answers.sentence(question)
    if question.kind == Ask.NUMBER:
        return NumberField(question, label=label)
    return forms.ChoiceField(
        label=label, choices=BUILT if question.kind == Ask.NATURE else TRUTHS, widget=forms.RadioSelect,
        help_text=_help(item, question), error_messages={"required": _("选一项；拿不准的选“不清楚”")},
    )  # fmt: skip


def _help(item: Item, question: Question) -> Any:
    if question.kind == Ask.AREA:
        return "；".join(f"{label}：{'全部区域' if text == 'ALL' else text}" for label, text in item.areas)
    if question.kind == Ask.BUILDING:
        return _("名录中标 * 号的行业，只指在工业建筑中生产的建设项目（工业建筑的定义见 GB/T 50083）")
    return ""


class KeepForm(PostedForm):
    """The answers carried along, and the sum."""

    item = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999)
    said = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)
    follows = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)


class BringForm(Form):
    """Which list of materials: of which bureau, document and trade."""

    bureau: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("生态环境局"), queryset=None, to_field_name="code", empty_label=None, required=False
    )
    kind = forms.ChoiceField(label=_("文件类别"), required=False)
    industry = forms.CharField(
        label=_("行业代码"), max_length=10, required=False, help_text=_("例如 C2231；不填的只列所有行业都要的")
    )

    def __init__(self, *args: Any, bureaus: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class PhaseOutForm(Form):
    """Words of a process, a product or a machine."""

    bureau: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("生态环境局"), queryset=None, to_field_name="code", empty_label=None, required=False
    )
    q = forms.CharField(
        label=_("工艺、设备或者产品"),
        max_length=60,
        required=False,
        help_text=_("一两个字也可以，例如 松香、水泥 粉磨"),
    )

    def __init__(self, *args: Any, bureaus: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]
