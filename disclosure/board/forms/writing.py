"""Notices written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from envportal.accounts.forms.fields import UsccField
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from disclosure.board.models import Notice
    from disclosure.board.queries.fields import FieldOf, FormOf


class MaybeUscc(UsccField):
    """A credit code that may be left out."""

    def clean(self, value: str | None) -> str:
        return super().clean(value) if (value or "").strip() else ""


class WriteForm(Form):
    """The fields a kind of notice asks for, in the order the public reads them."""

    def __init__(self, *args: Any, form: FormOf, notice: Notice | None = None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.arises = form, not form.label_of("arose_on")
        facts = dict(notice.facts) if notice else {}
        if notice:
            facts |= {form.label_of("title"): _named_in(notice, form), form.label_of("shown_until"): notice.shown_until}
        for n, field in enumerate(form.fields):
            self.fields[f"f{n}"] = made = _control(field)
            made.initial = _typed_again(facts.get(field.label), field.type)
        if self.arises:
            self.fields["arose_on"] = ChineseDateField(
                label=_("形成日期"), initial=notice.arose_on if notice else today,
                help_text=_("信息形成或者变更的那一天；公开的期限从第二天起算。"),
            )  # fmt: skip
        self.fields["file"] = UploadField(
            label=_("附件（可以不附）"), required=False, in_pieces=False,
            help_text=_("一个 PDF，会和公示一起公开，发布前同样检查里面的个人信息；看样子不保存文件，提交时再选")
            if notice is None
            else _("一个 PDF；不选的，保留上一版的附件"),
        )  # fmt: skip
        if notice and notice.files.exists():
            self.fields["without_file"] = forms.BooleanField(
                label=_("不要附件"), required=False,
                help_text=_("新的一版不带附件；它发布以后，上一版的附件也不再公开。"),
            )  # fmt: skip
        if notice:
            self.fields["reason"] = forms.CharField(
                label=_("更正原因"), max_length=300, help_text=_("原因会和新的一版一起公开。"),
                error_messages={"required": _("请写明更正原因，例如 建设地点写错。")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("file") and typed.get("without_file"):
            self.add_error("without_file", gettext("选了新的附件，就不要再选“不要附件”。"))
        return typed

    def typed(self) -> dict[str, object]:
        return {field.label: self.cleaned_data.get(f"f{n}") for n, field in enumerate(self.form.fields)}

    def arose_on(self) -> date:
        if self.arises:
            return self.cleaned_data["arose_on"]  # type: ignore[no-any-return]
        return self.typed()[self.form.label_of("arose_on")]  # type: ignore[return-value]

    def place_of(self, label: str) -> str | None:
        """The control a sentence about a field belongs to."""
        named = {field.label: f"f{n}" for n, field in enumerate(self.form.fields)} | {"arose_on": "arose_on"}
        return named.get(label)


def _named_in(notice: Notice, form: FormOf) -> str | None:
    """What was typed for the title: the title itself, or the one of its choices the title was made of."""
    choices = next((field.choices for field in form.fields if field.role == "title"), ())
    return next((one for one in choices if one in notice.title), None) if choices else notice.title


def _control(field: FieldOf) -> forms.Field:
    if field.type == "uscc":
        code = MaybeUscc()
        code.required, code.label = field.required, _label(field)
        return code
    told: dict[str, Any] = {"label": _label(field), "required": field.required, "help_text": field.meaning}
    if field.required:
        told["error_messages"] = {"required": _("“%(label)s”没有写，不能提交。") % {"label": field.label}}
    made: forms.Field = MAKERS[field.type](field, told)
    return made


def _label(field: FieldOf) -> Any:
    return field.label if field.required else _("%(label)s（可以不填）") % {"label": field.label}


def _amount(field: FieldOf, told: dict[str, Any]) -> forms.Field:
    unit = _("元") if field.type == "money" else ""
    limits = {"help_text": field.meaning or unit, "max_digits": 16, "decimal_places": 4, "min_value": 0}
    return PlainDecimalField(**{**told, **limits})


MAKERS: dict[str, Callable[[FieldOf, dict[str, Any]], forms.Field]] = {
    "date": lambda _field, told: ChineseDateField(**told),
    "money": _amount,
    "number": _amount,
    "choice": lambda field, told: forms.ChoiceField(
        **told, choices=[("", _("请选择")), *((one, one) for one in field.choices)]
    ),
    "long": lambda _field, told: forms.CharField(
        **told, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    ),
    "text": lambda _field, told: forms.CharField(**told, max_length=200),
}  # fmt: skip


def _typed_again(value: object, kind: str) -> object:
    """What a control is filled with: figures without their unit, everything else as it reads."""
    if kind == "money" and isinstance(value, str):
        return value.removesuffix(" 元").replace(",", "")
    return value
